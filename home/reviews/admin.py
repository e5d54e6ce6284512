"""The expert reviews of a page, for those who may change it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from home.models import ExpertReview, Remark
from home.reviews import inviting
from home.reviews.drafts import draft_of, passages_of
from home.reviews.forms import InvitationForm
from home.reviews.links import address_of


class OfAPage(WagtailAdminTemplateMixin):
    """Something about one page, for whoever may change it."""

    header_icon = "glasses"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        inviting.check_may_invite(request.user, self.page)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def page(self) -> Page:
        return get_object_or_404(Page, pk=self.kwargs["page_pk"]).specific_deferred

    @property
    def reviews_url(self) -> str:
        return reverse("expert_reviews:page", args=[self.page.pk])

    def get_page_subtitle(self) -> str:
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        return [
            *self.breadcrumbs_items,
            {"url": edit, "label": self.get_page_subtitle()},
            *self.crumbs,
            {"url": "", "label": self.get_page_title()},
        ]

    @property
    def crumbs(self) -> list[dict[str, Any]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "page": self.page,
            "reviews_url": self.reviews_url,
        }


class PageReviewsView(OfAPage, TemplateView):
    template_name = "home/reviews/admin/page.html"
    page_title = gettext_lazy("Expert reviews")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reviews = self.page.expert_reviews.select_related("invited_by", "handled_by", "revision")
        reviews = list(reviews.prefetch_related("remarks__resolved_by"))
        for review in reviews:
            review.page = self.page
            review.address = address_of(review) if review.is_open else ""
        return super().get_context_data(**kwargs) | {
            "reviews": reviews,
            "known": self.anchors(reviews),
        }

    def anchors(self, reviews: list[ExpertReview]) -> set[str]:
        """The passages that the latest draft still has, so that a link to them leads there."""
        if not any(review.remarks.all() for review in reviews):
            return set()
        return set(passages_of(ExpertReview(page=self.page), draft_of(reviews[0])))


class InviteView(OfAPage, FormView):
    template_name = "home/reviews/admin/invite.html"
    page_title = gettext_lazy("Ask an expert")
    form_class = InvitationForm

    @property
    def crumbs(self) -> list[dict[str, Any]]:
        return [{"url": self.reviews_url, "label": PageReviewsView.page_title}]

    def get_form_kwargs(self) -> dict[str, Any]:
        language = self.page.locale.language_code
        review = ExpertReview(page=self.page, language=language)
        return super().get_form_kwargs() | {"instance": review}

    def form_valid(self, form: InvitationForm) -> HttpResponse:
        review = form.save(commit=False)
        inviting.invite(self.request.user, review, form.cleaned_data["days"])
        messages.success(self.request, _("The link is on its way to %s.") % review.email)
        return redirect(self.reviews_url)


ACTS = {
    "remind": (inviting.remind, gettext_lazy("%(name)s gets a reminder, one a day at most.")),
    "extend": (inviting.extend, gettext_lazy("The link of %(name)s is good until %(date)s.")),
    "revoke": (inviting.revoke, gettext_lazy("The link of %(name)s opens nothing any more.")),
    "handle": (inviting.handle, gettext_lazy("The review of %(name)s is dealt with.")),
}


@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    review = get_object_or_404(ExpertReview, pk=pk)
    doing, sentence = ACTS.get(request.POST.get("act", ""), (None, ""))
    try:
        if doing:
            done = doing(request.user, pk)
            until = date_format(done.expires_at, "DATE_FORMAT")
            messages.success(request, sentence % {"name": done, "date": until})
    except inviting.Changed:
        messages.warning(request, _("This review has changed meanwhile: look at it again."))
    return redirect("expert_reviews:page", review.page_id)


@require_POST
def remark(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Remark.objects.select_related("review"), pk=pk)
    answer = request.POST.get("answer", "").strip()[:1000]
    inviting.resolve(request.user, pk, answer, resolved="resolved" in request.POST)
    place = reverse("expert_reviews:page", args=[found.review.page_id])
    return redirect(f"{place}#remark-{pk}")
