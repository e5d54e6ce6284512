"""Editors see what readers look for, and help them to find it."""

import csv
from datetime import date, timedelta
from io import BytesIO, StringIO

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import Locale, ModelLogEntry

from search.models import HiddenSearch, SearchTally
from search.reporting.chart import Chart
from search.reporting.figures import Figures, Scope
from search.reporting.hiding import hide, show_again
from tests.pages import read, words

pytestmark = pytest.mark.django_db
URL = "/admin/search/"


@pytest.fixture
def french() -> Locale:
    return Locale.objects.get(language_code="fr")


@pytest.fixture
def english() -> Locale:
    return Locale.objects.get_or_create(language_code="en")[0]


@pytest.fixture
def searches(french, english) -> None:
    """In the last month: one search of each kind; before, one that was made often."""
    searched(french, "Petite enfance", times=5, found=30, clicks=3)
    searched(french, "Garderie", times=4, found=0)
    searched(french, "Pénurie", times=3, found=7, words="penurie")
    searched(english, "Childcare", times=2, found=1, clicks=1, days_ago=29)
    searched(french, "Ancien", times=90, found=0, days_ago=60)


def searched(locale: Locale, written: str, *, times: int = 1, days_ago: int = 0, **fields) -> None:
    SearchTally.objects.create(
        day=timezone.localdate() - timedelta(days=days_ago),
        locale=locale,
        words=fields.pop("words", written.lower()),
        written=written,
        searches=times,
        **{"found": 1} | fields,
    )


def listed(client: Client, url: str) -> list[str]:
    return [words(cell) for cell in read(client, url).select("table.listing .title-wrapper")]


def totals(client: Client, url: str) -> list[str]:
    return [words(figure) for figure in read(client, url).select("dl dd")]


# --- The lists ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (URL, ["Petite enfance", "Garderie", "Pénurie", "Childcare"]),
        (f"{URL}nothing/", ["Garderie"]),
        (f"{URL}unfollowed/", ["Pénurie"]),
        (f"{URL}?language=en", ["Childcare"]),
        (f"{URL}?days=7", ["Petite enfance", "Garderie", "Pénurie"]),
        (f"{URL}nothing/?days=90", ["Ancien", "Garderie"]),
        (f"{URL}?ordering=words", ["Childcare", "Garderie", "Pénurie", "Petite enfance"]),
        (f"{URL}?ordering=-last_found", ["Petite enfance", "Pénurie", "Childcare", "Garderie"]),
        (f"{URL}?days=nonsense&language=xx&ordering=pk", None),
    ],
)
def test_each_list_has_its_searches(signed_in, editor, searches, url, expected):
    expected = expected or ["Petite enfance", "Garderie", "Pénurie", "Childcare"]
    assert listed(signed_in(editor), url) == expected


def test_what_finds_something_by_now_is_in_no_list_of_failures(signed_in, editor, french):
    searched(french, "Garderie", times=4, found=0, days_ago=2)
    searched(french, "garderie", times=1, found=3, clicks=1)
    client = signed_in(editor)
    assert listed(client, URL) == ["garderie"]
    assert listed(client, f"{URL}nothing/") == listed(client, f"{URL}unfollowed/") == []


def test_a_click_that_overtook_its_search_is_no_failure(signed_in, editor, french):
    searched(french, "Garderie", times=0, found=None, clicks=1)
    client = signed_in(editor)
    assert listed(client, URL) == listed(client, f"{URL}nothing/") == []


def test_totals_are_of_the_period_and_the_language(signed_in, editor, searches):
    client = signed_in(editor)
    assert totals(client, URL)[0] == "14"
    assert totals(client, URL)[1].startswith("4 29")
    assert totals(client, URL)[2] == "4"
    assert totals(client, f"{URL}?language=en")[0] == "2"
    assert totals(client, f"{URL}?days=365")[0] == "104"


def test_lists_keep_the_period_and_the_language(signed_in, editor, searches):
    page = read(signed_in(editor), f"{URL}nothing/?days=90&language=fr")
    tabs = [tab["href"] for tab in page.select(".searches-tabs a")]
    assert tabs == [f"{URL}{name}?days=90&language=fr" for name in ("", "nothing/", "unfollowed/")]
    assert len(page.select("main [aria-current]")) >= 3


def test_each_language_counts_its_own_words(signed_in, editor, french, english):
    searched(french, "transport", times=3)
    searched(english, "transport", times=2)
    assert listed(signed_in(editor), URL) == ["transport", "transport"]


def test_a_long_list_has_pages(signed_in, editor, french):
    for number in range(51):
        searched(french, f"mot {number:02}")
    client = signed_in(editor)
    assert len(listed(client, URL)) == 50
    assert listed(client, f"{URL}?p=2") == ["mot 50"]


