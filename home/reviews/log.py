"""What the history of a page tells of its expert reviews."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.log_actions import log as wagtail_log

from home.models import ExpertReview

INVITE, EXTEND, REVOKE = "home.review.invite", "home.review.extend", "home.review.revoke"
ANSWER, HANDLE = "home.review.answer", "home.review.handle"

LABELS = {
    INVITE: gettext_lazy("Ask an expert"),
    EXTEND: gettext_lazy("Extend an expert's link"),
    REVOKE: gettext_lazy("Revoke an expert's link"),
    ANSWER: gettext_lazy("Expert review"),
    HANDLE: gettext_lazy("Expert review dealt with"),
}


def record(
    review: ExpertReview, action: str, user: AbstractUser | None = None, **data: Any
) -> None:
    """The entry holds the review's number: names go with the review, the history stays."""
    wagtail_log(review.page, action, user=user, data={"review": review.pk} | data)


def sentence(entry: Any) -> str:
    review = ExpertReview.objects.filter(pk=entry.data.get("review")).first()
    name = str(review or ExpertReview())
    match entry.action:
        case "home.review.invite":
            said = _("%(name)s was asked for a review")
        case "home.review.extend":
            said = _("The link of %(name)s was extended")
        case "home.review.revoke":
            said = _("The link of %(name)s was revoked")
        case "home.review.handle":
            said = _("The review of %(name)s was dealt with")
        case _other:
            return verdict(name, review, entry.data)
    return said % {"name": name}


def verdict(name: str, review: ExpertReview | None, data: dict[str, Any]) -> str:
    remarks = ngettext("%(count)d remark", "%(count)d remarks", data["remarks"])
    label = ExpertReview.Verdict(data["verdict"]).label
    said = _("%(name)s has read it: “%(verdict)s”, %(remarks)s") % {
        "name": name,
        "verdict": label,
        "remarks": remarks % {"count": data["remarks"]},
    }
    return f"{said}. {review.verdict_message}" if review and review.verdict_message else said


def register_actions(registry: LogActionRegistry) -> None:
    for action, name in LABELS.items():

        @registry.register_action(action)
        class ReviewFormatter(LogFormatter):
            label = name

            def format_message(self, log_entry: Any) -> str:
                return sentence(log_entry)
