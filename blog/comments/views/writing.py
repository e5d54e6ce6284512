"""A comment from its form to its confirmation."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django.views.generic import FormView

from blog.comments import challenge, services
from blog.comments.forms import CommentForm
from blog.comments.guests import Guest, guest_of, hashed
from blog.comments.links import Purpose
from blog.comments.ownership import any_comment, discussed_story, own_comment, own_url
from blog.comments.rules import NO_NEW_ONES, mode_of, settings_of
from blog.comments.services import Message, Refused, Sender
from blog.comments.views.answers import hurried, mailed, page, personal, remembering, signed
from blog.models import Author, BlogPage, Comment
from blog.models.comments import LONGEST_NAME
from home.public_forms import opened_at, opening
from home.requests import client_address, network_of, same_origin_required


@method_decorator([same_origin_required, personal], name="dispatch")
class WriteView(FormView):
    """The form on a page of its own; a script may put it into the thread."""

    form_class = CommentForm
    template_name = "blog/comments/write.html"

    @cached_property
    def story(self) -> BlogPage:
        return discussed_story(self.kwargs["story_id"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if mode_of(self.story, settings_of(self.story)) in NO_NEW_ONES:
            raise Refused(_("This story takes no more comments."), 403)
        if "reply_to" in request.GET and self.answered is None:
            raise Refused(_("The comment that you answer is no longer there."), 404)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.story  # noqa: B018 — 404 before the form is looked at
        return super().post(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {"opened": opening(), "reply_to": self.request.GET.get("reply_to")}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"known": known_of(self.request.user)}

    @cached_property
    def answered(self) -> Comment | None:
        """The comment that is answered, where readers see it below this story."""
        given = self.request.POST.get("reply_to") or self.request.GET.get("reply_to", "")
        if not given.isdecimal() or len(given) > 18:
            return None
        return self.story.comments.published().select_related("user").filter(pk=given).first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        context = {
            "story": self.story,
            "answered": self.answered,
            "challenge": settings_of(self.story).challenge,
            "sender_name": name_of(user) if user.is_authenticated else "",
        }
        return super().get_context_data(**kwargs) | context

    def form_invalid(self, form: CommentForm, status: int = 422) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=status)

    def form_valid(self, form: CommentForm) -> HttpResponse:
        if "preview" in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form, preview=True))
        try:
            return self.send(form)
        except Refused as refused:
            form.add_error(None, refused.sentence)
            return hurried(self.form_invalid(form, refused.status))

    def send(self, form: CommentForm) -> HttpResponse:
        data = form.cleaned_data
        guest = guest_of(self.request) or new_guest(data["opened"])
        message = Message(
            text=data["text"],
            parent_id=data["reply_to"],
            opened_at=opened_at(data["opened"]),
            trap=data["website"],
            solved=challenge.solved(data["altcha"]),
        )
        sender = sender_of(self.request, data, guest)
        comment = services.post(self.story, sender, message, follow=data["follow"])
        # The same was sent before from elsewhere: whoever it was learns no more of it.
        mine = comment.user == sender.user if sender.user else comment.guest == guest.hash
        response = redirect(own_url("sent", comment)) if mine else mailed(self.request)
        return remembering(response, self.request, guest)


def new_guest(opened: str) -> Guest:
    """The same for all that is sent from one form: a double click is one person's."""
    return Guest(secret=hashed(opened)) if opened_at(opened) else Guest()


def sender_of(request: HttpRequest, data: dict[str, Any], guest: Guest) -> Sender:
    network = network_of(client_address(request))
    if request.user.is_authenticated:
        return Sender(
            name=name_of(request.user) or data["name"],
            email=request.user.email,
            user=request.user,
            confirmed=True,
            network=network,
        )
    return Sender(
        name=data["name"],
        email=data["email"],
        guest=guest.hash,
        confirmed=guest.has_confirmed(data["email"]),
        network=network,
    )


def name_of(user: AbstractUser) -> str:
    """As stories are signed, or else as the account says: never what one signs in with."""
    author = Author.objects.filter(user_id=user.pk).first()
    return (author.name if author else user.get_full_name())[:LONGEST_NAME]


def known_of(user: AbstractUser | AnonymousUser) -> list[str]:
    """The fields of the form that an account answers; one without a name is asked for it."""
    if not user.is_authenticated:
        return []
    return ["email", "consent", *(["name"] if name_of(user) else [])]


@personal
@require_http_methods(["GET", "HEAD"])
def sent(request: HttpRequest, pk: int) -> HttpResponse:
    """What happens now with a comment that was sent."""
    comment = own_comment(request, pk)
    key = request.GET.urlencode()
    return page(request, "sent", {"comment": comment, "key_query": f"?{key}" if key else ""})


@same_origin_required
@personal
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """From the mail: shows the comment; the button confirms it."""
    comment = any_comment(signed(Purpose.CONFIRM_COMMENT, token))
    if comment.state == Comment.State.UNCONFIRMED and request.method != "POST":
        return page(request, "confirm", {"comment": comment})
    response = redirect(own_url("sent", comment))
    if request.method == "POST":
        comment = services.confirm(comment.pk)
        guest = (guest_of(request) or Guest()).confirming(comment.user_email)
        remembering(response, request, guest)
    return response
