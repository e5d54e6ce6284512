"""What readers can find of a page: the page itself, its rows, its comments."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.text import slugify
from wagtail.blocks import StreamValue
from wagtail.models import Page

from blog.cards import with_people
from blog.comments.markup import plain as plain_comment
from blog.comments.rules import mode_of
from blog.models import BlogIndexPage, BlogPage, Comment, CommentSettings, CommentsMode
from blog.models.comments import CommentQuerySet
from home.folding import fold
from home.models import ContentPage, ThemeIndexPage, ThemePage
from home.readable import readable
from home.text import plain
from search.expressions import Column
from search.facets import Values
from search.models import Kind
from toolkit.columns import COLUMNS
from toolkit.models import (
    AudiencePage,
    ContributionIndexPage,
    ContributionPage,
    Row,
    ToolIndexPage,
    ToolPage,
)

type Parts = dict[Column, list[str]]


@dataclass(frozen=True)
class Thing:
    """One thing that readers can find; the fields are those of ``Entry``.

    ``about`` is searched and not shown: whom it is for, who wrote it, its tags.
    """

    page: Page
    kind: Kind
    title: str
    key: str = ""
    context: str = ""
    about: tuple[str, ...] = ()
    tint: str = ""
    parts: Parts = field(default_factory=dict)
    date: datetime.date | None = None
    facets: Values = field(default_factory=dict)

    @property
    def all_facets(self) -> Values:
        years = {"year": [(str(self.date.year), "")]} if self.date else {}
        return {"kind": [(self.kind.value, "")]} | years | self.facets


# Of each type of page, how the things of many are read, in a fixed number of queries.
type Source = Callable[[list[Any]], Iterable[Thing]]


def things_of(pages: Iterable[Page]) -> Iterator[Thing]:
    """``pages`` are readable ones, as stored, each of its own class."""
    by_type: dict[type[Page], list[Page]] = defaultdict(list)
    for page in pages:
        by_type[type(page)].append(page)
    for model, some in by_type.items():
        yield from SOURCES[model](some)


def tools(pages: list[ToolPage]) -> Iterator[Thing]:
    for page in pages:
        texts = [plain(page.introduction), plain(page.note)]
        parts = {Column.OUTCOMES: [page.subtitle], Column.EXAMPLES: texts}
        yield Thing(page, Kind.TOOL, page.title, parts=parts, date=page.month)


def audiences(pages: list[AudiencePage]) -> Iterator[Thing]:
    """Those of live tools, and their rows."""
    shown = readable(ToolPage.objects.filter(path__in=[page.path[:-4] for page in pages]))
    tool_of = {tool.path: tool for tool in shown}
    rows = defaultdict(list)
    for row in Row.objects.filter(audience__in=pages).order_by("position"):
        rows[row.audience_id].append(row)
    for page in pages:
        tool = tool_of.get(page.path[:-4])
        if tool:
            facet = {"audience": [labelled(page.title)]}
            parts = {
                Column.OUTCOMES: [page.heading, page.precision],
                Column.EXAMPLES: [page.introduction],
            }
            yield Thing(
                page,
                Kind.PAGE,
                page.title,
                context=tool.title,
                about=(tool.title,),
                tint=page.tint,
                parts=parts,
                facets=facet,
            )
            for row in rows[page.pk]:
                yield thing_of_row(row, page, tool)


def thing_of_row(row: Row, page: AudiencePage, tool: ToolPage) -> Thing:
    purposes, *cells = ([plain(item["text"]) for item in row.items(c.key)] for c in COLUMNS)
    return Thing(
        page,
        Kind.ROW,
        " · ".join(purposes),
        key=row.anchor,
        context=f"{tool.title} › {page.title}",
        about=(tool.title, page.title),
        tint=page.tint,
        parts=dict(zip(list(Column)[1:4], cells, strict=True)),
        date=tool.month,
        facets={"audience": [labelled(page.title)]},
    )


def achievements(pages: list[ContributionPage]) -> Iterator[Thing]:
    prefetch_related_objects(pages, "illustrations__audience")
    above = {page.theme_id for page in pages if page.theme_id}
    theme_of = readable(ThemePage.objects.filter(pk__in=above)).in_bulk()
    given = {one.audience_id for page in pages for one in page.illustrations.all()}
    audience_of = readable(AudiencePage.objects.filter(pk__in=given)).in_bulk()
    for page in pages:
        theme = theme_of.get(page.theme_id)
        found = [audience_of.get(one.audience_id) for one in page.illustrations.all()]
        titles = list(dict.fromkeys(audience.title for audience in found if audience))
        texts = [
            *texts_of(page.body),
            *map(plain, (page.outcomes, page.learned)),
            page.purpose,
            page.partners,
        ]
        yield Thing(
            page,
            Kind.ACHIEVEMENT,
            page.title,
            context=page.territory_name,
            about=(*titles, page.territory_name, page.credit, *([theme.title] if theme else [])),
            tint=theme.tint if theme else "",
            parts={Column.OUTCOMES: [page.lead], Column.EXAMPLES: texts},
            date=page.date,
            facets={
                "audience": [labelled(title) for title in titles],
                "theme": [labelled(theme.title)] if theme else [],
            },
        )


type Section = ToolIndexPage | ContributionIndexPage | ThemeIndexPage | BlogIndexPage


def sections(pages: list[Section]) -> Iterator[Thing]:
    """The pages that the menu leads to: who types "blogue" looks for the blog."""
    for page in pages:
        yield Thing(page, Kind.PAGE, page.title, parts={Column.OUTCOMES: [page.introduction]})


def themes(pages: list[ThemePage]) -> Iterator[Thing]:
    for page in pages:
        facet = {"theme": [labelled(page.title)]}
        parts = {Column.EXAMPLES: [page.introduction]}
        yield Thing(page, Kind.PAGE, page.title, tint=page.tint, parts=parts, facets=facet)


def contents(pages: list[ContentPage]) -> Iterator[Thing]:
    above = readable(ThemePage.objects.filter(path__in=[page.path[:-4] for page in pages]))
    theme_of = {theme.path: theme for theme in above}
    for page in pages:
        theme = theme_of.get(page.path[:-4])
        yield Thing(
            page,
            Kind.PAGE,
            page.title,
            context=theme.title if theme else "",
            about=(theme.title,) if theme else (),
            tint=theme.tint if theme else "",
            parts={Column.OUTCOMES: [page.lead], Column.EXAMPLES: texts_of(page.body)},
            facets={"theme": [labelled(theme.title)]} if theme else {},
        )


def stories(pages: list[BlogPage]) -> Iterator[Thing]:
    prefetch_related_objects(pages, "tagged_items__tag")
    by_locale = defaultdict(list)
    for page in pages:
        by_locale[page.locale_id].append(page)
    for locale_id, some in by_locale.items():
        for story in with_people(some, locale_id):
            yield thing_of_story(story)
    yield from comments(pages, Comment.objects.all())


def thing_of_story(story: BlogPage) -> Thing:
    category = story.filed_under
    names = [author.name for author in story.writers]
    tags = [tagged.tag.name for tagged in story.tagged_items.all()]
    texts = [*texts_of(story.body), story.question, plain(story.sources)]
    return Thing(
        story,
        Kind.STORY,
        story.title,
        context=", ".join(names),
        about=(*names, *([category.name] if category else []), *tags),
        tint=category.tint if category else "",
        parts={Column.OUTCOMES: [story.lead], Column.EXAMPLES: texts},
        date=story.date,
        facets=facets_of_story(story),
    )


def facets_of_story(story: BlogPage) -> Values:
    category = story.filed_under
    return {
        "category": [(category.slug, category.name)] if category else [],
        "author": [(author.slug, author.name) for author in story.writers],
    }


def comments(stories: list[BlogPage], among: CommentQuerySet) -> Iterator[Thing]:
    """The published ones, each below the story that it was written to."""
    rules = {stored.site_id: stored for stored in CommentSettings.objects.all()}
    shown = {
        story.pk: story
        for story in stories
        if not story.alias_of_id and mode_of(story, rule_of(story, rules)) != CommentsMode.HIDDEN
    }
    for comment in among.published().filter(story__in=shown):
        story = shown[comment.story_id]
        yield Thing(
            story,
            Kind.COMMENT,
            story.title,
            key=key_of_comment(comment.pk),
            context=comment.name,
            parts={Column.EXAMPLES: [" ".join(plain_comment(comment.comment).split())]},
            date=timezone.localdate(comment.submit_date),
            facets={"category": facets_of_story(story)["category"]},
        )


def rule_of(story: BlogPage, rules: dict[int, CommentSettings]) -> CommentSettings:
    """That of its site, as ``blog.comments.rules`` has it, but for many stories at once."""
    address = story.get_url_parts()
    return (address and rules.get(address[0])) or CommentSettings()


def key_of_comment(pk: int) -> str:
    return f"c-{pk}"


def things_of_comments(ids: Iterable[int]) -> Iterator[Thing]:
    """Those among these that readers see."""
    asked = Comment.objects.filter(pk__in=ids).published()
    told = BlogPage.objects.filter(pk__in=asked.values("story")).select_related("locale")
    for story in readable(told):
        yield from comments(with_people([story], story.locale_id), asked)


def labelled(title: str) -> tuple[str, str]:
    """The key and the label of a facet's value: what is named the same is the same."""
    return slugify(fold(title)) or title, title


def texts_of(body: StreamValue) -> list[str]:
    return body.stream_block.get_searchable_content(body)


SOURCES: dict[type[Page], Source] = {
    ToolIndexPage: sections,
    ContributionIndexPage: sections,
    ThemeIndexPage: sections,
    BlogIndexPage: sections,
    ToolPage: tools,
    AudiencePage: audiences,
    ContributionPage: achievements,
    ThemePage: themes,
    ContentPage: contents,
    BlogPage: stories,
}
