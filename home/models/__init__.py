from home.models.navigation import Menu
from home.models.outbox import OutgoingMail
from home.models.pages import ContentPage, HomePage, SitePage, ThemeIndexPage, ThemePage
from home.models.reviews import ExpertReview, Remark
from home.models.settings import SiteSettings

__all__ = [
    "ContentPage",
    "ExpertReview",
    "HomePage",
    "Menu",
    "OutgoingMail",
    "Remark",
    "SitePage",
    "SiteSettings",
    "ThemeIndexPage",
    "ThemePage",
]
