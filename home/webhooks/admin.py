"""Webhooks in the admin: their form, what each was told, its secret."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.model import ModelViewSet

from home.models import Delivery, Event, Webhook
from home.webhooks import services

PAGE_LENGTH = 50


class WebhookForm(WagtailAdminModelForm):
    events = forms.MultipleChoiceField(
        label=gettext_lazy("Tell it when"),
        choices=Event,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one event.")},
    )

    class Meta:
        model = Webhook
        fields = ["name", "url", "events", "active"]
        help_texts = {
            "name": gettext_lazy("What listens there."),
            "url": gettext_lazy("On the open internet, beginning with https://."),
        }


def deliveries_url(hook: Webhook) -> str:
    return reverse("webhooks:deliveries", args=[hook.pk])


class IndexView(generic.IndexView):
    add_item_label = gettext_lazy("Add a webhook")

    @property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("name", label=gettext_lazy("Name"), get_url=deliveries_url),
            Column("url", label=gettext_lazy("Address")),
            Column("events", label=gettext_lazy("Events"), accessor=lambda h: ", ".join(h.events)),
            BooleanColumn("active", label=gettext_lazy("Active")),
        ]


class CreateView(generic.CreateView):
    def get_success_url(self) -> str:
        """Where its secret is: the next thing that one needs."""
        return deliveries_url(self.object)


class DeliveriesView(WagtailAdminTemplateMixin, TemplateView):
    """What a webhook was told, the secret that signs it, and what may be done about both."""

    template_name = "home/admin/webhook.html"
    header_icon = "link-external"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(services.CHANGE):
            raise PermissionDenied
        self.hook = get_object_or_404(Webhook, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return self.hook.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        index = {"url": reverse("webhooks:index"), "label": gettext_lazy("Webhooks")}
        return [*self.breadcrumbs_items, index, {"url": "", "label": self.hook.name}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = Paginator(self.hook.deliveries.all(), PAGE_LENGTH)
        return super().get_context_data(**kwargs) | {
            "hook": self.hook,
            "page": told.get_page(self.request.GET.get("p")),
        }


@require_POST
def change_secret(request: HttpRequest, pk: int) -> HttpResponse:
    hook = services.change_secret(request.user, get_object_or_404(Webhook, pk=pk).pk)
    messages.success(
        request, _("The secret was changed: the old one is good for another 24 hours.")
    )
    return redirect(deliveries_url(hook))


@require_POST
def deliver_again(request: HttpRequest, pk: int) -> HttpResponse:
    delivery = get_object_or_404(Delivery.objects.select_related("hook"), pk=pk)
    if services.deliver_again(request.user, pk):
        messages.success(request, _("It will be told again now."))
    else:
        messages.warning(request, _("It is on its way already."))
    return redirect(deliveries_url(delivery.hook))


class WebhookViewSet(ModelViewSet):
    model = Webhook
    name = "webhooks"
    icon = "link-external"
    index_view_class = IndexView
    add_view_class = CreateView
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = False
    menu_label = gettext_lazy("Webhooks")
    menu_order = 603

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return WebhookForm

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/deliveries/", DeliveriesView.as_view(), name="deliveries"),
            path("<int:pk>/secret/", change_secret, name="change_secret"),
            path("deliveries/<int:pk>/again/", deliver_again, name="deliver_again"),
        ]
