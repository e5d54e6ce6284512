"""From the confirmation on: what becomes of a contribution, for whoever reads its mails."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from home.public_forms import MessageField
from home.readable import readable_by_id
from home.refusals import Refused
from home.requests import same_origin_required, sent_data
from home.signed_links import BrokenLink, ExpiredLink, read
from toolkit.contributions import services
from toolkit.contributions.kinds import kind_of
from toolkit.contributions.links import CONFIRM, follow_key, hashed
from toolkit.contributions.views.answers import page, personal
from toolkit.contributions.views.writing import draft_of
from toolkit.models import Contribution

State = Contribution.State


class MessageForm(forms.Form):
    text = MessageField(
        label=gettext_lazy("Your message"),
        max_length=3_000,
        error_messages={"required": gettext_lazy("Write your message.")},
    )


@same_origin_required
@personal
@require_http_methods(["GET", "HEAD", "POST"])
def sent(request: HttpRequest, key: str) -> HttpResponse:
    """What happens now with what was sent; another mail for whoever got none."""
    contribution = draft_of(key)
    if contribution.state == State.DRAFT:
        return redirect("contributions:review", key)
    if request.method == "POST":
        services.send_again(contribution)
        return redirect(request.path)
    waits = contribution.state in (State.UNCONFIRMED, State.SPAM)
    return page(request, "sent", {"contribution": contribution, "waits": waits})


@same_origin_required
@personal
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """From the mail: shows what was sent; the button confirms it."""
    try:
        number = read(CONFIRM, token)
    except ExpiredLink as expired:
        return _too_late(request, known(expired.value))
    except BrokenLink as error:
        sentence = _(
            "This link is not complete. Open it from the mail itself, "
            "or copy the whole address from there."
        )
        raise Refused(sentence, 404) from error
    contribution = known(number)
    if request.method == "POST":
        contribution = services.confirm(contribution.pk)
    if contribution.state == State.UNCONFIRMED:
        return page(request, "confirm", {"contribution": contribution})
    return redirect("contributions:follow", follow_key(contribution))


def _too_late(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Nothing is lost: the button sends another link to the same mailbox."""
    if contribution.state != State.UNCONFIRMED:
        sentence = _("This link is too old. The last mail about it has a link to its page.")
        raise Refused(sentence, 410)
    if request.method == "POST":
        services.send_again(contribution)
        return redirect(f"{request.path}?sent")
    return page(request, "too_late", {"sent": "sent" in request.GET}, 410)


def known(number: str) -> Contribution:
    contribution = Contribution.objects.filter(pk=number).first()
    if contribution is None:
        raise gone()
    return contribution


@same_origin_required
@personal
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, key: str) -> HttpResponse:
    """Its sender's own page: its state in plain words, questions and answers, a way out."""
    contribution = followed(key)
    act = request.POST.get("act", "")
    if act == "withdraw":
        if "sure" not in request.POST:
            return page(request, "withdraw", {"contribution": contribution, "key": key})
        services.withdraw(contribution)
        return redirect("contributions:follow", key)
    form = MessageForm(sent_data(request))
    if form.is_valid():
        services.write(contribution, form.cleaned_data["text"])
        return redirect(f"{request.path}#messages")
    context = {
        "contribution": contribution,
        "form": form,
        "answers": kind_of(contribution).answers(contribution.content),
        "files": list(contribution.files.all()),
        "thread": list(contribution.messages.all()),
        "published": published_page(contribution),
    }
    return page(request, "follow", context, 422 if form.errors else 200)


def followed(key: str) -> Contribution:
    known = Contribution.objects.filter(follow_key=hashed(key)).first()
    if known is None:
        raise gone()
    return known


def gone() -> Refused:
    return Refused(
        _("This contribution is no longer here: it was deleted, or its link was replaced."), 404
    )


def published_page(contribution: Contribution) -> object | None:
    """Its page, where readers see it."""
    if contribution.state != State.PUBLISHED or contribution.page_id is None:
        return None
    return readable_by_id([contribution.page_id], None).get(contribution.page_id)
