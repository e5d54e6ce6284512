"""The toolkit's own kinds: an achievement, a tool, an example for a row."""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape
from pathlib import PurePath
from secrets import token_hex
from typing import Any, cast
from uuid import uuid4

from django.contrib.auth.models import AbstractUser
from django.core.files.base import ContentFile
from django.db.models import QuerySet
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection, CollectionViewRestriction, Page

from home.refusals import Refused
from toolkit.contributions import forms
from toolkit.contributions.kinds import Kind, register
from toolkit.models import (
    AudiencePage,
    Contribution,
    ContributionFile,
    ContributionIndexPage,
    ContributionPage,
    Illustration,
    ToolIndexPage,
    ToolPage,
)
from toolkit.services import add_child

COLLECTION = "Contributions"
IN_PREPARATION = "Contributions à l’étude"  # closed to readers: their pages are not published


# --- What pages are made of -------------------------------------------------------------


def paragraphs(text: str) -> str:
    """Plain words as rich text: an empty line ends a paragraph."""
    parts = [part.strip() for part in text.replace("\r", "").split("\n\n")]
    return "".join(
        f"<p>{escape(part, quote=False).replace(chr(10), '<br/>')}</p>" for part in parts if part
    )


def block(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": str(uuid4())}


def index_for[P: Page](model: type[P], contribution: Contribution) -> P | None:
    """Where its page goes: in its language, or else in the site's own."""
    indexes = model.objects.filter(alias_of=None).order_by("path")
    spoken = indexes.filter(locale__language_code=contribution.language)
    return spoken.first() or indexes.first()


def add_draft(parent: Page, page: Page) -> Page:
    page.live, page.locale = False, parent.locale
    add_child(parent, page)
    page.save_revision(log_action=True)
    return page


def latest(page: Page) -> Any:
    """The page as its editors last left it."""
    return page.get_latest_revision_as_object() if page.latest_revision_id else page.specific


def library(file: ContributionFile, user: AbstractUser) -> Image | Document:
    """The file in the library, put there once; readers get a document with its page."""
    known = file.image or file.document
    if known:
        return known
    name = PurePath(file.name)
    with file.file.open("rb") as stored:
        # Its page may never be published: nobody guesses where the file is.
        unguessable = f"{name.stem[:60]}-{token_hex(8)}{name.suffix}"
        content = ContentFile(stored.read(), name=unguessable)
    title = file.description or file.name
    given = {"file": content, "collection": _in_preparation(), "uploaded_by_user": user}
    if file.is_picture:
        file.image = Image.objects.create(title=title, description=file.description, **given)
    else:
        file.document = Document.objects.create(title=file.name, **given)
    file.save(update_fields=["image", "document"])
    return file.image or cast(Document, file.document)


def hand_out(files: QuerySet[ContributionFile]) -> None:
    """What was in preparation goes where everybody may see it."""
    root, waiting = Collection.get_first_root_node(), _in_preparation()
    public = _child(root, COLLECTION)
    for file in files.select_related("image", "document"):
        stored = file.image or file.document
        if stored and stored.collection_id == waiting.pk:
            stored.collection = public
            stored.save()


def _in_preparation() -> Collection:
    closed = _child(Collection.get_first_root_node(), IN_PREPARATION)
    CollectionViewRestriction.objects.get_or_create(
        collection=closed, defaults={"restriction_type": CollectionViewRestriction.LOGIN}
    )
    return closed


def _child(root: Collection, name: str) -> Collection:
    return root.get_children().filter(name=name).first() or root.add_child(name=name)


def picture_block(image: Image) -> dict[str, Any]:
    return block(
        "image", {"image": image.pk, "alt": image.description, "caption": "", "credit": ""}
    )


def file_blocks(files: Iterable[ContributionFile], user: AbstractUser) -> list[dict[str, Any]]:
    """Pictures and documents as blocks of a body."""
    stored = [library(file, user) for file in files]
    return [
        picture_block(one)
        if isinstance(one, Image)
        else block("document", {"document": one.pk, "description": ""})
        for one in stored
    ]


def with_files(draft: Any, files: Iterable[ContributionFile], user: AbstractUser) -> None:
    """The first picture opens a page that has none, all else goes to the end of its body."""
    waiting = list(files)
    first = next((file for file in waiting if file.is_picture), None)
    if first and draft.picture is None:
        waiting.remove(first)
        draft.picture = library(first, user)
    draft.body = json.dumps([*draft.body.raw_data, *file_blocks(waiting, user)])


# --- The kinds --------------------------------------------------------------------------


@register
class Achievement(Kind):
    key = "achievement"
    slug = pgettext_lazy("address", "achievement")
    label = gettext_lazy("An achievement")
    invitation = gettext_lazy("What you did, what came of it, what you would do again.")
    pictogram = "sprout"
    steps = (
        forms.AchievementForm,
        forms.OutcomesForm,
        forms.PlaceForm,
        forms.FilesForm,
        forms.SenderForm,
    )

    def make_page(self, contribution: Contribution) -> Page | None:
        index = index_for(ContributionIndexPage, contribution)
        if index is None:
            return None
        words = contribution.content
        page = ContributionPage(
            title=contribution.title,
            lead=words.get("summary", ""),
            date=parse_date(words.get("date", "")),
            territory=words.get("territory", ""),
            purpose=words.get("purpose", ""),
            body=json.dumps([block("paragraph", paragraphs(words.get("done", "")))]),
            outcomes=paragraphs(words.get("outcomes", "")),
            learned=paragraphs(words.get("learned", "")),
            partners=words.get("partners", ""),
            credit=words.get("credit", ""),
            licence=words.get("licence", ""),
        )
        audiences = AudiencePage.objects.filter(pk__in=words.get("audiences", []))
        page.illustrations = [
            Illustration(audience=audience, sort_order=order)
            for order, audience in enumerate(audiences.order_by("path"))
        ]
        return add_draft(index, page)

    def take_in(
        self,
        contribution: Contribution,
        page: Page | None,
        files: Iterable[ContributionFile],
        user: AbstractUser,
    ) -> Page:
        if page is None:
            raise Refused(_("There is no page to open: its section is gone from the site."), 409)
        draft = latest(page)
        with_files(draft, files, user)
        draft.save_revision(user=user, log_action=True)
        return page


@register
class Tool(Kind):
    key = "tool"
    slug = pgettext_lazy("address", "tool")
    label = gettext_lazy("A tool")
    invitation = gettext_lazy("A file or an address that others can use as it is.")
    pictogram = "puzzle"
    steps = (forms.ToolForm, forms.AudienceStep, forms.FilesForm, forms.SenderForm)

    def fault(self, content: dict[str, Any], files: int) -> tuple[int, str] | None:
        if content.get("link") or files:
            return None
        return 3, _("Attach your tool, or give its address at the first step.")

    def make_page(self, contribution: Contribution) -> Page | None:
        index = index_for(ToolIndexPage, contribution)
        if index is None:
            return None
        words = contribution.content
        page = ToolPage(
            title=contribution.title,
            subtitle=words.get("summary", ""),
            introduction=paragraphs(words.get("done", "")),
            organisation=words.get("credit", "")[:120],
            licence=words.get("licence", ""),
            source=words.get("link", ""),
        )
        return add_draft(index, page)

    def take_in(
        self,
        contribution: Contribution,
        page: Page | None,
        files: Iterable[ContributionFile],
        user: AbstractUser,
    ) -> Page:
        if page is None:
            raise Refused(_("There is no page to open: its section is gone from the site."), 409)
        draft = latest(page)
        for stored in [library(file, user) for file in files]:
            if isinstance(stored, Document):
                link = f'<a linktype="document" id="{stored.pk}">{escape(stored.title)}</a>'
                draft.introduction += f"<p>{link}</p>"
            elif draft.cover is None:
                draft.cover = stored
        draft.save_revision(user=user, log_action=True)
        return page


@register
class Example(Kind):
    """One example more in a row; its page is the row's."""

    key = "example"
    slug = pgettext_lazy("address", "example")
    label = gettext_lazy("An example")
    invitation = gettext_lazy("For a row of a tool that has none yet.")
    pictogram = "lightbulb"
    steps = (forms.ExampleForm, forms.SenderForm)

    def take_in(
        self,
        contribution: Contribution,
        page: Page | None,
        files: Iterable[ContributionFile],
        user: AbstractUser,
    ) -> Page:
        """On the draft of the row's page, at the end of its examples."""
        audience = contribution.audience
        if audience is None:
            raise Refused(
                _("The page that this example was for is gone. Keep its words, then refuse it."),
                409,
            )
        draft = latest(audience)
        rows = list(draft.rows.raw_data)
        row = next((one for one in rows if str(one["id"]) == str(contribution.row)), None)
        if row is None:
            raise Refused(
                _("The row that this example was for is gone. Keep its words, then refuse it."),
                409,
            )
        contribution.item = uuid4()
        item = {"type": "item", "value": self.words(contribution), "id": str(contribution.item)}
        row["value"].setdefault("examples", []).append(item)
        draft.rows = json.dumps(rows)
        draft.save_revision(user=user, log_action=True)
        contribution.save(update_fields=["item"])
        return audience

    def take_back(self, contribution: Contribution) -> None:
        """Out of the draft of the row's page, where it is in it."""
        audience = contribution.audience
        if audience is None or contribution.item is None:
            return
        draft, item = latest(audience), str(contribution.item)
        rows = list(draft.rows.raw_data)
        for row in rows:
            examples = row["value"].get("examples", [])
            row["value"]["examples"] = [one for one in examples if str(one["id"]) != item]
        draft.rows = json.dumps(rows)
        draft.save_revision(log_action=True)

    def words(self, contribution: Contribution) -> str:
        """The example as the row shows it, signed as its sender wants."""
        content = contribution.content
        words = escape(" ".join(content.get("done", "").split()), quote=False)
        if link := content.get("link"):
            words = f'<a href="{escape(link)}">{words}</a>'
        credit = escape(content.get("credit", ""), quote=False)
        return f"<p>{words}{f' ({credit})' if credit else ''}</p>"

    def is_on(self, contribution: Contribution, page: Page) -> bool:
        rows = page.specific.rows.raw_data
        items = (item for row in rows for item in row["value"].get("examples", []))
        return any(str(item["id"]) == str(contribution.item) for item in items)
