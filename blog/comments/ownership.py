"""Whose a comment is, whose a story's thread is to read: asked before anything is shown."""

from __future__ import annotations

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from blog.comments import links
from blog.comments.guests import guest_of
from blog.comments.rules import mode_of, settings_of
from blog.comments.services import Refused
from blog.models import BlogPage, Comment, CommentsMode
from blog.models.comments import CommentQuerySet
from home.readable import readable


def discussed_story(story_id: int) -> BlogPage:
    """A readable story that shows its comments; 404 for any other."""
    story: BlogPage = get_object_or_404(readable(BlogPage.objects.all()), pk=story_id)
    return _with_thread(story)


def readable_comment(pk: int) -> Comment:
    """A published comment that readers may see; 404 for any other."""
    shown = Comment.objects.readable().select_related("story", "user")
    comment: Comment = get_object_or_404(shown, pk=pk)
    _with_thread(comment.story)
    return comment


def any_comment(pk: int) -> Comment:
    """Whatever its state, of a story that readers may see; 404 for any other."""
    told = Comment.objects.filter(story__in=readable(BlogPage.objects.all()))
    comment: Comment = get_object_or_404(told.select_related("story", "user"), pk=pk)
    _with_thread(comment.story)
    return comment


def _with_thread(story: BlogPage) -> BlogPage:
    if mode_of(story, settings_of(story)) == CommentsMode.HIDDEN:
        raise Http404
    return story


def own_comments(request: HttpRequest) -> CommentQuerySet:
    """Those of one's account and those sent from this browser."""
    mine = Q(pk__in=[])
    if request.user.is_authenticated:
        mine |= Q(user=request.user)
    if guest := guest_of(request):
        mine |= Q(guest=guest.hash)
    readers = Comment.objects.filter(mine, story__in=readable(BlogPage.objects.all()))
    return readers.select_related("story", "user")


def own_comment(request: HttpRequest, pk: int) -> Comment:
    """One's own, also by a signed link (``key``).

    404 for somebody else's; raises ``Refused`` where the link's time is over.
    """
    comment = any_comment(pk)
    if own_comments(request).filter(pk=pk).exists():
        return comment
    key = request.POST.get("key") or request.GET.get("key", "")
    try:
        if links.read(links.Purpose.CHANGE_COMMENT, key) == str(pk):
            return comment
    except links.ExpiredLink as error:
        sentence = _("A comment can be changed for 15 minutes; that time is over.")
        raise Refused(sentence, 403) from error
    except links.BrokenLink:
        pass
    raise Http404


def own_url(name: str, comment: Comment) -> str:
    """The address of one's own page about a comment, good without a cookie."""
    key = links.sign(links.Purpose.CHANGE_COMMENT, comment.pk)
    return f"{reverse(f'comments:{name}', args=[comment.pk])}?key={key}"
