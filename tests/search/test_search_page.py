"""The page of results, as readers meet it: what it shows, where it leads, what it withstands."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from wagtail.contrib.search_promotions.models import Query as PromotedQuery
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Locale

from blog.models import BlogIndexPage
from home.models import SiteSettings
from tests.blog.factories import make_comment
from tests.factories import make_author, make_category, make_story
from tests.pages import read, words
from toolkit.models import ContributionIndexPage, ContributionPage

MOST_QUERIES = 30


@pytest.fixture
def blog(db) -> BlogIndexPage:
    return BlogIndexPage.objects.get()


@pytest.fixture
def search(client):
    """``search("bilan", kind="row")`` gives the page of results."""

    def ask(typed: str, /, **params):
        return read(client, address(typed, **params))

    return ask


def address(typed: str, /, **params) -> str:
    return reverse("search:results", query={"q": typed, **params})


def titles(page, within: str = "#results .hits > ol") -> list[str]:
    return [words(heading) for heading in page.select(f"{within} .hit :is(h2, h3)")]


def counts(page, facet: str) -> dict[str, int]:
    return {
        choice["value"]: int(words(choice.parent.span))
        for choice in page.select(f"input[name={facet}]")
    }


def followed(client, link) -> str:
    """The address that a link leads to, after redirects."""
    response = client.get(link["href"], follow=True)
    assert response.status_code == 200
    return response.redirect_chain[-1][0] if response.redirect_chain else link["href"]


# --- What it shows ----------------------------------------------------------------------


def test_a_row_shows_its_cells_that_hold_the_words_and_leads_to_its_place(search, tool, client):
    page = search("bilan")
    hit = page.select("#results .hit")[0]
    assert words(hit.select_one(".tag")) in ("Ligne", "Row")
    assert {words(mark).lower() for mark in page.select(".hit mark")} == {"bilan"}
    assert hit.select("dt") and hit.select("dd mark")
    link = hit.select_one("h2 a")
    url = urlsplit(link["href"])
    assert parse_qs(url.query) == {"words": ["bilan"]}
    target = read(client, link["href"]).select_one(f"[id='{url.fragment}']")
    assert target.name == "tr"
    assert target.select("mark")


def test_a_row_found_by_its_purpose_alone_shows_how_to_go_about_it(search, tool):
    hit = search("enjeu").select_one("#results .hit")
    assert [words(mark) for mark in hit.select("h2 mark")] == ["enjeu"]
    assert words(hit.select_one("dd span")) == "Une lettre"


def test_a_story_shows_an_excerpt_its_author_and_its_date(search, blog):
    make_story(blog, "La nappe", authors=[make_author()], category=make_category())
    hit = search("villages").select_one("#results .hit")
    assert words(hit.select_one(".excerpt mark")) == "villages"
    assert hit.select_one("time")["datetime"] == "2026-03-12"
    assert "Mireille Lavoie" in words(hit.select_one(".eyebrow"))


def test_a_comment_is_there_for_who_asks_and_leads_to_its_place(search, blog, client):
    comment = make_comment(make_story(blog), "Chez nous aussi, la nappe à carreaux.")
    assert not titles(search("carreaux"))
    page = search("carreaux", kind="comment")
    link = page.select_one("#results .hit h2 a")
    place = followed(client, link)
    assert place.endswith(f"#c{comment.pk}")
    assert read(client, place).select_one(f"#c{comment.pk} mark")


def test_the_title_names_what_was_typed_and_robots_stay_out(search, tool):
    page = search("parents")
    assert "parents" in words(page.title)
    assert page.select_one("[name=robots]")["content"] == "noindex"
    assert page.select_one("input[name=q]")["value"] == "parents"


def test_everyone_gets_the_same_page_that_anyone_may_keep(client, tool):
    response = client.get(address("bilan"))
    assert "public" in response["Cache-Control"]
    assert not response.cookies
    again = client.get(address("bilan"), headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304


def test_what_editors_put_first_stands_above(search, tool):
    words_of = PromotedQuery.get("bilan")
    SearchPromotion.objects.create(
        query=words_of, page_id=tool.pk, sort_order=1, description="Par ici."
    )
    promoted = search("Bilan").select_one(".promoted")
    assert promoted.select_one("a")["href"] == tool.url
    assert "Par ici." in words(promoted)
    assert not search("bilan", kind="row").select_one(".promoted")


# --- What was meant ---------------------------------------------------------------------


def test_a_mistake_is_corrected_and_can_be_insisted_on(search, tool, client):
    page = search("mobilizer")
    assert titles(page)
    notice = page.select_one(".meant")
    assert "mobiliser" in words(notice.strong)
    exactly = read(client, notice.a["href"])
    assert not titles(exactly)
    assert "mobiliser" in words(exactly.select_one(".meant a"))
    assert titles(read(client, exactly.select_one(".meant a")["href"]))


def test_a_corrected_search_marks_and_carries_the_corrected_words(search, tool):
    page = search("mobilizer")
    assert {words(mark).lower() for mark in page.select(".hit mark")} == {"mobiliser"}
    assert "words=mobiliser" in page.select_one(".hit h2 a")["href"]


def test_partial_results_stand_apart(search, tool):
    page = search("bilan lettre politiques")
    assert not titles(page)
    assert titles(page, ".partial")
    assert page.select_one(".empty-state")


def test_what_was_too_long_is_said(search, tool):
    page = search("bilan " * 100)
    assert page.select_one(".search-head .meant")
    assert len(page.select_one("input[name=q]")["value"]) <= 200


# --- Narrowing --------------------------------------------------------------------------


def test_facets_narrow_and_keep_the_counts_of_their_own(search, tool, blog):
    make_story(blog, "Faire durer la nappe")
    page = search("durer")
    assert counts(page, "kind") == {"row": 2, "story": 1}
    assert counts(page, "audience") == {"decideurs": 1, "parents": 1}
    narrowed = search("durer", kind="row", audience="parents")
    assert len(titles(narrowed)) == 1
    assert counts(narrowed, "audience") == {"decideurs": 1, "parents": 1}
    chosen = [c["value"] for c in narrowed.select("input[type=checkbox][checked]")]
    assert chosen == ["row", "parents"]


def test_what_was_chosen_can_be_taken_away(search, tool, client):
    page = search("durer", kind="row", audience="parents", sort="date")
    chips = page.select(".chips a")
    assert len(chips) == 3
    left = parse_qs(urlsplit(chips[0]["href"]).query)
    assert left == {"q": ["durer"], "audience": ["parents"], "sort": ["date"]}
    assert parse_qs(urlsplit(chips[2]["href"]).query) == {"q": ["durer"], "sort": ["date"]}
    assert len(titles(read(client, chips[1]["href"]))) == 2


def test_the_form_sends_again_what_it_does_not_show(search, tool):
    form = search("durer", sort="date", typed="1").select_one("form.facets")
    hidden = {field["name"]: field["value"] for field in form.select("[type=hidden]")}
    assert hidden == {"q": "durer", "sort": "date", "typed": "1"}


def test_the_columns_of_rows_are_a_facet(search, tool):
    assert counts(search("bilan"), "column") == {"means": 2, "examples": 1}
    assert len(titles(search("bilan", column="examples"))) == 1


def test_long_lists_of_values_are_folded(search, blog):
    for number in range(12):
        make_story(blog, f"Nappe {number}", authors=[make_author(f"Autrice {number}")])
    facet = search("nappe").select_one("#more-author")
    assert len(facet.select("input")) == 4


def test_results_stand_on_several_pages(search, blog):
    for number in range(23):
        make_story(blog, f"Nappe {number}")
    first, second = search("nappe"), search("nappe", page=2)
    assert len(titles(first)) == 20
    assert len(titles(second)) == 3
    assert not set(titles(first)) & set(titles(second))
    assert "page=2" in first.select_one("[rel=next]")["href"]
    assert titles(search("nappe", page=99)) == titles(second)


def test_the_latest_come_first_when_asked(search, blog):
    old, new = make_story(blog, "Nappe ancienne"), make_story(blog, "Nappe récente longue")
    for story, year in ((old, 2020), (new, 2025)):
        story.date = story.date.replace(year=year)
        story.save_revision().publish()
    page = search("nappe", sort="date")
    assert titles(page) == ["Nappe récente longue", "Nappe ancienne"]
    assert "sort=date" in page.select_one(".sorts [aria-current]")["href"]


# --- Where nothing is found -------------------------------------------------------------


def test_before_anything_is_typed_there_is_a_way_to_begin(search, tool):
    page = search("")
    assert [words(card.select_one("small") or card) for card in page.select(".audience")]
    assert page.select_one("input[name=q]").has_attr("autofocus")
    assert page.select_one("details.syntax")
    assert page.select_one("[rel=canonical]")["href"].endswith(reverse("search:results"))


def test_where_nothing_is_found_there_are_ways_on(search, tool, home_page):
    site = home_page.get_site()
    SiteSettings.objects.update_or_create(site=site, defaults={"contact_email": "a@example.org"})
    page = search("xylophone")
    assert page.select_one(".empty-state")
    assert {words(link) for link in page.select(".ways a")} == {"Décideurs", "Parents"}
    assert page.select_one("#results [href='mailto:a@example.org']")


def test_where_choices_leave_nothing_they_can_be_taken_away(search, tool):
    page = search("lettre", audience="parents")
    assert not titles(page)
    link = page.select_one(".empty-state a.main")
    assert parse_qs(urlsplit(link["href"]).query) == {"q": ["lettre"]}
    assert "parents" in words(page.select_one(".chips")).lower()


def test_results_in_the_other_language_are_said(search, tool, home_page):
    english = Locale.objects.get_or_create(language_code="en")[0]
    assert not search("bilan").select_one(".elsewhere")
    home_page.copy_for_translation(english).save_revision().publish()
    blog = BlogIndexPage.objects.get().copy_for_translation(english)
    blog.save_revision().publish()
    make_story(blog, "A bilan in English", locale=english)
    link = search("bilan").select_one(".elsewhere a")
    with override("en"):
        assert link["href"] == address("bilan")
    assert search("bilan").select_one("header [hreflang=en]")["href"] == link["href"]


ODD = (
    "q=",
    "q=%00",
    "q=%ED%A0%80",
    "q=???",
    "q=-bilan",
    "q=%22",
    "q=*",
    "q=" + "x" * 3000,
    "q=bilan&page=0",
    "q=bilan&page=-3",
    "q=bilan&page=" + "9" * 5000,
    "q=bilan&page=deux",
    "q=bilan&page=%C2%B2",
    "q=bilan&sort=score%3BDROP",
    "q=bilan&kind=%00&kind=row",
    "q=bilan&column=e&column=title",
    "q=bilan&year=99999999999999999999",
    "q=bilan&" + "&".join(f"author=a{n}" for n in range(500)),
    "kind=row",
    "q=%3Cscript%3Ealert(1)%3C/script%3E",
    "q=bilan%27%22%3E%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
)


def test_whatever_the_address_says_there_is_a_page(client, tool):
    for query in ODD:
        page = read(client, f"{reverse('search:results')}?{query}")
        assert page.h1, query
        assert not page.select("main script, main img, [onerror]"), query


def test_the_page_cannot_be_posted_to(client, tool):
    assert client.post(reverse("search:results")).status_code == 405


def test_the_number_of_queries_does_not_grow(client, blog):
    def queries() -> int:
        client.get(address("nappe"))  # what is asked once for a process is asked here
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address("nappe")).status_code == 200
        return len(captured)

    make_story(blog, "Nappe", authors=[make_author()], category=make_category())
    one = queries()
    for number in range(20):
        make_story(blog, f"Nappe {number}", authors=[make_author(f"Autrice {number}")])
    assert queries() == one
    assert one <= MOST_QUERIES


# --- While one types --------------------------------------------------------------------


def test_suggestions_have_an_address_and_say_what_they_are(client, tool):
    answer = client.get(reverse("search:suggestions", query={"q": "par"}))
    assert "public" in answer["Cache-Control"]
    found = answer.json()["suggestions"]
    assert str(len(found)) in answer.json()["said"]
    parents = next(one for one in found if one["text"] == "Parents")
    assert client.get(parents["url"]).status_code == 200
    assert all(one["kind"] and one["url"] for one in found)
    assert client.get(reverse("search:suggestions")).json()["suggestions"] == []
    assert client.get(reverse("search:suggestions", query={"q": "\0" * 999})).status_code == 200


def test_stories_with_comments_and_achievements_are_suggested_as_what_they_are(client, blog):
    story = make_story(blog, "La nappe au marché")
    make_comment(story)
    index = ContributionIndexPage.objects.get()
    index.add_child(instance=ContributionPage(title="La nappe chez nous"))
    answer = client.get(reverse("search:suggestions", query={"q": "nappe"}))
    offered = {one["text"]: one["kind"] for one in answer.json()["suggestions"]}
    assert offered == {"La nappe au marché": "Récit", "La nappe chez nous": "Réalisation"}


@pytest.mark.parametrize("url", ["/", "/rien-ici/"])
def test_the_field_is_there_where_one_looks_for_something(client, tool, url):
    page = client.get(url).content.decode()
    assert f'action="{reverse("search:results")}"' in page
    assert "data-suggest" in page
    assert "to-search" in page


def test_the_languages_of_the_site_have_each_its_address():
    assert [code for code, _name in settings.LANGUAGES] == ["fr", "en"]
    with override("en"):
        assert reverse("search:results") == "/en/search/"
