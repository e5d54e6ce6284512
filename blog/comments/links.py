"""What the signed links around comments allow."""

from datetime import timedelta
from enum import Enum

from home.signed_links import BrokenLink, ExpiredLink, read, sign

__all__ = ["BrokenLink", "ExpiredLink", "Purpose", "read", "sign"]


class Purpose(Enum):
    """What a link allows, and for how long."""

    CONFIRM_COMMENT = "confirm-comment", timedelta(hours=48)
    CONFIRM_SUBSCRIPTION = "confirm-subscription", timedelta(days=7)
    UNFOLLOW = "unfollow", timedelta(days=5 * 365)
    OWN_COMMENTS = "own-comments", timedelta(hours=24)
    CHANGE_COMMENT = "change-comment", timedelta(minutes=15)

    def __init__(self, name: str, lifetime: timedelta) -> None:
        self.salt = f"blog.comments.{name}"
        self.lifetime = lifetime
