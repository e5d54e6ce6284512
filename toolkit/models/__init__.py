from toolkit.models.achievements import ContributionIndexPage, ContributionPage, Illustration
from toolkit.models.contributions import (
    Contribution,
    ContributionFile,
    ContributionMessage,
    RefusalReason,
)
from toolkit.models.imports import PendingImport
from toolkit.models.rows import Row, RowQuerySet
from toolkit.models.tools import AudiencePage, ToolIndexPage, ToolPage
from toolkit.models.uses import RowUse

__all__ = [
    "AudiencePage",
    "Contribution",
    "ContributionFile",
    "ContributionIndexPage",
    "ContributionMessage",
    "ContributionPage",
    "Illustration",
    "PendingImport",
    "RefusalReason",
    "Row",
    "RowQuerySet",
    "RowUse",
    "ToolIndexPage",
    "ToolPage",
]
