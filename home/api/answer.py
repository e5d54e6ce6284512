"""What one answer refers to: pages, images, documents and links in texts, fetched together.

While an answer is built, each of these is only noted down, and a ``Later`` stands in its
place. The first that is looked at fetches all of them, in three queries whatever their
number; pydantic looks at them when it validates the answer (``resolved``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Annotated, Any, Literal

from django.db.models import Q
from django.http import HttpRequest
from django.utils.html import escape
from ninja import Query
from pydantic import BeforeValidator
from wagtail.admin.rich_text.converters.markdown_db import MarkdownConverter
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.models import Page
from wagtail.rich_text.rewriters import EmbedRewriter, LinkRewriter

from home.api.links import page_link
from home.api.pictures import picture
from home.api.seen import seen

# Under Wagtail's own names.
RichTextFormat = Annotated[
    Literal["html", "markdown", "db_html", "db_markdown"],
    Query(
        description="How texts with links are written. With `db_`: links as they are stored, "
        "for who sends the text back."
    ),
]

# What no text can hold parts texts that are treated together.
SEPARATOR = "\x1e"
OWN_ADDRESS = re.compile(r'(<a\b[^>]*\bhref=")(/(?!/)[^"]*)')
LONGEST_ID = 19  # digits: no database counts further
without_embeds = EmbedRewriter()


def id_of(attributes: dict[str, str]) -> int:
    """What a link in a text leads to; 0, which nothing has, where it does not say."""
    number = attributes.get("id", "")
    return int(number) if number.isdecimal() and len(number) < LONGEST_ID else 0


def ids_of(source: str, kind: str) -> set[int]:
    return {id_of(tag.attrs) for tag in LinkRewriter().extract_tags(source)[kind]}


def in_markdown(texts: dict[str, str], *, resolved: bool) -> dict[str, str]:
    written = MarkdownConverter()
    return {
        source: written.from_database_format(html, resolved=resolved).strip()
        for source, html in texts.items()
    }


class Later:
    """Stands for a value until everything of the answer is known."""

    def __init__(self, look_up: Callable[[], Any]) -> None:
        self.look_up = look_up


def resolve(value: Any) -> Any:
    return value.look_up() if isinstance(value, Later) else value


resolved = BeforeValidator(resolve)


class Answer:
    """``language`` is that in which linked pages are shown, where they are translated."""

    def __init__(
        self, request: HttpRequest, language: str, rich_text: RichTextFormat = "html"
    ) -> None:
        self.request = request
        self.language = language
        self.format = rich_text
        self._texts: dict[str, None] = {}
        self._page_ids: set[int] = set()
        self._keys: set[Any] = set()
        self._paths: set[str] = set()
        self._parents: set[str] = set()
        self._image_ids: set[int] = set()
        self._document_ids: set[int] = set()

    def absolute(self, url: str | None) -> str | None:
        return self.request.build_absolute_uri(url) if url else None

    def text(self, source: str) -> Later | str:
        """Rich text as stored, in the format that is asked for and with its links resolved."""
        if not source:
            return ""
        self._texts[source] = None
        self._page_ids.update(ids_of(source, "page"))
        self._document_ids.update(ids_of(source, "document"))
        return Later(lambda: self._written[source])

    def page(self, pk: int | None) -> Later | None:
        """A link to a page; None where readers may not see it."""
        if not pk:
            return None
        self._page_ids.add(pk)
        return Later(lambda: self._link(self._in_language(pk)))

    def ancestors(self, page: Page) -> Later:
        """Links to the pages above it that readers may see, outermost first."""
        steps = range(page.steplen * 2, len(page.path), page.steplen)
        paths = [page.path[:end] for end in steps]
        self._paths.update(paths)
        return Later(lambda: self._links(p for p in self._pages.values() if p.path in paths))

    def parent(self, page: Page) -> Later:
        path = page.path[: -page.steplen]
        self._paths.add(path)
        return Later(
            lambda: self._link(next((p for p in self._pages.values() if p.path == path), None))
        )

    def children(self, page: Page) -> Later:
        """Links to the pages right below it, in the order that editors gave them."""
        self._parents.add(page.path)
        return Later(
            lambda: self._links(
                p for p in self._pages.values() if p.path[: -p.steplen] == page.path
            )
        )

    def translations(self, page: Page) -> Later:
        """Links to its other languages; a copy that nobody has translated yet is none."""
        key = page.translation_key
        self._keys.add(key)
        return Later(
            lambda: self._links(
                p
                for p in self._pages.values()
                if p.translation_key == key and p.pk != page.pk and not p.alias_of_id
            )
        )

    def image(self, pk: int | None, alt: str | None = None) -> Later | None:
        """``alt`` None: the image's own description."""
        if not pk:
            return None
        self._image_ids.add(pk)
        return Later(lambda: self._image(pk, alt))

    def document(self, pk: int | None) -> Later | None:
        if not pk:
            return None
        self._document_ids.add(pk)
        return Later(lambda: self._document(pk))

    # --- All of it at once --------------------------------------------------------------

    @cached_property
    def _written(self) -> dict[str, str]:
        """Each text as it is answered: one pass over all of them, one query for their links."""
        if self.format.startswith("db_"):
            stored = {source: source for source in self._texts}
            return stored if self.format == "db_html" else in_markdown(stored, resolved=False)
        links = LinkRewriter(bulk_rules={"page": self._page_tags, "document": self._document_tags})
        joined = without_embeds(links(SEPARATOR.join(self._texts)))
        joined = OWN_ADDRESS.sub(
            lambda tag: tag[1] + escape(self.absolute(tag[2].replace("&amp;", "&"))), joined
        )
        texts = dict(zip(self._texts, joined.split(SEPARATOR), strict=True))
        return texts if self.format == "html" else in_markdown(texts, resolved=True)

    @cached_property
    def _pages(self) -> dict[int, Page]:
        """Every page that is referred to and that readers may see."""
        originals = Page.objects.filter(pk__in=self._page_ids).values("translation_key")
        wanted = (
            Q(pk__in=self._page_ids)
            | Q(path__in=self._paths)
            | Q(translation_key__in=self._keys)
            | Q(translation_key__in=originals, locale__language_code=self.language)
        )
        for path in self._parents:
            wanted |= Q(path__startswith=path, depth=len(path) // Page.steplen + 1)
        return seen(Page.objects.select_related("locale")).filter(wanted).in_bulk()

    @cached_property
    def _images(self) -> dict[int, AbstractImage]:
        return get_image_model().objects.in_bulk(self._image_ids)

    @cached_property
    def _documents(self) -> dict[int, Any]:
        return get_document_model().objects.in_bulk(self._document_ids)

    def _in_language(self, pk: int) -> Page | None:
        page = self._pages.get(pk)
        if page is None or page.locale.language_code == self.language:
            return page
        return next(
            (
                other
                for other in self._pages.values()
                if other.translation_key == page.translation_key
                and other.locale.language_code == self.language
            ),
            page,
        )

    def _links(self, pages: Iterable[Page]) -> list[dict[str, Any]]:
        return [link for page in sorted(pages, key=lambda p: p.path) if (link := self._link(page))]

    def _link(self, page: Page | None) -> dict[str, Any] | None:
        return page and page_link(page, self.request)

    def _image(self, pk: int, alt: str | None) -> dict[str, Any] | None:
        image = self._images.get(pk)
        return image and picture(image, self.request, alt)

    def _document(self, pk: int) -> dict[str, Any] | None:
        document = self._documents.get(pk)
        return document and {
            "id": document.pk,
            "title": document.title,
            "url": self.absolute(document.url),
            "extension": document.file_extension,
            "size": document.file_size,
        }

    def _page_tags(self, found: list[dict[str, str]]) -> list[str]:
        pages = [self._in_language(id_of(attributes)) for attributes in found]
        return [f'<a href="{escape(p.url)}">' if p and p.url else "<a>" for p in pages]

    def _document_tags(self, found: list[dict[str, str]]) -> list[str]:
        documents = [self._documents.get(id_of(attributes)) for attributes in found]
        return [f'<a href="{escape(d.url)}">' if d else "<a>" for d in documents]
