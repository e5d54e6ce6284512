"""Acting as a moderator does, in tests."""

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from blog.models import Comment
from blog.moderation.actions import version_of


def seen(*comments: Comment) -> dict[int, str]:
    return {comment.pk: version_of(comment) for comment in comments}


def press(client: Client, verdict: str, *comments: Comment) -> HttpResponse:
    """A button of the queue, and the page that comes after it."""
    values = [f"{pk}.{version}" for pk, version in seen(*comments).items()]
    return client.post(reverse("moderation:act"), {"verdict": verdict, "seen": values}, follow=True)


def address(name: str, comment: Comment) -> str:
    return reverse(f"moderation:{name}", args=[comment.pk])