def test_the_report_asks_as_often_for_many_as_for_few(
    signed_in, editor, searches, french, django_assert_num_queries, django_assert_max_num_queries
):
    client = signed_in(editor)
    client.get(URL)
    with django_assert_max_num_queries(20) as few:
        client.get(URL)
    for number in range(40):
        searched(french, f"mot {number:02}", days_ago=number % 9)
    with django_assert_num_queries(len(few.captured_queries)):
        client.get(URL)


def test_nothing_yet_says_what_to_do(signed_in, editor):
    client = signed_in(editor)
    for name in ("", "nothing/", "unfollowed/"):
        page = read(client, URL + name)
        assert words(page.select_one(".searches-empty")).startswith(("Nobody", "Personne"))
        assert not page.select("svg[role=img]")
    assert "JavaScript" in words(read(client, URL).select_one(".searches-note"))


def test_what_people_typed_is_text(signed_in, editor, french):
    searched(french, '"><script>alert(1)</script>', words="script alert 1 script")
    page = read(signed_in(editor), URL)
    assert listed(signed_in(editor), URL) == ['"><script>alert(1)</script>']
    assert "alert(1)" not in "".join(script.text for script in page.select("script"))


# --- The chart ----------------------------------------------------------------------------

SCOPE = Scope(7, today=date(2026, 11, 21))


def test_bars_stand_on_a_round_scale():
    chart = Chart(SCOPE, {SCOPE.today: Figures(30, 12, 3), SCOPE.since: Figures(13)})
    drawing = chart.drawing
    assert (drawing.top, drawing.middle) == (40, 20)
    first, *_between, last = chart.spans
    assert len(chart.spans) == 7
    assert (first.first, last.last) == (SCOPE.since, SCOPE.today)
    *_before, something, nothing = drawing.parts
    assert (something.height, nothing.height) == (45, 30)
    assert (something.y, nothing.y) == (55, 25)


@pytest.mark.parametrize(
    ("most", "top"), [(0, 2), (1, 2), (2, 2), (3, 4), (9, 10), (11, 20), (60, 60), (999, 1000)]
)
def test_the_scale_is_round_and_even(most, top):
    assert Chart(SCOPE, {SCOPE.today: Figures(most)}).drawing.top == top


@pytest.mark.parametrize(("days", "bars", "first"), [(30, 30, 1), (90, 13, 6), (365, 52, 8)])
def test_long_periods_are_counted_by_week_up_to_today(days, bars, first):
    scope = Scope(days, today=SCOPE.today)
    every_day = {scope.today - timedelta(days=ago): Figures(1) for ago in range(days)}
    chart = Chart(scope, every_day)
    assert len(chart.spans) == bars
    assert chart.spans[0].first == scope.since
    assert chart.spans[0].figures.searches == first
    assert {bar.figures.searches for bar in chart.spans[1:]} == {1 if days == 30 else 7}
    assert chart.total.searches == days


def test_the_chart_is_told_in_words_and_as_a_table(signed_in, editor, searches):
    page = read(signed_in(editor), URL)
    chart = page.select_one("svg[role=img]")
    named = [page.find(id=name) for name in chart["aria-labelledby"].split()]
    assert [part.name for part in named] == ["title", "desc"]
    assert "14" in words(named[1])
    rows = page.select(".chart tbody tr")
    assert len(rows) == 30
    assert words(rows[0]).split()[1:] == ["8", "4", "3"]
    assert not page.select(".chart script")


def test_the_drawing_is_the_same_in_every_language(signed_in, editor, searches):
    """A comma in a number, as French has it, would be no number to SVG."""
    page = read(signed_in(editor), URL)
    for bar in page.select("svg[role=img] rect"):
        assert all(float(bar[name]) >= 0 for name in ("x", "y", "height"))


# --- Spreadsheets -------------------------------------------------------------------------


def test_a_list_is_exported_whole(signed_in, editor, searches, french):
    for number in range(60):
        searched(french, f"mot {number:02}")
    client = signed_in(editor)
    text = b"".join(client.get(f"{URL}?export=csv").streaming_content).decode()
    heading, first, *others = csv.reader(StringIO(text))
    assert len(others) == 63
    assert first[0] == "Petite enfance"
    assert first[2:] == ["5", "30", "3", timezone.localdate().isoformat()]

    sheet = load_workbook(
        BytesIO(b"".join(client.get(f"{URL}nothing/?export=xlsx").streaming_content))
    ).active
    rows = list(sheet.iter_rows(values_only=True))
    assert list(rows[0]) == heading
    assert [row[0] for row in rows[1:]] == ["Garderie"]


