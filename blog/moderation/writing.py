"""A comment is edited, answered, or its author banned: each on a page of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from blog.comments import services
from blog.models import CannedReply, Comment
from blog.moderation import actions, sentences
from blog.moderation.forms import CommentBanForm, EditForm, ReplyForm
from blog.moderation.permissions import check_may_moderate
from blog.moderation.views import CommentPage


class WritingView(CommentPage, FormView):
    """A form on a comment, which must still be as it was when the form was opened."""

    def get_initial(self) -> dict[str, Any]:
        return {"version": actions.version_of(self.comment)}

    def attempt(self, form, act: Callable[[], Any]) -> HttpResponse | None:
        """``None`` where it was done; else the form again, with the reason."""
        try:
            act()
        except actions.Changed as changed:
            self.comment = changed.comment
            form.data = form.data | {"version": actions.version_of(changed.comment)}
            form.add_error(None, _("It has changed in the meantime: look at it again."))
        except services.Refused as refused:
            form.add_error(None, refused.sentence)
        except Comment.DoesNotExist as gone:
            raise Http404 from gone
        else:
            return None
        return self.render_to_response(self.get_context_data(form=form), status=409)

    def form_invalid(self, form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class EditView(WritingView):
    form_class = EditForm
    template_name = "blog/moderation/edit.html"
    page_title = gettext_lazy("Edit a comment")
    header_icon = "edit"

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"text": self.comment.comment}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        check_may_moderate(request.user)
        if self.comment.state == Comment.State.DELETED:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: EditForm) -> HttpResponse:
        data, approve = form.cleaned_data, "approve" in self.request.POST
        refusal = self.attempt(
            form,
            lambda: actions.edit(
                self.request.user, self.comment.pk, data["version"], data["text"], approve=approve
            ),
        )
        if refusal is None:
            messages.success(self.request, _("The comment was changed, and says so."))
        return refusal or self.back()


class ReplyView(WritingView):
    form_class = ReplyForm
    template_name = "blog/moderation/reply.html"
    page_title = gettext_lazy("Answer as the team")
    header_icon = "comment-add"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        texts = dict(CannedReply.objects.values_list("pk", "text"))
        return super().get_context_data(**kwargs) | {"ready_texts": texts}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.insert() if "insert" in request.POST else super().post(request)

    def insert(self) -> HttpResponse:
        """The same form, with the ready answer that was chosen below what is written."""
        data = self.request.POST
        chosen = data.get("ready", "")
        ready = CannedReply.objects.filter(pk=chosen).first() if chosen.isdecimal() else None
        parts = (data.get("text", "").strip(), ready.text if ready else "")
        form = ReplyForm(
            initial={"version": data.get("version"), "text": "\n\n".join(filter(None, parts))}
        )
        return self.render_to_response(self.get_context_data(form=form))

    def form_valid(self, form: ReplyForm) -> HttpResponse:
        data = form.cleaned_data
        refusal = self.attempt(
            form,
            lambda: actions.reply(
                self.request.user, self.comment.pk, data["version"], data["text"]
            ),
        )
        if refusal is None:
            messages.success(self.request, _("Your answer is published."))
        return refusal or self.back()


class BanView(CommentPage, FormView):
    form_class = CommentBanForm
    template_name = "blog/moderation/ban.html"
    page_title = gettext_lazy("Ban a person")
    header_icon = "lock"

    def get_initial(self) -> dict[str, Any]:
        return {"days": "30", "set_aside": True}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"comment": self.comment}

    def form_valid(self, form: CommentBanForm) -> HttpResponse:
        data = form.cleaned_data
        _ban, waiting = actions.ban(
            self.request.user,
            data["kind"],
            form.values[data["kind"]],
            reason=data["reason"],
            until=form.until,
            set_aside=data["set_aside"],
        )
        sentences.tell_banned(self.request, waiting)
        return self.back()

    def form_invalid(self, form: CommentBanForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)
