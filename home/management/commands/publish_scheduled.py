"""``manage.py publish_scheduled``, in place of Wagtail's: for cron or a service of its own."""

import signal
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from home.locking import Busy
from home.postman import Postman
from home.schedule import SECONDS_BETWEEN_ROUNDS, keep_hours


class Command(BaseCommand):
    help = "Publish and unpublish what is planned for now, and write the news of reviews."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--watch", action="store_true", help="go on until interrupted, as a service"
        )

    def handle(self, *args: Any, watch: bool, **options: Any) -> None:
        if not watch:
            if self.go_round():
                raise CommandError(_("Some of it failed: the log says why. It is tried again."))
            return
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            Postman(lambda: self.go_round(quiet=True), SECONDS_BETWEEN_ROUNDS, "clock").work()
        except KeyboardInterrupt:
            self.stdout.write("")

    def go_round(self, quiet: bool = False) -> int:
        """Says what was done; a quiet round without anything says nothing. How much failed."""
        try:
            done = keep_hours()
        except Busy:
            self.say(_("Somebody else is at it."), quiet)
            return 0
        said = _(
            "Published: %(published)d, expired: %(expired)d, failed: %(failed)d, mails: %(mails)d."
        )
        self.say(said % vars(done), quiet and not any(vars(done).values()))
        return done.failed

    def say(self, sentence: str, quiet: bool) -> None:
        if not quiet:
            self.stdout.write(sentence)
            self.stdout.flush()
