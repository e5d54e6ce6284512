"""granian, which serves the demo until it is interrupted."""

import http.client
import multiprocessing
import os
import signal
import socket
import time
from collections.abc import Callable
from threading import Thread
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

HOST = "127.0.0.1"
# One process, so that the cache in memory is one; SQLite has one writer at a time anyway.
THREADS = 4
SECONDS_TO_STOP = 5


def check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            sentence = _("Port %(port)s cannot be used (%(reason)s): choose one with --port.")
            reason = getattr(error, "strerror", None) or error
            raise CommandError(sentence % {"port": port, "reason": reason}) from error


def public_address(port: int) -> str:
    """From now on also for the processes that are started here."""
    return os.environ.setdefault("BASE_URL", f"http://{HOST}:{port}")


def serve(port: int, on_ready: Callable[[], None]) -> None:
    """Serve the site until SIGINT or SIGTERM; ``on_ready`` is called once it answers."""
    check_port(port)
    public_address(port)
    # A fork would carry this process's threads and open database into the worker.
    multiprocessing.set_start_method("spawn", force=True)
    server = Granian(
        "agirtot.wsgi",
        address=HOST,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        blocking_threads=THREADS,
        workers_kill_timeout=SECONDS_TO_STOP,
        log_level=LogLevels.warning,
        websockets=False,
    )
    server.on_startup(lambda: signal.signal(signal.SIGHUP, server.signal_handler_interrupt))
    server.on_startup(Thread(target=wait_for_answer, args=(port, on_ready), daemon=True).start)
    server.serve(target_loader=load_application, wrap_loader=False)


def load_application() -> Callable[..., Any]:
    """The site, in the worker, which leaves the group that the terminal sends Ctrl-C to.

    A worker that is told to stop twice, by the terminal and by granian, hangs until killed.
    """
    os.setpgrp()
    Thread(target=stop_with_parent, daemon=True).start()
    from agirtot.wsgi import application

    return application


def stop_with_parent() -> None:
    """Free the port also when the command itself was killed and could tell nobody."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)


def wait_for_answer(port: int, on_ready: Callable[[], None]) -> None:
    """Ask for the home page until something comes back."""
    while True:
        client = http.client.HTTPConnection(HOST, port)
        try:
            client.request("GET", "/")
            client.getresponse().read()
        except OSError:
            time.sleep(0.05)
        else:
            return on_ready()
        finally:
            client.close()
