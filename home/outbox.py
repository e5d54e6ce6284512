"""The mail of the whole site: written with what it tells of, sent later.

``queue`` writes a row in the caller's transaction, so that a mail and what it is about
are stored together or not at all, and a mail server that is down holds nobody up.
``deliver`` sends what is due.
"""

import logging
import smtplib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from itertools import islice

from django.core.mail import mailers
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone
from django.utils.translation import ngettext

from home.daily import daily_job
from home.mail_message import message_of
from home.models import OutgoingMail
from home.models.outbox import CONTROLS
from home.postman import Postman

logger = logging.getLogger(__name__)

# Three days and an hour in all. The last attempt has no delay after it: the mail is given up.
DELAYS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60)] + [timedelta(hours=4)] * 18
SECONDS_BETWEEN_ROUNDS = 30


@dataclass(frozen=True)
class Mail:
    """A mail to one person. Without ``sender`` it comes from the site's own address."""

    to: str
    subject: str
    text: str
    html: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    reply_to: str = ""
    sender: str = ""


@dataclass(frozen=True)
class Delivered:
    sent: int
    postponed: int
    given_up: int


class Outcome(Enum):
    SENT = "sent"
    POSTPONED = "postponed"
    GIVEN_UP = "given up"


def queue(mail: Mail, key: str | None = None) -> None:
    """Write the mail down; it leaves once the caller's transaction is committed.

    A second mail of the same ``key`` ("confirm:12") is not written while the first is kept.
    Line breaks in the subject become spaces. Raises ValidationError for what cannot be sent:
    an address that is none, a header with a line break.
    """
    write([row_of(mail, key)])


def queue_many(mails: Mapping[str, Mail], due_at: datetime | None = None) -> None:
    """The same for any number of mails, each by its key, in one statement; later if need be."""
    write([row_of(mail, key, due_at) for key, mail in mails.items()])


def row_of(mail: Mail, key: str | None, due_at: datetime | None = None) -> OutgoingMail:
    row = OutgoingMail(
        key=key,
        to=mail.to,
        sender=mail.sender,
        reply_to=mail.reply_to,
        subject=CONTROLS.sub(" ", mail.subject).strip()[:250],
        text=mail.text,
        html=mail.html,
        headers=dict(mail.headers),
        due_at=due_at or timezone.now(),
    )
    row.clean_fields()
    return row


def write(rows: list[OutgoingMail]) -> None:
    # One statement, which leaves the caller's transaction usable when a key is taken.
    OutgoingMail.objects.bulk_create(rows, ignore_conflicts=True)
    transaction.on_commit(postman.ring, robust=True)


def deliver(limit: int = 1000) -> Delivered:
    """Send what is due, at most ``limit`` mails; any number of deliverers may do so at once.

    Each mail is claimed before it is sent and recorded after it. Who crashes in between
    leaves a mail that another sends when the claim has run out: a mail may thus arrive
    twice, with the same Message-ID, and is never lost. The round ends early when the
    server itself fails; the mails that were not tried stay due for the next one.
    """
    outcomes: Counter[Outcome] = Counter()
    mailer = mailers["server"]
    try:
        for mail in islice(iter(OutgoingMail.objects.claim, None), limit):
            error = attempt(mail, mailer)
            outcomes[record(mail, error)] += 1
            if error and not concerns_one_mail(error):
                break
    finally:
        hang_up(mailer)
    return Delivered(*(outcomes[outcome] for outcome in Outcome))


def attempt(mail: OutgoingMail, mailer: BaseEmailBackend) -> Exception | None:
    """What went wrong; None when the server took the mail."""
    try:
        mailer.open()  # once for all of them, where it is not open yet
        mailer.send_messages([message_of(mail)])
    except Exception as error:  # noqa: BLE001 - one mail must never keep the others
        return error
    return None


def record(mail: OutgoingMail, error: Exception | None) -> Outcome:
    if error is None:
        mail.record_sent()
        return Outcome.SENT
    if is_permanent(error) or mail.attempts > len(DELAYS):
        mail.record_failure(reason(error), given_up_at=timezone.now())
        logger.error("Mail %s was given up: %s", mail.pk, type(error).__name__)
        return Outcome.GIVEN_UP
    delay = DELAYS[mail.attempts - 1]
    mail.record_failure(reason(error), due_at=timezone.now() + delay)
    logger.warning("Mail %s is tried again in %s: %s", mail.pk, delay, type(error).__name__)
    return Outcome.POSTPONED


def answers(error: Exception) -> list[tuple[int, bytes | str]]:
    """What the server said of this very mail; nothing when it said nothing, or not of it."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return list(error.recipients.values())
    if isinstance(error, smtplib.SMTPDataError):
        return [(error.smtp_code, error.smtp_error)]
    return []


def is_permanent(error: Exception) -> bool:
    """A code of 500 or more: asking again would get the same answer (RFC 5321, 4.2.1)."""
    codes = [code for code, _words in answers(error)]
    return bool(codes) and min(codes) >= 500


def concerns_one_mail(error: Exception) -> bool:
    """The next one may do better: this one was refused, or cannot be written as a message."""
    return bool(answers(error)) or not isinstance(error, OSError)


def reason(error: Exception) -> str:
    said = [
        f"{code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"
        for code, words in answers(error)
    ]
    return "; ".join(said) or f"{type(error).__name__}: {error}"


def hang_up(mailer: BaseEmailBackend) -> None:
    try:
        mailer.close()
    except OSError:  # what it took is recorded: how it says goodbye changes nothing
        logger.info("The mail server broke off.", exc_info=True)


def try_again(pk: int) -> bool:
    """Whether the mail had failed, and is now due at once."""
    changed = OutgoingMail.objects.filter(pk=pk).try_again()
    transaction.on_commit(postman.ring, robust=True)
    return bool(changed)


@daily_job
def forget_old_mails() -> str:
    count, _models = OutgoingMail.objects.stale().delete()
    said = ngettext("%(count)d old mail deleted.", "%(count)d old mails deleted.", count)
    return said % {"count": count}


postman = Postman(deliver, SECONDS_BETWEEN_ROUNDS)
