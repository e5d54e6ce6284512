from home.models.navigation import Menu
from home.models.outbox import OutgoingMail
from home.models.pages import ContentPage, HomePage, SitePage, ThemeIndexPage, ThemePage
from home.models.settings import SiteSettings

__all__ = [
    "ContentPage",
    "HomePage",
    "Menu",
    "OutgoingMail",
    "SitePage",
    "SiteSettings",
    "ThemeIndexPage",
    "ThemePage",
]
