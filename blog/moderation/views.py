"""The queue, the page of a comment, and what their buttons do."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from blog.models import Comment
from blog.moderation import actions, log, sentences
from blog.moderation.cards import cards_of
from blog.moderation.forms import QueueForm
from blog.moderation.permissions import check_may_moderate
from blog.moderation.queue import TABS, counts, find

PAGE_LENGTH = 20


class ModeratorsOnly:
    """For whoever has the right; the admin sends the others home with a sentence."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        check_may_moderate(request.user)
        return super().dispatch(request, *args, **kwargs)

    def back(self) -> HttpResponse:
        """To where the moderator came from, else to the queue."""
        return redirect(self.next_url or reverse("moderation:queue"))

    @property
    def next_url(self) -> str:
        return get_valid_next_url_from_request(self.request)


class ModerationPage(ModeratorsOnly, WagtailAdminTemplateMixin):
    header_icon = "comment"
    crumbs = [{"url": reverse_lazy("moderation:queue"), "label": gettext_lazy("Comments")}]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, *self.crumbs, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # Wagtail's own switch for keys, in a person's account.
        profile = getattr(self.request.user, "wagtail_userprofile", None)
        return super().get_context_data(**kwargs) | {
            "next_url": self.next_url,
            "keys_are_on": profile is None or profile.keyboard_shortcuts,
        }


class QueueView(ModerationPage, TemplateView):
    template_name = "blog/moderation/queue.html"
    page_title = gettext_lazy("Comments")
    crumbs = []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = QueueForm(self.request.GET)
        wanted = form.wanted
        name = wanted.get("tab") or "review"
        page = Paginator(find(TABS[name], wanted), PAGE_LENGTH).get_page(self.request.GET.get("p"))
        numbers = counts()
        return super().get_context_data(**kwargs) | {
            "form": form,
            "tab": TABS[name],
            "tab_name": name,
            "tabs": [(key, tab.label, numbers[key]) for key, tab in TABS.items()],
            "page": page,
            "cards": cards_of(page.object_list),
            "here": self.request.get_full_path(),
        }


class ActView(ModeratorsOnly, View):
    """One verdict on the comments of ``seen``, each of which is ``<id>.<version>``."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        verdict = request.POST.get("verdict", "")
        if verdict not in actions.VERDICTS:
            return HttpResponseBadRequest()
        seen = read_seen(request.POST.getlist("seen"))
        if not seen:
            messages.warning(request, _("Choose at least one comment."))
            return self.back()
        sentences.tell(request, verdict, actions.judge(request.user, verdict, seen))
        return self.back()


def read_seen(values: list[str]) -> dict[int, str]:
    """What is not written as the queue writes it is left out."""
    pairs = (value.partition(".") for value in values[: 5 * PAGE_LENGTH])
    return {
        int(pk): version
        for pk, _dot, version in pairs
        if pk.isascii() and pk.isdecimal() and len(pk) < 10
    }


class UndoView(ModeratorsOnly, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, uuid) -> HttpResponse:
        sentences.tell_undone(request, actions.undo(request.user, uuid))
        return self.back()


class CommentPage(ModerationPage):
    """A page about one comment, which is shown on it."""

    @cached_property
    def comment(self) -> Comment:
        known = Comment.objects.select_related("story", "user", "edited_by")
        return get_object_or_404(known, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        (card,) = cards_of([self.comment])
        return super().get_context_data(**kwargs) | {
            "card": card,
            "here": self.request.get_full_path(),
            "cancel_url": self.next_url or reverse("moderation:queue"),
        }


class CommentView(CommentPage, TemplateView):
    """One comment with all that was done to it."""

    template_name = "blog/moderation/comment.html"

    def get_page_title(self) -> str:
        return _("Comment %(number)s") % {"number": self.comment.pk}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entries = log.entries_of([self.comment.pk])
        return super().get_context_data(**kwargs) | {"entries": sentences.told(entries)}
