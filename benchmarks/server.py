"""The site's server, started again and again: ``python -m benchmarks.server PORT``.

What takes long to import is imported once. Each line that is read starts a server of two
processes in a group of its own, whose number is printed: that is what to kill.
"""

from __future__ import annotations

import os
import signal
import sys

PROCESSES, THREADS = 2, 8


def serve(port: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "agirtot.wsgi:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=PROCESSES,
        blocking_threads=THREADS,
        websockets=False,
        log_level=LogLevels.error,
    ).serve()


def main(port: int) -> None:
    import django

    django.setup()
    import agirtot.urls  # noqa: F401 — with all that it imports

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever is killed leaves nothing behind
    for _line in sys.stdin:
        group = os.fork()
        if group == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.setsid()
            serve(port)
            os._exit(0)
        print(group, flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
