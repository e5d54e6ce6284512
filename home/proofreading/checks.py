"""The checks for pages of every kind."""

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.models import Page, ReferenceIndex

from home.models import ContentPage, HomePage, SitePage
from home.proofreading import Remark, proofreads

# What search engines and shared links show of it.
LONGEST_TITLE = 70
LONGEST_DESCRIPTION = 160


@proofreads("title", SitePage)
def title(page: SitePage) -> Iterator[Remark]:
    if len(page.title) > LONGEST_TITLE:
        sentence = _("%(length)d characters: lists and search engines show the first %(shown)d.")
        words = {"length": len(page.title), "shown": LONGEST_TITLE}
        yield Remark("title", sentence % words)


@proofreads("description", SitePage)
def description(page: SitePage) -> Iterator[Remark]:
    if not page.summary:
        sentence = _("Nothing tells search engines and shared links what the page is about.")
        yield Remark("search_description", sentence)
    elif len(page.search_description) > LONGEST_DESCRIPTION:
        sentence = _("%(length)d characters: search engines show the first %(shown)d.")
        words = {"length": len(page.search_description), "shown": LONGEST_DESCRIPTION}
        yield Remark("search_description", sentence % words)


@proofreads("alternative_text", SitePage)
def alternative_text(page: Any) -> Iterator[Remark]:
    for name in ("picture", "cover"):
        image = getattr(page, name, None)
        if image and not (image.description or getattr(page, f"{name}_alt", "")):
            yield Remark(name, _("Nobody has said what this picture shows."))
    images = [block.value for block in getattr(page, "body", ()) if block.block_type == "image"]
    for number, value in enumerate(images, start=1):
        if value["image"] and not value["alt"]:
            sentence = _("Picture %(number)d has no alternative text: is it decoration only?")
            yield Remark("body", sentence % {"number": number})


@proofreads("headings", HomePage, ContentPage)
def headings(page: Any) -> Iterator[Remark]:
    section = False
    for block in page.body:
        if block.block_type != "heading":
            continue
        section = section or block.value["level"] == "2"
        if not section:
            sentence = _("The sub-section “%(text)s” comes before any section.")
            yield Remark("body", sentence % {"text": block.value["text"]})


@proofreads("links", SitePage)
def links(page: SitePage) -> Iterator[Remark]:
    """To pages that readers do not reach; wherever in the page the link is."""
    # Wagtail has this for its index of uses, which knows published versions only.
    found = ReferenceIndex._extract_references_from_object(page)
    pages_are = ContentType.objects.get_for_model(Page)
    targets = [
        (int(pk), path.partition(".")[0])
        for content_type, pk, _model_path, path in found
        # Of what is below the page (InlinePanel), Wagtail gives the id alone.
        if content_type in (pages_are, pages_are.pk)
    ]
    pages = Page.objects.in_bulk({pk for pk, _field in targets})
    for pk, field in dict.fromkeys(targets):
        target = pages.get(pk)
        if target is None:
            yield Remark(field, _("A link leads to a page that does not exist any more."))
        elif not target.live:
            sentence = _("A link leads to “%(title)s”, which is not published.")
            yield Remark(field, sentence % {"title": target.title})
