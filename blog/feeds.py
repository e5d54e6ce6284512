"""RSS and Atom of every list of stories, each with its full text."""

import re
from datetime import datetime, time
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin
from uuid import uuid5
from xml.sax.xmlreader import AttributesImpl

import nh3
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe
from wagtail.blocks import StreamValue
from wagtail.models import Page
from wagtail.rich_text import expand_db_html

from blog.cards import with_people
from blog.lists import StoryList, story_list
from blog.models import BlogIndexPage
from home.readable import readable

if TYPE_CHECKING:
    from blog.models import BlogPage

ENTRIES = 20
ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt", "width", "height"}}
# What XML 1.0 cannot hold at all, and what parts texts that are treated together.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
SEPARATOR = "\x1e"


class Rss(Rss201rev2Feed):
    content_type = "application/rss+xml; charset=utf-8"

    def rss_attributes(self) -> dict[str, str]:
        return super().rss_attributes() | {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/"
        }

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        names = ", ".join(author["name"] for author in item["authors"])
        super().add_item_elements(handler, item | {"author_name": names})
        handler.addQuickElement("content:encoded", item["content"])


class Atom(Atom1Feed):
    content_type = "application/atom+xml; charset=utf-8"

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for author in item["authors"]:
            handler.startElement("author", AttributesImpl({}))
            handler.addQuickElement("name", author["name"])
            if author["url"]:
                handler.addQuickElement("uri", author["url"])
            handler.endElement("author")
        handler.addQuickElement("content", item["content"], {"type": "html"})


KINDS: dict[str, type[Rss] | type[Atom]] = {"rss": Rss, "atom": Atom}


@require_safe
def feed(request: HttpRequest, path: str, kind: str) -> HttpResponse:
    """Of the list that stands at ``path``: ``/blogue/`` has ``/blogue/rss.xml``."""
    listed = list_at(request, path)
    stories = listed.stories.defer(None).select_related("category")[:ENTRIES]
    written = write(KINDS[kind], listed, with_people(stories, listed.index.locale_id))
    return HttpResponse(written, content_type=KINDS[kind].content_type)


def list_at(request: HttpRequest, path: str) -> StoryList:
    route = Page.route_for_request(request, path)
    page = route.page if route else None
    if not isinstance(page, BlogIndexPage) or not readable(Page.objects.filter(pk=page.pk)):
        raise Http404
    view, _args, kwargs = route.args
    if view.__func__ is not BlogIndexPage.show_list:
        raise Http404
    return story_list(page, **({"by": "all"} | kwargs))


def write(kind: type[Rss] | type[Atom], listed: StoryList, stories: "list[BlogPage]") -> str:
    index = listed.index
    root = index.full_url.removesuffix(index.url)
    name = "rss" if kind is Rss else "atom"
    generator = kind(
        title=legible(index.title if listed.by == "all" else f"{listed.title} – {index.title}"),
        link=listed.full_url,
        description=legible(listed.summary or index.summary or index.title),
        language=index.locale.language_code,
        feed_url=f"{listed.full_url}{name}.xml",
        feed_guid=f"{listed.full_url}{name}.xml",
    )
    contents = contents_of(stories)
    for story, content in zip(stories, contents, strict=True):
        generator.add_item(
            title=legible(story.title),
            link=story.full_url,
            # Both kinds of feeds say that it is HTML.
            description=escape(legible(story.lead)),
            unique_id=f"urn:uuid:{uuid5(story.translation_key, index.locale.language_code)}",
            unique_id_is_permalink=False,
            pubdate=published_at(story),
            updateddate=max(story.last_published_at or published_at(story), published_at(story)),
            categories=[legible(word) for word in words_of(story)],
            authors=[
                {
                    "name": legible(author.name),
                    "url": f"{root}{index.address('author', slug=author.slug)}",
                }
                for author in story.writers
            ],
            content=legible(sanitised(content, story.full_url)),
        )
    return generator.writeString("utf-8")


def published_at(story: "BlogPage") -> datetime:
    """The shown date has no hour: noon is that day in every inhabited time zone but a few."""
    return timezone.make_aware(datetime.combine(story.date, time(12)))


def words_of(story: "BlogPage") -> list[str]:
    return [story.filed_under.name] if story.filed_under else []


def contents_of(stories: "list[BlogPage]") -> list[str]:
    """The body of each, drawn and with its links resolved; one round of queries for all."""
    bodies = blocks_of(stories)
    drawn = ["".join(block.render() for block in blocks) for blocks in bodies]
    return expand_db_html(SEPARATOR.join(drawn)).split(SEPARATOR) if drawn else []


def blocks_of(stories: "list[BlogPage]") -> list[list[Any]]:
    """As one stream, pictures and documents are fetched once, not for each story."""
    if not stories:
        return []
    raw = [block for story in stories for block in story.body.raw_data]
    stream = StreamValue(stories[0].body.stream_block, raw, is_lazy=True)
    pictures = [block.value["image"] for block in stream if block.block_type == "image"]
    prefetch_related_objects([picture for picture in pictures if picture], "renditions")
    blocks = iter(stream)
    return [list(islice(blocks, len(story.body.raw_data))) for story in stories]


def sanitised(html: str, base: str) -> str:
    """Plain mark-up whose links lead to our site from wherever it is read."""

    def absolute(tag: str, attribute: str, value: str) -> str:
        return urljoin(base, value) if attribute in ("href", "src") else value

    return nh3.clean(
        html,
        attributes=ATTRIBUTES,
        attribute_filter=absolute,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )


def legible(text: str) -> str:
    return CONTROL.sub("", text)
