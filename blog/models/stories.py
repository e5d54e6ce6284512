"""The stories: their authors, tags and text, and which of them are near each other."""

from dataclasses import dataclass, field
from functools import cached_property, reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Q, Value, When
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import Tag, TaggedItemBase
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField, StreamField
from wagtail.images.models import AbstractImage
from wagtail.models import PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from blog.cards import with_people
from blog.models.moderation import CommentsMode
from blog.models.people import Author, Category, StoryAuthor
from blog.structured_data import comments_in, story_data
from home.blocks import BodyBlock
from home.models import SitePage
from home.readable import readable
from home.rich_text import RUNNING_FEATURES

if TYPE_CHECKING:
    from blog.models.index import BlogIndexPage

WORDS_A_MINUTE = 200
RELATED = 3


class StoryQuerySet(PageQuerySet):
    def in_order(self) -> Self:
        return self.order_by("-date", "-pk")

    # A story in another language may still point to the category and people of its
    # original: what is one in all languages is the translation key.
    def in_category(self, category: Category) -> Self:
        return self.filter(category__translation_key=category.translation_key)

    def by_author(self, author: Author) -> Self:
        signed = StoryAuthor.objects.filter(author__translation_key=author.translation_key)
        return self.filter(pk__in=signed.values("page"))

    def tagged(self, *tags: Tag) -> Self:
        return self.filter(pk__in=StoryTag.objects.filter(tag__in=tags).values("content_object"))

    def around(self, story: "BlogPage", tags: list[Tag]) -> Self:
        """The one before it, the one after it and the nearest ones, in a single query.

        ``distance`` is 0 in its category, 1 with one of its tags, else 2.
        """
        here = {"date": story.date, "pk": story.pk}
        near = self.annotate(distance=distance_from(story.category, tags))
        wanted = [
            near.filter(Q(date__lt=here["date"]) | Q(date=here["date"], pk__lt=here["pk"]))
            .order_by("-date", "-pk")
            .values("pk")[:1],
            near.filter(Q(date__gt=here["date"]) | Q(date=here["date"], pk__gt=here["pk"]))
            .order_by("date", "pk")
            .values("pk")[:1],
            near.order_by("distance", "-date", "-pk").values("pk")[:RELATED],
        ]
        found = near.filter(reduce(or_, (Q(pk__in=pks) for pks in wanted)))
        return found.order_by("distance", "-date", "-pk")


def distance_from(category: Category | None, tags: list[Tag]) -> Case:
    tagged = StoryTag.objects.filter(tag__in=tags).values("content_object")
    steps = [When(pk__in=tagged, then=Value(1))]
    if category:
        same = Q(category__translation_key=category.translation_key)
        steps.insert(0, When(same, then=Value(0)))
    return Case(*steps, default=Value(2))


class StoryTag(TaggedItemBase):
    content_object = ParentalKey(
        "blog.BlogPage", on_delete=models.CASCADE, related_name="tagged_items"
    )

    class Meta:
        verbose_name = _("tag of a story")
        verbose_name_plural = _("tags of stories")


