"""A contribution from its first step to its sending. Each step is kept, right or wrong."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from home.public_forms import opened_at, opening
from home.refusals import Refused
from home.requests import client_address, network_of, same_origin_required
from toolkit.contributions import intake, services
from toolkit.contributions.files import EXTENSIONS, LARGEST, MOST
from toolkit.contributions.files import too_large as too_large_file
from toolkit.contributions.forms import StepForm
from toolkit.contributions.kinds import KINDS, Kind, by_slug, kind_of
from toolkit.contributions.links import draft_key, hashed
from toolkit.contributions.services import Incomplete
from toolkit.contributions.views.answers import hurried, page, personal
from toolkit.importers.limits import MEGABYTE
from toolkit.models import Contribution, Row

FILES = {"kinds": ", ".join(EXTENSIONS), "most": MOST, "megabytes": LARGEST // MEGABYTE}
ACCEPTED = ",".join(f".{extension}" for extension in EXTENSIONS)
NOT_TYPED = ("back", "opened", "files", "remove")


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What one can share. The same for everyone."""
    kinds = [kind for kind in KINDS.values() if kind.key != "example"]
    return page(request, "start", {"kinds": kinds})


# --- The first step, before there is a draft --------------------------------------------


@same_origin_required
@personal
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    kind = by_slug(slug)
    if kind is None or kind.key == "example":
        raise Http404
    return _begin(request, kind)


@same_origin_required
@personal
@require_http_methods(["GET", "HEAD", "POST"])
def example(request: HttpRequest, row: UUID) -> HttpResponse:
    """An example for one row, in the language that is spoken."""
    public = Row.objects.public().select_related("audience", "tool")
    found = get_object_or_404(public, uuid=row, locale__language_code=get_language())
    return _begin(request, KINDS["example"], found)


def _begin(request: HttpRequest, kind: Kind, row: Row | None = None) -> HttpResponse:
    form = kind.steps[0]
    if request.method != "POST":
        place = Place(kind, 1)
        return _step_page(request, place, form(), {"row": row, "opened": opening()})
    opened = request.POST.get("opened", "")
    since = opened_at(opened)
    key = draft_key(opened if since else secrets.token_urlsafe())
    contribution = services.begin(
        kind,
        key,
        language=get_language() or "",
        network=network_of(client_address(request)),
        opened_at=since,
        row=row,
    )
    return _keep_and_go_on(request, contribution, Place(kind, 1, key))


# --- The steps of a draft ---------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """Where in which form one is. The review comes after the last step."""

    kind: Kind
    number: int
    key: str = ""

    @property
    def form(self) -> type[StepForm]:
        return self.kind.steps[self.number - 1]

    @property
    def count(self) -> int:
        return len(self.kind.steps) + 1

    @property
    def url(self) -> str:
        return reverse("contributions:step", args=[self.key, self.number])

    @property
    def steps(self) -> list[tuple[int, str]]:
        headings = [str(form.heading) for form in self.kind.steps]
        return list(enumerate([*headings, _("Read it again")], start=1))

    def to(self, number: int) -> str:
        """The address of another step."""
        if number > len(self.kind.steps):
            return reverse("contributions:review", args=[self.key])
        return Place(self.kind, number, self.key).url


def draft_of(key: str) -> Contribution:
    """Raises ``Refused`` for a draft that is no more."""
    known = Contribution.objects.select_related("audience").filter(draft_key=hashed(key)).first()
    if known is None:
        raise Refused(
            _("This draft is no longer here: drafts are kept for 30 days. You can begin anew."), 410
        )
    return known


@same_origin_required
@personal
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, key: str, number: int) -> HttpResponse:
    upload = intake.limit_uploads(request) if request.method == "POST" else None
    contribution = draft_of(key)
    kind = kind_of(contribution)
    if contribution.state != Contribution.State.DRAFT:
        return redirect("contributions:sent", key)
    if not 1 <= number <= len(kind.steps):
        raise Http404
    place = Place(kind, number, key)
    if request.method != "POST":
        return _show_step(request, contribution, place)
    request.POST  # noqa: B018 — read here: what was too large is known from then on
    return _keep_and_go_on(request, contribution, place, upload.refused if upload else [])


