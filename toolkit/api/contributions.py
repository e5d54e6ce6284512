"""Contributions sent by programs: the form's own steps, services and limits, in one request."""

from __future__ import annotations

import secrets
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Body, Router, Status
from pydantic import Field

from home.api.auth import TokenAuth
from home.api.problems import PROBLEMS
from home.api.schemas import Out
from home.api.writing.faults import Unfit, faults_of, unfit
from home.api.writing.shapes import In
from home.models import Scope
from home.requests import client_address, network_of
from toolkit.contributions import services
from toolkit.contributions.kinds import KINDS, kind_of
from toolkit.contributions.links import draft_key
from toolkit.models import Contribution, Row

router = Router(tags=["contributions"], auth=TokenAuth(Scope.CONTRIBUTE))

Value = str | int | bool | list[int] | list[str]


class ContributionIn(In):
    """`fields` are those of all steps of the form, its consents included."""

    kind: str = Field(examples=["achievement"])
    fields: dict[str, Value] = Field(max_length=60)
    row: UUID | None = Field(None, description="Of an example: the row that it illustrates.")


class ContributionSent(Out):
    """`unconfirmed`: a mail was sent to `email`, whose link confirms it."""

    state: str


@router.post(
    "/",
    response={202: ContributionSent} | PROBLEMS,
    operation_id="contributions_send",
    summary="Send a contribution",
)
def send(request: HttpRequest, sent: Body[ContributionIn]) -> Any:
    """It is published after a review, once the link in the mail is opened. Without files."""
    kind = KINDS.get(sent.kind)
    if kind is None:
        known = ", ".join(KINDS)
        raise unfit(("kind",), _("This must be one of %(known)s.") % {"known": known})
    row = row_of(sent)
    with transaction.atomic():
        contribution = services.begin(
            kind,
            draft_key(secrets.token_urlsafe()),
            language=get_language() or "",
            network=network_of(client_address(request)),
            # How soon a program sends says nothing of who wrote.
            opened_at=timezone.now() - services.SHORTEST,
            row=row,
        )
        for number, step in enumerate(kind.steps, start=1):
            given = {name: sent.fields[name] for name in step.base_fields if name in sent.fields}
            services.keep(contribution, number, encoded(given), tried=True)
        try:
            services.send(contribution)
        except services.Incomplete as incomplete:
            raise faults(contribution, incomplete) from incomplete
    return Status(202, {"state": Contribution.State.UNCONFIRMED.value})


def row_of(sent: ContributionIn) -> Row | None:
    """What readers cannot see has no examples to be given."""
    if (sent.kind == "example") != (sent.row is not None):
        raise unfit(("row",), _("An example, and nothing else, is given for a row."))
    if sent.row is None:
        return None
    row = Row.objects.public().select_related("audience", "tool").filter(uuid=sent.row).first()
    if row is None:
        raise unfit(("row",), _("There is no such row."))
    return row


def encoded(given: dict[str, Value]) -> str:
    """As a browser sends it: a box that is not ticked is not sent."""
    ticked = {name: value for name, value in given.items() if value is not False}
    return urlencode(ticked, doseq=True)


def faults(contribution: Contribution, incomplete: services.Incomplete) -> Unfit:
    found = [
        {"type": code, "loc": ["body", "fields", *loc], "msg": sentence}
        for form in kind_of(contribution).forms(contribution)
        for loc, code, sentence in faults_of(form)
    ]
    if not found:
        return unfit(("fields",), incomplete.sentence or _("Something is missing."))
    return Unfit(found)
