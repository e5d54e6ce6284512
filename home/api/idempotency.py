"""``Idempotency-Key``: what is sent again by a program that saw no answer is done once.

After the draft of the IETF (draft-ietf-httpapi-idempotency-key-header). The answer is stored
in the transaction of what was done: there is no moment at which one is there without the
other, and of two requests at once the second waits for the first. What was refused has done
nothing, and is looked at anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.api.v3.errors import problem_response

from home.api.auth import reader
from home.daily import daily_job
from home.models import KeptAnswer
from home.requests import client_address, network_of

type Run = Callable[..., HttpResponse]

LONGEST = 200
STORED = ("Content-Type", "ETag", "Location")


def idempotent(run: Run) -> Run:
    @wraps(run)
    def once(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        key = request.headers.get("Idempotency-Key")
        # Who shows a wrong token is told so, and never what somebody else was answered.
        if key is None or request.method != "POST" or not reader(request):
            return run(request, **kwargs)
        if not (0 < len(key) <= LONGEST and key.isascii() and key.isprintable()):
            return problem_response(status=400, detail=_("This Idempotency-Key is not usable."))
        return kept_or_new(request, key, lambda: run(request, **kwargs))

    return once


@transaction.atomic
def kept_or_new(request: HttpRequest, key: str, run: Callable[[], HttpResponse]) -> HttpResponse:
    name, asked = digest(asker_of(request), key), digest(request.path, *content_of(request))
    KeptAnswer.objects.stale().filter(key=name).delete()
    kept, is_new = KeptAnswer.objects.get_or_create(key=name, defaults={"request": asked})
    if not is_new:
        return again(kept) if kept.request == asked else conflict()
    response = run()
    if response.status_code >= 400:
        transaction.set_rollback(True)
        return response
    kept.status, kept.body = response.status_code, response.content.decode()
    kept.headers = {header: response[header] for header in STORED if header in response}
    kept.save()
    return response


def asker_of(request: HttpRequest) -> str:
    address = network_of(client_address(request)) or ""
    return request.headers.get("Authorization", address)


def content_of(request: HttpRequest) -> Iterator[str | bytes]:
    """What stands between the parts of a form is another each time that it is sent."""
    if request.content_type != "multipart/form-data":
        yield request.body
        return
    for name, texts in request.POST.lists():
        yield from (name, *texts)
    for name, files in request.FILES.lists():
        for file in files:
            yield from (name, file.name or "", file.read())
            file.seek(0)


def digest(*parts: str | bytes) -> str:
    whole = sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode()
        whole.update(b"%d:" % len(data) + data)
    return whole.hexdigest()


def again(kept: KeptAnswer) -> HttpResponse:
    response = HttpResponse(kept.body, status=kept.status, headers=kept.headers)
    response["Idempotent-Replayed"] = "true"
    return response


def conflict() -> HttpResponse:
    detail = _("This Idempotency-Key was used for something else: take another.")
    return problem_response(status=409, detail=detail)


@daily_job
def forget_kept_answers() -> str:
    count, _models = KeptAnswer.objects.stale().delete()
    said = ngettext("%(count)d kept answer deleted.", "%(count)d kept answers deleted.", count)
    return said % {"count": count}
