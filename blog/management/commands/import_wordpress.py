"""The posts of a WordPress export become stories, from the command line."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from blog.importers.errors import ExportError
from blog.importers.messages import sentence
from blog.imports.report import StoriesReport
from blog.imports.wordpress import import_wordpress


class Command(BaseCommand):
    help = "Read an export of WordPress (WXR, .xml) and make a story of each of its posts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--media", type=Path, metavar="FOLDER", help="a copy of wp-content/uploads"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be done")

    def handle(self, file: Path, *, media: Path | None, dry_run: bool, **options: Any) -> None:
        if media and not media.is_dir():
            raise CommandError(_("%(name)s is not a folder.") % {"name": media})
        try:
            report = import_wordpress(file, media=media, dry_run=dry_run, progress=self.progress)
        except ExportError as error:
            raise CommandError(sentence(error.code, error.params)) from error
        except OSError as error:
            raise CommandError(
                _("%(name)s cannot be read: %(reason)s.")
                % {"name": error.filename or file, "reason": error.strerror}
            ) from error
        self.show(report, each_file=options["verbosity"] > 1)
        if dry_run:
            self.stdout.write(_("Nothing was written (--dry-run)."))

    def progress(self, title: str) -> None:
        self.stdout.write(f"  {title}")

    def show(self, report: StoriesReport, *, each_file: bool) -> None:
        for title, losses in report.loss_lines:
            self.stdout.write(self.style.WARNING(title or _("Untitled")))
            for line in losses:
                self.stdout.write(f"  {line}")
        for address, title in report.missing_pictures.items():
            said = _("Picture not found: %(address)s (%(title)s)")
            self.stdout.write(self.style.WARNING(said % {"address": address, "title": title}))
        lines = (
            *report.draft_lines,
            *report.left_out_lines,
            *report.comments.left_out_lines,
            *report.comments.remark_lines,
        )
        for line in lines:
            self.stdout.write(f"  {line}")
        if report.attachments:
            self.stdout.write(f"{report.attachments_line}.")
        for address in report.attachments if each_file else ():
            self.stdout.write(f"  {address}")
        self.stdout.write(self.style.SUCCESS(f"{report.summary}."))
        self.stdout.write(self.style.SUCCESS(f"{report.comments.summary}."))
