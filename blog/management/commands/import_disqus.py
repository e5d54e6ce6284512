"""The comments of a Disqus export come home, from the command line."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from blog.importers.errors import ExportError
from blog.importers.messages import sentence
from blog.imports.disqus import import_disqus, read_mapping
from blog.imports.report import CommentsReport


class Command(BaseCommand):
    help = "Read an export of Disqus (.xml or .xml.gz) and put its comments below their stories."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--map", type=Path, metavar="CSV", help="the report's list of threads, filled in"
        )
        parser.add_argument(
            "--report", type=Path, metavar="CSV", help="where to write threads without a story"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be done")

    def handle(self, file: Path, **options: Any) -> None:
        started = time.perf_counter()
        try:
            report = self.read(file, options["map"], dry_run=options["dry_run"])
            self.show(report, time.perf_counter() - started)
            if report.unmatched:
                self.write_unmatched(report, options["report"])
        except ExportError as error:
            raise CommandError(sentence(error.code, error.params)) from error
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or _("it is not text in UTF-8")
            name = getattr(error, "filename", None) or options["map"]
            raise CommandError(
                _("%(name)s cannot be read: %(reason)s.") % {"name": name, "reason": reason}
            ) from error
        if options["dry_run"]:
            self.stdout.write(_("Nothing was written (--dry-run)."))

    def read(self, file: Path, mapping: Path | None, *, dry_run: bool) -> CommentsReport:
        stories = {}
        if mapping:
            with mapping.open(encoding="utf-8-sig", newline="") as lines:
                stories = read_mapping(lines)

        def progress(done: int, total: int) -> None:
            self.stdout.write(f"  {done} / {total}")

        return import_disqus(file, mapping=stories, dry_run=dry_run, progress=progress)

    def show(self, report: CommentsReport, seconds: float) -> None:
        for line in report.left_out_lines:
            self.stdout.write(f"  {line}")
        for line in report.remark_lines:
            self.stdout.write(f"  {line}")
        self.stdout.write(self.style.SUCCESS(f"{report.summary}."))
        self.stdout.write(
            _("%(seconds).1f s, %(rate)d comments a second.")
            % {"seconds": seconds, "rate": (report.imported + report.left_out.total()) / seconds}
        )

    def write_unmatched(self, report: CommentsReport, path: Path | None) -> None:
        said = _("Threads without a story: %(count)d.") % {"count": len(report.unmatched)}
        self.stdout.write(self.style.WARNING(said))
        if path is None:
            self.stdout.write(report.csv)
            said = _("Fill in the last column, save this as a file, and run again with --map.")
        else:
            path.write_text(report.csv, encoding="utf-8", newline="")
            said = _("Fill in the last column of %(path)s, and run again with --map %(path)s.")
        self.stdout.write(said % {"path": path})
