"""The two menus, in the order that editors give them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, RevisionMixin, TranslatableMixin

from home.blocks import MenuBlock
from home.readable import readable_by_id


@dataclass(frozen=True)
class MenuLink:
    label: str
    url: str
    page_id: int | None = None


class Menu(RevisionMixin, TranslatableMixin, models.Model):
    """One menu in one language; a link whose page readers may not see is left out."""

    class Place(models.TextChoices):
        HEADER = "header", _("Header")
        FOOTER = "footer", _("Footer")

    place = models.CharField(_("place"), max_length=20, choices=Place)
    items = StreamField(MenuBlock(), blank=True, verbose_name=_("links"))

    panels = [FieldPanel("place"), FieldPanel("items")]

    class Meta:
        verbose_name = _("menu")
        verbose_name_plural = _("menus")
        unique_together = [("translation_key", "locale"), ("place", "locale")]

    def __str__(self) -> str:
        return str(self.get_place_display())

    @classmethod
    def links_by_place(cls, language: str) -> dict[str, list[MenuLink]]:
        """The links of each menu by place, in a few queries whatever their number.

        A menu that is not there in ``language`` is that of the source language; its
        pages are shown in ``language`` all the same, where they are translated.
        """
        codes = {language, settings.LANGUAGE_CODE}
        menus = cls.objects.filter(locale__language_code__in=codes).select_related("locale")
        own_last = sorted(menus, key=lambda menu: menu.locale.language_code == language)
        by_place = {menu.place: menu for menu in own_last}
        ids = [
            item["value"]["page"]
            for menu in by_place.values()
            for item in menu.items.raw_data
            if item["type"] == "page"
        ]
        pages = readable_by_id(filter(None, ids), language)
        return {place: list(menu._links(pages)) for place, menu in by_place.items()}

    def _links(self, pages: dict[int, Page]) -> Iterator[MenuLink]:
        for item in self.items.raw_data:
            value = item["value"]
            if item["type"] == "link":
                yield MenuLink(value["label"], value["address"])
            elif page := pages.get(value["page"]):
                yield MenuLink(value["label"] or page.title, page.url, page.pk)
