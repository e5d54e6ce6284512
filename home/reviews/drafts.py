"""The draft that an expert reads, and the passages of it that can be remarked on."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models
from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail.models import Page

from home.models import ExpertReview
from home.refusals import Refused
from home.text import plain

QUOTED = 160  # characters


def draft_of(review: ExpertReview) -> Page:
    """The page as this expert is to see it: one version, or the latest whenever they look."""
    if not review.pinned:
        return review.page.get_latest_revision_as_object()
    if review.revision is None:
        raise Refused(
            _("The version that you were to read is not kept any more. Ask for another link."), 410
        )
    return review.revision.as_object()


def shows_drafts_below(request: HttpRequest) -> bool:
    """Whether the drafts of the pages below are shown with this one.

    Editors' previews show them; an expert's link where the invitation says so, and what
    readers see of them where it does not.
    """
    review: ExpertReview | None = getattr(request, "expert_review", None)
    return review.pages_below if review else getattr(request, "is_preview", False)


def passages_of(review: ExpertReview, draft: Page) -> dict[str, str]:
    """How each passage begins, by its anchor: a block's id, or a field's name."""
    pages = [draft]
    if review.pages_below:
        below = draft.get_children().specific()
        pages += [page.get_latest_revision_as_object() for page in below]
    return {
        anchor: Truncator(plain(words)).chars(QUOTED)
        for page in pages
        for anchor, words in passages(page)
    }


def passages(page: Page) -> Iterator[tuple[str, str]]:
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            for child in getattr(page, field.name):
                searchable = map(str, child.block.get_searchable_content(child.value))
                yield str(child.id), next(filter(None, searchable), "")
        elif isinstance(field, models.TextField) and getattr(page, field.name):
            yield field.name, str(getattr(page, field.name))
