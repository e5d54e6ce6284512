"""Comments on stories, who likes and reports them, and who follows a thread."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Substr
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_comments_xtd.models import XtdComment

from home.readable import readable

# A thread is indented this far; what answers deeper lies flat in its last level.
SHOWN_LEVELS = 3
# Of the path: seconds since 1970, then the id, so that one segment is a date and unique.
SECONDS, ID = 11, 10
SEGMENT = SECONDS + ID
LONGEST_NAME = 50  # of the package's column


class CommentQuerySet(models.QuerySet["Comment"]):
    def published(self) -> Self:
        return self.filter(state=Comment.State.PUBLISHED)

    def readable(self) -> Self:
        """The published ones, of stories that anybody may read."""
        from blog.models.stories import BlogPage

        return self.published().filter(story__in=readable(BlogPage.objects.all()))

    def shown(self) -> Self:
        """The published ones, and the tombstones that published replies hang on."""
        replies = Comment.objects.published().filter(
            thread_id=OuterRef("thread_id"), path__startswith=OuterRef("path")
        )
        answered = Exists(replies.exclude(pk=OuterRef("pk")))
        return self.filter(Q(state=Comment.State.PUBLISHED) | answered)

    def in_order(self, *, newest_first: bool = False) -> Self:
        """Threads by their first comment; within a thread always from the oldest on."""
        root = Substr("path", 1, SEGMENT)
        return self.order_by(root.desc() if newest_first else root.asc(), "path")

    def to_review(self) -> Self:
        """What awaits a moderator: waiting, or published and to be looked at."""
        published = Q(state=Comment.State.PUBLISHED, needs_review=True)
        return self.filter(Q(state=Comment.State.WAITING) | published)

    def by_email(self, email: str) -> Self:
        """All of one address, those of the account that has it included."""
        return self.filter(Q(user_email=email.casefold()) | Q(user__email__iexact=email))

    def with_likes(self) -> Self:
        likes = Like.objects.filter(comment=OuterRef("pk")).order_by().values("comment")
        counted = Subquery(likes.annotate(count=models.Count("pk")).values("count"))
        return self.annotate(like_count=Coalesce(counted, 0))


class Comment(XtdComment):
    """django-comments-xtd's comment, with a state, a stable key and an immutable place.

    ``parent_id`` and ``thread_id`` are the package's: the comment that is answered and the
    first of the thread, the comment itself where it answers none. Its ``level`` is the true
    depth. Its ``order`` and ``nested_count``, which it recomputes at each save, are not used.
    """

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("Unconfirmed")
        WAITING = "waiting", _("Waiting")
        PUBLISHED = "published", _("Published")
        REJECTED = "rejected", _("Rejected")
        SPAM = "spam", _("Spam")
        DELETED = "deleted", _("Deleted by its author")

    # Its own accessor on the package's model would be named as the text is: ``comment``.
    xtdcomment_ptr = models.OneToOneField(
        XtdComment, on_delete=models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )
    story = models.ForeignKey(
        "blog.BlogPage",
        verbose_name=_("story"),
        on_delete=models.CASCADE,
        related_name="comments",
    )
    state = models.CharField(_("state"), max_length=12, choices=State, db_index=True)
    needs_review = models.BooleanField(_("to review"), default=False)
    key = models.CharField(
        max_length=SEGMENT * SHOWN_LEVELS,
        unique=True,
        help_text="Who said what where, or its id in the export it comes from.",
    )
    path = models.CharField(
        max_length=SEGMENT * SHOWN_LEVELS, unique=True, help_text="Its place, never changed."
    )
    guest = models.CharField(
        max_length=64, blank=True, db_index=True, help_text="The browser it was sent from, hashed."
    )
    as_team = models.BooleanField(_("in the name of the team"), default=False)
    score = models.PositiveSmallIntegerField(_("spam score"), default=0)
    reasons = models.JSONField(_("reasons"), default=list, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(
        null=True, blank=True, help_text="When readers could first see it."
    )
    edited_at = models.DateTimeField(null=True, blank=True)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The moderator who changed it, none where its author did.",
    )

    objects = CommentQuerySet.as_manager()
    # No page or picture is used in a comment: saving one need not look for them.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        default_permissions = ()
        permissions = [
            ("moderate_comment", "Can moderate comments"),
            ("import_comments", "Can import comments and stories"),
            ("manage_personal_data", "Can answer requests about personal data"),
        ]
        indexes = [models.Index(fields=["story", "state"])]

    def save(self, *args, **kwargs) -> None:
        """Without XtdComment's own, which saves a reply in two steps and renumbers its thread."""
        super(XtdComment, self).save(*args, **kwargs)

    def get_absolute_url(self, anchor_pattern: str = "") -> str:
        """Its permanent address, which leads to its page and place in the thread."""
        from django.urls import reverse

        return reverse("comments:comment", args=[self.pk])

    @property
    def name(self) -> str:
        """As it was signed: the package's follows the account, down to what it signs in with."""
        return self.user_name

    @property
    def segment(self) -> str:
        seconds = max(0, int(self.submit_date.timestamp()))
        return f"{seconds:0{SECONDS}d}{self.pk:0{ID}d}"

    @property
    def shown_level(self) -> int:
        """How far it is indented: 0 to 2."""
        return len(self.path) // SEGMENT - 1

    @property
    def is_reply(self) -> bool:
        return self.parent_id != self.pk

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    def set_state(self, state: str) -> None:
        """The package's two flags follow, for whoever reads them."""
        self.state = state
        self.is_public = state == self.State.PUBLISHED
        self.is_removed = state in (self.State.DELETED, self.State.REJECTED)

    def place_below(self, parent: Comment | None) -> None:
        """Its place in the thread, once it has an id; below the last level it lies flat."""
        if parent is None:
            self.parent_id = self.thread_id = self.pk
            self.level, self.path = 0, self.segment
            return
        self.parent_id, self.thread_id = parent.pk, parent.thread_id
        self.level = parent.level + 1
        self.path = parent.path[: SEGMENT * (SHOWN_LEVELS - 1)] + self.segment

    def add(self, parent: Comment | None = None) -> None:
        """Store it, in the caller's transaction, below the comment that it answers."""
        self.content_type = ContentType.objects.get_for_model(type(self.story))
        self.object_pk = str(self.story_id)
        self.site_id = settings.SITE_ID
        if self.submit_date is None:
            self.submit_date = timezone.now()
        self.path = self.key  # unique too, until it has an id
        self.save(force_insert=True)
        self.place_below(parent)
        self.order = self.pk
        self.save(update_fields=["parent_id", "thread_id", "level", "order", "path"])


