"""The draft of a contribution is open to editors from its acceptance on, until it is closed.

Before that its files are not on it; after that its sender, or an editor, took it back.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from home.refusals import Refused
from toolkit.models import Contribution

State = Contribution.State
AWAITING = (State.RECEIVED, State.TAKEN, State.QUESTION)
CLOSED = (State.REFUSED, State.SPAM, State.WITHDRAWN)


def holder(page: Page) -> Contribution | None:
    """That which keeps a draft shut; a page that others read is everybody's."""
    if page.live:
        return None
    return page.contributions.filter(state__in=(*AWAITING, *CLOSED), row=None).first()


def reason(contribution: Contribution) -> str:
    if contribution.state in AWAITING:
        sentence = _("“%(title)s” awaits a decision: once you accept it, its draft opens.")
    else:
        sentence = _("“%(title)s” was closed (%(state)s): its draft can no longer be changed.")
    return sentence % {
        "title": contribution.title,
        "state": contribution.get_state_display(),
    }


@hooks.register("check_page_is_free")
def nothing_before_or_after(page: Page) -> None:
    if contribution := holder(page):
        raise Refused(reason(contribution), status=409)


@hooks.register("before_edit_page")
def to_the_contribution(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Before it is shown, and before it is saved or published by whoever has it open."""
    contribution = holder(page)
    if contribution is None:
        return None
    messages.warning(request, reason(contribution))
    return redirect("reception:contribution", contribution.pk)


@hooks.register("before_bulk_action")
def not_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    if action_type != "publish" or request.method != "POST":
        return None
    for page in objects:
        if isinstance(page, Page) and (answer := to_the_contribution(request, page)):
            return answer
    return None
