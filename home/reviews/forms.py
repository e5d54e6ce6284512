"""What experts and editors fill in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.models import ExpertReview
from home.models.reviews import LONGEST_REMARK
from home.reviews.inviting import DAYS


class RemarkForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Your remark"),
        max_length=LONGEST_REMARK,
        widget=forms.Textarea({"rows": 4, "class": "field"}),
        error_messages={"required": gettext_lazy("Write your remark first.")},
    )
    anchor = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)


class VerdictForm(forms.Form):
    verdict = forms.ChoiceField(
        label=gettext_lazy("Your opinion"),
        choices=ExpertReview.Verdict,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the two.")},
    )
    message = forms.CharField(
        label=gettext_lazy("A word to the editors"),
        max_length=LONGEST_REMARK,
        required=False,
        widget=forms.Textarea({"rows": 5, "class": "field"}),
        help_text=gettext_lazy("What holds for the whole page; optional."),
    )


class InvitationForm(forms.ModelForm):
    days = forms.IntegerField(
        label=gettext_lazy("Days that the link is good for"),
        min_value=1,
        max_value=90,
        initial=DAYS,
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the mail"), choices=settings.WAGTAIL_CONTENT_LANGUAGES
    )
    pinned = forms.TypedChoiceField(
        label=gettext_lazy("What the link shows"),
        coerce=lambda value: value == "True",
        choices=[
            (False, gettext_lazy("the latest draft, whenever it is opened")),
            (True, gettext_lazy("this version, whatever is changed after it")),
        ],
        initial=False,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = ExpertReview
        fields = ["name", "email", "message", "language", "days", "pinned", "pages_below"]
        labels = {
            "pages_below": gettext_lazy("Show the drafts of the pages below with it"),
        }
        help_texts = {
            "message": gettext_lazy("Goes into the mail: what you would like them to look at."),
            "pages_below": gettext_lazy(
                "Of a tool, the tables of its audiences. Otherwise they are shown as published."
            ),
        }
        widgets = {"message": forms.Textarea({"rows": 5})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = self.fields["email"].required = True
        if not self.instance.page.specific_class.shows_pages_below:
            del self.fields["pages_below"]

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].strip().lower()
        asked = ExpertReview.objects.filter(verdict="", revoked_at=None, email=email)
        if asked.filter(page=self.instance.page).exists():
            raise forms.ValidationError(
                _("This person was already asked: remind them or extend their link.")
            )
        return email
