from toolkit.models.rows import Row, RowQuerySet
from toolkit.models.tools import AudiencePage, ToolIndexPage, ToolPage

__all__ = ["AudiencePage", "Row", "RowQuerySet", "ToolIndexPage", "ToolPage"]
