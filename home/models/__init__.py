from home.models.kept_answers import KeptAnswer
from home.models.links import PageLink
from home.models.navigation import Menu
from home.models.outbox import OutgoingMail
from home.models.pages import ContentPage, HomePage, SitePage, ThemeIndexPage, ThemePage
from home.models.previews import PagePreview
from home.models.proofreading import ProofreadingSettings
from home.models.reviews import ExpertReview, Remark
from home.models.settings import SiteSettings
from home.models.tokens import Scope, TokenGrant
from home.models.webhooks import Delivery, Event, Webhook
from home.models.workflow import Notice, ReviewState, ReviewTask

__all__ = [
    "ContentPage",
    "Delivery",
    "Event",
    "ExpertReview",
    "HomePage",
    "KeptAnswer",
    "Menu",
    "Notice",
    "OutgoingMail",
    "PageLink",
    "PagePreview",
    "ProofreadingSettings",
    "Remark",
    "ReviewState",
    "ReviewTask",
    "Scope",
    "SitePage",
    "SiteSettings",
    "ThemeIndexPage",
    "ThemePage",
    "TokenGrant",
    "Webhook",
]
