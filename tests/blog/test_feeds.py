"""The feeds: right entries, whole texts, nothing that a reader's program must not get."""

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from blog.models import BlogIndexPage
from tests.factories import make_author, make_category, make_story
from tests.pages import read

DAY = date(2026, 3, 12)
ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"


@pytest.fixture
def blog(db) -> BlogIndexPage:
    return BlogIndexPage.objects.get()


def parse(client, address: str) -> ElementTree.Element:
    response = client.get(address)
    assert response.status_code == 200, address
    return ElementTree.fromstring(response.content)  # noqa: S314 - our own output


def rss_titles(client, address: str) -> list[str]:
    return [item.findtext("title") for item in parse(client, address).iter("item")]


def content_of(client, address: str = "/blogue/rss.xml") -> BeautifulSoup:
    item = next(parse(client, address).iter("item"))
    return BeautifulSoup(item.findtext(CONTENT), "html.parser")


def test_rss_holds_what_a_reader_needs(client, blog):
    story = make_story(
        blog,
        authors=[make_author("Zoé Roy"), make_author("Aline Roy")],
        category=make_category(),
        date=DAY,
    )
    response = client.get("/blogue/rss.xml")
    assert response.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
    channel = parse(client, "/blogue/rss.xml").find("channel")
    assert channel.findtext("title") == "Blogue"
    assert channel.findtext("link") == "http://127.0.0.1:8000/blogue/"
    assert channel.findtext("language") == "fr"
    assert channel.find(f"{ATOM}link").get("href") == "http://127.0.0.1:8000/blogue/rss.xml"
    (item,) = channel.iter("item")
    assert item.findtext("title") == story.title
    assert item.findtext("link") == story.full_url
    assert item.findtext("description") == story.lead
    assert item.findtext(CREATOR) == "Zoé Roy, Aline Roy"
    assert [category.text for category in item.iter("category")] == ["Mobilisation"]
    assert item.findtext("pubDate") == "Thu, 12 Mar 2026 12:00:00 -0400"
    assert "quatre villages" in item.findtext(CONTENT)


def test_a_lead_is_words_and_no_mark_up(client, blog):
    make_story(blog, lead="Un <b>café</b> & <script>alert(1)</script>")
    written = "Un &lt;b&gt;café&lt;/b&gt; &amp; &lt;script&gt;alert(1)&lt;/script&gt;"
    (item,) = parse(client, "/blogue/rss.xml").iter("item")
    assert item.findtext("description") == written
    (entry,) = parse(client, "/blogue/atom.xml").iter(f"{ATOM}entry")
    summary = entry.find(f"{ATOM}summary")
    assert (summary.get("type"), summary.text) == ("html", written)


