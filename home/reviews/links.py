"""The secret link of an expert's review: what it opens, and the sentences where it does not."""

from __future__ import annotations

from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from home.mail_templates import absolute
from home.models import ExpertReview
from home.refusals import Refused

SIGNER = Signer(salt="home.reviews")


def token_of(review: ExpertReview) -> str:
    """Nothing in the database opens the link: it takes the site's key too (docs/adr)."""
    return SIGNER.sign_object([review.pk, review.nonce])


def address_of(review: ExpertReview) -> str:
    """The complete address, in the language of who was invited."""
    with translation.override(review.language):
        return absolute(reverse("reviews:read", args=[token_of(review)]))


def review_of(token: str, *, lock: bool = False) -> ExpertReview:
    """The review that a link opens, answered ones included. Raises ``Refused``."""
    try:
        pk, nonce = SIGNER.unsign_object(token)
    except (BadSignature, ValueError, TypeError) as error:
        sentence = _(
            "This link is cut off or was changed. "
            "Copy the whole address from the mail that you got, or ask for another."
        )
        raise Refused(sentence, 404) from error
    reviews = ExpertReview.objects.select_related("page__locale", "invited_by")
    if lock:
        reviews = reviews.select_for_update(of=("self",))
    review = reviews.filter(pk=pk, nonce=nonce).first()
    if review is None:
        raise Refused(
            _("The page that this link led to was deleted. Thank you for having taken the time."),
            410,
        )
    if refusal := REFUSALS.get(review.state):
        raise Refused(str(refusal()), 410)
    return review


def open_review_of(token: str) -> ExpertReview:
    """The same for whoever is about to write: locked, and not answered yet."""
    review = review_of(token, lock=True)
    if review.verdict:
        raise Refused(
            _("You have already given your opinion: it reached the editors. Thank you!"), 409
        )
    return review


REFUSALS = {
    ExpertReview.State.EXPIRED: lambda: _(
        "This link has had its time. Answer the mail that brought it to ask for some more."
    ),
    ExpertReview.State.REVOKED: lambda: _(
        "The editors do not need this review any more and have closed the link. Thank you!"
    ),
}
