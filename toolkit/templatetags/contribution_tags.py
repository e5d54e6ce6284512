"""What templates show of contributions: their states in plain words."""

from __future__ import annotations

from django import template
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from home.readable import readable_by_id
from toolkit.models import Contribution

register = template.Library()
State = Contribution.State

STATES: dict[str, tuple[Promise | str, Promise]] = {
    State.RECEIVED: (
        _("Received"),
        _("It reached the team. Somebody will read it soon; we write to you then."),
    ),
    State.TAKEN: (_("Somebody is reading it"), _("Somebody of the team has taken it on.")),
    State.QUESTION: (_("We have a question"), _("Your answer, below, lets us go on.")),
    State.REVIEW: (
        _("Under review"),
        _("It was accepted and is being got ready. We write to you once it is published."),
    ),
    State.PUBLISHED: (State.PUBLISHED.label, _("Anybody can read it. Thank you!")),
    State.REFUSED: (
        _("Not kept"),
        _("The team chose not to publish it. What you sent will be deleted in 90 days."),
    ),
    State.SPAM: (_("Not kept"), _("The team chose not to publish it.")),
    State.WITHDRAWN: (
        _("Withdrawn"),
        _("You took it back: it will not be published, and its files are deleted."),
    ),
}


@register.simple_tag
def readable_page(pk: int | None) -> Page | None:
    """In the language that is spoken, where readers may see it."""
    return readable_by_id([pk], get_language()).get(pk) if pk else None


@register.filter
def plain_state(contribution: Contribution) -> str:
    return str(STATES[contribution.state][0])


@register.filter
def state_sentence(contribution: Contribution) -> str:
    return str(STATES[contribution.state][1])