class BlogPage(SitePage):
    """A story: signed by one or more people, read by all, discussed below."""

    lead = models.TextField(_("lead"), max_length=400, blank=True)
    date = models.DateField(_("date"), default=timezone.localdate, db_index=True)
    category = models.ForeignKey(
        Category,
        verbose_name=_("category"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="stories",
    )
    tags = ClusterTaggableManager(through=StoryTag, blank=True, verbose_name=_("tags"))
    picture = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    picture_alt = models.CharField(
        _("alternative text"),
        max_length=250,
        blank=True,
        help_text=_("What the picture says here. Empty: its own description."),
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))
    question = models.CharField(
        _("question to readers"),
        max_length=200,
        blank=True,
        help_text=_("Ends the story and opens the discussion."),
    )
    sources = RichTextField(_("sources"), features=RUNNING_FEATURES, blank=True)
    comments_mode = models.CharField(
        _("comments are"),
        max_length=10,
        choices=CommentsMode,
        blank=True,
        help_text=_("Empty: as on the whole site."),
    )
    comments_close_after = models.PositiveSmallIntegerField(
        _("close after (days)"),
        null=True,
        blank=True,
        help_text=_("Empty: as on the whole site. 0: never."),
    )
    reading_minutes = models.PositiveSmallIntegerField(default=1, editable=False)

    objects = PageManager.from_queryset(StoryQuerySet)()

    content_panels = [
        *SitePage.content_panels,
        FieldPanel("lead"),
        InlinePanel("story_authors", heading=_("Authors"), label=_("Author"), min_num=1),
        MultiFieldPanel(
            [FieldPanel("date"), FieldPanel("category"), FieldPanel("tags")],
            heading=_("Date, category and tags"),
        ),
        MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_alt")], heading=_("Picture")),
        FieldPanel("body"),
        FieldPanel("question"),
        FieldPanel("sources"),
    ]
    settings_panels = [
        MultiFieldPanel(
            [FieldPanel("comments_mode"), FieldPanel("comments_close_after")],
            heading=_("Comments"),
        ),
        *SitePage.settings_panels,
    ]
    search_fields = [
        *SitePage.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
        index.SearchField("question"),
        index.FilterField("date"),
        index.FilterField("category"),
    ]
    api_fields = [
        APIField("lead"),
        APIField("date"),
        APIField("tags"),
        APIField("picture"),
        APIField("body"),
        APIField("question"),
        APIField("sources"),
        APIField("reading_minutes"),
    ]
    parent_page_types = ["blog.BlogIndexPage"]
    subpage_types: list[str] = []
    summary_field = "lead"
    open_graph_type = "article"

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")

    @property
    def blog(self) -> "BlogIndexPage":
        return self.get_parent().specific

    @property
    def picture_text(self) -> str:
        return self.picture_alt or (self.picture.description if self.picture else "")

    @cached_property
    def discussed(self) -> "BlogPage":
        """The page whose comments are shown: of a copy, the one that it is a copy of."""
        page = self
        while page.alias_of_id:
            page = BlogPage.objects.get(pk=page.alias_of_id)
        return page

    def get_absolute_url(self) -> str:
        """Its path; the address with the host is ``full_url``."""
        parts = self.get_url_parts()
        return (parts and parts[2]) or ""

    def clean(self) -> None:
        super().clean()
        parent = self.get_parent() if self.path else None
        if parent and self.slug and parent.specific.hides(self.slug):
            sentence = _("“%(slug)s” is the address of one of the blog's lists: choose another.")
            raise ValidationError({"slug": sentence % {"slug": self.slug}})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The time to read it is stored: lists then need not decode the bodies."""
        texts = [self.lead, *self.body.stream_block.get_searchable_content(self.body)]
        words = sum(len(text.split()) for text in texts)
        self.reading_minutes = max(1, round(words / WORDS_A_MINUTE))
        super().save(*args, **kwargs)

    def around(self, tags: list[Tag]) -> "Surroundings":
        if not self.pk:
            return Surroundings()  # a preview of what is not stored yet
        beside = BlogPage.objects.sibling_of(self, inclusive=False).defer_streamfields()
        found = list(readable(beside).around(self, tags).select_related("category"))
        here = (self.date, self.pk)
        earlier = [story for story in found if (story.date, story.pk) < here]
        later = [story for story in found if (story.date, story.pk) > here]
        return Surroundings(
            previous=max(earlier, key=lambda story: (story.date, story.pk), default=None),
            next=min(later, key=lambda story: (story.date, story.pk), default=None),
            related=found[:RELATED],
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from blog.comments.thread import asked_thread

        thread = asked_thread(self.discussed, request)
        tags = list(self.tags.all())
        around = self.around(tags)
        shown = with_people([self, *around.related], self.locale_id, pictures_of(self))
        context = super().get_context(request, *args, **kwargs) | {
            "blog": self.blog,
            "tags": tags,
            "related": shown[1:],
            "previous": around.previous,
            "next": around.next,
            "thread": thread,
        }
        return context | {"structured_data": story_data(self, request, tags, comments_in(thread))}


def pictures_of(story: BlogPage) -> list[AbstractImage]:
    shown = [block.value["image"] for block in story.body if block.block_type == "image"]
    return [picture for picture in (story.picture, *shown) if picture]


@dataclass(frozen=True)
class Surroundings:
    previous: BlogPage | None = None
    next: BlogPage | None = None
    related: list[BlogPage] = field(default_factory=list)
