"""The mails about expert reviews: one for each act, in the language of who gets it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.urls import reverse
from django.utils import timezone

from home.mail_templates import absolute, render
from home.models import ExpertReview
from home.outbox import queue
from home.reviews.links import address_of


def invitation(review: ExpertReview) -> None:
    _to_expert(review, "invitation", f"review-invite:{review.pk}")


def reminder(review: ExpertReview) -> None:
    """At most once a day, however often the button is pressed."""
    _to_expert(review, "reminder", f"review-remind:{review.pk}:{timezone.localdate()}")


def answered(review: ExpertReview) -> None:
    """To who invited, while they still work here: one mail for the whole review."""
    user = review.invited_by
    if user is None or not user.is_active or not user.email:
        return
    context = {
        "review": review,
        "title": review.page.specific_deferred.get_admin_display_title(),
        "remarks": review.remarks.count(),
        "address": absolute(reverse("expert_reviews:page", args=[review.page_id])),
    }
    mail = render("home/mails/review_answered", language_of(user), user.email, context)
    queue(mail, f"review-answer:{review.pk}")


def language_of(user: Any) -> str:
    """The one chosen for the admin."""
    profile = getattr(user, "wagtail_userprofile", None)
    return (profile and profile.preferred_language) or settings.LANGUAGE_CODE


def name_of(user: AbstractUser | None) -> str:
    return (user and user.get_full_name()) or ""


def _to_expert(review: ExpertReview, kind: str, key: str) -> None:
    user = review.invited_by
    context = {
        "review": review,
        "title": review.page.specific_deferred.get_admin_display_title(),
        "editor": name_of(user),
        "address": address_of(review),
    }
    mail = render(
        f"home/mails/review_{kind}",
        review.language,
        review.email,
        context,
        reply_to=user.email if user else "",
    )
    queue(mail, key)
