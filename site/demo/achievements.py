"""The demo's achievements, and contributions at each step of their way to being one."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.http import QueryDict
from django.utils import timezone
from wagtail.images.models import Image
from wagtail.models import Page

from agirtot.demo.content import Table
from agirtot.demo.stored import Writer
from home.models import ThemePage
from toolkit.contributions import services
from toolkit.contributions.kinds import KINDS
from toolkit.contributions.mails import BACKEND, REVIEW
from toolkit.models import (
    AudiencePage,
    Contribution,
    ContributionIndexPage,
    ContributionPage,
    Illustration,
    RefusalReason,
    Row,
)
from toolkit.reception import actions

type Fields = dict[str, Any]
type Unwritten = list[tuple[Page, Callable[[Writer], Fields]]]

PLAIN = ("lead", "date", "territory", "purpose", "partners", "credit", "licence")
TICKED = {"consent_publication": "on", "consent_data": "on", "licence": "cc-by"}


class Achievements:
    """Made as the other pages are: first the pages, then their texts, then what is sent."""

    def __init__(
        self, content: Table, index: ContributionIndexPage, images: dict[str, Image]
    ) -> None:
        self.content = content
        self.index = index
        self.images = images

    def add(self) -> Unwritten:
        introduction = self.content["index"]["introduction"]
        unwritten: Unwritten = [(self.index, lambda writer: {"introduction": introduction})]
        return unwritten + [self._add(words) for words in self.content["achievements"]]

    def _add(self, words: Table) -> tuple[Page, Callable[[Writer], Fields]]:
        page = ContributionPage(
            title=words["title"],
            slug=words["slug"],
            live=False,
            locale=self.index.locale,
            picture=self.images[words["picture"]],
            theme=ThemePage.objects.filter(slug=words["theme"], locale=self.index.locale).first(),
            **{name: words[name] for name in PLAIN},
        )
        self.index.add_child(instance=page)
        return page, lambda writer: {
            "body": json.dumps(writer.body(words["body"], words["slug"])),
            "outcomes": writer.rich_text(words["outcomes"]),
            "learned": writer.rich_text(words["learned"]),
        }

    def illustrate(self) -> None:
        """Once the rows are there."""
        for words in self.content["achievements"]:
            page = ContributionPage.objects.child_of(self.index).get(slug=words["slug"])
            page.illustrations = [
                Illustration(audience=row.audience, row=row.uuid, sort_order=order)
                for order, row in enumerate(map(self._row, words["illustrates"]))
            ]
            page.save_revision().publish()

    def _row(self, place: list[Any]) -> Row:
        slug, number = place
        audience = AudiencePage.objects.get(slug=slug, locale=self.index.locale)
        return Row.objects.select_related("audience").get(audience=audience, position=number)

    # --- What people send -----------------------------------------------------------------

    def send(self) -> None:
        for words in self.content["reasons"]:
            RefusalReason.objects.get_or_create(
                title=words["title"], defaults={"text": words["text"]}
            )
        for words in self.content["contributions"]:
            self._send(words)

    def _send(self, words: Table) -> None:
        """By the same functions as the form and the reception; the mails go nowhere."""
        sent_at = timezone.now() - timedelta(days=words["days"], hours=2)
        kind = KINDS[words["kind"]]
        contribution = services.begin(
            kind,
            f"demo:{words['name']}",
            language=self.index.locale.language_code,
            opened_at=sent_at,
            row=self._row(words["row"]) if "row" in words else None,
        )
        typed = QueryDict(mutable=True)
        typed.update(TICKED | {key: value for key, value in words.items() if key != "row"})
        for number, _step in enumerate(kind.steps, start=1):
            services.keep(contribution, number, typed.urlencode(), tried=True)
        services.send(contribution)
        if words["state"] != Contribution.State.UNCONFIRMED:
            services.confirm(contribution.pk)
            self._decide(words, contribution.pk)
        Contribution.objects.filter(pk=contribution.pk).update(sent_at=sent_at)

    def _decide(self, words: Table, pk: int) -> None:
        reviewers = get_user_model().objects.with_perm(REVIEW, backend=BACKEND)
        editor = reviewers.order_by("pk").first()
        if editor is None:
            return
        seen = actions.version_of(Contribution.objects.get(pk=pk))
        match words["state"]:
            case Contribution.State.TAKEN:
                actions.claim(editor, pk, seen)
            case Contribution.State.QUESTION:
                actions.ask(editor, pk, seen, words["question"])
            case Contribution.State.REFUSED:
                actions.refuse(editor, pk, seen, words["reason"])
