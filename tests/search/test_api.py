"""The search in the API: what the page of results shows, as data."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from blog.models import BlogIndexPage
from tests.factories import make_story, make_tool

ADDRESS = "/api/v3/search/"


@pytest.fixture
def tool(toolkit):
    return make_tool(toolkit)


@pytest.fixture
def blog(db) -> BlogIndexPage:
    return BlogIndexPage.objects.get()


def ask(client: Client, **params) -> dict:
    response = client.get(ADDRESS, params)
    assert response.status_code == 200, response.text
    return response.json()


def test_a_row_is_found_with_its_words_marked_and_its_own_address(client, tool):
    row = tool.tables()[0][1][0]
    word = str(row).split()[-1]
    found = ask(client, q=word, kind="row")
    assert found["total"] >= 1
    first = found["results"][0]
    assert "<mark>" in first["title"]
    assert first["url"].startswith("http://") and "#r-" in first["url"]
    facets = {facet["key"]: facet for facet in found["facets"]}
    assert [c["key"] for c in facets["kind"]["choices"] if c["chosen"]] == ["row"]


def test_what_comes_from_a_tool_says_under_which_licence_and_whence(client, tool, blog):
    tool.licence, tool.source = "cc-by", "https://example.org/nappe"
    tool.save_revision().publish()
    make_story(blog, title=f"Autour de « {tool.title} »")
    word = str(tool.tables()[0][1][0]).split()[-1]
    results = ask(client, q=word)["results"] + ask(client, q=tool.title)["results"]
    by_kind = {result["kind"]: result for result in results}
    for kind in ("row", "tool"):
        assert by_kind[kind]["licence"]["name"] == "CC BY 4.0"
        assert by_kind[kind]["source"] == "https://example.org/nappe"
    assert (by_kind["story"]["licence"], by_kind["story"]["source"]) == (None, "")


def test_what_was_meant_is_said(client, blog):
    make_story(blog, title="Avec les parents")
    assert ask(client, q="parants")["corrected"] == "parents"
    assert ask(client, q="parants")["total"] == 1
    assert ask(client, q="parants", typed="1")["total"] == 0


def test_suggestions(client, blog):
    make_story(blog, title="Avec les parents")
    found = client.get(f"{ADDRESS}suggestions/", {"q": "par"}).json()
    assert [suggestion["text"] for suggestion in found] == ["Avec les parents"]
    assert found[0]["url"].startswith("http://")


@pytest.mark.parametrize(
    "params",
    [
        {"page": "0"},
        {"page": "x"},
        {"locale": "de"},
        {"sort": "'"},
        {"page": "9" * 30},
        {"q": "\0"},
    ],
)
def test_bad_parameters_are_named(client, db, params):
    response = client.get(ADDRESS, params)
    assert response.status_code == 422
    assert next(iter(params)) in response.json()["errors"][0]["loc"]


@pytest.mark.parametrize("typed", ["", '"', "«", "x" * 100_000, "* - ( OR", "👪", "ناس"])
def test_whatever_is_typed_is_answered(client, db, typed):
    assert ask(client, q=typed)["total"] == 0


def test_the_document_describes_it(client, db):
    document = client.get("/api/v3/openapi.json").json()
    assert "/api/v3/search/" in document["paths"]


def test_the_number_of_queries_does_not_grow(client, blog):
    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            ask(client, q="parents")
        return len(counted)

    make_story(blog, title="Avec les parents")
    ask(client, q="parents")  # what never changes is read once
    one = queries()
    for _number in range(5):
        make_story(blog, title="Avec d’autres parents")
    assert queries() == one
