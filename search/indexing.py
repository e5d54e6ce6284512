"""Keeps the index what readers can read: nothing else is ever in it.

``refresh`` makes the entries of pages agree with what is stored of them, in the transaction
of whoever changed them. What did not change is not written.
"""

import json
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import batched, chain, combinations

from django.db import transaction
from django.db.models import QuerySet
from wagtail.models import Locale, Page
from wagtail.query import PageQuerySet

from home.readable import readable
from search.analysis import Word, words_of
from search.engines import Tokens, engine
from search.expressions import Column
from search.facets import Values
from search.models import Entry, FacetSet, Kind, Misspelling, VocabularyWord
from search.sources import (
    SOURCES,
    Thing,
    key_of_comment,
    things_of,
    things_of_comments,
)

BATCH = 200  # pages
STORED = ["locale", "facets", "title", "context", "tint", "parts", "date", "length", "digest"]
SEEN = 7  # letters of a word that misspellings look at
SHORTEST = 4  # letters of a word that may be misspelt
LONG = 8  # letters from which two mistakes are forgiven


@dataclass(frozen=True)
class Analysed:
    """A thing, its entry as it is to be stored, and its words."""

    thing: Thing
    entry: Entry

    @property
    def name(self) -> tuple[int, str]:
        return self.entry.page_id, self.entry.key

    @cached_property
    def words(self) -> list[tuple[Column, list[tuple[str, list[Word]]]]]:
        """Of each column its texts, of each text its words."""
        thing = self.thing
        titles = [] if thing.kind == Kind.COMMENT else [self.entry.title]  # that of its story
        texts = [(Column.TITLE, titles), *((Column(c), texts) for c, texts in self.entry.parts)]
        texts.append((Column.CONTEXT, [normal(text) for text in thing.about]))
        language = thing.page.locale.language_code
        return [
            (column, [(text, words_of(text, language)) for text in some]) for column, some in texts
        ]

    @property
    def tokens(self) -> Tokens:
        return {
            column.value: [[(word.exact, word.stem) for word in words] for _text, words in some]
            for column, some in self.words
        }

    @property
    def length(self) -> int:
        return sum(len(words) for _column, some in self.words for _text, words in some)

    @property
    def written_words(self) -> Iterator[tuple[str, str]]:
        for _column, some in self.words:
            for text, words in some:
                for word in words:
                    yield word.exact, text[word.start : word.end].lower()


def refresh(page_ids: Iterable[int]) -> int:
    """Of pages with all that is theirs; returns how many entries were written or taken away."""
    changed = 0
    for some in batched(page_ids, BATCH):
        with transaction.atomic():
            kept: PageQuerySet = readable(Page.objects.filter(pk__in=some).select_related("locale"))
            pages = [page for page in kept.specific() if type(page) in SOURCES]
            changed += agree(things_of(pages), Entry.objects.filter(page__in=some))
    return changed


def refresh_comments(ids: Iterable[int]) -> int:
    """Of comments alone: their stories did not change."""
    changed = 0
    for some in batched(ids, BATCH):
        with transaction.atomic():
            keys = [key_of_comment(pk) for pk in some]
            changed += agree(things_of_comments(some), Entry.objects.filter(key__in=keys))
    return changed


def rebuild(*, everything: bool = False) -> int:
    """Page by page, so that the index is never empty."""
    if everything:
        Entry.objects.update(digest="")
    return refresh(list(Page.objects.order_by("pk").values_list("pk", flat=True)))


def agree(things: Iterable[Thing], entries: QuerySet[Entry]) -> int:
    """Make these entries those of these things."""
    found = [Analysed(thing, entry_of(thing)) for thing in things]
    stored = {
        (page_id, key): (pk, digest)
        for pk, page_id, key, digest in entries.values_list("pk", "page_id", "key", "digest")
    }
    names = {one.name for one in found}
    gone = [pk for name, (pk, _digest) in stored.items() if name not in names]
    if gone:
        Entry.objects.filter(pk__in=gone).delete()
    new = [one for one in found if stored.get(one.name, (0, ""))[1] != one.entry.digest]
    if new:
        write(new)
    return len(gone) + len(new)


