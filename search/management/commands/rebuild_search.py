"""Makes the search index agree with the pages. It is searched all the while."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.locking import Busy, only_one
from search.indexing import rebuild


class Command(BaseCommand):
    help = "Make the search index agree with the pages; only what differs is written."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument(
            "--all", action="store_true", help="write every entry, for a new analyser"
        )

    def handle(self, *, all: bool, **options: Any) -> None:
        try:
            with only_one("rebuild_search"):
                count = rebuild(everything=all)
        except Busy as busy:
            sentence = _("The index is being rebuilt already: wait until that is done.")
            raise CommandError(sentence) from busy
        said = ngettext("%(count)d entry written.", "%(count)d entries written.", count)
        self.stdout.write(said % {"count": count})
