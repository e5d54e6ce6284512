"""What can be sent: each kind has its steps, and knows what becomes of it.

An app that has another kind of page registers its own: the story is in the project, because
the toolkit does not know the blog.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractUser
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from wagtail.models import Page

from home.refusals import Refused
from toolkit.contributions.forms import LONGEST_TITLE, StepForm
from toolkit.models import Contribution, ContributionFile

type Answers = list[tuple[str, list[str]]]


class Kind:
    """``slug`` stands in addresses, in the language that is spoken."""

    key: str
    slug: Promise
    label: Promise
    invitation: Promise
    pictogram: str
    steps: tuple[type[StepForm], ...]

    # --- What is asked ------------------------------------------------------------------

    def forms(self, contribution: Contribution) -> list[StepForm]:
        """Its steps as they were typed so far, ready to be checked."""
        typed = contribution.typed
        return [
            form(QueryDict(typed.get(str(number), {}).get("sent", "")))
            for number, form in enumerate(self.steps, start=1)
        ]

    def fault(self, content: dict[str, Any], files: int) -> tuple[int, str] | None:
        """What no step alone can see: the number of the step to go to, and why."""
        return None

    def title_of(self, content: dict[str, Any]) -> str:
        return content.get("title") or _shortened(content.get("done", ""))

    def answers(self, content: dict[str, Any]) -> Answers:
        """Questions and answers, in order, without what was left empty."""
        asked: dict[str, forms.Field] = {}
        for step in self.steps:
            asked |= step.base_fields
        said = (
            (str(field.label), _shown(field, content[name]))
            for name, field in asked.items()
            if name in content and not isinstance(field, forms.BooleanField)
        )
        return [(question, answer) for question, answer in said if answer]

    # --- What becomes of it -------------------------------------------------------------

    def make_page(self, contribution: Contribution) -> Page | None:
        """Its draft, stored; None where one has to wait, or where it has no place yet."""
        return None

    def take_in(
        self,
        contribution: Contribution,
        page: Page | None,
        files: Iterable[ContributionFile],
        user: AbstractUser,
    ) -> Page:
        """Its draft with what was attached. Raises ``Refused`` where its place is gone."""
        raise NotImplementedError

    def take_back(self, contribution: Contribution) -> None:
        """What is not to be published after all leaves its workflow, and has no hour any more;
        its draft stays a while."""
        page = contribution.page and contribution.page.specific
        if page and not page.live:
            page.revisions.update(approved_go_live_at=None)
            if page.current_workflow_state:
                page.current_workflow_state.cancel()

    def is_on(self, contribution: Contribution, page: Page) -> bool:
        """Whether the page, just published, shows it."""
        return True


KINDS: dict[str, Kind] = {}


def register(kind: type[Kind]) -> type[Kind]:
    KINDS[kind.key] = kind()
    return kind


def kind_of(contribution: Contribution) -> Kind:
    """Raises ``Refused`` for one that this site no longer knows."""
    try:
        return KINDS[contribution.kind]
    except KeyError:
        raise Refused(_("This site no longer takes contributions of this kind."), 410) from None


def by_slug(slug: str) -> Kind | None:
    return next((kind for kind in KINDS.values() if str(kind.slug) == slug), None)


def _shortened(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LONGEST_TITLE else f"{line[: LONGEST_TITLE - 1].rstrip()}…"


def _shown(field: forms.Field, value: Any) -> list[str]:
    if isinstance(field, forms.ModelMultipleChoiceField):
        found: QuerySet[Page] = Page.objects.filter(pk__in=value).order_by("path")
        return [page.title for page in found]
    if isinstance(field, forms.ChoiceField):
        return [_chosen(field.choices, value)]
    if isinstance(field, forms.DateField):
        day = parse_date(value)
        return [date_format(day, "DATE_FORMAT")] if day else []
    return [str(value)]


def _chosen(choices: Any, value: str, group: str = "") -> str:
    for key, label in choices:
        if isinstance(label, (list, tuple)):
            if inside := _chosen(label, value, str(key)):
                return inside
        elif key == value:
            return f"{label} ({group})" if group and group != str(label) else str(label)
    return ""
