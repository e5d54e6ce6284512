"""Writes the table of rows anew from the pages, or says where it differs from them."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toolkit.models import AudiencePage
from toolkit.projection import drifted, project


class Command(BaseCommand):
    help = "Write the table of rows anew from the audience pages."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="write nothing; end with 1 and name the pages whose rows differ",
        )

    def handle(self, *, check: bool, **options: Any) -> None:
        if check:
            self.check_rows()
            return
        pages = AudiencePage.objects.values_list("pk", flat=True)
        for pk in pages:
            project(pk)
        count = len(pages)
        said = ngettext("%(count)d audience projected.", "%(count)d audiences projected.", count)
        self.stdout.write(said % {"count": count})

    def check_rows(self) -> None:
        if pages := drifted():
            sentence = _("These audiences differ from their rows: %(pages)s. Run rebuild_rows.")
            raise CommandError(sentence % {"pages": ", ".join(page.url_path for page in pages)})
        self.stdout.write(_("The rows agree with the pages."))
