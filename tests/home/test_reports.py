"""The reports on pages: what they list, for whom, and what leaves them as a file."""

import csv
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO, StringIO
from threading import Thread

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, TaskState

from blog.models import BlogIndexPage
from home.models import ContentPage, PageLink
from home.reports import checking
from home.reports.alternatives import pages_to_read
from tests.conftest import member
from tests.factories import audience_of, make_story, make_tool
from tests.pages import read, words
from tests.toolkit.test_achievements import make_achievement
from toolkit.models import ContributionIndexPage, Row

AGEING = "/admin/reports/pages/ageing-pages/"
IMAGES = "/admin/reports/pages/alternatives/"
LINKS = "/admin/reports/pages/broken-links/"
TIMES = "/admin/reports/pages/review-times/"
ROWS = "/admin/reports/toolkit/rows/"
ALL = (AGEING, IMAGES, LINKS, TIMES, ROWS)


def listed(client, url: str) -> list[str]:
    return [words(cell) for cell in read(client, url).select("table.listing .title-wrapper")]


def exported(client, url: str) -> list[list[str]]:
    """The rows of the CSV file, which has as many as the spreadsheet."""
    mark = "&" if "?" in url else "?"
    text = client.get(f"{url}{mark}export=csv").getvalue().decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text)))
    book = load_workbook(BytesIO(client.get(f"{url}{mark}export=xlsx").getvalue()))
    assert book.active.max_row == len(rows)
    return rows


def make_page(home_page, title: str = "Une page", *blocks: tuple, **fields) -> ContentPage:
    page = ContentPage(title=title, body=list(blocks), **fields)
    home_page.add_child(instance=page)
    page.save_revision().publish()
    return page


def test_only_those_who_write_for_all_see_them(signed_in, editor, moderator):
    blogger = member("blogueuse", "Blogueuses et blogueurs")
    for who in (moderator, blogger):
        client = signed_in(who)
        menu = client.get("/admin/").text
        for url in ALL:
            response = client.get(url)
            assert (response.status_code, response.url) == (302, "/admin/")
            assert url not in menu
    client = signed_in(editor)
    menu = client.get("/admin/").text
    for url in ALL:
        assert client.get(url).status_code == 200
        assert url in menu


def test_pages_that_nobody_changed_for_a_year(signed_in, publisher, home_page):
    old, fresh = make_page(home_page, "=Vieille"), make_page(home_page, "Neuve")
    ago = timezone.now() - timedelta(days=400)
    Page.objects.filter(pk=old.pk).update(latest_revision_created_at=ago)
    client = signed_in(publisher)
    assert listed(client, AGEING) == ["=Vieille"]
    assert listed(client, f"{AGEING}?months=24") == []
    assert listed(client, f"{AGEING}?months=siecle") != [fresh.title]
    ((*_heads,), (title, *_rest)) = exported(client, AGEING)
    assert title == "'=Vieille"


def test_images_of_which_nothing_is_said(signed_in, editor, home_page):
    image = get_image_model().objects.create(title="Le parc", file=get_test_image_file())
    silent = ("image", {"image": image, "alt": "", "caption": "", "credit": ""})
    told = ("image", {"image": image, "alt": "Un parc", "caption": "", "credit": ""})
    make_page(home_page, "Muette", silent)
    make_page(home_page, "Dite", told)
    make_page(home_page, "Ouverture", told, picture=image)
    client = signed_in(editor)
    assert listed(client, IMAGES) == ["Muette", "Ouverture"]
    assert "Le parc" in words(read(client, IMAGES).select_one("table.listing"))
    assert [row[0] for row in exported(client, IMAGES)[1:]] == ["Muette", "Ouverture"]
    assert "Dite" not in {page.title for page in pages_to_read(Page.objects.all())}
    image.description = "Un parc en hiver"
    image.save()
    assert listed(client, IMAGES) == ["Muette"]


def test_rows_without_an_example_lead_to_their_block(signed_in, editor, toolkit):
    tool = make_tool(toolkit)
    client = signed_in(editor)
    assert listed(client, ROWS) == ["Faire durer", "Défendre un enjeu"]
    row = audience_of(tool, "Décideurs").rows.raw_data[1]["id"]
    link = read(client, ROWS).select_one("table.listing .title-wrapper a")
    assert link["href"].endswith(f"#block-{row}-section")
    assert len(exported(client, f"{ROWS}?tool={tool.pk}")) == 3
    make_achievement(ContributionIndexPage.objects.get(), rows=[Row.objects.get(uuid=row)])
    assert listed(client, ROWS) == ["Défendre un enjeu"]
    tool.get_children().first().unpublish()
    assert listed(client, ROWS) == []


def test_how_long_decisions_took(signed_in, publisher, administrator):
    story = make_story(BlogIndexPage.objects.get(), "À relire", publish=False, owner=administrator)
    story.get_workflow().start(story, administrator)
    state = TaskState.objects.get()
    state.specific.approve(user=publisher)
    now = timezone.now()
    TaskState.objects.filter(pk=state.pk).update(
        started_at=now - timedelta(days=3, hours=1), finished_at=now
    )
    client = signed_in(publisher)
    page = read(client, TIMES)
    assert listed(client, TIMES) == ["À relire"]
    assert "3 jours" in words(page.select_one("table.listing"))
    assert state.task.name in words(page.select_one(".report-steps"))
    assert exported(client, TIMES)[1][-1] == "73.0"
    TaskState.objects.update(started_at=now - timedelta(minutes=9))
    assert "0 heure" not in words(read(client, TIMES))


