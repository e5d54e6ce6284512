"""The lists of stories: what each holds, at which address, page by page, and what it costs."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from blog.models import BlogIndexPage
from tests.factories import make_author, make_category, make_story
from tests.pages import read, words

DAY = date(2026, 3, 12)
MOST_QUERIES = 25


@pytest.fixture
def blog(db) -> BlogIndexPage:
    return BlogIndexPage.objects.get()


def titles(page) -> list[str]:
    return [words(heading) for heading in page.select(".story h2")]


def make_stories(blog, count: int, **fields) -> None:
    for number in range(count):
        make_story(blog, f"Récit {number}", date=DAY + timedelta(days=number), **fields)


def queries(client, url: str) -> int:
    client.get(url)  # what is asked once for a process is asked here
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_migrations_leave_a_blog_to_begin_with(client, blog):
    assert blog.url == "/blogue/"
    page = read(client, "/blogue/")
    assert words(page.select_one("header [aria-current]")) == "Blogue"
    assert page.select_one(".empty-state")
    assert not read(client, "/").select(".story")


def test_the_newest_story_comes_first(client, blog):
    make_stories(blog, 3)
    make_story(blog, "Même jour, plus tard", date=DAY)
    assert titles(read(client, blog.url)) == [
        "Récit 2",
        "Récit 1",
        "Même jour, plus tard",
        "Récit 0",
    ]


def test_each_list_holds_its_stories_at_a_readable_address(client, blog):
    author, category = make_author(), make_category(description="Se mettre ensemble.")
    make_story(blog, "Signée", authors=[author], date=date(2019, 3, 1))
    make_story(blog, "Classée", category=category, date=date(2019, 4, 1))
    make_story(blog, "Étiquetée", tags=["petite enfance"], date=date(2020, 3, 1))
    lists = {
        "/blogue/auteur/mireille-lavoie/": ("Mireille Lavoie", ["Signée"]),
        "/blogue/categorie/mobilisation/": ("Mobilisation", ["Classée"]),
        "/blogue/etiquette/petite-enfance/": ("Petite enfance", ["Étiquetée"]),
        "/blogue/2019/": ("2019", ["Classée", "Signée"]),
        "/blogue/2019/03/": ("Mars 2019", ["Signée"]),
    }
    for address, (heading, held) in lists.items():
        page = read(client, address)
        assert words(page.h1) == heading
        assert words(page.title).startswith(f"{heading} – Blogue")
        assert titles(page) == held
        assert page.select_one("[rel=canonical]")["href"] == f"http://127.0.0.1:8000{address}"
    summary = read(client, "/blogue/categorie/mobilisation/").select_one("[name=description]")
    assert summary["content"] == "Se mettre ensemble."


def test_every_list_is_reached_from_the_blog(client, blog):
    make_story(blog, authors=[make_author()], category=make_category(), tags=["nappe"], date=DAY)
    index = read(client, blog.url)
    links = {link["href"] for link in index.select("main a")}
    story = read(client, "/blogue/quatre-cafes/")
    links |= {link["href"] for link in story.select("main a")}
    assert {
        "/blogue/categorie/mobilisation/",
        "/blogue/auteur/mireille-lavoie/",
        "/blogue/etiquette/nappe/",
        "/blogue/2026/",
        "/blogue/2026/03/",
        "/blogue/rss.xml",
        "/blogue/atom.xml",
    } <= links


def test_the_author_s_page_presents_the_person(client, blog):
    author = make_author(
        role="agente de développement",
        organisation="Table des tout-petits",
        biography="Elle aime les nappes.",
        links=[("account", {"network": "Mastodon", "address": "https://example.org/@ml"})],
    )
    make_story(blog, authors=[author])
    head = read(client, "/blogue/auteur/mireille-lavoie/").select_one(".author-head")
    for text in ("ML", "Agente de développement", "Table des tout-petits", "nappes"):
        assert text in words(head)
    assert head.select_one("a[rel=me]")["href"] == "https://example.org/@ml"


@pytest.mark.parametrize(
    "path",
    [
        "categorie/inconnue/",
        "auteur/inconnue/",
        "etiquette/inconnue/",
        "categorie/",
        "2019/",
        "2019/03/",
        "2026/13/",
        "2026/3/",
        "0000/",
        "2026/03/12/",
        "?page=0",
        "?page=2",
        "?page=-1",
        "?page=un",
        "?page=",
        "?page=" + "9" * 5000,
        "categorie/mobilisation/?page=2",
    ],
)
def test_what_is_not_there_is_said_so(client, blog, path):
    make_story(blog, category=make_category(), date=DAY)
    assert client.get(f"/blogue/{path}").status_code == 404


def test_a_category_an_author_or_a_tag_without_stories_has_no_page(client, blog):
    make_category()
    make_author()
    assert client.get("/blogue/categorie/mobilisation/").status_code == 404
    assert client.get("/blogue/auteur/mireille-lavoie/").status_code == 404


def test_a_long_list_has_pages(client, blog):
    make_stories(blog, 23)
    first, second, third = (
        read(client, address) for address in ("/blogue/", "/blogue/?page=2", "/blogue/?page=3")
    )
    assert [len(titles(page)) for page in (first, second, third)] == [10, 10, 3]
    assert titles(second)[0] == "Récit 12"
    assert not first.select("head [rel=prev]")
    assert second.select_one("head [rel=prev]")["href"] == "http://127.0.0.1:8000/blogue/"
    assert second.select_one("head [rel=next]")["href"] == "http://127.0.0.1:8000/blogue/?page=3"
    assert second.select_one("[rel=canonical]")["href"] == "http://127.0.0.1:8000/blogue/?page=2"
    assert "page 2" in words(second.title)
    pages = second.select_one(".pagination")
    assert words(pages.select_one("[aria-current]")) == "Page 2"
    assert [link["href"] for link in pages.select("ol a")] == ["/blogue/", "/blogue/?page=3"]
    assert (
        read(client, "/blogue/?page=1").select_one("[rel=canonical]")["href"].endswith("/blogue/")
    )


def test_the_archive_counts_stories_by_month(client, blog):
    make_story(blog, "Une", date=date(2019, 3, 1))
    make_story(blog, "Deux", date=date(2019, 3, 30))
    make_story(blog, "Trois", date=date(2020, 1, 5))
    archive = read(client, blog.url).select_one("[aria-labelledby=archive]")
    assert [words(year) for year in archive.select("summary")] == ["2020 (1)", "2019 (2)"]
    assert "Mars (2)" in words(archive)


def test_the_home_page_shows_the_latest_three(client, blog):
    make_stories(blog, 5, authors=[make_author()], category=make_category())
    section = read(client, "/").select(".story h3")
    assert [words(heading) for heading in section] == ["Récit 4", "Récit 3", "Récit 2"]


def test_the_sitemap_names_stories_and_the_lists_that_hold_some(client, blog):
    make_story(blog, authors=[make_author()], category=make_category())
    make_category("Vide")
    text = client.get("/sitemap.xml").text
    for path in ("", "quatre-cafes/", "categorie/mobilisation/", "auteur/mireille-lavoie/"):
        assert f"<loc>http://127.0.0.1:8000/blogue/{path}</loc>" in text
    assert "vide" not in text


def test_the_queries_of_lists_do_not_grow_with_their_stories(client, blog):
    lists = ["", "categorie/mobilisation/", "auteur/mireille-lavoie/", "etiquette/nappe/", "2026/"]
    paths = ["/", *(f"/blogue/{path}" for path in lists)]
    shared = {"authors": [make_author()], "category": make_category(), "tags": ["nappe"]}
    make_stories(blog, 3, **shared)
    few = {path: queries(client, path) for path in paths}
    for number in range(27):
        others = [*shared["authors"], make_author(f"Personne {number}")]
        make_story(
            blog,
            f"Autre {number}",
            date=DAY - timedelta(days=number),
            **shared | {"authors": others},
        )
    assert {path: queries(client, path) for path in paths} == few
    assert max(few[path] for path in paths[1:]) <= MOST_QUERIES


@pytest.mark.parametrize(
    "path", ["", "categorie/mobilisation/", "auteur/mireille-lavoie/", "2026/03/", "rss.xml"]
)
def test_lists_can_be_cached_by_anyone(client, blog, path):
    make_story(blog, authors=[make_author()], category=make_category(), date=DAY)
    response = client.get(f"/blogue/{path}")
    assert response.status_code == 200
    assert not response.cookies
    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "Cookie" not in response.headers.get("Vary", "")
    assert "csrf" not in response.text.casefold()
    etag = response.headers["ETag"]
    again = client.get(f"/blogue/{path}", headers={"if-none-match": etag})
    assert again.status_code == 304
