"""Links in rich text: resolved once for a whole page, and never to what a reader may not see."""

from django.utils import translation
from django.utils.html import escape
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler as StockPageLinkHandler

from home.readable import readable


class PageLinkHandler(StockPageLinkHandler):
    """Stock costs three queries a link and shows the address of drafts and private pages.

    Readers get the page in their language where it exists, the linked page where not,
    and no link at all where neither is live and public.
    """

    @classmethod
    def get_many(cls, attrs_list: list[dict]) -> list[Page | None]:
        ids = {int(attrs["id"]) for attrs in attrs_list if attrs.get("id", "").isdecimal()}
        shown = readable(Page.objects.select_related("locale"))
        pages = shown.in_bulk(ids)
        language = translation.get_language()
        foreign = [page for page in pages.values() if page.locale.language_code != language]
        if foreign:
            translated = {
                page.translation_key: page
                for page in shown.filter(
                    translation_key__in=[page.translation_key for page in foreign],
                    locale__language_code=language,
                )
            }
            pages |= {page.pk: translated.get(page.translation_key, page) for page in foreign}
        return [
            pages.get(int(attrs["id"])) if attrs.get("id", "").isdecimal() else None
            for attrs in attrs_list
        ]

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        return [
            f'<a href="{escape(page.url)}">' if page and page.url else "<a>"
            for page in cls.get_many(attrs_list)
        ]
