"""Follow the links of published pages, and note those that lead nowhere any more."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext
from wagtail.models import Page

from home.reports.checking import check
from home.reports.written_links import note_links


class Command(BaseCommand):
    help = (
        "Note the links of all published pages, then follow those that lead to other sites and "
        "were not followed this week. The report of broken links shows what was found."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--limit", type=int, default=200, help="addresses at most (200)")

    def handle(self, limit: int, **options: Any) -> None:
        for page in Page.objects.filter(live=True, depth__gt=1).specific().iterator(chunk_size=100):
            note_links(page)
        outcomes = check(limit)
        failed = sum(bool(outcome.error) for outcome in outcomes.values())
        said = ngettext(
            "%(count)d address followed, %(failed)d without an answer.",
            "%(count)d addresses followed, %(failed)d without an answer.",
            len(outcomes),
        )
        self.stdout.write(said % {"count": len(outcomes), "failed": failed})
