"""What is found of what people type, in their words: tests/search/sentences.toml says it all.

The same is found, in the same order, on every database.
"""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from wagtail.models import Locale, Page

from blog.models import BlogIndexPage
from home.models import ContentPage, HomePage
from search.facets import Selection
from search.finding import Asked, Found
from search.models import Entry, SynonymSet
from search.query import parse
from search.spelling import meant
from tests.blog.factories import make_comment
from tests.factories import make_author, make_category, make_story, make_tool
from toolkit.importers.document import AudienceTable, DocumentRow
from toolkit.models import ToolIndexPage

WRITTEN = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text())


@dataclass
class Corpus:
    """Its entries by the names that the file gives them."""

    names: dict[int, str] = field(default_factory=dict)
    locales: dict[str, Locale] = field(default_factory=dict)

    def found(self, sentence: dict[str, Any], code: str) -> tuple[list[str], list[str]]:
        chosen = Selection({"kind": frozenset([sentence["kind"]])} if "kind" in sentence else {})
        found = Found(Asked(sentence["typed"], self.locales[code], chosen))
        assert found.total == len(found.entries) <= 20, sentence
        return self.named(found.entries), self.named(found.partial)

    def named(self, entries: list[Entry]) -> list[str]:
        return [self.names[entry.pk] for entry in entries if entry.pk in self.names]


@pytest.fixture
def corpus(home_page, toolkit) -> Corpus:
    english, _new = Locale.objects.get_or_create(language_code="en")
    corpus = Corpus(locales={"fr": home_page.locale, "en": english})
    for given in WRITTEN["synonyms"]:
        SynonymSet.objects.create(locale=home_page.locale, words="\n".join(given["words"]))
    write_rows(toolkit, corpus)
    stories = write_stories(corpus)
    homes = {"fr": home_page, "en": home_page.copy_for_translation(english)}
    homes["en"].save_revision().publish()
    write_pages(homes, corpus)
    for given in WRITTEN["comments"]:
        comment = make_comment(stories[given["story"]], given["text"])
        corpus.names[Entry.objects.get(key=f"c-{comment.pk}").pk] = given["name"]
    return corpus


def write_rows(toolkit: ToolIndexPage, corpus: Corpus) -> None:
    columns = ("purposes", "outcomes", "means", "examples")
    names, tables = {}, []
    for audience in WRITTEN["audiences"]:
        rows = [
            DocumentRow(*(row.get(column, []) for column in columns)) for row in audience["rows"]
        ]
        tables.append(AudienceTable(audience["title"], audience.get("precision", ""), rows))
        names |= {row["purposes"][0]: row["name"] for row in audience["rows"]}
    make_tool(toolkit, title="Le document de référence", tables=tables)
    stored = Entry.objects.filter(title__in=names)
    corpus.names |= {entry.pk: names[entry.title] for entry in stored}


def write_stories(corpus: Corpus) -> dict[str, Page]:
    stories = {}
    for given in WRITTEN["stories"]:
        author = make_author(given["author"]) if "author" in given else None
        story = make_story(
            BlogIndexPage.objects.get(),
            given["title"],
            lead=given.get("lead", ""),
            body=[("paragraph", f"<p>{given['body']}</p>")],
            authors=[author] if author else [],
            category=make_category(given["category"]) if "category" in given else None,
            tags=given.get("tags", []),
        )
        stories[given["name"]] = story
        corpus.names[Entry.objects.get(page=story, key="").pk] = given["name"]
    return stories


def write_pages(homes: dict[str, HomePage], corpus: Corpus) -> None:
    for given in WRITTEN["pages"]:
        home = homes[given.get("locale", "fr")]
        body = [("paragraph", f"<p>{given['body']}</p>")]
        page = ContentPage(
            title=given["title"], lead=given.get("lead", ""), body=body, locale=home.locale
        )
        home.add_child(instance=page)
        page.save_revision().publish()
        corpus.names[Entry.objects.get(page=page, key="").pk] = given["name"]


def complaint(sentence: dict[str, Any], found: list[str], partial: list[str]) -> str:
    """What is wrong with what was found; nothing when all is well."""
    wrong = []
    if missing := set(sentence.get("finds", [])) - set(found):
        wrong.append(f"does not find {sorted(missing)}")
    if sentence.get("finds") == [] and found:
        wrong.append("finds something")
    if kept := set(sentence.get("not", [])) & set(found):
        wrong.append(f"finds {sorted(kept)}")
    first = sentence.get("first", [])
    if first != found[: len(first)]:
        wrong.append(f"does not begin with {first}")
    if missing := set(sentence.get("partial", [])) - set(partial):
        wrong.append(f"does not offer {sorted(missing)} among {partial}")
    return f"{sentence['typed']}: {', '.join(wrong)}: {found}" if wrong else ""


def test_each_document_is_found(corpus):
    written = [row for audience in WRITTEN["audiences"] for row in audience["rows"]]
    for kind in ("stories", "pages", "comments"):
        written += WRITTEN[kind]
    assert sorted(corpus.names.values()) == sorted(one["name"] for one in written)


def test_each_sentence_finds_what_it_means(corpus):
    wrong, count = [], 0
    for group in WRITTEN["sentences"]:
        for sentence in group["ask"]:
            count += 1
            found = corpus.found(sentence, group.get("locale", "fr"))
            if said := complaint(sentence, *found):
                wrong.append(f"{group['about']}: {said}")
    assert not wrong, f"{len(wrong)} of {count}:\n" + "\n".join(wrong)


def test_what_was_meant_is_offered(corpus):
    wrong = {}
    for error in WRITTEN["errors"]:
        better = meant(parse(error["typed"], "fr"), corpus.locales["fr"])
        if (better.text if better else "") != error["meant"]:
            wrong[error["typed"]] = better and better.text
    assert not wrong
