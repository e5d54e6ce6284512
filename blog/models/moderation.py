"""What decides of comments: the site's rules, banned people, and answers kept at hand."""

from typing import Self

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from home.folding import fold


class CommentsMode(models.TextChoices):
    OPEN = "open", _("Open: shown at once")
    BEFORE = "before", _("Reviewed before they are shown")
    AFTER = "after", _("Shown at once, reviewed after")
    CLOSED = "closed", _("Closed: shown, no new ones")
    HIDDEN = "hidden", _("Hidden: neither shown nor taken")


@register_setting(icon="comment", order=300)
class CommentSettings(BaseSiteSetting):
    """The rules for comments of the whole site; a story may have its own mode and delay."""

    mode = models.CharField(
        _("comments are"), max_length=10, choices=CommentsMode, default=CommentsMode.OPEN
    )
    close_after = models.PositiveSmallIntegerField(
        _("close after (days)"), default=0, help_text=_("0: never.")
    )
    max_links = models.PositiveSmallIntegerField(_("links allowed in a comment"), default=2)
    words = models.TextField(
        _("unwelcome words"),
        blank=True,
        help_text=_("One word or expression a line; accents and capitals do not matter."),
    )
    minimum_seconds = models.PositiveSmallIntegerField(
        _("shortest time to write (seconds)"),
        default=4,
        help_text=_("Whoever sends the form sooner is probably a machine."),
    )
    queue_score = models.PositiveSmallIntegerField(
        _("to the queue from"),
        default=40,
        validators=[MinValueValidator(1)],
        help_text=_("Score at which a comment waits for a moderator."),
    )
    spam_score = models.PositiveSmallIntegerField(
        _("spam from"),
        default=100,
        validators=[MinValueValidator(1)],
        help_text=_("Score at which a comment is set aside as spam."),
    )
    challenge = models.BooleanField(
        _("ask for a proof of work"),
        default=False,
        help_text=_("Asked of suspicious senders only; their browser computes it by itself."),
    )
    notice_minutes = models.PositiveSmallIntegerField(
        _("minutes between two notices"),
        default=60,
        help_text=_("Moderators get at most one mail in this time. 0: none."),
    )
    address_days = models.PositiveSmallIntegerField(
        _("days that network addresses are kept"),
        default=30,
        validators=[MinValueValidator(1)],
        help_text=_("They are shortened when stored, and erased after this time."),
    )
    policy = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("privacy policy"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The page that the form's consent links to."),
    )

    panels = [
        MultiFieldPanel([FieldPanel("mode"), FieldPanel("close_after")], heading=_("Threads")),
        MultiFieldPanel(
            [
                FieldPanel("max_links"),
                FieldPanel("words"),
                FieldPanel("minimum_seconds"),
                FieldPanel("queue_score"),
                FieldPanel("spam_score"),
                FieldPanel("challenge"),
            ],
            heading=_("Against spam"),
        ),
        FieldPanel("notice_minutes"),
        MultiFieldPanel(
            [FieldPanel("policy"), FieldPanel("address_days")], heading=_("Personal information")
        ),
    ]

    class Meta:
        verbose_name = _("comments")
        verbose_name_plural = _("comments")


class BanQuerySet(models.QuerySet["Ban"]):
    def in_force(self) -> Self:
        return self.filter(models.Q(until__isnull=True) | models.Q(until__gt=timezone.now()))

    def of(self, *, email: str, name: str) -> Self:
        """Those in force against an address or a name, however they are written."""
        return self.in_force().filter(
            models.Q(kind=Ban.Kind.EMAIL, value=email.strip().casefold())
            | models.Q(kind=Ban.Kind.NAME, value=fold(name.strip()))
        )


class Ban(models.Model):
    """A person whose comments are set aside: by address (email) or by name."""

    class Kind(models.TextChoices):
        EMAIL = "email", _("Address")
        NAME = "name", _("Name")

    kind = models.CharField(_("banned by"), max_length=10, choices=Kind, default=Kind.EMAIL)
    value = models.CharField(_("address or name"), max_length=254)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    until = models.DateTimeField(
        _("until"), null=True, blank=True, help_text=_("Empty: until it is lifted.")
    )
    created_at = models.DateTimeField(_("since"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = BanQuerySet.as_manager()

    class Meta:
        verbose_name = _("banned person")
        verbose_name_plural = _("banned people")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "value"], name="one_ban_for_each"),
        ]

    def __str__(self) -> str:
        return self.value

    def clean(self) -> None:
        """Stored as it is compared."""
        value = self.value.strip()
        self.value = value.casefold() if self.kind == self.Kind.EMAIL else fold(value)


class CannedReply(models.Model):
    """An answer that moderators give often."""

    title = models.CharField(_("title"), max_length=80)
    text = models.TextField(_("text"), max_length=3000)

    panels = [FieldPanel("title"), FieldPanel("text")]

    class Meta:
        verbose_name = _("ready answer")
        verbose_name_plural = _("ready answers")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title
