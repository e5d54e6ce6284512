"""Being told by mail of what is new below a story, and no longer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from blog.comments import services
from blog.comments.forms import FollowForm
from blog.comments.guests import guest_of
from blog.comments.links import Purpose
from blog.comments.ownership import discussed_story
from blog.comments.services import Refused
from blog.comments.views.answers import done, mailed, page, personal, remembering, signed
from blog.models import BlogPage, Comment, Subscription
from home.readable import readable
from home.requests import same_origin_required, sent_data


@same_origin_required
@personal
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, story_id: int) -> HttpResponse:
    """A story, or one thread of it (``?thread=``)."""
    story = discussed_story(story_id)
    thread = _thread_of(request, story)
    asked = FollowForm(sent_data(request), initial={"email": _account_address(request)})
    context = {"story": story, "thread": thread, "form": asked}
    if request.method != "POST":
        return page(request, "follow", context)
    if not asked.is_valid():
        return page(request, "follow", context, 422)
    email = asked.cleaned_data["email"]
    confirmed = _is_proven(request, email)
    services.follow(story, thread, email, confirmed=confirmed)
    return _following(request, story) if confirmed else mailed(request, story=story)


def _thread_of(request: HttpRequest, story: BlogPage) -> Comment | None:
    given = request.GET.get("thread", "")
    if not given:
        return None
    if not given.isdecimal() or len(given) > 18:
        raise Refused(_("This comment is no longer there."), 404)
    comment = story.comments.published().select_related("user").filter(pk=given).first()
    if comment is None:
        raise Refused(_("This comment is no longer there."), 404)
    return comment


def _account_address(request: HttpRequest) -> str:
    return request.user.email if request.user.is_authenticated else ""


def _is_proven(request: HttpRequest, email: str) -> bool:
    """It is the account's, or this browser confirmed it before."""
    if email.casefold() == _account_address(request).casefold():
        return True
    guest = guest_of(request)
    return guest is not None and guest.has_confirmed(email)


def _following(request: HttpRequest, story: BlogPage) -> HttpResponse:
    return done(
        request,
        _("You follow this discussion"),
        _("We write to you when there is something new. Each mail has a link that ends them."),
        story=story,
    )


@same_origin_required
@personal
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_subscription(request: HttpRequest, token: str) -> HttpResponse:
    followed = Subscription.objects.filter(story__in=readable(BlogPage.objects.all()))
    pk = signed(Purpose.CONFIRM_SUBSCRIPTION, token)
    subscription = get_object_or_404(followed.select_related("story", "thread__user"), pk=pk)
    if request.method != "POST":
        return page(request, "confirm_subscription", {"subscription": subscription})
    services.confirm_subscription(subscription.pk)
    answer = _following(request, subscription.story)
    if guest := guest_of(request):
        remembering(answer, request, guest.confirming(subscription.email))
    return answer


@csrf_exempt  # mail programs send it (RFC 8058): the token is all the authority there is
@personal
@require_http_methods(["GET", "HEAD", "POST"])
def unfollow(request: HttpRequest, token: str) -> HttpResponse:
    """From any mail. What is no longer followed is as well answered as what just was."""
    pk = signed(Purpose.UNFOLLOW, token)
    subscription = Subscription.objects.select_related("story", "thread").filter(pk=pk).first()
    if subscription and request.method != "POST":
        return page(request, "unfollow", {"subscription": subscription})
    services.unfollow(pk)
    return done(
        request,
        _("No more mails"),
        _("You no longer follow this discussion. You can follow it again at any time."),
        story=subscription and subscription.story,
    )