@pytest.mark.parametrize("typed", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_what_was_typed_is_no_formula(signed_in, editor, french, typed):
    searched(french, typed, words="1")
    client = signed_in(editor)
    text = b"".join(client.get(f"{URL}?export=csv").streaming_content).decode()
    assert list(csv.reader(StringIO(text)))[1][0] == f"'{typed}"
    book = load_workbook(BytesIO(b"".join(client.get(f"{URL}?export=xlsx").streaming_content)))
    assert book.active["A2"].data_type == "s"
    assert book.active["A2"].value == typed


# --- Doing something about it -------------------------------------------------------------


def test_from_a_search_to_a_synonym_or_a_promotion(signed_in, editor, french):
    searched(french, "l’éveil & co", words="l eveil co")
    client = signed_in(editor)
    links = [link["href"] for link in read(client, URL).select(".searches-actions a")]
    synonym, promotion = (read(client, link) for link in links)
    assert synonym.select_one("[name=words]").text.strip() == "l’éveil & co"
    assert promotion.select_one("[name=query_string]")["value"] == "l’éveil & co"


def test_a_search_is_hidden_from_suggestions_and_shown_again(editor, french):
    searched(french, "Jean Tremblay", times=4)
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    for act, hidden in (("hide", ["jean tremblay"]), ("show", [])):
        page = read(client, f"{URL}?days=7")
        (form,) = page.select("table.listing form")
        fields = {field["name"]: field["value"] for field in form.select("input")}
        assert form.button["value"] == act
        assert "Jean Tremblay" in form.button["aria-label"]
        response = client.post(form["action"], fields | {"act": act})
        assert (response.status_code, response["Location"]) == (302, f"{URL}?days=7")
        assert list(HiddenSearch.objects.values_list("words", flat=True)) == hidden


def test_hiding_is_logged_without_the_words(editor, french):
    for act in (hide, hide, show_again, show_again):
        act(editor, french, "Jean Tremblay")
    entries = ModelLogEntry.objects.filter(content_type__model="hiddensearch", user=editor)
    assert sorted(entries.values_list("action", flat=True)) == ["search.hide", "search.show"]
    assert not any("tremblay" in f"{entry.label} {entry.data}".lower() for entry in entries)


@pytest.mark.parametrize("wrong", [{"act": "drop"}, {"locale": "999999"}, {"words": ""}])
def test_nonsense_hides_nothing(signed_in, editor, french, wrong):
    fields = {"words": "transport", "locale": french.pk, "act": "hide"} | wrong
    assert signed_in(editor).post(reverse("searches:hide"), fields).status_code == 400
    assert not HiddenSearch.objects.exists()


def test_hiding_leads_nowhere_else(signed_in, editor, french):
    fields = {"words": "a", "locale": french.pk, "act": "hide", "next": "https://example.org/"}
    assert signed_in(editor).post(reverse("searches:hide"), fields)["Location"] == URL


def test_popular_searches_are_offered_for_promotions(signed_in, editor, searches, french):
    client = signed_in(editor)
    window = client.get(reverse("wagtailsearchpromotions:chooser")).json()["html"]
    assert window.index("Ancien") < window.index("Petite enfance") < window.index("Garderie")
    results = reverse("wagtailsearchpromotions:chooserresults")
    assert [words(row) for row in read(client, f"{results}?q=PÉNU").select("tbody tr")] == [
        "Pénurie 3"
    ]


# --- Who may ------------------------------------------------------------------------------


@pytest.mark.parametrize("group", ["editor", "publisher"])
def test_who_writes_or_publishes_may_do_all_of_it(signed_in, searches, request, group):
    client = signed_in(request.getfixturevalue(group))
    home = client.get("/admin/").text
    for name in ("searches:frequent", "synonyms:index", "wagtailsearchpromotions:index"):
        assert client.get(reverse(name)).status_code == 200
        assert f'"{reverse(name)}"' in home
    assert len(read(client, URL).select("table.listing form")) == 4


def test_others_may_not(signed_in, moderator, searches, french):
    client = signed_in(moderator)
    fields = {"words": "transport", "locale": french.pk, "act": "hide"}
    assert client.get(URL).status_code == 302
    assert client.get(f"{URL}nothing/?export=csv").status_code == 302
    assert client.post(reverse("searches:hide"), fields).status_code == 302
    assert client.get(reverse("wagtailsearchpromotions:chooser")).status_code == 302
    assert URL not in client.get("/admin/").text
    with pytest.raises(PermissionDenied):
        hide(moderator, french, "transport")
    assert not HiddenSearch.objects.exists()


def test_who_may_only_look_is_offered_nothing_else(signed_in, moderator, searches):
    moderator.user_permissions.add(Permission.objects.get(codename="view_searchtally"))
    page = read(signed_in(moderator), URL)
    assert len(page.select("table.listing tbody tr")) == 4
    assert not page.select("table.listing form, .searches-actions a")


def test_states_change_by_post_only(signed_in, editor):
    assert signed_in(editor).get(reverse("searches:hide")).status_code == 405


def test_rights_are_offered_in_the_form_of_groups(signed_in, administrator):
    page = signed_in(administrator).get(reverse("wagtailusers_groups:add")).text
    for codename in ("view_searchtally", "hide_search", "add_synonymset"):
        assert f'value="{Permission.objects.get(codename=codename).pk}"' in page
