from toolkit.models.imports import PendingImport
from toolkit.models.rows import Row, RowQuerySet
from toolkit.models.tools import AudiencePage, ToolIndexPage, ToolPage

__all__ = ["AudiencePage", "PendingImport", "Row", "RowQuerySet", "ToolIndexPage", "ToolPage"]
