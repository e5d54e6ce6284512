"""What moderation adds to Wagtail's own pages."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django import template
from django.db.models import Q
from wagtail.models import Page

from blog.models import Comment

register = template.Library()


@register.simple_tag
def comments_going_with(pages: Iterable[dict[str, Any]]) -> int:
    """How many comments the pages have (``{"item": page}``), those below them included."""
    below = [Q(path__startswith=page["item"].path) for page in pages]
    if not below:
        return 0
    return Comment.objects.filter(
        story__in=Page.objects.filter(reduce(or_, below)).values("pk")
    ).count()
