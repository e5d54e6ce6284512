"""Fields of the forms that anybody may fill in, and when such a form was opened."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.cleaning import clean
from home.signed_links import BrokenLink, read, sign


@dataclass(frozen=True)
class Opening:
    salt: str = "home.public_forms.opening"
    lifetime: timedelta = timedelta(days=2)


FORM = Opening()


class PersonField(forms.CharField):
    """A name on one line, without what nobody sees: it goes into mails' subjects."""

    def clean(self, value: Any) -> str:
        name = " ".join(clean(super().clean(value)).split())
        if self.required and not name:
            raise ValidationError(self.error_messages["required"], code="required")
        return name


class MessageField(forms.CharField):
    """Counted as people count: a line break is one character, in whatever browser.

    Browsers would cut off what is pasted beyond the limit: here it is kept and said.
    """

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attributes = super().widget_attrs(widget) | {"data-longest": self.max_length}
        attributes.pop("maxlength")
        return attributes


def address_field(**options: Any) -> forms.EmailField:
    """``label`` and ``help_text`` of an address that is asked for."""
    widget = forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"})
    missing = {"required": _("Give your email address.")}
    return forms.EmailField(widget=widget, max_length=254, error_messages=missing, **options)


def opening() -> str:
    """For the field ``opened``: the time, and a secret that only who holds the form knows."""
    moment = int(timezone.now().timestamp())
    return sign(FORM, f"{moment}-{secrets.token_urlsafe(16)}")


def opened_at(token: str) -> datetime | None:
    """None where it is missing, changed or days old: that alone refuses nobody."""
    try:
        moment = read(FORM, token).partition("-")[0]
        return datetime.fromtimestamp(int(moment), tz=timezone.get_default_timezone())
    except (BrokenLink, ValueError):
        return None
