from home.models.navigation import Menu
from home.models.pages import ContentPage, HomePage, SitePage, ThemeIndexPage, ThemePage
from home.models.settings import SiteSettings

__all__ = [
    "ContentPage",
    "HomePage",
    "Menu",
    "SitePage",
    "SiteSettings",
    "ThemeIndexPage",
    "ThemePage",
]
