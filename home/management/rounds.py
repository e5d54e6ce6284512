"""Commands that go a round of deliveries: once for cron, or for ever as a service."""

import signal
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.functional import Promise

from home.outbox import Delivered
from home.postman import Postman

SECONDS_BETWEEN_ROUNDS = 5


class RoundsCommand(BaseCommand):
    """``said`` is a sentence with %(sent)d, %(postponed)d and %(given_up)d."""

    deliver: Callable[[], Delivered]
    said: Promise

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--watch", action="store_true", help="go on until interrupted, as a service"
        )

    def handle(self, *args: Any, watch: bool, **options: Any) -> None:
        if not watch:
            self.go_round()
            return
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            Postman(lambda: self.go_round(quiet=True), SECONDS_BETWEEN_ROUNDS).work()
        except KeyboardInterrupt:
            self.stdout.write("")

    def go_round(self, quiet: bool = False) -> None:
        """Deliver and say so; a quiet round with nothing to deliver says nothing."""
        counts = vars(self.deliver())
        if quiet and not any(counts.values()):
            return
        self.stdout.write(str(self.said) % counts)
        self.stdout.flush()