class Like(models.Model):
    """``person`` is ``user:<id>`` or ``guest:<hash>``: see ``blog.comments.guests``."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="likes")
    person = models.CharField(max_length=80)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["comment", "person"], name="one_like_for_each"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.comment_id}"


class Report(models.Model):
    """Somebody asks moderators to look at a comment."""

    class Reason(models.TextChoices):
        SPAM = "spam", _("It is advertising")
        HURTFUL = "hurtful", _("It hurts or attacks somebody")
        PRIVATE = "private", _("It tells private things about somebody")
        WRONG = "wrong", _("It is false or dangerous")
        OTHER = "other", _("Something else")

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reports")
    person = models.CharField(max_length=80)
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    note = models.CharField(_("in your own words"), max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    handled_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(fields=["comment", "person"], name="one_report_for_each"),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} {self.comment_id}"


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def confirmed(self) -> Self:
        return self.filter(confirmed_at__isnull=False)

    def concerned_by(self, comment: Comment) -> Self:
        """Those who follow its story, or its thread."""
        thread = Q(thread__isnull=True) | Q(thread_id=comment.thread_id)
        return self.confirmed().filter(thread, story=comment.story_id)


class Subscription(models.Model):
    """An address that is told of new comments: of a story, or of one thread in it."""

    story = models.ForeignKey(
        "blog.BlogPage", on_delete=models.CASCADE, related_name="subscriptions"
    )
    thread = models.ForeignKey(
        Comment, null=True, blank=True, on_delete=models.CASCADE, related_name="subscriptions"
    )
    email = models.EmailField(_("address"))
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = SubscriptionQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("followed thread")
        verbose_name_plural = _("followed threads")
        constraints = [
            models.UniqueConstraint(
                fields=["story", "email"],
                condition=Q(thread__isnull=True),
                name="a_story_followed_once",
            ),
            models.UniqueConstraint(fields=["thread", "email"], name="a_thread_followed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.email} {self.story_id}"
