"""Comments for tests, in any state and of any age."""

from datetime import timedelta
from itertools import count

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
