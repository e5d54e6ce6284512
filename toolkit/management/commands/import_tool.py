"""A document becomes a tool, from the command line."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toolkit.columns import COLUMNS
from toolkit.import_plan import AudiencePlan, ImportPlan, plan_import
from toolkit.importers.document import DocumentError, Remark, ToolDocument
from toolkit.importers.limits import LIMITS
from toolkit.importers.messages import sentence
from toolkit.importers.sandbox import read_document
from toolkit.models import ToolIndexPage, ToolPage
from toolkit.services import apply_import


class Command(BaseCommand):
    help = "Read a document (.docx, .odt, .html, .txt) and make a tool of it, or update one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--parent", metavar="SLUG", help="the toolkit to add it to")
        parser.add_argument("--publish", action="store_true", help="publish instead of draft")
        parser.add_argument("--update", metavar="TOOL", help="id or slug of the tool to update")
        parser.add_argument(
            "--retire-missing",
            action="store_true",
            help="unpublish the audiences that the document does not contain",
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be done")

    def handle(self, file: Path, **options: Any) -> None:
        self.stdout.write(_("Reading %(name)s…") % {"name": file.name})
        document = self.read(file)
        tool = find_tool(options["update"])
        parent = tool.get_parent().specific if tool else find_index(options["parent"])
        if not tool and ToolPage.objects.child_of(parent).filter(title=document.title).exists():
            raise CommandError(
                _("“%(title)s” is there already. To bring it up to date, add --update.")
                % {"title": document.title}
            )
        plan = plan_import(document, tool)
        retired = plan.missing if options["retire_missing"] else []
        if not options["dry_run"]:
            tool = self.apply(plan, parent, options["publish"], [page.pk for page in retired])
        self.report(plan, retired=bool(retired))
        if options["dry_run"] or tool is None:
            self.stdout.write(_("Nothing was written (--dry-run)."))
        elif not (plan.is_changed or retired or options["publish"]):
            self.stdout.write(_("The document says nothing new; nothing was written."))
        else:
            state = _("published") if options["publish"] else _("saved as a draft")
            self.stdout.write(self.style.SUCCESS(f"{tool.title}: {state}. {tool.url or ''}"))

    def apply(
        self, plan: ImportPlan, parent: ToolIndexPage, publish: bool, retire: list[int]
    ) -> ToolPage:
        def progress(name: str) -> None:
            self.stdout.write(f"  {name}")

        try:
            return apply_import(
                plan, parent=parent, publish=publish, retire=retire, progress=progress
            )
        except ValidationError as error:
            raise CommandError(
                _("The document cannot be kept as it is: %(reasons)s")
                % {"reasons": " ".join(error.messages)}
            ) from error

    def read(self, file: Path) -> ToolDocument:
        try:
            with file.open("rb") as document:
                return read_document(document.read(LIMITS.file_size + 1), file.name)
        except OSError as error:
            raise CommandError(
                _("%(name)s cannot be opened: %(reason)s.")
                % {"name": file, "reason": error.strerror}
            ) from error
        except DocumentError as error:
            raise CommandError(sentence(error.code, error.params)) from error

    def report(self, plan: ImportPlan, *, retired: bool) -> None:
        """What was understood, with every remark at its place, and what changes."""
        for number, audience in enumerate(plan.audiences):
            self.stdout.write(f"{audience.table.name}: {summary(audience, plan)}")
            for purposes in audience.removed_purposes:
                self.stdout.write(_("  removed: %(row)s") % {"row": purposes})
            for remark in plan.document.warnings:
                if remark.table == number:
                    self.stdout.write(self.style.WARNING(f"  {described(remark)}"))
        for remark in plan.document.warnings:
            if remark.table is None:
                self.stdout.write(self.style.WARNING(described(remark)))
        for page in plan.missing:
            fate = _("unpublished") if retired else _("not in the document, left as it is")
            self.stdout.write(f"{page.title}: {fate}")
        count = len(plan.document.warnings)
        remarks = ngettext("%(count)d remark", "%(count)d remarks", count) % {"count": count}
        self.stdout.write(f"{plan.size}, {remarks}.")


def summary(audience: AudiencePlan, plan: ImportPlan) -> str:
    if plan.tool is None:
        count = len(audience.rows)
        return ngettext("%(count)d row", "%(count)d rows", count) % {"count": count}
    if not audience.is_changed:
        return _("no change")
    return _("%(added)d added, %(changed)d changed, %(removed)d removed, %(kept)d kept") % {
        "added": audience.count("added"),
        "changed": audience.count("changed"),
        "removed": len(audience.removed),
        "kept": audience.count("kept"),
    }


def described(remark: Remark) -> str:
    """A remark after its place: "row 2, Examples: …"."""
    place = [] if remark.row is None else [_("row %(number)d") % {"number": remark.row + 1}]
    place += [str(column.heading) for column in COLUMNS if column.key == remark.column]
    said = sentence(remark.code, remark.params)
    if cut := remark.params.get("items"):
        said = f"{said} → {cut}"
    return f"{', '.join(place)}: {said}" if place else said


def find_tool(wanted: str | None) -> ToolPage | None:
    if wanted is None:
        return None
    tools = ToolPage.objects.filter(alias_of=None).order_by("path")
    found = tools.filter(pk=wanted) if wanted.isdecimal() else tools.filter(slug=wanted)
    if tool := found.first():
        return tool
    known = ", ".join(tools.values_list("slug", flat=True)) or "–"
    raise CommandError(
        _("There is no tool “%(wanted)s”. The tools are: %(known)s.")
        % {"wanted": wanted, "known": known}
    )


def find_index(slug: str | None) -> ToolIndexPage:
    indexes = ToolIndexPage.objects.filter(alias_of=None).order_by("path")
    found = indexes.filter(slug=slug).first() if slug else indexes.first()
    if found:
        return found
    known = ", ".join(indexes.values_list("slug", flat=True)) or "–"
    raise CommandError(
        _("There is no toolkit “%(wanted)s” to add the tool to. The toolkits are: %(known)s.")
        % {"wanted": slug or "", "known": known}
    )
