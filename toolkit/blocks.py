"""One row of an audience table. Lists, not tables: see docs/adr/0003."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.rich_text import SHORT_FEATURES


class ItemBlock(blocks.RichTextBlock):
    """A short text, which can hold links to pages, documents and addresses."""

    class Meta:
        icon = "dot"
        label = _("Item")

    def __init__(self, **kwargs: object) -> None:
        super().__init__(features=SHORT_FEATURES, **kwargs)


def items(label: str, help_text: str, **kwargs: object) -> blocks.ListBlock:
    return blocks.ListBlock(ItemBlock(), label=label, help_text=help_text, default=[], **kwargs)


class RowBlock(blocks.StructBlock):
    """Its UUID, given once by Wagtail, is the row's id and anchor everywhere."""

    purposes = blocks.ListBlock(
        ItemBlock(),
        label=_("Why?"),
        min_num=1,
        help_text=_("What one wants to achieve. One purpose, sometimes several that go together."),
    )
    outcomes = items(_("For what outcomes?"), _("What one can expect from it."))
    means = items(_("How?"), _("The ways to go about it."))
    examples = items(
        _("Examples"),
        _("From here, if possible. Select words to link them to a page of the site."),
    )

    def anchor(self, value: dict[str, Any], block_id: str) -> str:
        return f"r-{block_id}"

    class Meta:
        icon = "table"
        label = _("Row")
        description = _("One purpose, with its outcomes, means and examples.")
        template = "toolkit/blocks/row.html"
        label_format = "{purposes}"
        form_classname = "struct-block audience-row"
        preview_value = {
            "purposes": [_("<p>Make our work visible</p>")],
            "outcomes": [_("<p>Be known as a partner</p>"), _("<p>Find support</p>")],
            "means": [_("<p>Put our actions into figures</p>")],
            "examples": [_("<p>A yearly report on one page</p>")],
        }


class RowsBlock(blocks.StreamBlock):
    row = RowBlock()

    class Meta:
        required = False
        collapsed = True
