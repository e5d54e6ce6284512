"""Which version of a page somebody has read, so that nobody overwrites another without seeing it.

The entity tag (RFC 9110, 8.8.3) names the latest revision and when it was saved: the editor's
autosave changes one in place.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page

from home.api.seen import editable, seen
from home.refusals import Refused, check_page_is_free


def tag_of(page: Page) -> str:
    revision = page.get_latest_revision()
    saved = revision.created_at.strftime("-%Y%m%d%H%M%S%f") if revision else ""
    return f'"{revision.pk if revision else 0}{saved}"'


@contextmanager
def changing(
    request: HttpRequest, pk: int, *, blind: bool = True, deleting: bool = False
) -> Iterator[Page]:
    """The page as it was published, its row locked. ``blind``: without ``If-Match`` too."""
    with transaction.atomic():
        page = target(request, pk)
        if page.is_root():  # where pages begin is none itself
            raise Http404(_("There is no such page."))
        Page.objects.select_for_update(of=("self",)).get(pk=pk)
        check_version(request.headers.get("If-Match"), page, blind=blind)
        if not deleting:
            check_page_is_free(page)
        yield page


def target(request: HttpRequest, pk: int) -> Page:
    """What is neither public nor the writer's to edit is not there."""
    mine = editable(request).filter(pk=pk).first()
    page = mine or seen(Page.objects.filter(depth__gt=1)).filter(pk=pk).first()
    if page is None or page.specific_class is None:
        raise Http404(_("There is no such page."))
    return page.specific


def check_version(expected: str | None, page: Page, *, blind: bool) -> None:
    if expected is None:
        if not blind:
            raise Refused(
                _("Say in If-Match which version you read: the ETag of its draft."), status=428
            )
        return
    # A proxy that compresses weakens the tags of what it passes on.
    tags = [tag.strip().removeprefix("W/") for tag in expected.split(",")]
    if expected.strip() != "*" and tag_of(page) not in tags:
        sentence = _("Somebody saved another version meanwhile: read it, then send your change.")
        raise Refused(sentence, status=412)