def test_links_to_pages_that_are_gone(signed_in, editor, home_page):
    target = make_page(home_page, "Cible")
    text = f'<p>Voir <a linktype="page" id="{target.pk}">la cible</a>.</p>'
    call = ("call_to_action", {"text": "Allez", "label": "Ici", "page": target, "address": ""})
    page = make_page(home_page, "Source", ("paragraph", text), call)
    client = signed_in(editor)
    assert listed(client, LINKS) == []
    target.unpublish()
    assert listed(client, LINKS) == ["Source", "Source"]
    links = read(client, LINKS).select("table.listing .title-wrapper a")
    assert {link["href"].partition("#")[2] for link in links} == {
        f"block-{block.id}-section" for block in page.body
    }
    target.delete()
    assert listed(client, f"{LINKS}?where=inside") == ["Source", "Source"]
    assert listed(client, f"{LINKS}?where=outside") == []
    assert len(exported(client, LINKS)) == 3
    page.body = []
    page.save_revision().publish()
    assert listed(client, LINKS) == []


class Elsewhere(BaseHTTPRequestHandler):
    """Another site: what is there, what is not, what has moved, also to where nobody may go."""

    places = {"/moved": "/there", "/inside": "http://10.0.0.1/", "/circle": "/circle"}
    asked: list[str] = []

    def do_GET(self) -> None:
        self.asked.append(f"{self.command} {self.path}")
        place = self.places.get(self.path)
        self.send_response(302 if place else 200 if self.path == "/there" else 404)
        if place:
            self.send_header("Location", place)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET

    def log_message(self, *args: object) -> None: ...


@pytest.fixture
def elsewhere(settings) -> Iterator[str]:
    settings.OUTSIDE_ALLOWS_LOOPBACK = True
    server = HTTPServer(("127.0.0.1", 0), Elsewhere)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
    Elsewhere.asked.clear()


def test_links_elsewhere_are_followed_and_those_that_fail_twice_are_listed(
    signed_in, editor, home_page, elsewhere, monkeypatch
):
    paths = ("there", "gone", "moved", "inside", "circle", "there#part")
    links = "".join(f'<a href="{elsewhere}/{path}">lien</a>' for path in paths)
    make_page(home_page, "Ailleurs", ("paragraph", f"<p>{links}</p>"))
    make_page(
        home_page, "Brouillon", ("paragraph", f'<p><a href="{elsewhere}/x">x</a></p>')
    ).unpublish()
    waits: list[float] = []
    outcomes = checking.check(100, pause=waits.append)
    errors = {url.rpartition("/")[2]: outcome.error for url, outcome in outcomes.items()}
    assert errors["gone"] == "404"
    assert errors["circle"]
    assert errors["inside"]
    assert errors["there"] == errors["moved"] == errors["there#part"] == ""
    assert len(waits) == len(paths) - 1  # one server: never without a pause
    assert not any(line.endswith("/x") for line in Elsewhere.asked)
    client = signed_in(editor)
    assert listed(client, LINKS) == []
    assert checking.check(100, pause=waits.append) == {}
    PageLink.objects.update(checked_at=timezone.now() - timedelta(days=1))
    monkeypatch.setattr(checking, "BETWEEN", 0)
    call_command("check_links", limit=2)
    call_command("check_links")
    assert len(listed(client, LINKS)) == 3
    assert "404" in words(read(client, LINKS).select_one("table.listing"))
    assert len(exported(client, f"{LINKS}?q=gone")) == 2
    Elsewhere.places["/gone"] = "/there"
    PageLink.objects.update(checked_at=timezone.now() - timedelta(days=1))
    call_command("check_links")
    del Elsewhere.places["/gone"]
    assert len(listed(client, LINKS)) == 2


def test_the_queries_of_the_reports_do_not_grow(signed_in, publisher, toolkit, home_page):
    image = get_image_model().objects.create(title="Le parc", file=get_test_image_file())

    def add(number: int) -> None:
        for n in range(number):
            target = make_page(home_page, f"Cible {number} {n}")
            text = ("paragraph", f'<p><a linktype="page" id="{target.pk}">là</a></p>')
            make_page(home_page, f"Source {number} {n}", text, picture=image)
            target.unpublish()
            make_tool(toolkit, title=f"Outil {number} {n}")
            story = make_story(BlogIndexPage.objects.get(), f"R {number} {n}", publish=False)
            story.get_workflow().start(story, publisher)
            story.current_workflow_task_state.specific.approve(user=publisher)
        old = timezone.now() - timedelta(days=900)
        Page.objects.update(latest_revision_created_at=old)

    def counts() -> list[int]:
        found = []
        for url in ALL:
            assert listed(client, url)
            with CaptureQueriesContext(connection) as queries:
                client.get(url)
            found.append(len(queries))
        return found

    client = signed_in(publisher)
    add(1)
    few = counts()
    add(4)
    assert counts() == few
    assert max(few) < 40