def _keep_and_go_on(
    request: HttpRequest,
    contribution: Contribution,
    place: Place,
    too_large: list[str] | None = None,
) -> HttpResponse:
    """Whatever was typed is kept first; what is wrong with it is said after."""
    leaving = "back" in request.POST or "remove" in request.POST
    typed = typed_in(request)
    services.keep(contribution, place.number, typed.urlencode(), tried=not leaving)
    faults = _take_files(request, contribution, place, too_large or [])
    if "remove" in request.POST:
        intake.remove(contribution, request.POST["remove"])
        return redirect(f"{place.url}#files")
    if "back" in request.POST:
        back = place.to(place.number - 1) if place.number > 1 else reverse("contributions:start")
        return redirect(back)
    form = place.form(typed)
    if form.is_valid() and not faults:
        return redirect(place.to(place.number + 1))
    if faults:
        form.add_error(None, faults)
        context = {"contribution": contribution, "faults": faults}
        return _step_page(request, place, form, context, 422)
    return redirect(place.url)


def typed_in(request: HttpRequest) -> QueryDict:
    typed = request.POST.copy()
    for name in NOT_TYPED:
        typed.pop(name, None)
    return typed


def _take_files(
    request: HttpRequest, contribution: Contribution, place: Place, too_large: list[str]
) -> list[str]:
    if not place.form.takes_files:
        return []
    intake.describe(contribution, request.POST)
    faults = [str(too_large_file(name)) for name in too_large]
    return faults + intake.take_in(contribution, request.FILES.getlist("files"))


def _show_step(request: HttpRequest, contribution: Contribution, place: Place) -> HttpResponse:
    """What is missing is said to whoever tried to go on, here or from the review."""
    kept = contribution.typed.get(str(place.number), {"sent": "", "tried": False})
    sent = QueryDict(kept["sent"])
    tried = kept["tried"] or "check" in request.GET
    form = place.form(sent) if tried else place.form.again(sent)
    return _step_page(request, place, form, {"contribution": contribution})


def _step_page(
    request: HttpRequest, place: Place, form: StepForm, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    contribution: Contribution | None = context.get("contribution")
    row = context.get("row") or (row_of(contribution) if contribution else None)
    given = {
        "place": place,
        "form": form,
        "row": row,
        "files": list(contribution.files.all()) if contribution else [],
        "limits": FILES,
        "accepted": ACCEPTED,
    }
    return page(request, "step", context | given, status)


def row_of(contribution: Contribution) -> Row | None:
    """The row that an example is for, where readers still see it."""
    if contribution.row is None or contribution.audience_id is None:
        return None
    here = Row.objects.public().filter(audience=contribution.audience_id, uuid=contribution.row)
    return here.select_related("audience", "tool").first()


# --- Reading it again, sending it -------------------------------------------------------


@same_origin_required
@personal
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, key: str) -> HttpResponse:
    contribution = draft_of(key)
    if contribution.state != Contribution.State.DRAFT:
        return redirect("contributions:sent", key)
    place = Place(kind_of(contribution), len(kind_of(contribution).steps) + 1, key)
    if request.method == "POST":
        return _send(request, contribution, place)
    return _review_page(request, contribution, place)


def _send(request: HttpRequest, contribution: Contribution, place: Place) -> HttpResponse:
    try:
        services.send(contribution)
    except Refused as refused:
        return hurried(_review_page(request, contribution, place, refused))
    except Incomplete:
        return _review_page(request, contribution, place)
    return redirect("contributions:sent", place.key)


def _review_page(
    request: HttpRequest,
    contribution: Contribution,
    place: Place,
    refused: Refused | None = None,
) -> HttpResponse:
    """All that was written, by step; or the first step where something is left to say."""
    try:
        services.understood(contribution)
    except Incomplete as left:
        if not left.sentence:
            return redirect(f"{place.to(left.number)}?check")
        form = place.kind.forms(contribution)[left.number - 1]
        form.add_error(None, left.sentence)
        there = Place(place.kind, left.number, place.key)
        return _step_page(request, there, form, {"contribution": contribution}, 422)
    parts = [
        (place.to(number), form.heading, place.kind.answers(form.content))
        for number, form in enumerate(place.kind.forms(contribution), start=1)
        if form.is_valid()
    ]
    context = {
        "place": place,
        "parts": parts,
        "row": row_of(contribution),
        "files": list(contribution.files.all()),
        "sentence": refused.sentence if refused else "",
    }
    return page(request, "review", context, refused.status if refused else 200)
