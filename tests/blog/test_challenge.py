"""A proof of work: solved once, in its time, and only ours."""

import json
from base64 import b64decode, b64encode
from datetime import timedelta

import pytest
from altcha import Challenge, Payload, solve_challenge
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from blog.comments import challenge, spam
from blog.models import CommentSettings


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Challenges as ever, but with less to compute; and none used yet."""
    monkeypatch.setattr(challenge, "COUNTERS", range(2, 5))
    cache.clear()


def answer(given: dict) -> str:
    asked = Challenge.from_dict(given)
    return Payload(asked, solve_challenge(asked)).to_base64()


def changed(solution: str, **fields) -> str:
    payload = json.loads(b64decode(solution))
    payload["solution"] |= fields
    return b64encode(json.dumps(payload).encode()).decode()


def test_what_was_asked_and_solved_is_accepted_once():
    solution = answer(challenge.create())
    assert challenge.solved(solution)
    assert not challenge.solved(solution)


def test_the_same_solution_written_otherwise_is_still_the_same():
    solution = answer(challenge.create())
    assert challenge.solved(solution)
    assert not challenge.solved(changed(solution, time=1))


def test_a_wrong_solution_is_none_and_leaves_the_right_one_good():
    solution = answer(challenge.create())
    assert not challenge.solved(changed(solution, counter=1))
    assert not challenge.solved(changed(solution, derivedKey="00" * 32))
    assert challenge.solved(solution)


def test_an_easier_challenge_of_one_s_own_making_is_refused():
    given = challenge.create()
    given["parameters"] |= {"cost": 1, "keyPrefix": ""}
    assert not challenge.solved(answer(given))


def test_a_challenge_expires(monkeypatch):
    monkeypatch.setattr(challenge, "LIFETIME", timedelta(seconds=-1))
    assert not challenge.solved(answer(challenge.create()))


@pytest.mark.parametrize(
    "rubbish",
    [
        "",
        "x",
        "é",
        b64encode(b"[]").decode(),
        b64encode(b"null").decode(),
        b64encode(b'{"challenge": 1, "solution": []}').decode(),
        b64encode(b'{"challenge": {"parameters": []}, "solution": {}}').decode(),
        b64encode(b"[" * 1500).decode(),
        "A" * 100_000,
    ],
)
def test_rubbish_is_no_solution(rubbish):
    assert not challenge.solved(rubbish)


@pytest.mark.parametrize("value", [None, [], {}, "x", -1, 1e400, True])
@pytest.mark.parametrize("field", ["nonce", "salt", "cost", "keyPrefix", "expiresAt", "data"])
def test_values_of_another_type_are_no_solution(field, value):
    payload = json.loads(b64decode(answer(challenge.create())))
    payload["challenge"]["parameters"][field] = value
    assert not challenge.solved(b64encode(json.dumps(payload).encode()).decode())


@pytest.mark.parametrize("value", [None, [], {}, "x", -1, 2**40, True, 1.5])
@pytest.mark.parametrize("field", ["counter", "derivedKey"])
def test_counters_and_keys_of_another_type_are_no_solution(field, value):
    assert not challenge.solved(changed(answer(challenge.create()), **{field: value}))


@pytest.mark.parametrize(
    ("on", "score", "needed"),
    [(True, 39, False), (True, 40, True), (True, 99, True), (True, 100, False), (False, 40, False)],
)
def test_only_the_doubtful_are_asked(on, score, needed):
    settings = CommentSettings(challenge=on)
    assert challenge.needed(spam.Assessment(score, []), settings) is needed


def test_each_form_gets_a_challenge_of_its_own_that_no_cache_keeps(client, db):
    first, second = (client.get(reverse("comments:challenge")) for _form in range(2))
    assert first.json() != second.json()
    assert "no-store" in first["Cache-Control"]
    assert not first.cookies
    expiry = first.json()["parameters"]["expiresAt"]
    assert 0 < expiry - timezone.now().timestamp() <= 600
    assert challenge.solved(answer(first.json()))
