"""Searches are counted by day and words, none is lost, and nothing tells who searched."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import RequestFactory
from django.utils import timezone, translation
from wagtail.models import Locale

from home.counting import AT_MOST, Uncountable
from home.daily import JOBS
from search import forgetting
from search.models import HiddenSearch, SearchTally
from search.tally import note_click, note_search, past_searches
from search.views.counting import count

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_cache() -> None:
    cache.clear()


@pytest.fixture
def french() -> Locale:
    return Locale.objects.get(language_code="fr")


@pytest.fixture
def english() -> Locale:
    return Locale.objects.get_or_create(language_code="en")[0]


def searched(locale: Locale, written: str, *, times: int = 1, days_ago: int = 0, **fields) -> None:
    """What was counted on some day."""
    SearchTally.objects.create(
        day=timezone.localdate() - timedelta(days=days_ago),
        locale=locale,
        words=fields.pop("words", written.lower()),
        written=written,
        searches=times,
        **{"found": 1} | fields,
    )


# --- Counting ---------------------------------------------------------------------------


def test_what_is_the_same_is_counted_together(french):
    note_search(french, "Petite  enfance", 3)
    note_search(french, "petite enfance ?", 4)
    note_click(french, "PETITE ENFANCE")
    tally = SearchTally.objects.get()
    assert (tally.day, tally.words) == (timezone.localdate(), "petite enfance")
    assert (tally.written, tally.found) == ("petite enfance ?", 4)
    assert (tally.searches, tally.clicks) == (2, 1)


def test_languages_and_days_are_counted_apart(french, english):
    searched(french, "transport", days_ago=1)
    note_search(french, "transport", 1)
    note_search(english, "transport", 1)
    assert list(SearchTally.objects.values_list("searches", flat=True)) == [1, 1, 1]


def test_a_click_may_overtake_its_search(french):
    note_click(french, "transport")
    assert SearchTally.objects.get().found is None
    note_search(french, "Transport", 2)
    tally = SearchTally.objects.get()
    assert (tally.written, tally.found, tally.searches, tally.clicks) == ("Transport", 2, 1, 1)


@pytest.mark.parametrize("typed", ["", "  ", "?!", "\x00", "a" * 201, "œ" * 150])
def test_what_is_no_search_is_refused(french, typed):
    for note in (note_click, lambda *given: note_search(*given, 0)):
        with pytest.raises(Uncountable):
            note(french, typed)
    assert not SearchTally.objects.exists()


def test_what_databases_and_screens_cannot_bear_is_left_out(french):
    note_search(french, "petite\x00enfance \u202eecnafne\ud800\n", 0)
    assert SearchTally.objects.get().written == "petite enfance ecnafne"


def test_nobody_s_address_is_kept():
    fields = {field.name for field in SearchTally._meta.fields}
    assert fields == {
        "id",
        "day",
        "locale",
        "words",
        "written",
        "found",
        "searches",
        "clicks",
    }


def test_counts_are_added_by_the_database(french, django_assert_num_queries):
    """Of two that read the same number, neither overwrites the other."""
    note_search(french, "transport", 1)
    with django_assert_num_queries(3) as asked:  # a savepoint, since tests are in a transaction
        note_search(french, "transport", 1)
    (update,) = (query["sql"] for query in asked if query["sql"].startswith("UPDATE"))
    assert '"searches" = ("search_searchtally"."searches" + 1)' in update


# --- Suggesting -------------------------------------------------------------------------


def test_past_searches_begin_a_word_so_and_the_most_frequent_is_first(french):
    searched(french, "Petite enfance", times=3)
    searched(french, "Budget d’enfance", words="budget d enfance", times=2)
    searched(french, "Budget d’Enfance", words="budget d enfance", times=2, days_ago=9)
    searched(french, "Préenfance", words="preenfance", times=9)
    assert past_searches(french.pk, "enf", 5) == ["Budget d’enfance", "Petite enfance"]
    assert past_searches(french.pk, "petite enf", 5) == ["Petite enfance"]
    assert past_searches(french.pk, "e", 1) == ["Budget d’enfance"]


@pytest.mark.parametrize("prefix", ["%", "_", "pet%", "\\"])
def test_a_prefix_is_no_pattern(french, prefix):
    searched(french, "Petite enfance", times=3)
    assert past_searches(french.pk, prefix, 5) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"times": 2},
        {"found": 0},
        {"found": None},
        {"days_ago": 90},
        {"written": "autre"},
    ],
)
def test_rare_old_and_vain_searches_are_not_suggested(french, fields):
    searched(french, **{"written": "transport", "times": 3} | fields)
    assert past_searches(french.pk, "tra", 5) == []


def test_what_finds_nothing_by_now_is_not_suggested(french):
    searched(french, "transport", times=9, days_ago=3)
    searched(french, "transport", found=0)
    assert past_searches(french.pk, "tra", 5) == []


def test_what_editors_hid_is_not_suggested(french, english):
    searched(french, "transport", times=3)
    searched(english, "transport", times=3)
    HiddenSearch.objects.create(locale=english, words="transport")
    assert past_searches(french.pk, "tra", 5) == ["transport"]
    assert past_searches(english.pk, "tra", 5) == []


def test_suggesting_is_one_query(french, django_assert_num_queries):
    for number in range(30):
        searched(french, f"transport {number}", times=3 + number)
    with django_assert_num_queries(1):
        assert past_searches(french.pk, "tra", 2) == ["transport 29", "transport 28"]


# --- Forgetting -------------------------------------------------------------------------


def test_old_searches_are_forgotten(french):
    for days_ago in (400, 401):
        searched(french, "transport", times=5, days_ago=days_ago)
    assert forgetting.forget_searches().startswith("1 ")
    assert SearchTally.objects.get().day == timezone.localdate() - timedelta(days=400)


def test_what_was_asked_only_once_is_forgotten_after_a_month(french, english):
    searched(french, "ma voisine", days_ago=31)
    searched(french, "après minuit", days_ago=32)
    searched(french, "après minuit", days_ago=31, times=0, clicks=1, found=None)
    searched(french, "hier", days_ago=30)
    searched(french, "souvent", days_ago=31)
    searched(french, "souvent", days_ago=3)
    searched(english, "souvent", days_ago=31)
    searched(french, "deux fois", days_ago=31, times=2)
    forgetting.forget_searches()
    kept = SearchTally.objects.filter(locale=french).order_by("written", "day")
    assert list(kept.values_list("written", flat=True)) == [
        "deux fois",
        "hier",
        "souvent",
        "souvent",
    ]
    assert not SearchTally.objects.filter(locale=english).exists()


def test_forgetting_is_done_every_day():
    assert JOBS["search.forget_searches"] is forgetting.forget_searches
    assert JOBS["search.forget_unused_promotions"] is forgetting.forget_unused_promotions


# --- The address that pages tell ----------------------------------------------------------


def tell(method: str = "post", site: str = "same-origin", address: str = "203.0.113.7", **fields):
    request = getattr(RequestFactory(), method)(
        "/", fields, headers={"sec-fetch-site": site}, REMOTE_ADDR=address
    )
    with translation.override("fr"):
        return count(request, count_found=lambda typed, locale: len(typed))


def test_a_search_is_counted_with_what_we_find_ourselves():
    response = tell(q="transport", event="search", found="999")
    assert (response.status_code, response.content) == (204, b"")
    assert "no-store" in response["Cache-Control"]
    tally = SearchTally.objects.get()
    assert (tally.written, tally.found, tally.searches, tally.clicks) == ("transport", 9, 1, 0)
    assert tally.locale.language_code == "fr"


def test_a_click_is_counted():
    tell(q="transport", event="search")
    assert tell(q="transport", event="click").status_code == 204
    assert SearchTally.objects.get().clicks == 1


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"q": "transport"},
        {"q": "transport", "event": "like"},
        {"event": "search"},
        {"q": "?!", "event": "search"},
        {"q": "a" * 201, "event": "click"},
    ],
)
def test_nonsense_is_refused_with_a_sentence(fields):
    response = tell(**fields)
    assert response.status_code == 400
    assert response["Content-Type"].startswith("text/plain")
    assert response.text.endswith(".")
    assert not SearchTally.objects.exists()


def test_only_posts_of_our_own_pages_count():
    assert tell("get", q="transport", event="search").status_code == 405
    assert tell(site="cross-site", q="transport", event="search").status_code == 403
    assert not SearchTally.objects.exists()


def test_a_network_is_counted_thirty_times_a_minute():
    answers = [tell(q="transport", event="search").status_code for _turn in range(AT_MOST)]
    assert set(answers) == {204}
    refused = tell(q="transport", event="search", address="203.0.113.99")
    assert refused.status_code == 429
    assert refused["Retry-After"]
    assert tell(q="transport", event="search", address="198.51.100.7").status_code == 204
    assert SearchTally.objects.get().searches == AT_MOST + 1


def test_a_cache_that_forgot_is_no_error(monkeypatch):
    monkeypatch.setattr(cache, "add", lambda *args, **kwargs: False)
    assert tell(q="transport", event="search").status_code == 204


def test_the_real_search_says_how_many_there_are(tool, french):
    pytest.importorskip("search.finding")
    request = RequestFactory().post(
        "/", {"q": "partager", "event": "search"}, headers={"sec-fetch-site": "same-origin"}
    )
    assert count(request).status_code == 204
    assert SearchTally.objects.get().found >= 0
