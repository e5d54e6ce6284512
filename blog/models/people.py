"""Who writes stories, and what they are filed under."""

from collections.abc import Iterable
from itertools import count
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, RevisionMixin, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from home.blocks import SocialAccountBlock
from home.folding import fold
from home.identity import Tint


class Named(RevisionMixin, TranslatableMixin, index.Indexed, models.Model):
    """Something with a name, and an address made of it."""

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(
        _("address"),
        max_length=80,
        blank=True,
        help_text=_("The end of its page's address. Empty: made from the name."),
    )

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("locale_id"),
    ]
    override_translatable_fields = [SynchronizedField("slug")]

    class Meta:
        abstract = True
        ordering = ["name"]
        unique_together = [("translation_key", "locale"), ("locale", "slug")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            self.slug = self._free_slug()
        super().save(*args, **kwargs)

    def _free_slug(self) -> str:
        if self.locale_id is None:
            self.locale = self.get_default_locale()
        wanted = slugify(fold(self.name))[:70] or self.translation_key.hex[:8]
        taken = set(
            type(self)
            .objects.filter(locale=self.locale_id, slug__startswith=wanted)
            .exclude(pk=self.pk)
            .values_list("slug", flat=True)
        )
        numbered = (f"{wanted}-{number}" for number in count(2))
        return wanted if wanted not in taken else next(s for s in numbered if s not in taken)


def in_locale[T: Named](items: Iterable[T | None], locale_id: int) -> dict[int, T]:
    """Each by its primary key, in that language where it is translated: one query at most.

    A story that is copied into another language still points to the people and the
    category of its original.
    """
    originals = {item.pk: item for item in items if item}
    foreign = {
        item.translation_key: pk for pk, item in originals.items() if item.locale_id != locale_id
    }
    if not foreign:
        return originals
    model = type(next(iter(originals.values())))
    translations = model.objects.filter(locale=locale_id, translation_key__in=foreign)
    if model is Author:
        translations = translations.select_related("portrait")
    return originals | {foreign[item.translation_key]: item for item in translations}


class Author(Named):
    role = models.CharField(_("role"), max_length=80, blank=True)
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    portrait = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("portrait"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Empty: the initials are shown."),
    )
    biography = models.TextField(_("in a few words"), max_length=600, blank=True)
    links = StreamField(
        [("account", SocialAccountBlock())], blank=True, verbose_name=_("elsewhere")
    )
    # One account for the person in each language: no OneToOneField.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="authors",
        help_text=_("Comments signed with this account are marked as the author's."),
    )

    panels = [
        FieldPanel("name"),
        MultiFieldPanel(
            [FieldPanel("role"), FieldPanel("organisation")], heading=_("Role and organisation")
        ),
        FieldPanel("portrait"),
        FieldPanel("biography"),
        FieldPanel("links"),
        MultiFieldPanel(
            [FieldPanel("user"), FieldPanel("slug")],
            heading=_("Account and address"),
            classname="collapsed",
        ),
    ]
    search_fields = [*Named.search_fields, index.SearchField("organisation")]

    class Meta(Named.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    @property
    def initials(self) -> str:
        """``"Marie-Ève Côté"`` → ``"MC"``: of the first and the last name."""
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


class StoryAuthor(Orderable):
    page = ParentalKey("blog.BlogPage", on_delete=models.CASCADE, related_name="story_authors")
    author = models.ForeignKey(
        Author, verbose_name=_("author"), on_delete=models.PROTECT, related_name="signatures"
    )

    panels = [FieldPanel("author")]

    class Meta:
        ordering = ["sort_order", "pk"]  # what is imported or sent may have no order
        verbose_name = _("author of a story")
        verbose_name_plural = _("authors of stories")

    def __str__(self) -> str:
        return str(self.author)


class Category(Named):
    description = models.TextField(_("description"), max_length=300, blank=True)
    tint = models.CharField(_("tint"), max_length=20, choices=Tint, default=Tint.GREEN)

    panels = [
        FieldPanel("name"),
        FieldPanel("description"),
        FieldPanel("tint"),
        MultiFieldPanel([FieldPanel("slug")], heading=_("Address"), classname="collapsed"),
    ]

    class Meta(Named.Meta):
        verbose_name = _("category")
        verbose_name_plural = _("categories")
