"""Template tags that every page uses."""

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import RichText, expand_db_html

register = template.Library()


class ResolveLinksNode(template.Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        return mark_safe(expand_db_html(self.nodelist.render(context)))


@register.tag
def resolvelinks(parser: Parser, token: Token) -> ResolveLinksNode:
    """Resolve the rich-text links of all that it encloses at once.

    Inside it, rich text is put out with the filter ``source``. The cost is a fixed
    number of queries, whatever the number of texts and links.
    """
    nodelist = parser.parse(("endresolvelinks",))
    parser.delete_first_token()
    return ResolveLinksNode(nodelist)


@register.filter
def source(value: RichText | str) -> SafeString:
    """Rich text as stored, for ``resolvelinks`` to finish."""
    return mark_safe(value.source if isinstance(value, RichText) else value)  # noqa: S308
