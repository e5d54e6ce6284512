"""The projection of audience tables: what search, plans, exports and the API read."""

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self, TypedDict
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from home.folding import fold
from home.readable import readable
from home.text import plain
from toolkit.columns import COLUMNS

if TYPE_CHECKING:
    from toolkit.models.achievements import ContributionPage
    from toolkit.models.tools import AudiencePage, ToolPage

PARAGRAPH = re.compile(r"<p\b[^>]*>(.*?)</p>", re.DOTALL)
CELLS = [column.key for column in COLUMNS]


class Item(TypedDict):
    """One purpose, outcome, means or example: its block's id and its inline rich text."""

    id: str
    text: str


class RowQuerySet(models.QuerySet["Row"]):
    def public(self) -> Self:
        """The rows that anybody may read: their audience and their tool both live and public."""
        from toolkit.models.tools import AudiencePage, ToolPage

        return self.filter(
            audience__in=readable(AudiencePage.objects.all()),
            tool__in=readable(ToolPage.objects.all()),
        )

    def in_reading_order(self) -> Self:
        return self.order_by("audience__path", "position")


class Row(models.Model):
    """A row of a live audience page. Written by ``toolkit.projection`` alone.

    ``toolkit.achievements.rows`` gives those that a page shows their ``achievements``.
    """

    achievements: "list[ContributionPage]"

    audience = models.ForeignKey(
        "toolkit.AudiencePage", on_delete=models.CASCADE, related_name="projected_rows"
    )
    tool = models.ForeignKey(
        "toolkit.ToolPage", on_delete=models.CASCADE, related_name="projected_rows"
    )
    locale = models.ForeignKey("wagtailcore.Locale", on_delete=models.CASCADE, related_name="+")
    uuid = models.UUIDField()
    position = models.PositiveIntegerField()
    purposes = models.JSONField(default=list)
    outcomes = models.JSONField(default=list)
    means = models.JSONField(default=list)
    examples = models.JSONField(default=list)

    objects = RowQuerySet.as_manager()

    class Meta:
        verbose_name = _("row")
        constraints = [
            models.UniqueConstraint(fields=["audience", "uuid"], name="one_row_for_each_block")
        ]

    def __str__(self) -> str:
        return " · ".join(plain(item["text"]) for item in self.purposes)

    @property
    def anchor(self) -> str:
        return f"r-{self.uuid}"

    def items(self, column: str) -> list[Item]:
        return getattr(self, column)

    @cached_property
    def folded(self) -> str:
        """All its words, as ``fold`` writes them."""
        texts = (item["text"] for column in COLUMNS for item in self.items(column.key))
        return fold(" ".join(plain(text) for text in texts))


def inline(html: str) -> str:
    """Rich text without its paragraphs: several become lines."""
    paragraphs = [text.strip() for text in PARAGRAPH.findall(html)] or [html.strip()]
    return "<br/>".join(text for text in paragraphs if text)


def items_of(cell: list[Any]) -> list[Item]:
    """The items of a stored ListBlock that hold a text."""
    items = (Item(id=item["id"], text=inline(item["value"])) for item in cell)
    return [item for item in items if item["text"]]


def rows_of(audience: "AudiencePage", tool: "ToolPage") -> list[Row]:
    """The rows of the page as it is in memory, unsaved: a draft's too, for previews."""
    return [
        Row(
            audience=audience,
            tool=tool,
            locale_id=audience.locale_id,
            uuid=UUID(str(block["id"])),
            position=position,
            **{key: items_of(block["value"].get(key, [])) for key in CELLS},
        )
        for position, block in enumerate(audience.rows.raw_data)
    ]
