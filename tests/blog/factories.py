"""Comments for tests, in any state and of any age."""

from datetime import timedelta
from itertools import count

from django.contrib.auth.models import User
from django.utils import timezone

from blog.models import BlogPage, Comment

numbers = count(1)


def make_comment(
    story: BlogPage,
    text: str = "Merci pour ce récit.",
    *,
    parent: Comment | None = None,
    state: str = Comment.State.PUBLISHED,
    age: timedelta = timedelta(),
    **fields,
) -> Comment:
    """A stored comment in that state, its dates ``age`` ago."""
    when = timezone.now() - age
    seen = state == Comment.State.PUBLISHED
    defaults = {
        "key": f"web:{next(numbers)}",
        "user_name": "Noémie Roy",
        "user_email": "noemie@example.org",
        "submit_date": when,
        "confirmed_at": None if state == Comment.State.UNCONFIRMED else when,
        "published_at": when if seen else None,
    }
    comment = Comment(story=story, comment=text, **defaults | fields)
    comment.set_state(state)
    comment.add(parent)
    return comment


def make_thread(story: BlogPage, number: int, user: User | None = None) -> None:
    """So many comments in chains of five, every other one by ``user``."""
    parent = None
    for index in range(number):
        parent = make_comment(
            story, parent=parent if index % 5 else None, user=None if index % 2 else user
        )
