"""A draft as an expert has it before them: rendered as for readers, with room for remarks."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils import translation

from home.models import ExpertReview, Remark
from home.reviews.drafts import draft_of
from home.reviews.forms import RemarkForm, VerdictForm


def place_of(anchor: str) -> str:
    """The id of the element that holds a passage's remarks; those on all of it have no anchor."""
    return f"remarks-{anchor or 'page'}"


@dataclass
class Reading:
    """``form`` stands at its anchor, or in place of the remark ``changing``."""

    review: ExpertReview
    token: str
    form: RemarkForm | None = None
    changing: int = 0
    verdict_form: VerdictForm = field(default_factory=VerdictForm)
    placed: set[str] = field(default_factory=set)

    @cached_property
    def remarks(self) -> list[Remark]:
        return list(self.review.remarks.all())

    @property
    def is_open(self) -> bool:
        return self.review.is_open

    def at(self, anchor: str) -> list[Remark]:
        """Those of a passage, which thereby has its place on the page."""
        self.placed.add(anchor)
        return [remark for remark in self.remarks if remark.anchor == anchor]

    def form_at(self, anchor: str) -> RemarkForm | None:
        """The form for a new remark, if it is open here."""
        here = self.form and not self.changing and self.form["anchor"].value() == anchor
        return self.form if here else None

    @property
    def without_place(self) -> list[Remark]:
        """Those on passages that the draft does not have any more: for the end of the page."""
        return [remark for remark in self.remarks if remark.anchor not in self.placed]


def page_of(request: HttpRequest, reading: Reading, status: int = 200) -> HttpResponseBase:
    """The page's own template, in its own language; what is the expert's is in theirs."""
    draft = draft_of(reading.review)
    request.is_preview = True  # type: ignore[attr-defined]
    request.expert_review = reading.review  # type: ignore[attr-defined]
    with translation.override(draft.locale.language_code):
        context = draft.get_context(request) | {"reading": reading}
        template = draft.get_template(request)
        return TemplateResponse(request, template, context, status=status).render()
