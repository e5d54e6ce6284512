"""What readers fill in below a story."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from blog.models import Report
from blog.models.comments import LONGEST_NAME
from home.public_forms import MessageField, PersonField, address_field

LONGEST_TEXT = 3000


def text_field() -> MessageField:
    return MessageField(
        label=_("Your comment"),
        max_length=LONGEST_TEXT,
        help_text=_(
            "An empty line begins a paragraph, *asterisks* stress words, addresses become links."
        ),
        error_messages={
            "required": _("Write your comment."),
            "max_length": _(
                "A comment has at most %(limit_value)d characters; this one has %(show_value)d."
            ),
        },
    )


class CommentForm(forms.Form):
    """A comment; people who are signed in have a name and an address already.

    ``website`` is seen by machines only. ``opened`` says when the form was, and is a name for
    this one form (``home.public_forms.opening``). ``altcha`` takes a proof of work
    (``challenge``).
    """

    name = PersonField(
        label=_("Your name"),
        max_length=LONGEST_NAME,
        help_text=_("Shown with your comment."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Give your name: a first name will do.")},
    )
    email = address_field(
        label=_("Your email address"), help_text=_("Never shown. A link sent there confirms it.")
    )
    text = text_field()
    follow = forms.BooleanField(
        label=_("Write to me when somebody answers in this thread"), required=False
    )
    consent = forms.BooleanField(
        label=_(
            "I agree that my name and my comment are shown here, "
            "and that my address is kept to confirm and manage them."
        ),
        error_messages={"required": _("Tick this box if you agree: we need it to publish.")},
    )
    website = forms.CharField(required=False, strip=False)
    opened = forms.CharField(required=False, widget=forms.HiddenInput)
    altcha = forms.CharField(required=False, widget=forms.HiddenInput)
    reply_to = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=10**18,
        widget=forms.HiddenInput,
        error_messages={
            key: _("The comment that you answer is no longer there.")
            for key in ("invalid", "min_value", "max_value")
        },
    )

    def __init__(self, *args: Any, known: Collection[str] = (), **kwargs: Any) -> None:
        """``known`` are the fields that the sender's account answers."""
        super().__init__(*args, **kwargs)
        for name in known:
            del self.fields[name]

    def clean_website(self) -> str:
        """Whatever is in it counts, and nothing in it is stored."""
        return "filled" if self.cleaned_data["website"] else ""


class EditForm(forms.Form):
    text = text_field()


class ReportForm(forms.ModelForm):
    # The model's own would begin with an empty choice.
    reason = forms.ChoiceField(
        choices=Report.Reason,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason.")},
    )

    class Meta:
        model = Report
        fields = ["reason", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}


class FollowForm(forms.Form):
    email = address_field(
        label=_("Your email address"),
        help_text=_("Each mail has a link that ends them."),
    )


class MineForm(forms.Form):
    email = address_field(
        label=_("The address that you commented with"),
        help_text=_("A link to everything that we hold of you is sent there."),
    )
