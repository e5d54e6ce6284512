"""The toolkit: an index of tools, each a document of audience tables."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from home.identity import Pictogram, Tint
from home.licences import Licence
from home.models import SitePage, SiteSettings
from home.reviews.drafts import shows_drafts_below
from home.rich_text import RUNNING_FEATURES
from toolkit.achievements.rows import with_achievements
from toolkit.blocks import RowsBlock
from toolkit.filters import RowFilter
from toolkit.index import index_of
from toolkit.models.rows import Row, rows_of

# The address of the index of means, which no audience can take.
INDEX_SLUG = "moyens"


class ToolIndexPage(SitePage):
    introduction = models.TextField(_("introduction"), max_length=400, blank=True)
    featured = models.ForeignKey(
        "toolkit.ToolPage",
        verbose_name=_("tool in the foreground"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown on the home page. Empty: the first of the list."),
    )

    content_panels = [*SitePage.content_panels, FieldPanel("introduction"), FieldPanel("featured")]
    api_fields = [APIField("introduction")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["toolkit.ToolPage"]
    max_count_per_parent = 1
    summary_field = "introduction"

    class Meta:
        verbose_name = _("toolkit")

    @property
    def tools(self) -> models.QuerySet["ToolPage"]:
        tools = self.readable_children(ToolPage)
        return tools.select_related("cover").prefetch_related("cover__renditions")


class ToolPage(RoutablePageMixin, SitePage):
    """A document of audience tables, one child page for each audience."""

    subtitle = models.CharField(_("subtitle"), max_length=200, blank=True)
    month = models.DateField(_("month"), null=True, blank=True)
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    licence = models.CharField(
        _("licence"),
        max_length=20,
        choices=Licence,
        blank=True,
        help_text=_("Empty: the licence of the site."),
    )
    source = models.URLField(_("source"), max_length=500, blank=True)
    introduction = RichTextField(_("introduction"), features=RUNNING_FEATURES, blank=True)
    note = RichTextField(
        _("note"),
        features=RUNNING_FEATURES,
        blank=True,
        help_text=_("How the tool was made and validated, and by whom."),
    )
    cover = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("cover"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    content_panels = [
        HelpPanel(template="toolkit/panels/tool_links.html"),
        *SitePage.content_panels,
        FieldPanel("subtitle"),
        FieldPanel("introduction"),
        FieldPanel("cover"),
        MultiFieldPanel(
            [
                FieldPanel("month"),
                FieldPanel("organisation"),
                FieldPanel("licence"),
                FieldPanel("source"),
                FieldPanel("note"),
            ],
            heading=_("Origin and licence"),
        ),
    ]
    search_fields = [
        *SitePage.search_fields,
        index.SearchField("subtitle"),
        index.SearchField("introduction"),
    ]
    api_fields = [
        APIField("subtitle"),
        APIField("introduction"),
        APIField("cover"),
        APIField("month"),
        APIField("organisation"),
        APIField("licence"),
        APIField("source"),
        APIField("note"),
    ]
    parent_page_types = ["toolkit.ToolIndexPage"]
    subpage_types = ["toolkit.AudiencePage"]
    admin_default_ordering = "ord"
    summary_field = "subtitle"
    shows_pages_below = True

    class Meta:
        verbose_name = _("tool")

    @property
    def audiences(self) -> models.QuerySet["AudiencePage"]:
        """Its readable audiences, in the document's order, without their tables."""
        return self.readable_children(AudiencePage).defer_streamfields()

    @property
    def all_audiences(self) -> models.QuerySet["AudiencePage"]:
        """Every audience, drafts included: for editors."""
        return AudiencePage.objects.child_of(self).order_by("path").defer_streamfields()

    def licence_for(self, request: HttpRequest) -> Licence:
        return Licence(self.licence or SiteSettings.for_request(request).default_licence)

    def tables(self) -> list[tuple["AudiencePage", list[Row]]]:
        """Each readable audience with its rows, in reading order."""
        audiences = list(self.audiences)
        by_audience: dict[int, list[Row]] = {}
        for row in Row.objects.filter(audience__in=audiences).order_by("position"):
            by_audience.setdefault(row.audience_id, []).append(row)
        return [(audience, by_audience.get(audience.pk, [])) for audience in audiences]

    def draft_tables(self) -> list[tuple["AudiencePage", list[Row]]]:
        """Each audience as its latest draft has it: for previews, which editors alone see."""
        pages = AudiencePage.objects.child_of(self).order_by("path")
        drafts = [page.get_latest_revision_as_object() for page in pages]
        return [(draft, rows_of(draft, self)) for draft in drafts]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        row_filter = RowFilter(request.GET)
        tables = self.draft_tables() if shows_drafts_below(request) else self.tables()
        kept = [(audience, row_filter.keep(rows)) for audience, rows in tables]
        if row_filter.words:
            kept = [(audience, rows) for audience, rows in kept if rows]
        with_achievements(row for _audience, rows in kept for row in rows)
        return super().get_context(request, *args, **kwargs) | {
            "tool": self,
            "licence": self.licence_for(request),
            "filter": row_filter,
            "tables": kept,
            "row_count": sum(len(rows) for _audience, rows in kept),
            "row_total": sum(len(rows) for _audience, rows in tables),
        }

    @path(f"{INDEX_SLUG}/", name="means")
    def index_of_means(self, request: HttpRequest) -> TemplateResponse:
        """Every means and every purpose of the tool, with the audiences that it serves."""
        tables = self.tables()
        context = super().get_context(request) | {
            "tool": self,
            "licence": self.licence_for(request),
            "means": index_of(tables, "means"),
            "purposes": index_of(tables, "purposes"),
        }
        return TemplateResponse(request, "toolkit/index_of_means.html", context)


