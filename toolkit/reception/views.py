"""The queue, the page of a contribution, what its buttons do, and its files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.csp import CSP
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from home.refusals import Refused
from home.requests import for_one_person
from toolkit.contributions.intake import is_clean
from toolkit.contributions.kinds import KINDS
from toolkit.contributions.views.writing import row_of
from toolkit.models import Contribution, ContributionFile
from toolkit.reception import actions, log
from toolkit.reception.duplicates import duplicates_of
from toolkit.reception.forms import QuestionForm, QueueForm, RefusalForm
from toolkit.reception.permissions import check_may_review
from toolkit.reception.queue import TABS, counts, find

PAGE_LENGTH = 25
SANDBOX = "sandbox; default-src 'none'"


class ReviewersOnly:
    """For whoever has the right; the admin sends the others home with a sentence."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        check_may_review(request.user)
        return super().dispatch(request, *args, **kwargs)


class ReceptionPage(ReviewersOnly, WagtailAdminTemplateMixin):
    header_icon = "download"
    crumbs = [{"url": reverse_lazy("reception:queue"), "label": gettext_lazy("Contributions")}]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, *self.crumbs, {"url": "", "label": self.get_page_title()}]


class QueueView(ReceptionPage, TemplateView):
    template_name = "toolkit/reception/queue.html"
    page_title = gettext_lazy("Contributions")
    crumbs = []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = QueueForm(self.request.GET)
        wanted = dict(form.wanted)
        wanted["mine"] = self.request.user if wanted.get("mine") else None
        name = wanted.get("tab") or "waiting"
        found = find(TABS[name], wanted)
        page = Paginator(found, PAGE_LENGTH).get_page(self.request.GET.get("p"))
        numbers = counts()
        return super().get_context_data(**kwargs) | {
            "form": form,
            "tab": TABS[name],
            "tab_name": name,
            "tabs": [(key, tab.label, numbers[key]) for key, tab in TABS.items()],
            "page": page,
            "kinds": {kind.key: kind.label for kind in KINDS.values()},
        }


class ContributionView(ReceptionPage, TemplateView):
    """One contribution with all that helps to decide of it."""

    template_name = "toolkit/reception/contribution.html"

    @cached_property
    def contribution(self) -> Contribution:
        known = Contribution.objects.sent().select_related("claimed_by", "audience", "page")
        return get_object_or_404(known, pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return _("Contribution %(number)s") % {"number": self.contribution.pk}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contribution = self.contribution
        kind = KINDS.get(contribution.kind)
        return super().get_context_data(**kwargs) | {
            "contribution": contribution,
            "kind": kind,
            "answers": kind.answers(contribution.content) if kind else [],
            "files": list(contribution.files.all()),
            "thread": contribution.messages.select_related("user"),
            "row": row_of(contribution),
            "acts": {act.name for act in actions.ACTS if act.applies(contribution)},
            "version": actions.version_of(contribution),
            "duplicates": duplicates_of(contribution),
            "entries": log.entries_of(contribution),
            "question": kwargs.get("question", QuestionForm()),
            "refusal": kwargs.get("refusal", RefusalForm()),
        }

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One of ``ACTS``, on the contribution as the editor saw it."""
        act = ACTS.get(request.POST.get("act", ""))
        if act is None:
            raise Http404
        try:
            return act(self, request, pk, request.POST.get("version", ""))
        except actions.Changed as changed:
            messages.warning(request, said_of(changed.contribution, request))
        except Refused as refused:
            messages.error(request, refused.sentence)
        return redirect("reception:contribution", pk)

    def incomplete(self, **forms: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(**forms), status=422)


def said_of(contribution: Contribution, request: HttpRequest) -> str:
    """Who was first, and what it is now."""
    entry = log.entries_of(contribution).first()
    facts = {"state": contribution.get_state_display()}
    if entry and entry.user_id and entry.user_id != request.user.pk:
        facts["who"] = entry.user_display_name
        return _("%(who)s was first. The contribution is now: %(state)s.") % facts
    return _("The contribution had changed, and was left. It is now: %(state)s.") % facts


# --- What the buttons do ----------------------------------------------------------------


def claim(view: ContributionView, request: HttpRequest, pk: int, seen: str) -> HttpResponse:
    actions.claim(request.user, pk, seen)
    messages.success(request, _("You have taken it on."))
    return redirect("reception:contribution", pk)


def ask(view: ContributionView, request: HttpRequest, pk: int, seen: str) -> HttpResponse:
    form = QuestionForm(request.POST)
    if not form.is_valid():
        return view.incomplete(question=form)
    actions.ask(request.user, pk, seen, form.cleaned_data["text"])
    messages.success(request, _("Your question is on its way."))
    return redirect("reception:contribution", pk)


def accept(view: ContributionView, request: HttpRequest, pk: int, seen: str) -> HttpResponse:
    page = actions.accept(request.user, pk, seen)
    messages.success(request, _("It is accepted: get its draft ready, then approve it."))
    return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))


def refuse(view: ContributionView, request: HttpRequest, pk: int, seen: str) -> HttpResponse:
    form = RefusalForm(request.POST)
    if not form.is_valid():
        return view.incomplete(refusal=form)
    actions.refuse(request.user, pk, seen, form.cleaned_data["reason"])
    messages.success(request, _("It is not kept, and its sender is told why."))
    return redirect("reception:queue")


def spam(view: ContributionView, request: HttpRequest, pk: int, seen: str) -> HttpResponse:
    actions.set_aside(request.user, pk, seen)
    messages.success(request, _("It is set aside as spam."))
    return redirect("reception:queue")


def reopen(view: ContributionView, request: HttpRequest, pk: int, seen: str) -> HttpResponse:
    actions.reopen(request.user, pk, seen)
    messages.success(request, _("It is taken up again."))
    return redirect("reception:contribution", pk)


ACTS: dict[str, Callable[[ContributionView, HttpRequest, int, str], HttpResponse]] = {
    "claim": claim,
    "ask": ask,
    "accept": accept,
    "refuse": refuse,
    "spam": spam,
    "reopen": reopen,
}


class FileView(ReviewersOnly, View):
    """A file to save, never to open in the page: nobody has approved it yet."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, pk: int, number: int) -> HttpResponse | FileResponse:
        file = get_object_or_404(ContributionFile, pk=number, contribution=pk)
        if not is_clean(file):
            messages.error(
                request,
                _("The antivirus refused this file, or does not answer: it stays closed."),
            )
            return redirect("reception:contribution", pk)
        stored = file.file.open("rb")
        response = FileResponse(
            stored, as_attachment=True, filename=file.name, content_type="application/octet-stream"
        )
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers[str(CSP.HEADER_ENFORCE)] = SANDBOX
        return for_one_person(response)
