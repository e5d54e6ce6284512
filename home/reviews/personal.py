"""What is held of experts who were asked for a review, and for how long."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from home.daily import daily_job
from home.models import ExpertReview, OutgoingMail
from home.personal_data import register_holder

KEPT = timedelta(days=365)


def moment(when: Any) -> str | None:
    return when and when.isoformat()


@register_holder
class ReviewsHeld:
    key = "expert_reviews"
    label = _("Expert reviews that were given")

    def reviews(self, email: str) -> QuerySet[ExpertReview]:
        return ExpertReview.objects.filter(email__iexact=email.strip())

    def count(self, email: str) -> int:
        return self.reviews(email).count()

    def export(self, email: str) -> list[dict[str, Any]]:
        return [
            {
                "page": review.page.title,
                "name": review.name,
                "message": review.message,
                "invited_at": moment(review.invited_at),
                "answered_at": moment(review.answered_at),
                "verdict": review.verdict,
                "verdict_message": review.verdict_message,
                "remarks": [
                    {"on": remark.quoted, "text": remark.text, "at": moment(remark.created_at)}
                    for remark in review.remarks.all()
                ],
            }
            for review in self.reviews(email).select_related("page").prefetch_related("remarks")
        ]

    def erase(self, email: str, *, texts: bool) -> None:
        """The page's editors keep what was said of it, by "an expert"; not with ``texts``.

        What was not answered goes, and its link with it.
        """
        reviews = self.reviews(email)
        OutgoingMail.objects.filter(to__iexact=email.strip()).delete()
        reviews.filter(verdict="").delete()
        if texts:
            reviews.delete()
        else:
            forget(reviews)


def forget(reviews: QuerySet[ExpertReview]) -> int:
    return reviews.update(name="", email="", message="")


@daily_job
def forget_reviewers() -> str:
    """Names and addresses go a year after the link has ended; what was said of a page stays."""
    until = timezone.now() - KEPT
    over = ExpertReview.objects.exclude(name="", email="").filter(expires_at__lt=until)
    count = forget(over.filter(Q(answered_at=None) | Q(answered_at__lt=until)))
    said = ngettext("%(count)d reviewer forgotten.", "%(count)d reviewers forgotten.", count)
    return said % {"count": count}
