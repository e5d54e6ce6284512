"""Links in rich text: resolved once for a whole page, and never to what a reader may not see."""

from django.utils import translation
from django.utils.html import escape
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler as StockPageLinkHandler

from home.readable import readable_by_id


class PageLinkHandler(StockPageLinkHandler):
    """Stock costs three queries a link and shows the address of drafts and private pages.

    Readers get the page in their language where it exists, the linked page where not,
    and no link at all where neither is live and public.
    """

    @classmethod
    def get_many(cls, attrs_list: list[dict]) -> list[Page | None]:
        ids = [int(pk) if (pk := attrs.get("id", "")).isdecimal() else 0 for attrs in attrs_list]
        pages = readable_by_id(set(ids), translation.get_language())
        return [pages.get(pk) for pk in ids]

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        return [
            f'<a href="{escape(page.url)}">' if page and page.url else "<a>"
            for page in cls.get_many(attrs_list)
        ]
