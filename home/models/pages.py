"""The pages that are neither tool nor story."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.utils.csp import CSP, build_policy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.images.models import AbstractImage
from wagtail.models import Page
from wagtail.search import index

from home.blocks import BodyBlock
from home.editing import SitePageForm
from home.identity import Pictogram, Tint
from home.readable import readable


class SitePage(Page):
    """What every page of the site has in common."""

    base_form_class = SitePageForm
    summary_field = ""
    # Whether a reader of this page reads those below on it: a tool with its audiences.
    shows_pages_below = False

    class Meta:
        abstract = True

    @property
    def summary(self) -> str:
        """What search engines and shared links say of the page."""
        return self.search_description or getattr(self, self.summary_field, "")

    @property
    def breadcrumbs(self) -> models.QuerySet[Page]:
        """The readable pages between the home page and this one, outermost first."""
        return readable(self.get_ancestors().filter(depth__gt=2))

    def make_preview_request(
        self, original_request: HttpRequest | None = None, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Wagtail renders previews through the middleware, which forbids framing."""
        if settings.FRONT_END_URL and original_request and original_request.user.is_authenticated:
            from home.front_end import show

            return show(self, original_request.user)
        response = super().make_preview_request(original_request, *args, **kwargs)
        response.headers[str(CSP.HEADER_ENFORCE)] = build_policy(settings.PREVIEW_CSP)
        return response

    def readable_children(self, model: type[models.Model]) -> models.QuerySet[Any]:
        """The children of one type that readers may see, in the order editors gave them."""
        return readable(model.objects.child_of(self)).order_by("path")


def prefetch_pictures(body: StreamValue, *pictures: AbstractImage | None) -> None:
    """Fetch at once the sizes of every image that a page shows."""
    shown = [block.value["image"] for block in body if block.block_type == "image"]
    prefetch_related_objects([image for image in (*pictures, *shown) if image], "renditions")


class HomePage(SitePage):
    heading = models.CharField(_("heading"), max_length=120)
    heading_emphasis = models.CharField(
        _("end of the heading"), max_length=80, blank=True, help_text=_("Shown in green.")
    )
    lead = models.TextField(_("what the space is for"), max_length=300, blank=True)
    search_placeholder = models.CharField(
        _("example in the search field"), max_length=80, blank=True
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("below the latest content"))

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("heading"),
                FieldPanel("heading_emphasis"),
                FieldPanel("lead"),
                FieldPanel("search_placeholder"),
            ],
            heading=_("Welcome"),
        ),
        FieldPanel("body"),
    ]
    api_fields = [
        APIField("heading"),
        APIField("heading_emphasis"),
        APIField("lead"),
        APIField("search_placeholder"),
        APIField("body"),
    ]
    parent_page_types = ["wagtailcore.Page"]
    summary_field = "lead"

    class Meta:
        verbose_name = _("home page")

    @property
    def themes(self) -> models.QuerySet["ThemePage"]:
        return readable(ThemePage.objects.descendant_of(self)).order_by("path")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        prefetch_pictures(self.body)
        return super().get_context(request, *args, **kwargs)


class ThemeIndexPage(SitePage):
    introduction = models.TextField(_("introduction"), max_length=400, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    api_fields = [APIField("introduction")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.ThemePage"]
    max_count_per_parent = 1
    summary_field = "introduction"

    class Meta:
        verbose_name = _("themes")

    @property
    def themes(self) -> models.QuerySet["ThemePage"]:
        return self.readable_children(ThemePage)


class ThemePage(SitePage):
    introduction = models.TextField(_("introduction"), max_length=400, blank=True)
    pictogram = models.CharField(
        _("pictogram"), max_length=40, choices=Pictogram, default=Pictogram.LIGHTBULB
    )
    tint = models.CharField(_("tint"), max_length=20, choices=Tint, default=Tint.GREEN)

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("pictogram"),
        FieldPanel("tint"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]
    api_fields = [APIField("introduction"), APIField("pictogram"), APIField("tint")]
    parent_page_types = ["home.ThemeIndexPage"]
    subpage_types = ["home.ContentPage"]
    summary_field = "introduction"

    class Meta:
        verbose_name = _("theme")

    @property
    def pages(self) -> models.QuerySet["ContentPage"]:
        pages = self.readable_children(ContentPage).defer_streamfields()
        return pages.select_related("picture").prefetch_related("picture__renditions")


class ContentPage(SitePage):
    lead = models.TextField(_("lead"), max_length=400, blank=True)
    picture = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("picture"),
        FieldPanel("body"),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
    ]
    api_fields = [APIField("lead"), APIField("picture"), APIField("body")]
    parent_page_types = ["home.HomePage", "home.ThemePage"]
    subpage_types: list[str] = []
    summary_field = "lead"

    class Meta:
        verbose_name = _("content page")

    @property
    def further_reading(self) -> models.QuerySet["ContentPage"]:
        """Other pages of its theme; none for a page that stands right below the home page."""
        siblings = readable(ContentPage.objects.sibling_of(self, inclusive=False))
        return siblings.filter(depth__gt=3).defer_streamfields().order_by("path")[:3]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        prefetch_pictures(self.body, self.picture)
        return super().get_context(request, *args, **kwargs)
