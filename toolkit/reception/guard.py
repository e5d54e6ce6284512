"""What was refused, set aside or withdrawn is not published by an editor who did not know."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from toolkit.models import Contribution

State = Contribution.State
CLOSED = (State.REFUSED, State.SPAM, State.WITHDRAWN)


def closed_contribution(page: Page) -> Contribution | None:
    """That which a draft was made of; a page that others read is everybody's."""
    if page.live:
        return None
    return page.contributions.filter(state__in=CLOSED, row=None).first()


@hooks.register("before_edit_page")
def withdrawn_meanwhile(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Before it is shown, and before it is saved or published by whoever has it open."""
    contribution = closed_contribution(page)
    if contribution is None:
        return None
    sentence = _("“%(title)s” was closed (%(state)s): its draft can no longer be changed.")
    facts = {"title": contribution.title, "state": contribution.get_state_display()}
    messages.error(request, sentence % facts)
    return redirect("reception:contribution", contribution.pk)


@hooks.register("before_bulk_action")
def not_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    if action_type != "publish" or request.method != "POST":
        return None
    for page in objects:
        if isinstance(page, Page) and (answer := withdrawn_meanwhile(request, page)):
            return answer
    return None
