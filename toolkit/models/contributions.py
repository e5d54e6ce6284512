"""What people send by the form, and what is known of them: apart from every page."""

import uuid
from datetime import timedelta
from typing import Self

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel

from home.models.outbox import OutgoingMail

DRAFTS_KEPT = timedelta(days=30)
UNCONFIRMED_KEPT = timedelta(days=7)
CLOSED_KEPT = timedelta(days=90)
NETWORKS_KEPT = timedelta(days=30)


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def awaiting(self) -> Self:
        """Those that editors have to act on."""
        return self.filter(state__in=(Contribution.State.RECEIVED, Contribution.State.TAKEN))

    def sent(self) -> Self:
        return self.exclude(state=Contribution.State.DRAFT)

    def by_email(self, email: str) -> Self:
        return self.filter(email__iexact=email.strip())

    def stale(self) -> Self:
        """Those whose time is over: docs/reference/personal-data.md."""
        State, now = Contribution.State, timezone.now()
        kept = {
            DRAFTS_KEPT: [State.DRAFT],
            UNCONFIRMED_KEPT: [State.UNCONFIRMED],
            CLOSED_KEPT: [State.SPAM, State.REFUSED, State.WITHDRAWN],
        }
        old = Q(pk__in=[])
        for time, states in kept.items():
            old |= Q(state__in=states, changed_at__lt=now - time)
        return self.filter(old)


class Contribution(models.Model):
    """One person's contribution, from its first step to its publication.

    While it is being written, ``typed`` holds each step as it was sent. Once it is sent,
    ``content`` holds what its form has understood. Of the two links that open it, hashes alone
    are stored: nobody who reads the database can act in a sender's name.
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("contribution", "Being written")
        UNCONFIRMED = "unconfirmed", pgettext_lazy("contribution", "To be confirmed")
        RECEIVED = "received", pgettext_lazy("contribution", "Received")
        TAKEN = "taken", pgettext_lazy("contribution", "Taken on")
        QUESTION = "question", pgettext_lazy("contribution", "Question asked")
        REVIEW = "review", pgettext_lazy("contribution", "Under review")
        PUBLISHED = "published", pgettext_lazy("contribution", "Published")
        REFUSED = "refused", pgettext_lazy("contribution", "Not kept")
        SPAM = "spam", pgettext_lazy("contribution", "Spam")
        WITHDRAWN = "withdrawn", pgettext_lazy("contribution", "Withdrawn")

    kind = models.CharField(_("kind"), max_length=20)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT)
    language = models.CharField(max_length=10)
    typed = models.JSONField(default=dict, help_text="By step, as the browser sent it.")
    content = models.JSONField(default=dict, help_text="By field, as it was understood.")
    title = models.CharField(_("title"), max_length=200, blank=True)
    name = models.CharField(_("name"), max_length=80, blank=True)
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    email = models.EmailField(_("address (email)"), blank=True)
    network = models.GenericIPAddressField(_("network"), null=True, blank=True)
    suspicions = models.JSONField(default=list, blank=True)
    audience = models.ForeignKey(
        "toolkit.AudiencePage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Of an example: where its row was.",
    )
    row = models.UUIDField(null=True, blank=True)
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="contributions",
    )
    item = models.UUIDField(null=True, blank=True, help_text="The block an example became.")
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("taken on by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    reason = models.TextField(_("reason"), blank=True)
    draft_key = models.CharField(max_length=64, unique=True)
    seed = models.UUIDField(default=uuid.uuid4, editable=False)
    follow_key = models.CharField(max_length=64, unique=True, null=True)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        ordering = ["-created_at", "-pk"]
        default_permissions = ()
        permissions = [("review_contribution", _("Can review contributions"))]
        indexes = [models.Index(fields=["state", "changed_at"], name="contribution_state")]

    def __str__(self) -> str:
        return self.title or str(_("Untitled"))

    @property
    def is_open(self) -> bool:
        """Whether something can still be done with it."""
        closed = (self.State.PUBLISHED, self.State.REFUSED, self.State.SPAM, self.State.WITHDRAWN)
        return self.state not in closed

    @property
    def mail_given_up(self) -> bool:
        """Whether the last mail to its sender could not be delivered."""
        key = f"contribution-{self.pk}:"
        mails = OutgoingMail.objects.filter(key__startswith=key).order_by("-created_at", "-pk")
        last = mails.first()
        return bool(last and last.given_up_at)

    def move(self, state: "Contribution.State", *fields: str) -> None:
        """Into a state, now; ``fields`` are others that changed with it."""
        self.state, self.changed_at = state, timezone.now()
        self.save(update_fields=["state", "changed_at", *fields])


def private_storage() -> Storage:
    return storages["private"]


def private_name(instance: "ContributionFile", filename: str) -> str:
    """A name that nobody can guess, and nobody's own: what it was called stays in the table."""
    return f"contributions/{uuid.uuid4().hex}"


class ContributionFile(models.Model):
    """A picture or a document, where no address leads (docs/adr: private storage)."""

    class Kind(models.TextChoices):
        PICTURE = "picture", _("Picture")
        DOCUMENT = "document", _("Document")

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(max_length=10, choices=Kind)
    file = models.FileField(storage=private_storage, upload_to=private_name, max_length=120)
    name = models.CharField(_("name"), max_length=120)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, db_index=True)
    description = models.CharField(_("alternative text"), max_length=250, blank=True)
    scanned_at = models.DateTimeField(null=True, blank=True)
    image = models.ForeignKey(
        "wagtailimages.Image", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    document = models.ForeignKey(
        "wagtaildocs.Document", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("file")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        return self.kind == self.Kind.PICTURE


class ContributionMessage(models.Model):
    """What editors ask and senders answer. Without ``user`` it is the sender's."""

    contribution = models.ForeignKey(
        Contribution, on_delete=models.CASCADE, related_name="messages"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    from_sender = models.BooleanField(default=False)
    text = models.TextField(_("text"), max_length=3000)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("message")
        ordering = ["created_at", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.text[:60]


class RefusalReason(models.Model):
    """What editors often say to those whose contribution is not kept."""

    title = models.CharField(_("title"), max_length=80)
    text = models.TextField(_("text"), max_length=1500)

    panels = [FieldPanel("title"), FieldPanel("text")]

    class Meta:
        verbose_name = _("reason for not keeping a contribution")
        verbose_name_plural = _("reasons for not keeping contributions")
        ordering = ["title"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.title
