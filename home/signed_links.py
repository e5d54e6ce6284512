"""Links that let people act without an account: signed, each for one purpose and one time."""

from datetime import timedelta
from typing import Protocol

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner


class Purpose(Protocol):
    """What a link allows, and for how long: no link is good for another purpose."""

    @property
    def salt(self) -> str: ...

    @property
    def lifetime(self) -> timedelta: ...


class BrokenLink(Exception):
    """Cut off, changed, or signed for something else."""


class ExpiredLink(BrokenLink):
    """It was good once: ``value`` is what was signed."""

    def __init__(self, value: str) -> None:
        super().__init__(value)
        self.value = value


def sign(purpose: Purpose, value: int | str) -> str:
    """Letters, figures and colons only: mail programs would make a link of an address in it."""
    return TimestampSigner(salt=purpose.salt).sign_object(str(value))


def read(purpose: Purpose, token: str) -> str:
    """What was signed. Raises ``BrokenLink``, or ``ExpiredLink`` once its time is over."""
    signer = TimestampSigner(salt=purpose.salt)
    try:
        return signer.unsign_object(token, max_age=purpose.lifetime)
    except SignatureExpired as error:
        raise ExpiredLink(signer.unsign_object(token)) from error
    except BadSignature as error:
        raise BrokenLink from error
