"""The steps of the form: each is a small form of its own, kept as it was sent."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import Min, Model, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from home.licences import Licence
from home.public_forms import MessageField, PersonField, address_field
from home.readable import readable
from toolkit import territories
from toolkit.models import AudiencePage

LONGEST_TITLE = 120


class WordsField(MessageField):
    """Words on several lines, of which ``rows`` are seen at first."""

    def __init__(self, *, rows: int = 5, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **options)


class AddressField(forms.URLField):
    """Of the web; people leave https:// out."""

    def __init__(self, **options: Any) -> None:
        widget = forms.URLInput(attrs={"inputmode": "url", "autocomplete": "url"})
        wrong = {"invalid": _("This is not an address of the web, such as https://example.org/.")}
        super().__init__(
            assume_scheme="https", max_length=500, widget=widget, error_messages=wrong, **options
        )


class StepForm(forms.Form):
    """One step. ``website`` is seen by machines only: whoever fills it in is one."""

    heading: Promise
    takes_files = False

    website = forms.CharField(required=False, strip=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        # Without colons: labels are questions.
        super().__init__(*args, **options)
        self.label_suffix = ""

    @classmethod
    def again(cls, sent: QueryDict) -> StepForm:
        """With what was typed, and no word of what is missing."""
        typed = {
            name: sent.getlist(name) if _is_multiple(field) else sent.get(name)
            for name, field in cls.base_fields.items()
            if name in sent
        }
        return cls(initial=typed)

    @property
    def asked(self) -> Iterator[forms.BoundField]:
        """The fields that people see."""
        return (field for field in self if field.name != "website")

    @property
    def content(self) -> dict[str, Any]:
        """What was understood, as JSON holds it."""
        cleaned = ((name, value) for name, value in self.cleaned_data.items() if name != "website")
        return {name: _plain(value) for name, value in cleaned if value not in (None, "")}


def _is_multiple(field: forms.Field) -> bool:
    return isinstance(field, forms.ModelMultipleChoiceField)


def _plain(value: Any) -> Any:
    if isinstance(value, QuerySet):
        return [one.pk for one in value]
    if isinstance(value, Model):
        return value.pk
    return value.isoformat() if isinstance(value, datetime.date) else value


def title_field(**options: Any) -> PersonField:
    given: dict[str, Any] = {
        "label": _("Its title"),
        "help_text": _("A few words that make one want to read on."),
        "max_length": LONGEST_TITLE,
        "error_messages": {"required": _("Give it a title, even a provisional one.")},
    }
    return PersonField(**given | options)


def summary_field(**options: Any) -> WordsField:
    given: dict[str, Any] = {
        "label": _("In two or three sentences"),
        "max_length": 400,
        "rows": 3,
        "error_messages": {"required": _("Sum it up in a sentence or two.")},
    }
    return WordsField(**given | options)


class AchievementForm(StepForm):
    heading = _("What you did")

    title = title_field()
    summary = summary_field()
    done = WordsField(
        label=_("What did you do, and how?"),
        help_text=_(
            "Where it began, who did what, what it took. An empty line begins a paragraph."
        ),
        max_length=10_000,
        rows=10,
        error_messages={"required": _("Tell what you did: a few lines are enough to begin.")},
    )


class OutcomesForm(StepForm):
    heading = _("What came of it")

    outcomes = WordsField(
        label=_("What came of it?"),
        help_text=_("For the children, the families, the team, the neighbourhood. Small counts."),
        max_length=5_000,
        required=False,
    )
    learned = WordsField(
        label=_("What did you learn?"),
        help_text=_("What you would do again, what you would do otherwise. What failed helps too."),
        max_length=5_000,
        required=False,
    )


class AudiencesField(forms.ModelMultipleChoiceField):
    """Audiences that readers may see, in the language that is spoken now, each title once:
    every tool has its own pages of the same audiences."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            AudiencePage.objects.none(),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            **options,
        )

    def label_from_instance(self, audience: Model) -> str:
        return str(getattr(audience, "title", audience))

    def offer(self) -> None:
        shown = readable(AudiencePage.objects.filter(locale__language_code=get_language()))
        first = shown.order_by().values("title").annotate(first=Min("path")).values("first")
        self.queryset = AudiencePage.objects.filter(path__in=first).defer("rows").order_by("path")


class AudienceStep(StepForm):
    heading = _("For whom and what for")

    audiences = AudiencesField(label=_("Whom does it speak to?"), help_text=_("One or more."))
    purpose = PersonField(
        label=_("What for?"),
        help_text=_("What one wants to achieve by it."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["audiences"]
        if isinstance(field, AudiencesField):
            field.offer()


class PlaceForm(AudienceStep):
    heading = _("For whom, where and when")

    territory = forms.ChoiceField(
        label=_("Where?"),
        help_text=_("The MRC or the region."),
        required=False,
        choices=lambda: [("", _("Choose")), *territories.choices()],
    )
    date = forms.DateField(
        label=_("When?"),
        help_text=_("The day, or about."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    partners = WordsField(label=_("With whom?"), max_length=600, rows=3, required=False)

    def clean_date(self) -> datetime.date | None:
        day = self.cleaned_data["date"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day


class ToolForm(StepForm):
    heading = _("Your tool")

    title = title_field(label=_("Its name"))
    summary = summary_field(label=_("In one sentence, what is it for?"), max_length=200)
    done = WordsField(
        label=_("How does one use it?"),
        help_text=_("Who made it, with whom it was tried, what one should know beforehand."),
        max_length=5_000,
        rows=7,
        error_messages={"required": _("Say in a few lines how one uses it.")},
    )
    link = AddressField(
        label=_("Its address, if it is on the web"),
        help_text=_("If not, you attach it at the next but one step."),
        required=False,
    )


class ExampleForm(StepForm):
    heading = _("Your example")

    done = WordsField(
        label=_("Your example, in one or two sentences"),
        help_text=_("What was done, by whom, where."),
        max_length=500,
        rows=4,
        error_messages={"required": _("Write your example: a sentence is enough.")},
    )
    link = AddressField(
        label=_("An address where one can read more"),
        required=False,
    )


class FilesForm(StepForm):
    """The files themselves are taken in by the view, one by one, whatever else is missing."""

    heading = _("Pictures, documents and licence")
    takes_files = True

    people_agreed = forms.BooleanField(
        label=_("The people whom one recognises in the pictures agreed to be shown here."),
        required=False,
    )
    licence = forms.ChoiceField(
        label=_("What may others do with it?"),
        help_text=_("You stay the author. You choose what others may do with what you share."),
        choices=[(licence.value, licence.meaning) for licence in Licence],
        widget=forms.RadioSelect,
        initial=Licence.BY_NC_SA,
        error_messages={"required": _("Choose what others may do with it.")},
    )


class SenderForm(StepForm):
    heading = _("Who you are")

    name = PersonField(
        label=_("Your name"),
        help_text=_("For the team only."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Give your name: a first name will do.")},
    )
    organisation = PersonField(
        label=_("Your organisation"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    email = address_field(
        label=_("Your email address"),
        help_text=_("Never shown. We send a link there, with which you confirm and follow."),
    )
    credit = PersonField(
        label=_("How do you want to be named on the page?"),
        help_text=_("Your name, that of your group, or nothing: this is what readers see."),
        max_length=160,
        required=False,
    )
    consent_publication = forms.BooleanField(
        label=_("I may share this, and I agree that it is published here after a review."),
        error_messages={"required": _("Tick this box if you agree: without it we cannot publish.")},
    )
    consent_data = forms.BooleanField(
        label=_("I agree that my name and my address are kept to follow this contribution up."),
        error_messages={"required": _("Tick this box if you agree: we need it to answer you.")},
    )
