"""What readers see of a tool, and what it costs."""

import json

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from tests.factories import audience_of, make_large_tool, make_tool
from tests.pages import read, words
from toolkit.models import Row

CANARY = "canari-secret"
MOST_QUERIES = 25


def rows(page) -> list[str]:
    return [words(heading) for heading in page.select("tbody th[scope=row]")]


def queries(client, url: str) -> int:
    client.get(url)  # what is asked once for a process is asked here
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_the_tool_shows_its_introduction_its_contents_and_every_table(client, toolkit):
    tool = make_tool(toolkit, introduction="<p>Pour <b>mieux</b> partager.</p>")
    page = read(client, tool.url)
    assert "Pour mieux partager." in words(page)
    assert [words(link) for link in page.select(".contents a")] == ["Décideurs", "Parents"]
    for link in page.select(".contents a"):
        assert page.select_one(link["href"])
    assert rows(page) == ["Rendre visible", "Faire durer", "Défendre un enjeu", "Faire durer"]


def test_the_audience_page_shows_its_table_alone(client, tool):
    page = read(client, audience_of(tool, "Parents").url)
    assert words(page.h1) == "Parents"
    assert rows(page) == ["Faire durer"]
    assert [words(cell) for cell in page.select("thead th")] == [
        "Pourquoi ?",
        "Pour quelles retombées ?",
        "Comment ?",
        "Exemples",
    ]


def test_each_row_has_a_link_to_itself(client, tool):
    page = read(client, audience_of(tool, "Décideurs").url)
    for row in Row.objects.filter(audience__title="Décideurs"):
        anchor = f"r-{row.uuid}"
        assert page.find(id=anchor).select_one(f'a[href="#{anchor}"]')


@pytest.mark.parametrize(
    "word", ["peser", "PESER", "Défendre", "defendre enjeu", "  bilan lettre "]
)
def test_words_narrow_the_rows(client, tool, word):
    page = read(client, f"{tool.url}?q={word}")
    assert rows(page) == ["Défendre un enjeu"]
    assert page.select_one("[name=q]")["value"] == word.strip()


def test_nothing_found_leads_back(client, tool):
    page = read(client, f"{tool.url}?q=introuvable")
    assert rows(page) == []
    assert page.select_one(f'#found a[href^="{tool.url}"]')


def test_columns_can_be_left_out(client, tool):
    url = audience_of(tool, "Décideurs").url
    page = read(client, f"{url}?col=means&col=rien")
    assert [words(cell) for cell in page.select("thead th")] == ["Pourquoi ?", "Comment ?"]
    assert "Le bilan" not in words(page.select_one("table"))
    checked = [box["value"] for box in page.select("[name=col][checked]")]
    assert checked == ["means"]


@pytest.mark.parametrize(
    "query",
    ["?q=" + "x" * 5000, "?q=%00", "?q=%22", "?q=%F0%9F%90%A6", "?q=" + "a+" * 50, "?q=%ff"],
)
def test_odd_words_get_a_helpful_page(client, tool, query):
    page = read(client, tool.url + query)
    assert page.select_one("[name=q]")


def test_words_beyond_the_limit_are_said(client, tool):
    page = read(client, f"{tool.url}?q={'a+' * 11}")
    assert "10" in words(page.select_one("#filter-note"))


def test_mark_up_in_the_words_is_text(client, tool):
    page = read(client, f'{tool.url}?q=<script>alert(1)</script><a linktype="page" id="1">x</a>')
    assert not [script for script in page.select("script") if not script.get("src")]
    assert not page.select("[linktype]")


def test_the_index_of_means_joins_what_recurs(client, tool):
    page = read(client, f"{tool.url}moyens/")
    entries = {words(entry.p): entry for entry in page.select(".entry")}
    assert len(entries["Faire durer"].select("a")) == 2
    assert len(entries["Un bilan chiffré"].select("a")) == 2
    row = Row.objects.get(audience__title="Parents")
    assert f"{row.audience.url}#{row.anchor}" in [
        link["href"] for link in entries["Faire durer"].select("a")
    ]


def test_texts_that_differ_in_case_and_accents_are_one(client, tool):
    audience = audience_of(tool, "Parents")
    blocks = audience.rows.get_prep_value()
    blocks[0]["value"]["purposes"][0]["value"] = "<p>FAIRE DURER.</p>"
    audience.rows = json.dumps(blocks)
    audience.save_revision().publish()
    page = read(client, f"{tool.url}moyens/")
    assert [words(entry.p) for entry in page.select(".entry")].count("Faire durer") == 1
    assert "FAIRE DURER." not in words(page.main)[:0] + " ".join(
        words(entry.p) for entry in page.select(".entry")
    )


