"""Wagtail's pages of tokens in the admin, with scopes and an end. One makes tokens for oneself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.models import APIToken
from wagtail.users.views import api_tokens as stock

from home import tokens
from home.models.tokens import Scope


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=100,
        help_text=_("What uses it, so that you know later whether it is still needed."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may be used for"),
        choices=Scope,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_(
            "Never more than you may do yourself. Without any, it reads what everybody reads."
        ),
    )
    days = forms.TypedChoiceField(
        label=_("Ends after"),
        choices=[
            (30, _("30 days")),
            (90, _("90 days")),
            (365, _("a year")),
            ("", pgettext_lazy("token", "it never ends")),
        ],
        coerce=int,
        empty_value=None,
        required=False,
        initial=90,
    )


class IndexView(stock.IndexView):
    @cached_property
    def columns(self) -> list[Column]:
        title, name, user, created, last_used, revoked = super().columns
        return [
            title,
            name,
            user,
            Column("scopes", label=_("Scopes"), accessor=scopes_of),
            DateColumn("created", label=created.label),
            DateColumn("last_used_at", label=last_used.label),
            Column("expires_at", label=_("Expires"), accessor=end_of),
            DateColumn("revoked_at", label=revoked.label),
        ]

    def get_queryset(self) -> QuerySet[APIToken]:
        return super().get_queryset().select_related("grant")


def scopes_of(token: APIToken) -> str:
    grant = getattr(token, "grant", None)
    return ", ".join(str(Scope(scope).label) for scope in grant.scopes) if grant else ""


def end_of(token: APIToken) -> str:
    """The day: of what is still to come, Wagtail's own column says that it was just now."""
    grant = getattr(token, "grant", None)
    if grant is None or grant.expires_at is None:
        return pgettext("token", "never")
    return date_format(localtime(grant.expires_at))


class CreateView(stock.CreateView):
    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        kwargs.pop("manageable_users")
        return kwargs

    def form_valid(self, form: TokenForm) -> HttpResponse:
        self.object, text = tokens.make(self.request.user, **form.cleaned_data)
        context = self.get_created_context(text)
        return TemplateResponse(self.request, "wagtailusers/api_tokens/created.html", context)


class TokenViewSet(stock.APITokenViewSet):
    index_view_class = IndexView
    add_view_class = CreateView

    def get_form_class(self, for_update: bool = False) -> type[forms.Form]:
        return super().get_form_class(for_update=True) if for_update else TokenForm


def take_over() -> None:
    """Wagtail lets one name one's own viewsets of users and groups, not yet that of tokens."""
    stock.APITokenViewSet = TokenViewSet
