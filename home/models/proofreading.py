"""How strict the site is with itself before something is published."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


class Level(models.TextChoices):
    OFF = "off", _("off")
    ADVICE = "advice", _("advice")
    BLOCKING = "blocking", _("blocks submission and publication")


def level(label: str) -> models.CharField:
    return models.CharField(label, max_length=10, choices=Level, default=Level.ADVICE)


@register_setting(icon="check", order=20)
class ProofreadingSettings(BaseSiteSetting):
    """One field for each check, of its name (``home.proofreading``)."""

    title = level(_("length of the title"))
    description = level(_("description for search engines"))
    alternative_text = level(_("alternative text of pictures"))
    headings = level(_("order of headings"))
    links = level(_("links to pages that are not there"))
    empty_rows = level(_("empty rows of tables"))
    licence = level(_("licence of tools"))

    panels = [
        FieldPanel(name)
        for name in (
            "title",
            "description",
            "alternative_text",
            "headings",
            "links",
            "empty_rows",
            "licence",
        )
    ]

    class Meta:
        verbose_name = _("proofreading")
        verbose_name_plural = _("proofreading")
