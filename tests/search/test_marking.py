"""Words marked in the page that a result opens: the text alone, never what makes the page."""

import random
import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from blog.models import BlogIndexPage
from search.highlighting import Marker
from search.marking import mark_html
from search.query import parse
from tests.factories import audience_of, make_story
from tests.pages import read, words


def marked(html: str, typed: str = "parents") -> str:
    return mark_html(html, Marker.of(parse(typed, "fr")))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Des parents.</p>", "<p>Des <mark>parents</mark>.</p>"),
        ("<p>Un <b>Parent</b></p>", "<p>Un <b><mark>Parent</mark></b></p>"),
        ("a < b parents", "a &lt; b <mark>parents</mark>"),
        ("l&#x27;aide &amp; parents", "l&#x27;aide &amp; <mark>parents</mark>"),
    ],
)
def test_words_are_marked_in_the_text(html, expected):
    assert marked(html) == expected


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/parents/" title="parents > enfants">ici</a>',
        "<a title='\"parents>'>ici</a>",
        "<script>let parents = '<p>parents</p>'</script>",
        "<style>.parents { color: red }</style>",
        "<textarea>parents</textarea>",
        "<select><option>parents</option></select>",
        "<svg><title>parents</title><text>parents</text></svg>",
        "<button>parents</button>",
        "<!-- parents > -->",
        "<mark>parents</mark>",
        "<script>parents",
        '<p title="parents" data-x=parents>&nbsp;&eacute;</p>',
        "<p>parentsX &lt;b&gt;</p>",
    ],
)
def test_what_is_no_text_stays_to_the_letter(html):
    assert marked(html) == html


def test_an_accent_written_as_an_entity_is_a_letter():
    assert marked("<p>&eacute;valuations</p>", "evaluer") == "<p><mark>évaluations</mark></p>"


def test_what_was_escaped_stays_escaped():
    assert marked("&lt;img onerror=parents&gt;") == "&lt;img onerror=<mark>parents</mark>&gt;"
    assert marked("&amp;lt;script&amp;gt; parents").startswith("&amp;lt;script&amp;gt;")


def test_no_html_is_ever_broken():
    """Whatever stands in the text, the elements and attributes are the same as before."""
    rng = random.Random(7)  # noqa: S311
    pieces = [
        "<p>", "</p>", "<a href='/parents/'>", "</a>", '<i title="a>b">', "</i>", "parents ",
        "&amp;", "&lt;b&gt;", "é", "< ", "> ", '"', "'", "<script>", "</script>", "<!--", "-->",
        "<svg>", "</svg>", "<br/>", "évaluer", "\u00a0",
    ]  # fmt: skip
    for _turn in range(500):
        html = "".join(rng.choices(pieces, k=rng.randint(1, 30)))
        before, after = BeautifulSoup(html, "html.parser"), marked(html, "parents évaluer")
        soup = BeautifulSoup(after, "html.parser")
        for mark in soup.find_all("mark"):
            mark.unwrap()
        assert shape(soup) == shape(before), html
        assert marked(after, "parents évaluer") == after


def shape(soup: BeautifulSoup) -> list:
    return [(tag.name, tag.attrs) for tag in soup.find_all(True)] + [soup.get_text()]


def test_a_long_page_of_stray_signs_takes_no_time():
    for text in ("<" * 50_000, '<a "' * 20_000, "<svg>" * 20_000, "<!--" * 20_000):
        marked(text)


# --- In pages ---------------------------------------------------------------------------


def test_the_page_that_opens_marks_the_words_in_its_main_part(client, tool):
    url = audience_of(tool, "Décideurs").url
    page = read(client, f"{url}?words=bilan")
    assert {words(mark).lower() for mark in page.select("main mark")} == {"bilan"}
    assert not page.select("header mark, footer mark, title mark")
    assert page.select_one(".unmark a")["href"] == url
    assert page.select_one("[rel=canonical]")["href"] == f"http://127.0.0.1:8000{url}"


def test_other_parameters_stay(client, tool):
    page = read(client, f"{tool.url}?q=bilan&words=bilan")
    assert page.select_one(".unmark a")["href"] == f"{tool.url}?q=bilan"


def test_the_marked_page_is_the_same_for_all_and_has_its_own_etag(client, tool):
    plain = client.get(tool.url)
    response = client.get(f"{tool.url}?words=bilan")
    assert "public" in response["Cache-Control"]
    assert not response.cookies
    assert response["ETag"] != plain["ETag"]
    assert int(response["Content-Length"]) == len(response.content)
    again = client.get(f"{tool.url}?words=bilan", headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("typed", ["", "introuvable", "%00", "%22", "-bilan", "%ED%A0%80"])
def test_a_page_without_the_words_is_as_it_was(client, tool, typed):
    assert client.get(f"{tool.url}?words={typed}").content == client.get(tool.url).content


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "bilan <svg onload=alert(1)>",
        "bilan javascript:alert(1)",
        "bilan " + "x" * 4000,
    ],
)
def test_nothing_of_what_the_address_says_is_written(client, tool, typed):
    plain = client.get(tool.url).content.decode()
    html = client.get(tool.url, {"words": typed}).content.decode()
    html = re.sub(r'<p class="unmark">.*?</p>', "", html, flags=re.DOTALL)
    unmarked = BeautifulSoup(html.replace("<mark>", "").replace("</mark>", ""), "html.parser")
    assert words(unmarked) == words(BeautifulSoup(plain, "html.parser"))
    tags = [(tag.name, tag.attrs) for tag in unmarked.find_all(True)]
    assert tags == [(t.name, t.attrs) for t in BeautifulSoup(plain, "html.parser").find_all(True)]


def test_what_is_not_public_is_left_alone(client, signed_in, administrator, tool):
    url = reverse("wagtailadmin_home")
    page = signed_in(administrator).get(f"{url}?words=agirtôt")
    assert page.status_code == 200
    assert b"unmark" not in page.content


def test_files_and_errors_pass(client, tool):
    assert client.get("/robots.txt?words=sitemap").status_code == 200
    assert b"<mark>" not in client.get("/rien-ici/?words=accueil").content
    assert client.post(f"{tool.url}?words=bilan").status_code in (200, 405)


def test_rich_text_keeps_its_links(client, db):
    blog = BlogIndexPage.objects.get()
    body = [("paragraph", '<p>La <a href="https://example.org/nappe">nappe</a> &amp; le café.</p>')]
    story = make_story(blog, body=body)
    link = read(client, f"{story.url}?words=nappe").select_one("main a:has(mark)")
    assert link["href"] == "https://example.org/nappe"
