"""What changes a page, or who may read it, changes the index in the same transaction.

As in ``toolkit.projection``, what is stored is read again: whoever saves a page may hold
a draft of it in memory.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from taggit.models import Tag
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from blog.models import Author, BlogPage, Category, Comment, CommentSettings, StoryAuthor
from blog.models.stories import StoryTag
from blog.signals import comments_changed
from home.models import ThemePage
from search.indexing import refresh, refresh_comments
from search.sources import SOURCES
from toolkit.models import ToolPage

# Pages whose title and state show in the entries of the pages right below them.
SHOWN_BELOW = (ToolPage, ThemePage)
# What the saving of a draft changes of its page: nothing that readers see.
OF_DRAFTS = {
    "draft_title",
    "has_unpublished_changes",
    "latest_revision",
    "latest_revision_created_at",
}
# What the entry of a comment is made of.
OF_COMMENTS = {"comment", "state", "story", "submit_date", "user_name"}


def below(page: Page) -> Iterable[int]:
    """The page and all that is below it, with the copies of these, wherever they are."""
    inside = Q(path__startswith=page.path)
    copies = Q(alias_of__path__startswith=page.path)
    copies |= Q(alias_of__alias_of__path__startswith=page.path)
    return list(Page.objects.filter(inside | copies).values_list("pk", flat=True))


@receiver(post_save)
@receiver([page_published, page_unpublished])
def page_saved(
    sender: type,
    instance: Any,
    raw: bool = False,
    update_fields: frozenset[str] | None = None,
    **kwargs: Any,
) -> None:
    """Again once it is published: its authors and tags are stored after it. And once it has
    expired: it is then saved as a plain ``Page``, but the signal names its own class."""
    if raw or sender not in SOURCES:
        return
    if update_fields is not None and update_fields <= OF_DRAFTS:
        return
    refresh(below(instance) if issubclass(sender, SHOWN_BELOW) else [instance.pk])


@receiver(post_page_move)
def page_moved(instance: Page, **kwargs: Any) -> None:
    refresh(below(Page.objects.get(pk=instance.pk)))


def goes_with_its_page(origin: Any) -> bool:
    """What is deleted with a page goes first: the page, still there, must not be found again."""
    return issubclass(getattr(origin, "model", type(origin)), Page)


@receiver([post_save, post_delete], sender=PageViewRestriction)
def privacy_changed(instance: PageViewRestriction, origin: Any = None, **kwargs: Any) -> None:
    if not goes_with_its_page(origin):
        refresh(below(Page.objects.get(pk=instance.page_id)))


@receiver([post_save, post_delete], sender=StoryAuthor)
def signature_changed(instance: StoryAuthor, origin: Any = None, **kwargs: Any) -> None:
    if not goes_with_its_page(origin):
        refresh([instance.page_id])


@receiver([post_save, post_delete], sender=StoryTag)
def tag_changed(instance: StoryTag, origin: Any = None, **kwargs: Any) -> None:
    if not goes_with_its_page(origin):
        refresh([instance.content_object_id])


@receiver(post_save, sender=Tag)
def tag_renamed(instance: Tag, **kwargs: Any) -> None:
    refresh(list(BlogPage.objects.tagged(instance).values_list("pk", flat=True)))


@receiver(post_save, sender=Author)
def author_changed(instance: Author, **kwargs: Any) -> None:
    signed = StoryAuthor.objects.filter(author__translation_key=instance.translation_key)
    refresh(list(signed.values_list("page", flat=True)))


@receiver(post_save, sender=Category)
def category_changed(instance: Category, **kwargs: Any) -> None:
    refresh(list(BlogPage.objects.in_category(instance).values_list("pk", flat=True)))


@receiver([post_save, post_delete], sender=Comment)
def comment_changed(
    instance: Comment, update_fields: frozenset[str] | None = None, **kwargs: Any
) -> None:
    if update_fields is None or update_fields & OF_COMMENTS:
        refresh_comments([instance.pk])


@receiver(comments_changed)
def many_comments_changed(ids: Iterable[int], **kwargs: Any) -> None:
    refresh_comments(ids)


@receiver(post_save, sender=CommentSettings)
def rules_changed(**kwargs: Any) -> None:
    """Comments may be hidden on the whole site, or shown again."""
    refresh(list(BlogPage.objects.values_list("pk", flat=True)))
