"""What an editor should look at before others do: small checks, each set to a level.

A check is a function that takes a page of a type and gives remarks. Its name is that of a
field of ``ProofreadingSettings``, which says whether it advises, blocks or keeps quiet.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.html import format_html, format_html_join
from wagtail.models import Page, Site

type Check = Callable[[Any], Iterable[Remark]]


@dataclass(frozen=True)
class Remark:
    """A sentence about a field of the page."""

    field: str
    sentence: str


@dataclass(frozen=True)
class Registered:
    name: str
    models: tuple[type[Page], ...]
    check: Check


CHECKS: list[Registered] = []


def proofreads(name: str, *models: type[Page]) -> Callable[[Check], Check]:
    """Register a check under its setting, for pages of these types."""

    def register(check: Check) -> Check:
        CHECKS.append(Registered(name, models, check))
        return check

    return register


def blocking(page: Page) -> list[Remark]:
    """What keeps the page from being submitted, approved or published."""
    return list(remarks(page, {"blocking"}))


def remarks(page: Page, levels: Collection[str] = ("advice", "blocking")) -> Iterator[Remark]:
    """What the checks of these levels say of the page as it is in memory."""
    model = apps.get_model("home", "ProofreadingSettings")
    site = page.get_site() if page.path else Site.objects.filter(is_default_site=True).first()
    settings = model.for_site(site) if site else model()
    for one in CHECKS:
        if isinstance(page, one.models) and getattr(settings, one.name) in levels:
            yield from one.check(page)


def advise(form: Any) -> None:
    """Say beside each field of an editor's form what there is to say of it."""
    if form.instance.pk is None:
        return
    said: dict[str, list[str]] = {}
    for remark in remarks(form.instance):
        said.setdefault(remark.field, []).append(remark.sentence)
    for name in said.keys() & form.fields.keys():
        advice = format_html_join("", '<span class="proof">{}</span>', ((s,) for s in said[name]))
        field = form.fields[name]
        field.help_text = format_html("{} {}", field.help_text, advice)
