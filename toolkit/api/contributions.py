"""Contributions sent by programs: the form's own steps, services and limits, in one request."""

from __future__ import annotations

import secrets
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Body, Router, Status

from home.api import sizes
from home.api.auth import TokenAuth
from home.api.problems import PROBLEMS
from home.api.schemas import Out
from home.api.writing.faults import Loc, Unfit, faults_of, unfit
from home.api.writing.values import identity
from home.models import Scope
from home.requests import client_address, network_of
from toolkit.api.files import Descriptions, Files, Told, examined, kept, stored_or_gone
from toolkit.api.sent import any_contribution
from toolkit.contributions import services
from toolkit.contributions.files import LARGEST_IN_ALL
from toolkit.contributions.kinds import KINDS, kind_of
from toolkit.contributions.links import draft_key
from toolkit.importers.limits import MEGABYTE
from toolkit.models import Contribution, Row

router = Router(tags=["contributions"], auth=TokenAuth(Scope.CONTRIBUTE))

AnyContribution = any_contribution()
sizes.allow("contributions_send_files", LARGEST_IN_ALL + MEGABYTE)


class ContributionSent(Out):
    """`unconfirmed`: a mail was sent to `email`, whose link confirms it."""

    state: str


@router.post(
    "/",
    response={202: ContributionSent} | PROBLEMS,
    operation_id="contributions_send",
    summary="Send a contribution",
)
def send(request: HttpRequest, contribution: Body[AnyContribution]) -> Any:  # type: ignore[valid-type]
    """It is published after a review, once the link in the mail is opened."""
    return accepted(request, contribution, [])


@router.post(
    "/with-files/",
    response={202: ContributionSent} | PROBLEMS,
    operation_id="contributions_send_files",
    summary="Send a contribution with files",
)
def send_with_files(
    request: HttpRequest,
    contribution: Body[AnyContribution],  # type: ignore[valid-type]
    files: Files,
    descriptions: Descriptions = [],  # noqa: B006 — ninja's way
) -> Any:
    """Looked at by their content, whatever their names say; pictures are drawn anew, without what
    cameras write into them. Only editors open them before the contribution is published."""
    if not any(step.takes_files for step in KINDS[contribution.kind].steps):
        raise unfit(("files",), _("What is shared in this way has no files."))
    return accepted(request, contribution, examined(files, descriptions), ("contribution",))


def accepted(request: HttpRequest, sent: Any, files: list[Told], way: Loc = ()) -> Status[Any]:
    """``way`` leads to ``sent`` in what was sent."""
    kind = KINDS[sent.kind]
    with transaction.atomic(), stored_or_gone() as stored:
        contribution = services.begin(
            kind,
            draft_key(secrets.token_urlsafe()),
            language=get_language() or "",
            network=network_of(client_address(request)),
            # How soon a program sends says nothing of who wrote.
            opened_at=timezone.now() - services.SHORTEST,
            row=row_of(sent, way),
        )
        given = sent.fields.model_dump(mode="json", exclude_unset=True)
        for number, step in enumerate(kind.steps, start=1):
            of_step = {name: given[name] for name in step.base_fields if name in given}
            services.keep(contribution, number, encoded(of_step), tried=True)
        for place, file in enumerate(files):
            stored += kept(contribution, place, *file)
        try:
            services.send(contribution)
        except services.Incomplete as incomplete:
            raise faults(contribution, incomplete, way) from incomplete
    return Status(202, {"state": Contribution.State.UNCONFIRMED.value})


def row_of(sent: Any, way: Loc) -> Row | None:
    """What readers cannot see has no examples to be given."""
    if sent.kind != "example":
        return None
    row = Row.objects.public().select_related("audience", "tool").filter(uuid=sent.row).first()
    if row is None:
        raise unfit((*way, "row"), _("There is no such row."))
    return row


def encoded(given: dict[str, Any]) -> str:
    """As a browser sends it: a box that is not ticked is not sent."""
    ticked = {
        name: [identity(one) for one in value] if isinstance(value, list) else value
        for name, value in given.items()
        if value not in (False, None)
    }
    return urlencode(ticked, doseq=True)


def faults(contribution: Contribution, incomplete: services.Incomplete, way: Loc) -> Unfit:
    found = [
        {"type": code, "loc": ["body", *way, "fields", *loc], "msg": sentence}
        for form in kind_of(contribution).forms(contribution)
        for loc, code, sentence in faults_of(form)
    ]
    if not found:
        return unfit((*way, "fields"), incomplete.sentence or _("Something is missing."))
    return Unfit(found)
