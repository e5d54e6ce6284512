"""Comments from elsewhere become ours: with their dates, and without a mail to anybody."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django_comments.models import Comment as RootComment
from django_comments_xtd.models import XtdComment

from blog.imports.report import CommentsReport
from blog.models import BlogPage, Comment
from blog.models.comments import LONGEST_NAME
from blog.signals import comments_changed
from home.cleaning import clean

LONGEST_KEY = Comment._meta.get_field("key").max_length


@dataclass(frozen=True)
class Arrival:
    """A comment to store, below the one of ``parent_key`` unless that is empty."""

    key: str
    parent_key: str
    story: BlogPage
    date: datetime
    name: str
    email: str
    text: str
    state: Comment.State


def key_of(source: str, id: str) -> str:
    """The same for the same comment in each export, whatever its id looks like."""
    key = f"{source}:{id}"
    if len(key) <= LONGEST_KEY and key.isascii():
        return key
    return f"{source}:{hashlib.sha256(id.encode()).hexdigest()}"[:LONGEST_KEY]


@transaction.atomic
def store(arrivals: Sequence[Arrival], report: CommentsReport, *, dry_run: bool = False) -> None:
    """Add those that are not there, in their order; a parent comes before its replies.

    What is there stays as it is: it may have been edited or removed since.
    """
    keys = {key for arrival in arrivals for key in (arrival.key, arrival.parent_key)}
    known = {comment.key: comment for comment in Comment.objects.filter(key__in=keys)}
    new: list[tuple[Comment, Comment | None]] = []
    for arrival in arrivals:
        if arrival.key in known:
            report.left_out["already-there"] += 1
            continue
        comment = known[arrival.key] = _comment(arrival)
        parent = known.get(arrival.parent_key)
        same_story = parent and parent.story_id == comment.story_id
        new.append((comment, parent if same_story else None))
        if arrival.state == Comment.State.DELETED:
            report.remarks["tombstone"] += 1
    if new and not dry_run:
        _insert(new)
    report.imported += len(new)


def _comment(arrival: Arrival) -> Comment:
    comment = Comment(
        story=arrival.story,
        content_type=ContentType.objects.get_for_model(BlogPage),
        object_pk=str(arrival.story.pk),
        site_id=settings.SITE_ID,
        key=arrival.key,
        user_name=_name(arrival),
        user_email=_address(arrival.email),
        comment=arrival.text,
        submit_date=arrival.date,
        published_at=arrival.date if arrival.state == Comment.State.PUBLISHED else None,
    )
    comment.set_state(arrival.state)
    return comment


def _insert(placed: Sequence[tuple[Comment, Comment | None]]) -> None:
    """Table by table: Django saves models of several tables one by one, ten times slower.

    ``_insert`` is what its ``save()`` calls for each table.
    """
    comments = [comment for comment, _parent in placed]
    names = [field.attname for field in RootComment._meta.local_concrete_fields][1:]
    roots = RootComment.objects.bulk_create(
        RootComment(**{name: getattr(comment, name) for name in names}) for comment in comments
    )
    for (comment, parent), root in zip(placed, roots, strict=True):
        comment.pk = comment.id = comment.comment_ptr_id = comment.order = root.pk
        comment.place_below(parent)
    for model in (XtdComment, Comment):
        fields = model._meta.local_concrete_fields
        model._base_manager._insert(comments, fields=fields, raw=True)
    comments_changed.send(Comment, ids=[comment.pk for comment in comments])


def _name(arrival: Arrival) -> str:
    if arrival.state == Comment.State.DELETED:
        return ""
    name = " ".join(clean(arrival.name).split())[:LONGEST_NAME].strip()
    if name:
        return name
    with translation.override(arrival.story.locale.language_code):
        return _("Anonymous")


def _address(email: str) -> str:
    """By it people can claim what they wrote; what is no address cannot help them."""
    email = email.strip().casefold()
    try:
        validate_email(email)
    except ValidationError:
        return ""
    return email
