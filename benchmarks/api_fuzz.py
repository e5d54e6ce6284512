"""What the API withstands: ``python -m benchmarks.api_fuzz [--count N] [--as ROLE]``.

schemathesis reads the OpenAPI document and asks every operation, in this process, what it
allows and what it does not, of the current database; all of its checks judge the answers.
What is written is rolled back. Roles are groups of the admin, by their names, or
"administrator"; each asks with a token that may do whatever its owner may. Ends with 1 when
an answer is not as the document says, or is a 5xx.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "agirtot.settings.development")

ANYBODY = "anybody"
SEED = 20_261_121


def operations_of(application: Any) -> Iterator[Any]:
    import schemathesis

    document = schemathesis.openapi.from_wsgi("/api/v3/openapi.json", application)
    for result in document.get_all_operations():
        yield result.ok()


def judge(operation: Any, count: int, headers: dict[str, str], seed: int) -> Counter[str]:
    """Ask one operation ``count`` times, half of it what it does not allow."""
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import seed as seeded
    from hypothesis.errors import Unsatisfiable
    from schemathesis import GenerationMode
    from schemathesis.core.failures import Failure, FailureGroup

    found: Counter[str] = Counter()
    shown: dict[str, str] = {}

    def note(failure: Any, case: Any) -> None:
        kind = f"{operation.label}: {failure.title}"
        found[shown.setdefault(kind, f"{kind}: {told(failure, case)}")] += 1

    def ask(case: Any) -> None:
        try:
            response = case.call(headers=headers)
            case.validate_response(response, headers=headers, excluded_checks=left_out(case))
        except FailureGroup as group:
            for failure in group.exceptions:
                note(failure, case)
        except Failure as failure:
            note(failure, case)

    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
        test = given(case=operation.as_strategy(generation_mode=mode))(ask)
        test = settings(
            max_examples=max(1, count // 2),
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )(test)
        with suppress(Unsatisfiable):  # where nothing can be asked wrongly
            seeded(seed)(test)()
    return found


def told(failure: Any, case: Any) -> str:
    return f"{failure.message[:300]}\n      {case.as_curl_command()[:600]}"


def left_out(case: Any) -> list[Any]:
    """``fields`` promises less than the schema; what a value means is not in the schema."""
    from schemathesis.specs.openapi.checks import (
        positive_data_acceptance,
        response_schema_conformance,
    )

    partial = [response_schema_conformance] if "fields" in (case.query or {}) else []
    return [positive_data_acceptance, *partial]


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
    """All that was found, with how often."""
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application

    settings.API_REQUESTS_PER_MINUTE = 0
    application = get_wsgi_application()
    operations = [o for o in operations_of(application) if only in o.label]
    found: Counter[str] = Counter()
    with undone():
        headers = headers_of(role)
        for operation in operations:
            with undone():
                found += judge(operation, max(2, count // len(operations)), headers, seed)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--as", dest="role", default=ANYBODY)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--only", default="", help="operations whose name holds this")
    asked = parser.parse_args()
    begun = time.monotonic()
    found = fuzz(asked.count, asked.role, asked.seed, asked.only)
    for words, often in found.most_common():
        print(f"{often:5} {words}")
    took = time.monotonic() - begun
    print(f"{asked.count} cases as {asked.role}: {len(found)} kinds of failure in {took:.0f} s")
    sys.exit(bool(found))


if __name__ == "__main__":
    import django

    django.setup()
    main()