@pytest.mark.parametrize("path", ["", "moyens/", "decideurs/"])
def test_licence_and_source_stand_on_every_page_of_the_tool(client, toolkit, path):
    tool = make_tool(toolkit, licence="cc-by-sa", source="https://agirtot.org/source/")
    licence = read(client, tool.url + path).select_one(".licence")
    assert licence.select_one("[rel=license]")["href"].startswith(
        "https://creativecommons.org/licenses/by-sa/4.0/"
    )
    assert licence.select_one('a[href="https://agirtot.org/source/"]')


def test_a_tool_without_a_licence_has_that_of_the_site(client, tool):
    assert "CC BY-NC-SA 4.0" in words(read(client, tool.url).select_one(".licence"))


def test_a_link_to_a_page_leads_to_it_and_none_to_what_is_hidden(client, toolkit, home_page):
    secret = home_page.add_child(instance=Page(title="Cachée", slug=CANARY, live=False))
    means = f"Voir [la boîte](page:{toolkit.pk}) et [le brouillon](page:{secret.pk})"
    tool = make_tool(toolkit)
    audience = audience_of(tool, "Parents")
    blocks = audience.rows.get_prep_value()
    blocks[0]["value"]["means"] = [
        {"type": "item", "id": "0d6a4e0a-9b4e-4b53-8c8e-2b1f8f4f1e11", "value": link_html(means)}
    ]
    audience.rows = json.dumps(blocks)
    audience.save_revision().publish()
    cell = read(client, audience.url).select("tbody td")[1]
    assert words(cell).endswith("Voir la boîte et le brouillon")
    assert [link.get("href") for link in cell.select("a")] == [toolkit.url, None]
    assert CANARY not in client.get(audience.url).text


def link_html(text: str) -> str:
    from toolkit.notation import to_rich_text

    return to_rich_text(text)


def hide(page, how: str) -> None:
    if how == "unpublished":
        page.unpublish()
    else:
        page.view_restrictions.create(restriction_type="login")


@pytest.mark.parametrize("how", ["unpublished", "private"])
def test_a_hidden_audience_appears_nowhere(client, tool, how, home_page, toolkit):
    audience = audience_of(tool, "Parents")
    hide(audience, how)
    for url in ("/", toolkit.url, tool.url, f"{tool.url}moyens/", "/sitemap.xml"):
        text = client.get(url).text
        assert audience.url not in text, url
        assert "Mobiliser" not in text, url
    assert client.get(audience.url).status_code in (302, 404)


@pytest.mark.parametrize("how", ["unpublished", "private"])
def test_a_hidden_tool_hides_its_audiences(client, tool, how, toolkit):
    audience = audience_of(tool, "Parents")
    hide(tool, how)
    for url in ("/", toolkit.url, "/sitemap.xml"):
        assert tool.url not in client.get(url).text, url
    for url in (tool.url, audience.url, f"{tool.url}moyens/"):
        assert client.get(url).status_code in (302, 404), url


def test_a_draft_shows_in_its_preview_and_nowhere_else(signed_in, publisher, tool, client):
    audience = audience_of(tool, "Parents")
    blocks = audience.rows.get_prep_value()
    blocks[0]["value"]["purposes"][0]["value"] = f"<p>{CANARY}</p>"
    audience.rows = json.dumps(blocks)
    draft = audience.save_revision().as_object()
    assert CANARY not in client.get(audience.url).text
    assert CANARY in draft.make_preview_request(preview_mode="").rendered_content


def test_the_preview_of_a_tool_shows_the_drafts_of_its_audiences(client, toolkit):
    tool = make_tool(toolkit, publish=False)
    preview = tool.get_latest_revision_as_object().make_preview_request(preview_mode="")
    assert rows(BeautifulSoup(preview.content, "html.parser")) == [
        "Rendre visible",
        "Faire durer",
        "Défendre un enjeu",
        "Faire durer",
    ]
    assert client.get(f"{toolkit.url}{tool.slug}/?is_preview=1").status_code == 404


def test_the_admin_alone_may_frame_a_preview(client, tool):
    preview = tool.make_preview_request(preview_mode="")
    assert "frame-ancestors 'self'" in preview.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in client.get(tool.url).headers["Content-Security-Policy"]


def test_queries_do_not_grow_with_tables_and_links(client, toolkit):
    small = make_large_tool(toolkit, audiences=11, links=100, target=toolkit.pk)
    large = make_large_tool(toolkit, audiences=22, links=500, target=toolkit.pk, title="Grand")
    for path in ("", "moyens/", "public-0/"):
        counted = queries(client, small.url + path)
        assert counted <= MOST_QUERIES, path
        assert queries(client, large.url + path) == counted, path


def test_public_pages_can_be_cached_by_anyone(client, tool, toolkit):
    for url in ("/", toolkit.url, tool.url, f"{tool.url}?q=durer", f"{tool.url}moyens/"):
        response = client.get(url)
        assert not response.cookies, url
        assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert "Cookie" not in response.headers.get("Vary", "")
        assert "csrf" not in response.text.casefold()
        etag = response.headers["ETag"]
        assert client.get(url, headers={"if-none-match": etag}).status_code == 304
