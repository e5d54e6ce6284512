"""Pages that show images of which nothing is said to those who do not see them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, LocaleColumn, NumberColumn, TitleColumn
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.models import Page, get_page_models

from home.reports.base import EditorsReport, PageFilterSet, edit_url

EMPTY = r'"alt": "\s*"'  # as databases write what a block holds


def pages_to_read(pages: QuerySet[Page]) -> Iterator[Page]:
    """Those that may show an image without words: databases find them, blocks are not decoded."""
    for model in get_page_models():
        silent = Q()
        fields = {}
        for field in model._meta.get_fields():
            if isinstance(field, StreamField):
                fields[f"{field.name}_text"] = Cast(field.name, TextField())
                silent |= Q(**{f"{field.name}_text__regex": EMPTY})
            elif field.related_model is get_image_model() and field.concrete:
                silent |= Q(**{f"{field.name}__description": ""})
        if silent:
            yield from model.objects.alias(**fields).filter(silent, pk__in=pages.values("pk"))


def missing_in(page: Page) -> Iterator[int]:
    """The ids of images in blocks that have a field for the words and leave it empty."""
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            for block in getattr(page, field.name).raw_data:
                yield from without_words(block["value"])


def without_words(value: Any) -> Iterator[int]:
    match value:
        case {"image": int(pk), "alt": str(alt)} if not alt.strip():
            yield pk
        case dict():
            for part in value.values():
                yield from without_words(part)
        case list():
            for part in value:
                yield from without_words(part)


def pictures_of(page: Page) -> Iterator[int]:
    """The page's own pictures for which it has no words of its own."""
    for field in page._meta.fields:
        if field.related_model is get_image_model():
            pk = getattr(page, field.attname)
            if pk and not getattr(page, f"{field.name}_alt", ""):
                yield pk


def missing_by_page(pages: QuerySet[Page]) -> dict[int, list[int]]:
    """The ids of the images without words, by page."""
    shown = list(pages_to_read(pages))
    pictures = {page.pk: list(pictures_of(page)) for page in shown}
    images = get_image_model().objects.filter(
        pk__in={pk for pks in pictures.values() for pk in pks}
    )
    silent = set(images.filter(description="").values_list("pk", flat=True))
    found = {
        page.pk: [*missing_in(page), *(pk for pk in pictures[page.pk] if pk in silent)]
        for page in shown
    }
    return {pk: images for pk, images in found.items() if images}


class AlternativesFilterSet(PageFilterSet):
    class Meta:
        model = Page
        fields = ["content_type", "locale", "live"]


class AlternativesView(EditorsReport):
    model = Page
    page_title = _("Images without words")
    header_icon = "image"
    filterset_class = AlternativesFilterSet
    index_url_name = "reports:alternatives"
    index_results_url_name = "reports:alternatives_results"
    default_ordering = "title"
    columns = [
        TitleColumn("title", label=_("Title"), get_url=edit_url, sort_key="title"),
        Column("type", label=_("Type"), accessor="page_type_display_name"),
        LocaleColumn(label=_("Language")),
        NumberColumn("missing", label=_("Images"), accessor=lambda page: len(page.missing)),
        Column("names", label=_("Without alternative text"), accessor="names"),
    ]
    list_export = ["title", "page_type_display_name", "locale", "names", "full_url"]
    export_headings = {
        "title": _("Title"),
        "page_type_display_name": _("Type"),
        "locale": _("Language"),
        "names": _("Without alternative text"),
        "full_url": _("Address"),
    }
    export_filename = "images-without-words"

    def get_base_queryset(self) -> QuerySet[Page]:
        self.missing = missing_by_page(self.pages)
        pages = Page.objects.filter(pk__in=list(self.missing))
        return pages.select_related("locale", "content_type")

    def decorate_paginated_queryset(self, object_list: Any) -> list[Page]:
        pages = list(object_list)
        wanted = {pk for page in pages for pk in self.missing[page.pk]}
        titles = get_image_model().objects.in_bulk(wanted)
        for page in pages:
            page.missing = self.missing[page.pk]
            page.names = ", ".join(titles[pk].title for pk in page.missing if pk in titles)
        return pages


class AlternativesResultsView(AlternativesView):
    results_only = True
