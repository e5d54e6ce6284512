"""A second of a browser's work, asked of those whose comments look like spam.

ALTCHA's proof of work, made and checked here: nobody else learns of the reader. The browser
looks for the counter whose derived key begins as the challenge says (`js/proof.js`).
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from altcha import Payload, create_challenge, verify_solution
from django.core.cache import cache
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from blog.comments.spam import Assessment, is_doubtful
from blog.models import CommentSettings

ALGORITHM = "PBKDF2/SHA-256"
ITERATIONS = 5_000  # about two milliseconds for each counter that is tried
COUNTERS = range(100, 400)  # half a second on a computer, some seconds on an old phone
LIFETIME = timedelta(minutes=10)
LONGEST_ANSWER = 2_000  # characters


def needed(assessment: Assessment, settings: CommentSettings) -> bool:
    """Whether a proof could make a difference: it would not for good comments, nor for spam."""
    return settings.challenge and is_doubtful(assessment.score, settings)


def create() -> dict[str, Any]:
    """A challenge to solve, as JSON for ``proof.js``."""
    challenge = create_challenge(
        ALGORITHM,
        ITERATIONS,
        counter=secrets.choice(COUNTERS),
        expires_at=timezone.now() + LIFETIME,
        hmac_secret=_secret(),
    )
    return challenge.to_dict()


def solved(answer: str) -> bool:
    """Whether it solves a challenge of ours in its time; a solution is good once.

    Ask when the comment is to be stored, not for its preview: asking uses the solution up.
    """
    if len(answer) > LONGEST_ANSWER:
        return False
    try:
        payload = Payload.from_base64(answer)
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError):
        return False
    if not verify_solution(payload, _secret()).verified:
        return False
    # By its signature: the rest of the answer can be written in many ways.
    used = f"challenge:{payload.challenge.signature}"
    return cache.add(used, True, timeout=LIFETIME.total_seconds())


def _secret() -> str:
    return salted_hmac("blog.comments.challenge", "challenge", algorithm="sha256").hexdigest()


@require_GET
@cache_control(private=True, no_store=True)
def challenge(request: HttpRequest) -> JsonResponse:
    """A new challenge; the form of a comment asks for it when one begins to write."""
    return JsonResponse(create())
