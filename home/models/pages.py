"""The pages that are neither tool nor story."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from home.blocks import BodyBlock
from home.identity import Pictogram, Tint


class SitePage(Page):
    """What every page of the site has in common."""

    class Meta:
        abstract = True

    @property
    def breadcrumbs(self) -> models.QuerySet[Page]:
        """The readable pages between the home page and this one, outermost first."""
        return self.get_ancestors().filter(depth__gt=2).live().public()

    def readable_children(self, model: type[models.Model]) -> models.QuerySet[Any]:
        """The children of one type that readers may see, in the order editors gave them."""
        return model.objects.child_of(self).live().public().order_by("path")


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
    parent_page_types = ["wagtailcore.Page"]
    max_count_per_parent = None

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {"title": ""}


class ThemeIndexPage(SitePage):
    introduction = models.TextField(_("introduction"), max_length=400, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.ThemePage"]
    max_count_per_parent = 1

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
    parent_page_types = ["home.ThemeIndexPage"]
    subpage_types = ["home.ContentPage"]

    class Meta:
        verbose_name = _("theme")

    @property
    def pages(self) -> models.QuerySet["ContentPage"]:
        return self.readable_children(ContentPage).select_related("picture")


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
    parent_page_types = ["home.HomePage", "home.ThemePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("content page")
