"""Achievements: what people did, told by them, tied to the rows that it illustrates."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable
from wagtail.search import index

from home.blocks import BodyBlock
from home.licences import Licence
from home.models import SitePage, SiteSettings
from home.models.pages import prefetch_pictures
from home.readable import readable
from home.rich_text import RUNNING_FEATURES
from toolkit import territories
from toolkit.achievements.rows import RowSelect, is_row_of
from toolkit.models.tools import AudiencePage


class ContributionIndexPage(SitePage):
    introduction = models.TextField(_("introduction"), max_length=400, blank=True)

    content_panels = [*SitePage.content_panels, FieldPanel("introduction")]
    api_fields = [APIField("introduction")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["toolkit.ContributionPage"]
    max_count_per_parent = 1
    summary_field = "introduction"

    class Meta:
        verbose_name = _("achievements")

    @property
    def achievements(self) -> models.QuerySet["ContributionPage"]:
        """Its readable achievements, the latest first, without their texts."""
        pages = readable(ContributionPage.objects.child_of(self)).defer_streamfields()
        return pages.order_by("-first_published_at", "-pk")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from toolkit.achievements.lists import AchievementList

        found = AchievementList(self, request.GET)
        if found.page is None:
            raise Http404
        return super().get_context(request, *args, **kwargs) | {"found": found}


class ContributionPage(SitePage):
    """What somebody did for small children and their families, and what came of it."""

    lead = models.TextField(_("summary"), max_length=400, blank=True)
    date = models.DateField(_("date"), null=True, blank=True, help_text=_("When it took place."))
    territory = models.CharField(
        _("territory"), max_length=3, blank=True, choices=territories.choices
    )
    theme = models.ForeignKey(
        "home.ThemePage",
        verbose_name=_("theme"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    purpose = models.CharField(_("what for"), max_length=200, blank=True)
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
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("what was done"))
    outcomes = RichTextField(_("what came of it"), features=RUNNING_FEATURES, blank=True)
    learned = RichTextField(_("what was learned"), features=RUNNING_FEATURES, blank=True)
    partners = models.TextField(_("partners"), max_length=600, blank=True)
    credit = models.CharField(
        _("told by"),
        max_length=160,
        blank=True,
        help_text=_("As the people who shared it want to be named."),
    )
    licence = models.CharField(
        _("licence"),
        max_length=20,
        choices=Licence,
        blank=True,
        help_text=_("Empty: the licence of the site."),
    )
    source = models.URLField(_("source"), max_length=500, blank=True)

    content_panels = [
        *SitePage.content_panels,
        FieldPanel("lead"),
        MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_alt")], heading=_("Picture")),
        FieldPanel("body"),
        FieldPanel("outcomes"),
        FieldPanel("learned"),
        InlinePanel("illustrations", label=_("Audience or row that it illustrates")),
        MultiFieldPanel(
            [
                FieldPanel("purpose"),
                FieldPanel("theme"),
                FieldPanel("territory"),
                FieldPanel("date"),
                FieldPanel("partners"),
            ],
            heading=_("Where, when and with whom"),
        ),
        MultiFieldPanel(
            [FieldPanel("credit"), FieldPanel("licence"), FieldPanel("source")],
            heading=_("Origin and licence"),
        ),
    ]
    search_fields = [
        *SitePage.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
        index.SearchField("outcomes"),
        index.SearchField("learned"),
    ]
    api_fields = [
        APIField("lead"),
        APIField("date"),
        APIField("territory"),
        APIField("theme"),
        APIField("purpose"),
        APIField("picture"),
        APIField("body"),
        APIField("outcomes"),
        APIField("learned"),
        APIField("partners"),
        APIField("credit"),
        APIField("licence"),
        APIField("source"),
    ]
    parent_page_types = ["toolkit.ContributionIndexPage"]
    subpage_types: list[str] = []
    summary_field = "lead"
    open_graph_type = "article"

    class Meta:
        verbose_name = _("achievement")

    @property
    def territory_name(self) -> str:
        return territories.name_of(self.territory)

    @property
    def picture_text(self) -> str:
        return self.picture_alt or (self.picture.description if self.picture else "")

    def licence_for(self, request: HttpRequest) -> Licence:
        return Licence(self.licence or SiteSettings.for_request(request).default_licence)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from toolkit.achievements.cards import illustrated_by, near
        from toolkit.achievements.structured_data import achievement_data

        prefetch_pictures(self.body, self.picture)
        licence = self.licence_for(request)
        illustrated = illustrated_by(self)
        theme = readable(self._meta.get_field("theme").related_model.objects.all())
        return super().get_context(request, *args, **kwargs) | {
            "licence": licence,
            "illustrated": illustrated,
            "theme": theme.filter(pk=self.theme_id).first() if self.theme_id else None,
            "near": near(self),
            "structured_data": achievement_data(self, request, licence),
        }


class Illustration(Orderable):
    """An achievement is an example for an audience, or for one row of its table."""

    page = ParentalKey(ContributionPage, on_delete=models.CASCADE, related_name="illustrations")
    audience = models.ForeignKey(
        AudiencePage,
        verbose_name=_("audience"),
        on_delete=models.CASCADE,
        related_name="illustrations",
    )
    row = models.UUIDField(_("row"), null=True, blank=True)

    panels = [
        FieldPanel("audience", widget=forms.Select),
        FieldPanel("row", widget=RowSelect, help_text=_("Empty: the audience as a whole.")),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("illustration")
        constraints = [
            models.UniqueConstraint(
                fields=["page", "audience", "row"], name="one_illustration_for_each_row"
            )
        ]

    def __str__(self) -> str:
        return f"{self.page} → {self.audience}"

    def clean(self) -> None:
        if self.row and self.audience_id and not is_row_of(self.row, self.audience_id):
            raise ValidationError({"row": _("This row is not one of that audience.")})
