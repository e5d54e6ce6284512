"""``manage.py daily``, for cron or a systemd timer."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import ngettext

from home.daily import run_jobs


class Command(BaseCommand):
    help = "Run what is to be done once a day: forget old mails, and what the apps add."

    def handle(self, *args: Any, **options: Any) -> None:
        failures = 0
        for done in run_jobs():
            failures += done.failed
            (self.stderr if done.failed else self.stdout).write(f"{done.name}: {done.said}")
        if failures:
            said = ngettext("%(count)d job failed.", "%(count)d jobs failed.", failures)
            raise CommandError(said % {"count": failures})
