"""What editors fill in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from toolkit.contributions.kinds import KINDS
from toolkit.models import RefusalReason
from toolkit.reception.queue import AGES, TABS

ANY = [("", _("Any"))]


class QueueForm(forms.Form):
    tab = forms.ChoiceField(
        choices=[(name, tab.label) for name, tab in TABS.items()],
        required=False,
        widget=forms.HiddenInput,
    )
    q = forms.CharField(
        label=_("Title, name or address"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=lambda: [*ANY, *((kind.key, kind.label) for kind in KINDS.values())],
        required=False,
    )
    age = forms.ChoiceField(
        label=_("Received"),
        choices=[*ANY, *((name, age[0]) for name, age in AGES.items())],
        required=False,
    )
    mine = forms.BooleanField(label=_("Mine only"), required=False)

    @property
    def wanted(self) -> dict[str, Any]:
        """What can be understood; a field with an error is as one left empty."""
        self.is_valid()
        return self.cleaned_data

    @property
    def narrows(self) -> bool:
        return any(self.wanted.get(name) for name in ("q", "kind", "age", "mine"))


class QuestionForm(forms.Form):
    text = forms.CharField(
        label=_("Your question"),
        max_length=3_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The sender gets it by mail, signed “The team”."),
    )


class RefusalForm(forms.Form):
    ready = forms.ModelChoiceField(
        RefusalReason.objects.all(),
        label=_("Ready reason"),
        required=False,
        empty_label=_("None: I write my own"),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1_500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The sender reads it. Empty: the ready reason as it is."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        ready = cleaned.get("ready")
        cleaned["reason"] = cleaned.get("reason") or (ready.text if ready else "")
        if not cleaned["reason"]:
            self.add_error("reason", _("Say why, in a sentence that its sender will read."))
        return cleaned
