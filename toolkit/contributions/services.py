"""What senders do: each act is one transaction, its mails leave after it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from home.cleaning import clean
from home.models import Event
from home.refusals import Refused
from home.webhooks.services import tell
from toolkit.contributions import mails
from toolkit.contributions.kinds import Kind, kind_of
from toolkit.contributions.links import follow_key, hashed
from toolkit.models import Contribution, ContributionMessage, Row

State = Contribution.State
RATE_WINDOW = timedelta(hours=1)
# People look around, begin and give up: many more drafts than contributions.
DRAFTS_PER_CONTRIBUTION = 10
# Nobody fills in several steps in less.
SHORTEST = timedelta(seconds=8)


class Incomplete(Exception):
    """Something is left to say: at which step, and what where the step itself does not."""

    def __init__(self, number: int, sentence: str = "") -> None:
        super().__init__(number)
        self.number = number
        self.sentence = sentence


def locked(**known: object) -> Contribution:
    return Contribution.objects.select_for_update(of=("self",)).get(**known)


# --- Writing ----------------------------------------------------------------------------


def begin(
    kind: Kind,
    key: str,
    *,
    language: str,
    network: str | None = None,
    opened_at: datetime | None = None,
    row: Row | None = None,
) -> Contribution:
    """The draft of this key, made at its first sending. Raises ``Refused`` for a flood."""
    with transaction.atomic():
        known = Contribution.objects.filter(draft_key=hashed(key)).first()
        if known:
            return known
        recent = Contribution.objects.filter(created_at__gt=timezone.now() - RATE_WINDOW)
        limit = settings.CONTRIBUTIONS_PER_NETWORK * DRAFTS_PER_CONTRIBUTION
        if network and limit and recent.filter(network=network).count() >= limit:
            raise too_many()
        return Contribution.objects.create(
            kind=kind.key,
            draft_key=hashed(key),
            language=language,
            network=network,
            created_at=opened_at or timezone.now(),
            audience=row.audience if row else None,
            row=row.uuid if row else None,
        )


def too_many() -> Refused:
    return Refused(
        _(
            "That is many contributions in a short time. What you wrote is kept: "
            "please wait an hour, then send it."
        ),
        429,
    )


def keep(contribution: Contribution, number: int, sent: str, *, tried: bool) -> None:
    """A step as the browser sent it (URL-encoded), right or wrong. ``tried``: to go on."""
    with transaction.atomic():
        stored = locked(pk=contribution.pk)
        if stored.state != State.DRAFT:
            return
        stored.typed[str(number)] = {"sent": clean_encoded(sent), "tried": tried}
        stored.changed_at = timezone.now()
        stored.save(update_fields=["typed", "changed_at"])
    contribution.typed = stored.typed


def clean_encoded(sent: str) -> str:
    """PostgreSQL keeps no NUL, and nobody means one."""
    return sent.replace("%00", "").replace("\0", "")


# --- Sending ----------------------------------------------------------------------------


def send(contribution: Contribution) -> Contribution:
    """From a draft to what waits for its confirmation; asked twice, it is done once.

    Raises ``Incomplete`` where a step is left, ``Refused`` where too much was sent.
    """
    with transaction.atomic():
        stored = locked(pk=contribution.pk)
        if stored.state != State.DRAFT:
            return stored
        content = understood(stored)
        stored.email = content.pop("email").strip().casefold()
        check_rate(stored)
        stored.name = content.pop("name")
        stored.organisation = content.pop("organisation", "")
        stored.title = kind_of(stored).title_of(content)
        stored.content, stored.suspicions = content, suspicions(stored)
        stored.typed, stored.sent_at = {}, timezone.now()
        stored.move(
            State.SPAM if stored.suspicions else State.UNCONFIRMED,
            *("email", "name", "organisation", "title"),
            *("content", "suspicions", "typed", "sent_at"),
        )
        if stored.state == State.UNCONFIRMED:
            mails.confirm(stored)
    return stored


def understood(contribution: Contribution) -> dict[str, Any]:
    """What all steps say together. Raises ``Incomplete``."""
    kind = kind_of(contribution)
    content: dict[str, Any] = {}
    for number, form in enumerate(kind.forms(contribution), start=1):
        if not form.is_valid():
            raise Incomplete(number)
        content |= form.content
    if fault := kind.fault(content, contribution.files.count()):
        raise Incomplete(*fault)
    return content


def suspicions(contribution: Contribution) -> list[str]:
    """What only a machine does. What it sends is set aside, and nobody is written to."""
    trapped = any(
        form.cleaned_data["website"]
        for form in kind_of(contribution).forms(contribution)
        if form.is_valid()
    )
    fast = timezone.now() - contribution.created_at < SHORTEST
    return [code for code, found in (("trap", trapped), ("fast", fast)) if found]


def check_rate(contribution: Contribution) -> None:
    """Counted in the table itself, so that the limit holds for all processes and nodes."""
    recent = Contribution.objects.filter(sent_at__gt=timezone.now() - RATE_WINDOW)
    limits = [(Q(email=contribution.email), settings.CONTRIBUTIONS_PER_ADDRESS)]
    if contribution.network:
        limits.append((Q(network=contribution.network), settings.CONTRIBUTIONS_PER_NETWORK))
    for who, limit in limits:
        if limit and recent.filter(who).count() >= limit:
            raise too_many()


# --- Confirming and following -----------------------------------------------------------


def confirm(pk: int) -> Contribution:
    """It becomes a draft page in its workflow; editors hear of it, its sender gets a link."""
    with transaction.atomic():
        contribution = locked(pk=pk)
        if contribution.state != State.UNCONFIRMED:
            return contribution
        contribution.confirmed_at = timezone.now()
        contribution.follow_key = hashed(follow_key(contribution))
        contribution.page = kind_of(contribution).make_page(contribution)
        contribution.move(State.RECEIVED, "confirmed_at", "follow_key", "page")
        submit(contribution)
        mails.received(contribution)
        mails.notice_editors(contribution)
        about = {"id": contribution.pk, "kind": contribution.kind}
        tell(Event.CONTRIBUTION_RECEIVED, lambda: about)
    return contribution


def submit(contribution: Contribution, user: AbstractBaseUser | None = None) -> None:
    """Into the workflow of its section, where it has one and is not in it yet."""
    page: Any = contribution.page and contribution.page.specific
    workflow = page.get_workflow() if page else None
    if workflow and not page.current_workflow_state:
        workflow.start(page, user)


def send_again(contribution: Contribution) -> None:
    """Another link to confirm, for whoever comes too late; one in a while."""
    with transaction.atomic():
        stored = locked(pk=contribution.pk)
        if stored.state == State.UNCONFIRMED:
            mails.confirm(stored, again=True)


def write(contribution: Contribution, text: str) -> None:
    """An answer, or something to add. A question that is answered is taken on again."""
    with transaction.atomic():
        stored = locked(pk=contribution.pk)
        if not stored.is_open:
            raise Refused(_("This contribution is closed: write to the team instead."), 409)
        ContributionMessage.objects.create(
            contribution=stored, text=clean(text).strip(), from_sender=True
        )
        if stored.state == State.QUESTION:
            stored.move(State.TAKEN if stored.claimed_by_id else State.RECEIVED)
        mails.answered(stored)


def withdraw(contribution: Contribution) -> Contribution:
    """Its files go at once. What is published stays until the team has been written to."""
    with transaction.atomic():
        stored = locked(pk=contribution.pk)
        if stored.state == State.WITHDRAWN:
            return stored
        if not stored.is_open:
            raise Refused(_("This contribution is closed: write to the team instead."), 409)
        close(stored, State.WITHDRAWN)
        mails.withdrawn(stored)
    return stored


def close(contribution: Contribution, state: Contribution.State, *fields: str) -> None:
    """Out of its workflow; its draft can no longer be published (``reception.guard``)."""
    kind_of(contribution).take_back(contribution)
    if state == State.WITHDRAWN:
        for file in contribution.files.all():
            file.delete()
    contribution.move(state, *fields)
