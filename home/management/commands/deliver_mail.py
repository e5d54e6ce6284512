"""``manage.py deliver_mail``: for who sends mail by cron or a service of its own."""

import signal
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from home.outbox import deliver
from home.postman import Postman

SECONDS_BETWEEN_ROUNDS = 5


class Command(BaseCommand):
    help = "Send the mails that are due."

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
        """Deliver and say so; a quiet round without mail says nothing."""
        done = deliver()
        counts = vars(done)
        if quiet and not any(counts.values()):
            return
        said = _("Mails sent: %(sent)d, postponed: %(postponed)d, given up: %(given_up)d.")
        self.stdout.write(said % counts)
        self.stdout.flush()
