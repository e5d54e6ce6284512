"""Requests about personal data, in the admin: look up an address, hand over, forget."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log
from wagtail.models import Site

from blog.comments.personal import Erased, Holdings, erase, export
from blog.comments.views.own import as_file
from blog.models import CommentSettings
from home.personal_data import HOLDERS

MANAGE = "blog.manage_personal_data"
LABELS = {
    "comments": gettext_lazy("Comments"),
    "subscriptions": gettext_lazy("Followed discussions"),
    "likes": gettext_lazy("Likes"),
    "reports": gettext_lazy("Reported comments"),
    "mails": gettext_lazy("Mails of the last days"),
    "bans": gettext_lazy("Bans (they stay)"),
    "accounts": gettext_lazy("Accounts (they stay, and are managed with the users)"),
}
ACTIONS = {
    "export": (
        "blog.personal_data.export",
        gettext_lazy("Hand over personal data"),
        gettext_lazy("Personal data of one address handed over"),
    ),
    "anonymise": (
        "blog.personal_data.anonymise",
        gettext_lazy("Anonymise comments"),
        gettext_lazy("All comments of one address anonymised"),
    ),
    "erase": (
        "blog.personal_data.erase",
        gettext_lazy("Erase personal data"),
        gettext_lazy("All that one address left erased"),
    ),
}


def held_of(email: str) -> Iterator[tuple[str, int]]:
    """How much of each there is, in words."""
    for name, count in Holdings(email).counts().items():
        yield str(LABELS[name]), count
    for holder in HOLDERS.values():
        yield str(holder.label), holder.count(email)


def export_all(email: str) -> dict[str, Any]:
    """What the blog holds, and what others hold under their own keys."""
    return export(email) | {key: holder.export(email) for key, holder in HOLDERS.items()}


@transaction.atomic
def erase_all(email: str, *, texts: bool) -> Erased:
    for holder in HOLDERS.values():
        holder.erase(email, texts=texts)
    return erase(email, texts=texts)


class AddressForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("Address (email)"),
        help_text=gettext_lazy("Make sure first that the request comes from its owner."),
    )


class PersonalDataView(WagtailAdminTemplateMixin, FormView):
    """Everything is a POST, so that no address ends in a log of the server."""

    form_class = AddressForm
    template_name = "blog/moderation/personal_data.html"
    page_title = gettext_lazy("Personal data")
    header_icon = "user"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(MANAGE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def form_valid(self, form: AddressForm) -> HttpResponse:
        address = form.cleaned_data["email"]
        act = self.request.POST.get("act")
        if act == "export":
            self.record(act)
            return as_file(export_all(address))
        if act in ("anonymise", "erase") and "sure" in self.request.POST:
            erased = erase_all(address, texts=act == "erase")
            self.record(act)
            sentence = _("Done: %(comments)d comments, %(subscriptions)d followed discussions.")
            messages.success(self.request, sentence % vars(erased))
            return redirect(self.request.path)
        counts = list(held_of(address))
        context = {"counts": counts, "found": any(count for _label, count in counts)}
        asked = act if act in ("anonymise", "erase") else ""
        return self.render_to_response(
            self.get_context_data(form=form, address=address, asked=asked, **context)
        )

    def record(self, act: str) -> None:
        """That it was done and by whom, not for which address."""
        site = Site.objects.get(is_default_site=True)
        action, _label, _message = ACTIONS[act]
        log(CommentSettings.for_site(site), action, user=self.request.user)
