"""What moderators fill in."""

from datetime import datetime, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from blog.models import Ban, CannedReply, Comment
from blog.moderation import log
from blog.moderation.queue import AGES, TABS

ANY = [("", _("Any"))]
DURATIONS = [
    ("7", _("A week")),
    ("30", _("A month")),
    ("365", _("A year")),
    ("", _("Until it is lifted")),
]
LONGEST = 10_000  # characters; imported comments can be longer than what readers may write


class QueueForm(forms.Form):
    tab = forms.ChoiceField(
        choices=[(name, tab.label) for name, tab in TABS.items()],
        required=False,
        widget=forms.HiddenInput,
    )
    q = forms.CharField(
        label=_("Text, name or address"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    story = forms.ModelChoiceField(
        Page.objects.none(), label=_("Story"), required=False, empty_label=_("Any")
    )
    age = forms.ChoiceField(
        label=_("Received"),
        choices=[*ANY, *((name, age[0]) for name, age in AGES.items())],
        required=False,
    )
    order = forms.ChoiceField(
        label=_("Order"),
        choices=[
            ("", _("As suits the list")),
            ("oldest", _("Oldest first")),
            ("newest", _("Newest first")),
        ],
        required=False,
    )
    reported = forms.BooleanField(label=_("Reported ones only"), required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        commented = Comment.objects.order_by().values("story")
        self.fields["story"].queryset = Page.objects.filter(pk__in=commented).order_by("title")

    @property
    def wanted(self) -> dict:
        """What can be understood; a field with an error is as one left empty."""
        self.is_valid()
        return self.cleaned_data

    @property
    def narrows(self) -> bool:
        return any(self.wanted.get(name) for name in ("q", "story", "age", "reported"))


class EditForm(forms.Form):
    version = forms.CharField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Text"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 8})
    )


class ReplyForm(forms.Form):
    version = forms.CharField(widget=forms.HiddenInput)
    ready = forms.ModelChoiceField(
        CannedReply.objects.all(), label=_("A ready answer"), required=False
    )
    text = forms.CharField(
        label=_("Your answer"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("It is signed with your name and shown at once."),
    )


class BanForm(forms.Form):
    kind = forms.ChoiceField(label=_("Ban by"), choices=Ban.Kind, widget=forms.RadioSelect)
    value = forms.CharField(label=_("Address or name"), max_length=254)
    days = forms.ChoiceField(label=_("For how long"), choices=DURATIONS, required=False)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        required=False,
        help_text=_("For the other moderators; the person does not see it."),
    )
    set_aside = forms.BooleanField(
        label=_("Set aside as spam what waits of this person"), required=False
    )

    def clean(self) -> dict:
        data = super().clean()
        if data.get("kind") == Ban.Kind.EMAIL and data.get("value"):
            try:
                validate_email(data["value"])
            except ValidationError as error:
                self.add_error("value", error)
        return data

    @property
    def until(self) -> datetime | None:
        days = self.cleaned_data["days"]
        return timezone.now() + timedelta(days=int(days)) if days else None


class CommentBanForm(BanForm):
    """The person is known: what is chosen is whether by address or by name."""

    value = None

    def __init__(self, comment: Comment, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        known = {Ban.Kind.EMAIL: comment.email, Ban.Kind.NAME: comment.name}
        self.values = {kind.value: value for kind, value in known.items() if value}
        self.fields["kind"].choices = [
            (kind.value, f"{kind.label} — {value}") for kind, value in known.items() if value
        ]
        self.fields["kind"].initial = next(iter(self.values), None)


class LogForm(forms.Form):
    action = forms.ChoiceField(
        label=_("What"),
        choices=[*ANY, *((action, words[0]) for action, words in log.ACTIONS.items())],
        required=False,
    )
    user = forms.ModelChoiceField(None, label=_("Who"), required=False, empty_label=_("Any"))

    def __init__(self, people, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people
        self.fields["user"].label_from_instance = name_of


def name_of(user) -> str:
    return user.get_full_name() or user.get_username()