class AudiencePage(SitePage):
    """One audience of a tool. Its rows are the source of truth for all that shows them."""

    heading = models.CharField(
        _("heading"),
        max_length=120,
        blank=True,
        help_text=_("For example “Speaking to decision makers”. Empty: the title."),
    )
    precision = models.CharField(
        _("precision"),
        max_length=160,
        blank=True,
        help_text=_("Who is meant, for example “elected officials, school principals, etc.”"),
    )
    pictogram = models.CharField(
        _("pictogram"), max_length=40, choices=Pictogram, default=Pictogram.USERS
    )
    tint = models.CharField(_("tint"), max_length=20, choices=Tint, default=Tint.GREEN)
    introduction = models.TextField(_("introduction"), max_length=300, blank=True)
    rows = StreamField(RowsBlock(), blank=True, verbose_name=_("rows"))

    content_panels = [
        *SitePage.content_panels,
        FieldPanel("precision"),
        FieldPanel("heading"),
        FieldPanel("introduction"),
        MultiFieldPanel(
            [FieldPanel("pictogram"), FieldPanel("tint")],
            heading=_("Pictogram and tint"),
            classname="collapsed",
        ),
        FieldPanel("rows"),
    ]
    search_fields = [
        *SitePage.search_fields,
        index.SearchField("precision"),
        index.SearchField("introduction"),
    ]
    api_fields = [
        APIField("precision"),
        APIField("heading"),
        APIField("introduction"),
        APIField("pictogram"),
        APIField("tint"),
        APIField("rows"),
    ]
    parent_page_types = ["toolkit.ToolPage"]
    subpage_types: list[str] = []
    summary_field = "introduction"

    class Meta:
        verbose_name = _("audience")

    @property
    def tool(self) -> ToolPage:
        return self.get_parent().specific

    def clean(self) -> None:
        super().clean()
        if self.slug == INDEX_SLUG:
            raise ValidationError({"slug": _("This address is taken by the index of means.")})

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """An audience is read as a part of its tool: without a live tool it is not there."""
        if not self.tool.live:
            raise Http404
        return super().serve(request, *args, **kwargs)

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        return super().get_sitemap_urls(request) if self.tool.live else []

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        tool = self.tool
        row_filter = RowFilter(request.GET)
        rows = rows_of(self, tool)
        kept = row_filter.keep(rows)
        audiences = list(tool.audiences)
        before = [audience for audience in audiences if audience.path < self.path]
        after = [audience for audience in audiences if audience.path > self.path]
        return super().get_context(request, *args, **kwargs) | {
            "tool": tool,
            "licence": tool.licence_for(request),
            "filter": row_filter,
            "audiences": audiences,
            "previous": before[-1] if before else None,
            "next": after[0] if after else None,
            "rows": with_achievements(kept),
            "row_count": len(kept),
            "row_total": len(rows),
        }