def entry_of(thing: Thing) -> Entry:
    """As it is to be stored, but for the combination of its facets and its length."""
    parts = [
        (column.value, kept)
        for column, texts in thing.parts.items()
        if (kept := [normal(text) for text in texts if text and not text.isspace()])
    ]
    entry = Entry(
        page=thing.page,
        locale_id=thing.page.locale_id,
        key=thing.key,
        title=normal(thing.title),
        context=normal(thing.context),
        tint=thing.tint,
        parts=parts,
        date=thing.date,
    )
    told = [entry.locale_id, entry.title, entry.context, thing.about, entry.tint, parts]
    entry.digest = digest_of([*told, str(entry.date), thing.all_facets])
    return entry


def write(found: list[Analysed]) -> None:
    sets = {facets_id(values): values for values in (one.thing.all_facets for one in found)}
    FacetSet.objects.bulk_create(
        [FacetSet(pk=pk, values=values) for pk, values in sorted(sets.items())],
        ignore_conflicts=True,
    )
    for one in found:
        one.entry.facets_id = facets_id(one.thing.all_facets)
        one.entry.length = one.length
    Entry.objects.bulk_create(
        [one.entry for one in found],
        update_conflicts=True,
        unique_fields=["page", "key"],
        update_fields=STORED,
    )
    engine().write([(one.entry, one.tokens) for one in found])
    for locale in {one.thing.page.locale for one in found}:
        those = (one for one in found if one.entry.locale_id == locale.pk)
        learn(locale, chain.from_iterable(one.written_words for one in those))


def facets_id(values: Values) -> int:
    """Of equal combinations the same, as a positive number of 63 bits."""
    return int(digest_of(values)[:16], 16) >> 1


# --- The words of the index, for "did you mean" -------------------------------------------


def learn(locale: Locale, words: Iterable[tuple[str, str]]) -> None:
    """Words of at least four letters, each once; numbers are not misspelt, they are others."""
    new = {exact: written for exact, written in words if len(exact) >= SHORTEST}
    new = {exact: written[:60] for exact, written in new.items() if exact.isalpha()}
    known = VocabularyWord.objects.filter(locale=locale)
    for some in batched(sorted(new), 500):
        taken = set(known.filter(exact__in=some).values_list("exact", flat=True))
        missing = [exact for exact in some if exact not in taken]
        if missing:
            VocabularyWord.objects.bulk_create(
                [VocabularyWord(locale=locale, exact=e, written=new[e]) for e in missing],
                ignore_conflicts=True,
            )
            # Who wrote the same word at the same moment wrote its misspellings too.
            stored = known.filter(exact__in=missing, misspellings=None)
            Misspelling.objects.bulk_create(
                [
                    Misspelling(word=word, letters=letters)
                    for word in stored
                    for letters in misspellings_of(word.exact)
                ]
            )


def misspellings_of(exact: str) -> set[str]:
    """The beginning of a word, whole and with one or two letters left out.

    Two words that are at most two typing errors apart have one in common: SymSpell, Wolf
    Garbe, 2012 (https://github.com/wolfgarbe/SymSpell).
    """
    seen = exact[:SEEN]
    left_out = 1 if len(exact) < LONG else 2
    return {
        "".join(letter for place, letter in enumerate(seen) if place not in places)
        for count in range(left_out + 1)
        for places in combinations(range(len(seen)), count)
    }


def normal(text: str) -> str:
    """One letter is one sign, whatever the file it came from: places in a text depend on it."""
    return unicodedata.normalize("NFC", text).replace("\0", "")


def digest_of(value: object) -> str:
    return sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
