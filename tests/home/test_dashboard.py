"""The admin's first page: for each role what concerns it, in as many queries whatever there is."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource

from blog.models import BlogIndexPage, Comment
from home.charts import BarChart, Series
from home.dashboard_sources import last_months
from home.models import ExpertReview, ReviewState
from tests.blog.factories import make_comment
from tests.conftest import member
from tests.factories import make_story, make_tool
from tests.home.reviewing import ask
from tests.pages import words

PANELS = ("awaiting", "drafts", "life")


@pytest.fixture
def blog(db) -> BlogIndexPage:
    return BlogIndexPage.objects.get()


def first_page(client, user: User) -> dict[str, BeautifulSoup]:
    client.force_login(user)
    page = BeautifulSoup(client.get("/admin/").content, "html.parser")
    found = {name: page.select_one(f"#{name}-section") for name in PANELS}
    return {name: panel for name, panel in found.items() if panel}


def submit(page: Page, user: User) -> ReviewState:
    page.get_workflow().start(page.specific, user)
    return ReviewState.objects.latest("pk")


def in_workflow(blog: BlogIndexPage, user: User, title: str) -> ReviewState:
    return submit(make_story(blog, title, publish=False, owner=user), user)


def test_who_reviews_sees_what_waits_and_who_wrote_sees_where_it_is(client, blog, publisher):
    blogger = member("blogueuse", "Blogueuses et blogueurs")
    state = in_workflow(blog, blogger, "À relire")
    other = in_workflow(blog, blogger, "Déjà prise")
    ReviewState.objects.filter(pk=state.pk).update(due_on=timezone.localdate() - timedelta(days=2))
    ReviewState.objects.filter(pk=other.pk).update(claimed_by=blogger)
    panels = first_page(client, publisher)
    assert "À relire" in words(panels["awaiting"])
    assert "Déjà prise" not in words(panels["awaiting"])
    assert panels["awaiting"].select_one(".dashboard-urgent")
    mine = first_page(client, blogger)
    assert "awaiting" not in mine
    assert "life" not in mine
    assert state.task.name in words(mine["drafts"])


def test_a_blogger_without_draft_is_invited_to_write(client, blog, editor):
    drafts = first_page(client, member("blogueuse", "Blogueuses et blogueurs"))["drafts"]
    address = drafts.select_one("a.button")["href"]
    assert client.get(address, follow=True).context["page"].__class__.__name__ == "BlogPage"
    assert "drafts" not in first_page(client, editor)


def test_each_role_sees_what_concerns_it(client, blog, publisher, moderator, editor):
    story = make_story(blog, "Quatre cafés")
    make_comment(story, "Bravo", user_name="Noémie", state=Comment.State.WAITING)
    ask(publisher, story)
    ExpertReview.objects.update(verdict="changes", answered_at=timezone.now())
    seen = words(first_page(client, moderator)["awaiting"])
    assert "Noémie" in seen
    assert "Claire Experte" not in seen
    for who in (publisher, editor):
        seen = words(first_page(client, who)["awaiting"])
        assert "Claire Experte" in seen
        assert "Noémie" not in seen
    ExpertReview.objects.update(handled_at=timezone.now())
    assert "Claire Experte" not in words(first_page(client, editor)["awaiting"])


def test_who_may_change_nothing_finds_nothing_to_do(client, visitor):
    assert "drafts" not in first_page(client, visitor)
    assert "dashboard-task" not in client.get("/admin/").text


def test_a_translation_behind_its_source_awaits_those_who_translate(client, toolkit, administrator):
    tool = make_tool(toolkit, title="À retraduire")
    english, _created = Locale.objects.get_or_create(language_code="en")
    source, _created = TranslationSource.update_or_create_from_instance(tool)
    Translation.objects.create(source=source, target_locale=english)
    assert "À retraduire" not in words(first_page(client, administrator)["awaiting"])
    tool.save_revision().publish()
    assert "À retraduire" in words(first_page(client, administrator)["awaiting"])


def test_charts_are_drawn_and_told(client, toolkit, blog, administrator):
    cache.clear()  # the count of means is kept for an hour
    make_tool(toolkit)
    make_comment(make_story(blog), "Bravo", state=Comment.State.PUBLISHED)
    life = first_page(client, administrator)["life"]
    for chart in life.select("svg[role=img]"):
        assert all(life.find(id=name) for name in chart["aria-labelledby"].split())
    assert len(life.select("svg[role=img]")) >= 2
    assert "Un bilan chiffré 2" in words(life.select_one(".ranking"))
    assert not life.select("script, [style]")


def test_the_queries_do_not_grow(client, toolkit, blog, administrator, publisher):
    def add(number: int) -> None:
        for n in range(number):
            story = make_story(blog, f"Récit {number} {n}", publish=False, owner=administrator)
            submit(story, administrator)
            ask(publisher, story, email=f"e{number}{n}@example.org")
            make_comment(story, "Bravo", state=Comment.State.WAITING)
        ExpertReview.objects.update(verdict="approve", answered_at=timezone.now())

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/admin/")
        return len(queries)

    client.force_login(administrator)
    add(2)
    client.get("/admin/")
    few = count()
    add(9)
    assert count() == few


def test_a_chart_has_a_bar_for_each_number():
    chart = BarChart(
        "c", "Titre", ["a", "b", "c"], [Series("Un", [1, 0, 7]), Series("Deux", [2, 0, 3])]
    )
    assert (chart.top, chart.total) == (10, 13)
    assert [(part.number, part.y, part.height) for part in chart.parts] == [
        (0, 90, 10),
        (1, 70, 20),
        (0, 30, 70),
        (1, 0, 30),
    ]
    assert chart.rows[0] == ("c", [7, 3])
    assert "10" in chart.description
    assert not BarChart("c", "Rien", ["a"], [Series("Un", [0])]).parts


def test_the_last_twelve_months_end_with_this_one():
    months = last_months(timezone.localdate().replace(year=2026, month=2, day=28))
    assert len(months) == 12
    assert (months[0].isoformat(), months[-1].isoformat()) == ("2025-03-01", "2026-02-01")
