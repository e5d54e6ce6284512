"""Uses of rows are counted by day, of public rows only, and editors see which serve most."""

from datetime import timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction

from home.counting import AT_MOST
from home.daily import JOBS
from tests.factories import audience_of, make_tool
from tests.pages import read, words
from toolkit.models import Row, RowUse
from toolkit.uses.tally import most_used

ADDRESS = "/lignes/count/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_cache() -> None:
    cache.clear()


@pytest.fixture
def row(tool) -> Row:
    return Row.objects.get(means__0__text="Relier aux politiques")


def tell(client, row: object, address: str = ADDRESS, site: str = "same-origin"):
    return client.post(address, {"row": str(row)}, headers={"sec-fetch-site": site})


def used(row: Row, times: int, days_ago: int = 0) -> None:
    day = timezone.localdate() - timedelta(days=days_ago)
    RowUse.objects.create(row=row.uuid, day=day, uses=times)


def restrict(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def test_a_use_is_counted_by_day_and_nothing_else_is_kept(client, row):
    used(row, 4, days_ago=1)
    for address in (ADDRESS, "/en/rows/count/"):
        response = tell(client, row.uuid, address)
        assert (response.status_code, response.content) == (204, b"")
        assert "no-store" in response["Cache-Control"]
        assert not response.cookies
    today = RowUse.objects.get(day=timezone.localdate())
    assert (today.row, today.uses) == (row.uuid, 2)
    assert {field.name for field in RowUse._meta.fields} == {"id", "day", "row", "uses"}


def test_what_readers_cannot_read_is_refused_like_what_is_not_there(client, toolkit, tool):
    private, hidden = audience_of(tool, "Décideurs"), audience_of(tool, "Parents")
    draft = make_tool(toolkit, title="À venir", publish=False)
    rows = [Row.objects.filter(audience=page).first().uuid for page in (private, hidden)]
    rows.append(audience_of(draft, "Parents").get_latest_revision_as_object().rows[0].id)
    restrict(private)
    hidden.unpublish()
    answers = [tell(client, row) for row in (*rows, uuid4(), "", "r-1", "é\x00", "a" * 5000)]
    assert {answer.status_code for answer in answers} == {400}
    assert {answer.text for answer in answers} == {"Cette ligne n’existe pas."}
    assert not RowUse.objects.exists()


def test_only_posts_of_our_own_pages_count(client, row):
    assert client.get(ADDRESS).status_code == 405
    assert tell(client, row.uuid, site="cross-site").status_code == 403
    for _turn in range(AT_MOST):
        tell(client, row.uuid)
    refused = tell(client, row.uuid)
    assert (refused.status_code, refused["Retry-After"]) == (429, "60")
    assert RowUse.objects.get().uses == AT_MOST


def test_the_pages_that_link_to_rows_say_where_to_tell_it(client, tool):
    parents = audience_of(tool, "Parents").url
    for url in (tool.url, parents, f"{tool.url}moyens/", "/recherche/?q=durer"):
        page = read(client, url)
        assert page.select_one('script[src*="row-use"]')["data-row-uses"] == ADDRESS
        assert page.select_one('a[href*="#r-"]'), url


# --- What editors see -------------------------------------------------------------------


def test_the_dashboard_ranks_the_rows_that_readers_use(client, tool, row, publisher, moderator):
    assert "rows" not in ranked(client, publisher)
    other, third, last = Row.objects.exclude(pk=row.pk).in_reading_order()
    used(other, 3)
    used(row, 2)
    used(row, 5, days_ago=89)
    used(third, 50, days_ago=90)
    used(last, 40)
    restrict(audience_of(tool, "Parents"))
    rows = ranked(client, publisher)["rows"]
    assert [words(item) for item in rows.select("li")] == [
        "Faire durer Décideurs 7",
        "Rendre visible Décideurs 3",
    ]
    place = rows.a["href"]
    assert place.endswith(f"#r-{row.uuid}")
    assert read(client, place.partition("#")[0]).find(id=row.anchor)
    assert not ranked(client, moderator)


def ranked(client, user) -> dict[str, BeautifulSoup]:
    """The rankings of the first page, by what they count."""
    client.force_login(user)
    page = BeautifulSoup(client.get("/admin/").content, "html.parser")
    titles = {"Lignes les plus utilisées": "rows", "Moyens qui reviennent le plus": "means"}
    found = {words(chart.figcaption): chart for chart in page.select("#life-section .ranking")}
    return {
        name: chart
        for caption, chart in found.items()
        for title, name in titles.items()
        if caption.startswith(title)
    }


def test_the_ranking_takes_as_many_queries_however_long(client, tool, publisher):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert "rows" in ranked(client, publisher)
        return len(queries)

    first, *others = Row.objects.all()
    used(first, 1)
    count()
    few = count()
    for other in others:
        used(other, 1)
    assert count() == few


def test_a_row_counts_in_all_its_languages_and_once_where_it_was_copied(
    tool, row, django_assert_num_queries
):
    english, _made = Locale.objects.get_or_create(language_code="en")
    translated = row.audience.copy_for_translation(english, copy_parents=True)
    translated.get_latest_revision().publish()
    Page.objects.filter(locale=english).update(live=True)
    row.audience.copy(update_attrs={"title": "Copie", "slug": "copie"})
    used(row, 2)
    others = set(Row.objects.exclude(uuid=row.uuid).values_list("uuid", flat=True))
    today = timezone.localdate()
    RowUse.objects.bulk_create(RowUse(row=uuid, day=today, uses=1) for uuid in others)
    for language, place in (("fr", row.audience), ("en", translated)):
        with django_assert_num_queries(2):
            found = most_used(language, 8)
        assert (found[0][0].audience.pk, found[0][1]) == (place.pk, 2)
        uuids = [each.uuid for each, _uses in found]
        assert uuids.count(row.uuid) == 1 and len(uuids) > 1
    assert len(most_used("fr", 2)) == 2
    assert most_used("", 8) == []


def test_old_counts_are_forgotten(row):
    for days_ago in (400, 401):
        used(row, 5, days_ago)
    assert JOBS["toolkit.forget_row_uses"]().startswith("1 ")
    assert RowUse.objects.get().day == timezone.localdate() - timedelta(days=400)
