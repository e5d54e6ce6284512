"""What an organisation says of itself, once for the whole site."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField

from home.blocks import SocialAccountBlock
from home.licences import Licence


@register_setting(icon="cog", order=0)
class SiteSettings(BaseSiteSetting):
    name = models.CharField(_("name"), max_length=60, default="agirtôt")
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    contact_email = models.EmailField(_("address to write to"), blank=True)
    privacy_officer = models.CharField(
        _("privacy officer"),
        max_length=120,
        blank=True,
        help_text=_("Name or function of the person in charge of personal information (Law 25)."),
    )
    privacy_email = models.EmailField(_("privacy officer's address"), blank=True)
    privacy_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("privacy policy"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The page that consents link to."),
    )
    default_licence = models.CharField(
        _("licence"),
        max_length=20,
        choices=Licence,
        default=Licence.BY_NC_SA,
        help_text=_("For every tool that does not name its own."),
    )
    accounts = StreamField(
        [("account", SocialAccountBlock())], blank=True, verbose_name=_("social addresses")
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("tagline"),
        FieldPanel("organisation"),
        FieldPanel("contact_email"),
        MultiFieldPanel(
            [
                FieldPanel("privacy_officer"),
                FieldPanel("privacy_email"),
                FieldPanel("privacy_page"),
            ],
            heading=_("Personal information"),
        ),
        FieldPanel("default_licence"),
        FieldPanel("accounts"),
    ]

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("site")

    @property
    def has_contact(self) -> bool:
        people = (self.organisation, self.contact_email, self.privacy_officer, self.privacy_email)
        return any(people)
