"""What leads to a contribution: the address of its draft, and the links that mails hold.

A draft is known by a key in its address: it needs no cookie, survives a reload, a closed
browser and a change of device, and two of them do not mix. The table holds hashes of keys.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac

from home.mail_templates import absolute
from toolkit.models import Contribution

SALT = "toolkit.contributions"


@dataclass(frozen=True)
class Confirmation:
    """What the first mail asks to confirm; a purpose of ``home.signed_links``."""

    salt: str = f"{SALT}.confirm"
    lifetime: timedelta = timedelta(hours=48)


CONFIRM = Confirmation()


def draft_key(opened: str) -> str:
    """Of the draft that a form began: sent twice, it is the same draft."""
    return salted_hmac(f"{SALT}.draft", opened, algorithm="sha256").hexdigest()[:40]


def follow_key(contribution: Contribution) -> str:
    """The key of its sender's own page. It takes the site's secret and the row to make it;
    another ``seed`` makes another key, and the old one is good for nothing."""
    made_of = f"{contribution.pk}:{contribution.seed}"
    return salted_hmac(f"{SALT}.follow", made_of, algorithm="sha256").hexdigest()[:40]


def hashed(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def address_of(name: str, language: str, *args: Any) -> str:
    """The complete address of a page of the form, in that language."""
    with translation.override(language):
        return absolute(reverse(f"contributions:{name}", args=args))


def follow_address(contribution: Contribution) -> str:
    return address_of("follow", contribution.language, follow_key(contribution))
