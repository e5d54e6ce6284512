"""What an expert does with the link: each function is one transaction, or raises ``Refused``."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from home.models import ExpertReview, Remark
from home.refusals import Refused
from home.reviews import log, mails
from home.reviews.drafts import draft_of, passages_of
from home.reviews.links import open_review_of

WHOLE_PAGE = ""  # its anchor
AT_MOST = 300  # remarks: a leaked link fills no disk


@transaction.atomic
def add_remark(token: str, anchor: str, text: str) -> Remark:
    """On a passage of the draft, or with an empty anchor on all of it; sent twice, it is one."""
    review = open_review_of(token)
    known = passages_of(review, draft_of(review)) | {WHOLE_PAGE: ""}
    if anchor not in known:
        raise Refused(
            _("This passage is not in the text any more. Make your remark on the page."), 409
        )
    same = review.remarks.filter(anchor=anchor, text=text).first()
    if same:
        return same
    if review.remarks.count() >= AT_MOST:
        raise Refused(_("There are too many remarks: put the rest in your message."), 429)
    return review.remarks.create(anchor=anchor, quoted=known[anchor], text=text)


@transaction.atomic
def change_remark(token: str, pk: int, text: str) -> Remark:
    """An empty text takes the remark away."""
    review = open_review_of(token)
    remark = review.remarks.filter(pk=pk).first()
    if remark is None:
        raise Refused(_("This remark is not there any more."), 404)
    if text:
        remark.text = text
        remark.save(update_fields=["text"])
    else:
        remark.delete()
    return remark


@transaction.atomic
def answer(token: str, verdict: str, message: str) -> ExpertReview:
    """The end of it: written in the page's history, told to who invited, in one mail."""
    review = open_review_of(token)
    review.verdict, review.verdict_message = verdict, message
    review.answered_at = timezone.now()
    review.save(update_fields=["verdict", "verdict_message", "answered_at"])
    log.record(review, log.ANSWER, verdict=verdict, remarks=review.remarks.count())
    mails.answered(review)
    return review