def test_atom_holds_the_same(client, blog):
    story = make_story(blog, authors=[make_author("Zoé Roy"), make_author("Aline Roy")], date=DAY)
    response = client.get("/blogue/atom.xml")
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = parse(client, "/blogue/atom.xml")
    (entry,) = root.iter(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == story.title
    assert entry.find(f"{ATOM}link").get("href") == story.full_url
    assert [name.text for name in entry.iter(f"{ATOM}name")] == ["Zoé Roy", "Aline Roy"]
    assert entry.findtext(f"{ATOM}published") == "2026-03-12T12:00:00-04:00"
    assert entry.find(f"{ATOM}content").get("type") == "html"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"


def test_each_list_has_its_feeds(client, blog):
    author, category = make_author(), make_category()
    make_story(blog, "Signée", authors=[author], date=date(2019, 3, 1))
    make_story(blog, "Classée", category=category, date=date(2020, 4, 1))
    assert rss_titles(client, "/blogue/rss.xml") == ["Classée", "Signée"]
    assert rss_titles(client, "/blogue/categorie/mobilisation/rss.xml") == ["Classée"]
    assert rss_titles(client, "/blogue/auteur/mireille-lavoie/rss.xml") == ["Signée"]
    assert rss_titles(client, "/blogue/2019/03/rss.xml") == ["Signée"]
    feed = parse(client, "/blogue/categorie/mobilisation/atom.xml")
    assert feed.findtext(f"{ATOM}title") == "Mobilisation – Blogue"


def test_pages_say_where_their_feeds_are(client, blog):
    story = make_story(blog, authors=[make_author()])
    for address in (blog.url, story.url, "/blogue/auteur/mireille-lavoie/"):
        links = read(client, address).select("link[rel=alternate][type*=xml]")
        assert links
        for link in links:
            assert client.get(link["href"]).status_code == 200
            assert client.get(link["href"]).headers["Content-Type"].startswith(link["type"])


@pytest.mark.parametrize(
    "path", ["categorie/inconnue/rss.xml", "quatre-cafes/atom.xml", "2019/rss.xml", "autre.xml"]
)
def test_there_is_no_feed_of_nothing(client, blog, path):
    make_story(blog, date=DAY)
    assert client.get(f"/blogue/{path}").status_code == 404
    assert client.get("/boite-a-outils/rss.xml").status_code == 404


def test_a_feed_is_only_read(client, blog):
    assert client.post("/blogue/rss.xml").status_code == 405
    assert client.head("/blogue/rss.xml").status_code == 200


def test_a_feed_holds_the_newest_twenty(client, blog):
    for number in range(22):
        make_story(blog, f"Récit {number}", date=DAY + timedelta(days=number))
    found = rss_titles(client, "/blogue/rss.xml")
    assert (len(found), found[0]) == (20, "Récit 21")


def test_links_and_pictures_lead_to_the_site_from_anywhere(client, blog, home_page):
    picture = Image.objects.create(title="Nappe", file=get_test_image_file(size=(900, 600)))
    link = f'<p><a linktype="page" id="{home_page.pk}">Accueil</a></p>'
    make_story(blog, body=[("paragraph", link), ("image", {"image": picture, "alt": "Nappe"})])
    content = content_of(client)
    assert content.a["href"] == "http://127.0.0.1:8000/"
    assert content.img["src"].startswith("http://127.0.0.1:8000/media/images/")
    assert content.img["alt"] == "Nappe"
    assert not content.img.has_attr("srcset")


def test_a_link_to_what_is_hidden_is_none(client, blog):
    secret = make_story(blog, "Canari", publish=False)
    make_story(blog, body=[("paragraph", f'<p><a linktype="page" id="{secret.pk}">x</a></p>')])
    assert "canari" not in client.get("/blogue/rss.xml").text.casefold()


@pytest.mark.parametrize(
    "html",
    [
        "<p><script>alert(1)</script>texte</p>",
        '<p onclick="alert(1)">texte</p>',
        '<p><a href="javascript:alert(1)">texte</a></p>',
        '<p><img src="x" onerror="alert(1)">texte</p>',
        '<svg onload="alert(1)"></svg><p style="x">texte</p>',
    ],
)
def test_nothing_that_runs_leaves_with_a_feed(client, blog, html):
    make_story(blog, body=[("paragraph", html)])
    content = str(content_of(client))
    assert "texte" in content
    for word in ("alert", "script", "style", "svg", " on"):
        assert word not in content


def test_what_xml_cannot_hold_breaks_no_feed(client, blog):
    odd = "Récit \x0b]]>\ufffe & <b> \U0001f9f8"
    author = make_author(odd, slug="odd")
    make_story(blog, odd, slug="odd", lead=odd, authors=[author], category=make_category(odd))
    assert rss_titles(client, "/blogue/rss.xml") == ["Récit ]]> & <b> \U0001f9f8"]
    assert len(list(parse(client, "/blogue/atom.xml").iter(f"{ATOM}entry"))) == 1


def test_a_story_keeps_its_id_when_it_moves(client, blog):
    story = make_story(blog)
    before = next(parse(client, "/blogue/rss.xml").iter("guid")).text
    story.slug = "ailleurs"
    story.save_revision().publish()
    assert next(parse(client, "/blogue/rss.xml").iter("guid")).text == before


def test_the_queries_of_a_feed_do_not_grow_with_its_stories(client, blog, home_page):
    def queries() -> int:
        client.get("/blogue/rss.xml")
        with CaptureQueriesContext(connection) as captured:
            client.get("/blogue/rss.xml")
        return len(captured)

    def make(number: int) -> None:
        picture = Image.objects.create(
            title="Nappe", file=get_test_image_file(f"{number}.png", size=(40, 30))
        )
        link = f'<p><a linktype="page" id="{home_page.pk}">Accueil</a></p>'
        make_story(
            blog,
            f"Récit {number}",
            authors=[make_author(f"Personne {number}")],
            category=make_category(f"Catégorie {number}"),
            body=[("paragraph", link), ("image", {"image": picture})],
        )

    make(0)
    few = queries()
    for number in range(1, 6):
        make(number)
    assert queries() == few
