"""What a search server would be told: how to read words, and what is looked for."""

import json
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured
from modelsearch.query import MATCH_ALL, MATCH_NONE, And, Boost, Fuzzy, Not, Or, Phrase, PlainText
from wagtail.models import Page

from search.analysis import PIECE, words_of
from search.backends import choice, remote
from search.backends.remote import ELISIONS, INDEX_SETTINGS
from search.backends.servers import (
    AnalysedAutocompleteCompiler,
    AnalysedCompiler,
    AnalysedMapping,
)

ANALYSIS = INDEX_SETTINGS["settings"]["analysis"]
FORMS = ["", ".french_words", ".english_words"]


def test_the_database_is_asked_without_a_server():
    assert choice.backend("database", [], "agirtot_") == {"BACKEND": "search.backends.analysed"}


@pytest.mark.parametrize("name", ["opensearch", "elasticsearch"])
def test_a_server_is_asked_by_name(monkeypatch, name):
    monkeypatch.setitem(choice.CLIENTS, name, "json")  # which is installed
    assert choice.backend(name, ["http://localhost:9200"], "agirtot_") == {
        "BACKEND": f"search.backends.{name}",
        "URLS": ["http://localhost:9200"],
        "INDEX_PREFIX": "agirtot_",
        "INDEX_SETTINGS": INDEX_SETTINGS,
    }


def test_what_is_missing_is_said(monkeypatch):
    monkeypatch.setitem(choice.CLIENTS, "opensearch", "no_such_client")
    with pytest.raises(ImproperlyConfigured, match='"solr": it can be "database", "opensearch"'):
        choice.backend("solr", [], "")
    with pytest.raises(ImproperlyConfigured, match="opensearch: set SEARCH_URL"):
        choice.backend("opensearch", [], "")
    with pytest.raises(ImproperlyConfigured, match="not installed: run uv sync --group opensearch"):
        choice.backend("opensearch", ["http://localhost:9200"], "")


def test_the_settings_of_the_index_need_no_django():
    code = (
        "import sys, search.backends.remote;"
        "sys.exit(any(name.startswith(('django', 'wagtail')) for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_index_reads_words_as_the_project_does():
    json.dumps(INDEX_SETTINGS)
    folded = ["elision", "lowercase", "asciifolding", "one_word"]
    analysers = ANALYSIS["analyzer"]
    assert analysers["default"]["filter"] == analysers["folded_words"]["filter"] == folded
    french = ["french_irregular", *remote.ENDS, "french_stemmer"]
    assert analysers["french_words"]["filter"] == [*folded, *french]
    assert "travaux => travail" in ANALYSIS["filter"]["french_irregular"]["rules"]
    assert analysers["english_words"]["filter"] == [*folded, "english_stemmer"]
    assert analysers["edgengram_analyzer"]["filter"] == [*folded, "edgengram"]
    assert not [name for name in ANALYSIS["filter"] if "stop" in name]


def test_every_filter_that_is_named_exists():
    for analyser in ANALYSIS["analyzer"].values():
        assert analyser["tokenizer"] == "standard"
        assert set(analyser["char_filter"]) <= set(ANALYSIS["char_filter"])
        assert set(analyser["filter"]) <= {*ANALYSIS["filter"], "lowercase", "asciifolding"}


def test_the_elisions_are_those_of_the_project():
    assert PIECE.pattern.startswith(f"(?:{'|'.join(ELISIONS)})['’]")
    for elision in ELISIONS:
        assert [word.exact for word in words_of(f"{elision}'enfant", "fr")] == ["enfant"]


def test_each_text_is_indexed_in_three_forms():
    fields = AnalysedMapping(Page).get_mapping()["properties"]
    for name in ("title", "_all_text", "_all_text_boost_2_0", "title_edgengrams", "_edgengrams"):
        assert [f".{form}" for form in fields[name]["fields"]] == FORMS[1:]
    assert fields["_edgengrams"]["analyzer"] == "edgengram_analyzer"
    assert fields["_edgengrams"]["search_analyzer"] == "folded_words"
    used = [form["analyzer"] for form in fields["title"]["fields"].values()]
    assert set(used) <= set(ANALYSIS["analyzer"])
    assert "fields" not in fields["live_filter"]


def sought(query, compiler=AnalysedAutocompleteCompiler, **options) -> dict:
    found = compiler(Page.objects.filter(live=True), query, **options).get_query()["bool"]
    assert {"term": {"live_filter": True}} in found["filter"]
    return found["must"]


def word(text: str, **options) -> dict:
    fields = [f"_edgengrams{form}" for form in FORMS]
    return {"multi_match": {"query": text, "fields": fields} | options}


def test_each_word_may_fit_in_any_form():
    words = [word("petites", operator="and"), word("enf", operator="and")]
    assert sought("Petites  enf*") == {"bool": {"must": words}}
    assert sought("Petites enf", operator="or") == {"bool": {"should": words}}


def test_titles_weigh_more():
    (found,) = sought("Décideurs", AnalysedCompiler)["bool"]["must"]
    fields = [f"_all_text{form}" for form in FORMS]
    fields += [f"_all_text_boost_2_0{form}^2.0" for form in FORMS]
    assert found == {"multi_match": {"query": "decideurs", "operator": "and", "fields": fields}}


def test_a_field_can_be_named():
    (found,) = sought("deci", AnalysedAutocompleteCompiler, fields=["title"])["bool"]["must"]
    assert found["multi_match"]["fields"] == [f"title_edgengrams{form}" for form in FORMS]


def test_queries_combine():
    one = {"bool": {"must": [word("rive", operator="and")]}}
    phrase = word("petite enfance", type="phrase")
    assert sought(And([PlainText("rive"), Phrase("petite enfance")])) == {
        "bool": {"must": [one, phrase]}
    }
    assert sought(Or([PlainText("rive"), Phrase("*")])) == {"bool": {"should": [one]}}
    assert sought(Not(PlainText("rive"))) == {"bool": {"must_not": one}}
    assert sought(Boost(PlainText("rive"), 2)) == {
        "bool": {"must": [word("rive", operator="and", boost=2.0)]}
    }
    assert sought(Fuzzy("rivs")) == word("rivs", fuzziness="AUTO")
    assert sought(MATCH_ALL) == {"match_all": {}}


@pytest.mark.parametrize("query", ['"', "*", "\x00\ud800", "- -", "🙂"])
def test_what_says_nothing_finds_nothing(query):
    nothing = {"bool": {"must_not": {"match_all": {}}}}
    assert sought(query) == sought(Phrase(query), AnalysedCompiler) == nothing
    assert sought(MATCH_NONE) == nothing


def test_no_query_is_long():
    for query in ("x" * 100_000, "mot " * 25_000, And([Phrase("a")] * 5_000)):
        assert len(json.dumps(sought(query))) < 3_000
