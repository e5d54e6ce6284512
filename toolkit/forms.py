"""What an editor fills in to import a document: the upload, then the corrections."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from home.licences import Licence
from toolkit.columns import COLUMNS, Column
from toolkit.import_plan import AudiencePlan, ImportPlan, RowPlan
from toolkit.importers.document import AudienceTable, DocumentRow, Remark, ToolDocument
from toolkit.importers.limits import LIMITS
from toolkit.importers.messages import sentence
from toolkit.models import ToolPage

Place = tuple[int | None, int | None, str | None]


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("Document"),
        required=False,
        help_text=_("Word (.docx), OpenDocument (.odt), text or HTML, up to 20 MB."),
        widget=forms.FileInput(attrs={"accept": ".docx,.odt,.txt,.md,.html,.htm,.tsv"}),
    )
    pasted = forms.CharField(
        label=_("Or a table copied from Word, Excel or a web page"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Copy the table there, paste it here."),
    )
    pasted_html = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    tool = forms.ModelChoiceField(
        label=_("What it becomes"),
        queryset=ToolPage.objects.none(),
        required=False,
        empty_label=_("A new tool"),
        help_text=_("Choose a tool to bring it up to date: its rows keep their links."),
    )

    def __init__(self, *args: Any, tools: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tool"].queryset = tools

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not (cleaned["file"] or cleaned["pasted"].strip()):
            raise ValidationError({"file": _("Choose a document, or paste a table below.")})
        return cleaned


class LinesField(forms.CharField):
    """A list of short texts, one a line."""

    widget = forms.Textarea(attrs={"rows": 1})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        lines = super().to_python(value).replace("\0", "").splitlines()
        return [line.strip() for line in lines if line.strip()]


class ToolForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=255)
    subtitle = forms.CharField(label=_("Subtitle"), max_length=200, required=False)
    month = forms.CharField(
        label=_("Month"), required=False, widget=forms.TextInput(attrs={"type": "month"})
    )
    organisation = forms.CharField(label=_("Organisation"), max_length=120, required=False)
    licence = forms.ChoiceField(
        label=_("Licence"),
        choices=[("", _("The licence of the site")), *Licence.choices],
        required=False,
    )
    source = forms.URLField(
        label=_("Source"), max_length=500, required=False, assume_scheme="https"
    )

    def clean_month(self) -> str:
        month = self.cleaned_data["month"]
        if month:
            try:
                date.fromisoformat(f"{month}-01")
            except ValueError as error:
                raise ValidationError(_("Write the month as 2026-03.")) from error
        return month


class RowForm(forms.Form):
    """One row: a field for each column, one item a line."""

    purposes = LinesField(required=False)
    outcomes = LinesField(required=False)
    means = LinesField(required=False)
    examples = LinesField(required=False)
    left_out = forms.BooleanField(label=_("Leave this row out"), required=False)

    remarks: dict[str | None, list[str]] = {}
    plan: RowPlan | None = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        row = self.row
        others = row.outcomes + row.means + row.examples
        if others and not row.purposes and not cleaned["left_out"]:
            self.add_error("purposes", _("A row needs a purpose. Write it, or leave the row out."))
        return cleaned

    @property
    def row_remarks(self) -> list[str]:
        return self.remarks.get(None, [])

    @property
    def row(self) -> DocumentRow:
        return DocumentRow(**{column.key: self.cleaned_data[column.key] for column in COLUMNS})

    @property
    def cells(self) -> Iterator[tuple[Column, forms.BoundField, list[str]]]:
        for column in COLUMNS:
            yield column, self[column.key], self.remarks.get(column.key, [])


RowFormSet = forms.formset_factory(RowForm, extra=0, max_num=LIMITS.rows, absolute_max=LIMITS.rows)


class TableForm(forms.Form):
    """One audience: its name, its precision and the rows of its table."""

    name = forms.CharField(label=_("Audience"), max_length=255)
    precision = forms.CharField(label=_("Precision"), max_length=160, required=False)
    left_out = forms.BooleanField(label=_("Leave this audience out"), required=False)

    def __init__(
        self,
        table: AudienceTable,
        data: QueryDict | None,
        prefix: str,
        remarks: dict[Place, list[str]],
        number: int,
    ) -> None:
        super().__init__(
            data, prefix=prefix, initial={"name": table.name, "precision": table.precision}
        )
        self.rows = RowFormSet(
            data, prefix=f"{prefix}-rows", initial=[vars(row) for row in table.rows]
        )
        self.remarks = remarks[number, None, None]
        self.plan: AudiencePlan | None = None
        for position, row in enumerate(self.rows):
            row.remarks = {
                key: remarks[number, position, key]
                for key in (None, *(column.key for column in COLUMNS))
            }

    def is_valid(self) -> bool:
        if self.is_bound and f"{self.prefix}-left_out" in self.data:
            return True
        return all([super().is_valid(), self.rows.is_valid()])

    @property
    def table(self) -> AudienceTable | None:
        if f"{self.prefix}-left_out" in self.data:
            return None
        rows = [form.row for form in self.rows if not form.cleaned_data["left_out"]]
        data = self.cleaned_data
        return AudienceTable(
            data["name"], data["precision"], [row for row in rows if any(vars(row).values())]
        )


class DocumentForm:
    """A whole ``ToolDocument`` to look at and to correct."""

    def __init__(self, document: ToolDocument, data: QueryDict | None = None) -> None:
        self.original = document
        placed: dict[Place, list[str]] = defaultdict(list)
        for remark in document.warnings:
            placed[place_of(remark)].append(sentence(remark.code, remark.params))
        self.remarks = placed[None, None, None]
        self.remark_count = len(document.warnings)
        fields = {name: getattr(document, name) for name in ToolForm.base_fields}
        self.tool = ToolForm(data, prefix="tool", initial=fields)
        self.tables = [
            TableForm(table, data, f"table-{number}", placed, number)
            for number, table in enumerate(document.tables)
        ]

    def is_valid(self) -> bool:
        return all([self.tool.is_valid(), *[table.is_valid() for table in self.tables]])

    @property
    def document(self) -> ToolDocument:
        """The document as corrected; its warnings have been seen and are gone."""
        tables = [table.table for table in self.tables]
        return replace(
            self.original,
            **self.tool.cleaned_data,
            tables=[table for table in tables if table and table.rows],
            warnings=[],
        )

    def show(self, plan: ImportPlan) -> None:
        """Let each row say what becomes of it; a form cut short on its way has fewer."""
        for table, audience in zip(self.tables, plan.audiences, strict=True):
            table.plan = audience
            for row, row_plan in zip(table.rows, audience.rows, strict=False):
                row.plan = row_plan


def place_of(remark: Remark) -> Place:
    return remark.table, remark.row, remark.column
