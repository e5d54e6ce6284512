"""What the API withstands: ``python -m benchmarks.api_fuzz [--count N] [--as ROLE …]``.

schemathesis reads the OpenAPI document and asks every operation, in this process, what it
allows and what it does not, of the current database; all of its checks judge the answers.
What is written is rolled back. Roles are "anybody", groups of the admin, by their names, or
"administrator", one after the other; each asks with a token that may do whatever its owner
may. Ends with 1 when an answer is not as the document says, or is a 5xx.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from math import ceil
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "agirtot.settings.development")

ANYBODY = "anybody"
SEED = 20_261_121


@cache
def questions(count: int, seed: int, only: str) -> list[tuple[str, list[Any]]]:
    """``count`` for each operation, half of them what it does not allow.

    They do not depend on who asks: to make them takes as long as to answer them, so that
    who asks for several roles in one process has them made once.
    """
    import schemathesis
    from django.core.wsgi import get_wsgi_application

    document = schemathesis.openapi.from_wsgi("/api/v3/openapi.json", get_wsgi_application())
    operations = [found.ok() for found in document.get_all_operations()]
    asked = [operation for operation in operations if only in operation.label]
    each = ceil(count / len(asked) / 2)
    return [
        (operation.label, cases_of(operation, allowed, each, seed))
        for operation in asked
        for allowed in (True, False)
    ]


def cases_of(operation: Any, allowed: bool, count: int, seed: int) -> list[Any]:
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import seed as seeded
    from hypothesis.errors import Unsatisfiable
    from schemathesis import GenerationMode

    made: list[Any] = []
    mode = GenerationMode.POSITIVE if allowed else GenerationMode.NEGATIVE
    collect = given(operation.as_strategy(generation_mode=mode))(lambda case: made.append(case))
    collect = settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )(collect)
    with suppress(Unsatisfiable):  # where nothing can be asked wrongly
        seeded(seed)(collect)()
    return made


def judge(case: Any, headers: dict[str, str]) -> list[tuple[str, str]]:
    """What is wrong with the answer: each fault by its name, with what there is to say of it."""
    from django.db import transaction
    from schemathesis.core.failures import Failure, FailureGroup

    try:
        with transaction.atomic():
            response = case.call(headers=headers)
        case.validate_response(response, headers=headers, excluded_checks=left_out(case))
    except FailureGroup as group:
        return [(failure.title, failure.message) for failure in group.exceptions]
    except Failure as failure:
        return [(failure.title, failure.message)]
    except Exception as fault:  # noqa: BLE001 — whatever it is, it would be a 500
        where = traceback.extract_tb(fault.__traceback__)[-1]
        return [(f"{type(fault).__name__} in {where.filename}:{where.lineno}", str(fault))]
    return []


def left_out(case: Any) -> list[Any]:
    """``fields`` promises less than the schema; what a value means is not in the schema; of an
    empty list, a form sends nothing that could be refused."""
    from schemathesis.specs.openapi.checks import (
        negative_data_rejection,
        positive_data_acceptance,
        response_schema_conformance,
    )

    partial = [response_schema_conformance] if "fields" in (case.query or {}) else []
    is_form = case.media_type == "multipart/form-data" and isinstance(case.body, dict)
    unsent = [negative_data_rejection] if is_form and [] in case.body.values() else []
    return [positive_data_acceptance, *partial, *unsent]


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside is not there afterwards."""
    from django.core.signals import request_finished, request_started
    from django.db import close_old_connections, transaction

    # A request would drop a connection that it finds in the midst of a transaction.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def headers_of(role: str) -> dict[str, str]:
    from django.contrib.auth.models import Group, User
    from wagtail.models import APIToken

    from home.models.tokens import Scope, TokenGrant

    plain = {"Accept-Encoding": "identity"}
    if role == ANYBODY:
        return plain
    owner = User.objects.create_user("fuzz", is_superuser=role == "administrator")
    if role != "administrator":
        owner.groups.add(Group.objects.get(name=role))
    token, text = APIToken.create_token(user=owner, name="fuzz")
    TokenGrant.objects.create(token=token, scopes=Scope.values)
    return plain | {"Authorization": f"Bearer {text}"}


def fuzz(count: int, role: str = ANYBODY, seed: int = SEED, only: str = "") -> Counter[str]:
    """All that was found, with how often; of each kind the first case is shown."""
    from django.test import override_settings

    found: Counter[str] = Counter()
    shown: dict[str, str] = {}
    plainly = {"DEBUG": False, "DEBUG_PROPAGATE_EXCEPTIONS": True}
    with override_settings(API_REQUESTS_PER_MINUTE=0, **plainly), undone():
        headers = headers_of(role)
        for label, cases in questions(count, seed, only):
            with undone():
                for case in cases:
                    for title, words in judge(case, headers):
                        kind = f"{label}: {title}"
                        line = f"{kind}: {words[:300]}\n      {case.as_curl_command()[:600]}"
                        found[shown.setdefault(kind, line)] += 1
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--as", dest="roles", nargs="+", default=[ANYBODY], metavar="ROLE")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--only", default="", help="operations whose name holds this")
    asked = parser.parse_args()
    failed = [role for role in asked.roles if not passes(role, asked)]
    sys.exit(bool(failed))


def passes(role: str, asked: argparse.Namespace) -> bool:
    begun = time.monotonic()
    found = fuzz(asked.count, role, asked.seed, asked.only)
    for words, often in found.most_common():
        print(f"{often:5} {words}")
    took = time.monotonic() - begun
    count = sum(len(cases) for _, cases in questions(asked.count, asked.seed, asked.only))
    print(f"{count} cases as {role}: {len(found)} kinds of failure in {took:.0f} s", flush=True)
    return not found


if __name__ == "__main__":
    import django

    django.setup()
    main()
