"""Threads beside the pages: one sends mail, one keeps the hours of what is planned."""

import logging
from collections.abc import Callable
from threading import Event, Lock, Thread

from django.db import connections

logger = logging.getLogger(__name__)


class Postman:
    """Goes its round when the bell is rung, and every ``pause`` seconds.

    Until it is started it does nothing: a command that writes a mail leaves it to the
    server, instead of ending in the middle of sending.
    """

    def __init__(self, go_round: Callable[[], object], pause: float, name: str = "postman") -> None:
        self.go_round = go_round
        self.pause = pause
        self.name = name
        self._bell = Event()
        self._lock = Lock()
        self._thread: Thread | None = None

    def start(self) -> None:
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = Thread(target=self.work, name=self.name, daemon=True)
                self._thread.start()

    def ring(self) -> None:
        if self._thread is not None:
            self.start()  # a process that was forked has lost its threads
            self._bell.set()

    def work(self) -> None:
        """For ever. The bell is cleared before the round, so that no ring is lost."""
        while True:
            self._bell.clear()
            try:
                self.go_round()
            except Exception:  # whatever it was (a database that is away), the next round comes
                logger.exception("A round of the %s failed; what it did not do is kept.", self.name)
            finally:
                connections.close_all()
            self._bell.wait(self.pause)
