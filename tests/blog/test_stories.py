"""What readers see of a story, what it costs, and what it must not show."""

import json
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.operations import translate_object

from blog.models import BlogIndexPage, BlogPage
from tests.factories import make_author, make_category, make_story
from tests.pages import read, words

CANARY = "canari-secret"
MOST_QUERIES = 20


@pytest.fixture
def blog(db) -> BlogIndexPage:
    return BlogIndexPage.objects.get()


@pytest.fixture
def english(db) -> Locale:
    return Locale.objects.get(language_code="en")


def queries(client, url: str) -> int:
    client.get(url)  # what is asked once for a process is asked here
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def make_picture(title: str = "Nappe", **fields) -> Image:
    file: ImageFile = get_test_image_file(filename=f"{title}.png", size=(320, 200))
    return Image.objects.create(title=title, file=file, **fields)


def linked_data(page: BeautifulSoup) -> dict:
    (script,) = page.select('script[type="application/ld+json"]')
    return json.loads(script.string)


def test_a_story_says_who_tells_it_when_and_what_about(client, blog):
    author = make_author(role="agente de développement")
    story = make_story(blog, authors=[author], category=make_category(), question="Et chez vous ?")
    page = read(client, story.url)
    assert words(page.select_one("article > header .tag")) == "Mobilisation"
    assert words(page.h1) == "Quatre cafés"
    assert words(page.select_one(".lead")) == "On a déplacé la table."
    byline = page.select_one(".by")
    assert byline.select_one("a[rel=author]")["href"] == "/blogue/auteur/mireille-lavoie/"
    assert words(byline.select_one(".avatar")) == "ML"
    assert "agente de développement" in words(byline)
    assert byline.select_one("time")["datetime"] == "2026-03-12"
    assert "12 mars 2026" in words(byline)
    assert "quatre villages" in words(page.select_one(".prose"))
    assert words(page.select_one(".question p")) == "Et chez vous ?"
    assert page.select_one(".question a")["href"] == "#comments"


def test_the_authors_are_named_in_their_order(client, blog):
    second, first = make_author("Aline Roy"), make_author("Zoé Roy")
    story = make_story(blog, authors=[first, second])
    names = [words(link) for link in read(client, story.url).select(".by a[rel=author]")]
    assert names == ["Zoé Roy", "Aline Roy"]


def test_a_story_without_picture_category_or_question_stands_all_the_same(client, blog):
    page = read(client, make_story(blog, lead="", body=[]).url)
    assert words(page.h1) == "Quatre cafés"
    assert not page.select(".opening, .question, article > header .tag, .sources")


def test_the_picture_says_what_it_shows(client, blog):
    picture = make_picture(description="Une nappe")
    described = make_story(blog, "Une", picture=picture)
    retold = make_story(blog, "Autre", picture=picture, picture_alt="Des dessins")
    assert read(client, described.url).select_one(".opening img")["alt"] == "Une nappe"
    assert read(client, retold.url).select_one(".opening img")["alt"] == "Des dessins"


@pytest.mark.parametrize(("count", "minutes"), [(3, 1), (200, 1), (1000, 5)])
def test_the_time_to_read_it_is_counted_from_its_words(blog, count, minutes):
    story = make_story(blog, lead="", body=[("paragraph", f"<p>{'mot ' * count}</p>")])
    assert story.reading_minutes == minutes


def test_links_to_share_it_ask_nothing_of_anybody(client, blog):
    page = read(client, make_story(blog, "Cafés & « nappes »").url)
    share = page.select_one(".share")
    hrefs = [link["href"] for link in share.select("a")]
    assert hrefs[0].startswith("mailto:?subject=Caf%C3%A9s%20%26%20")
    assert all(
        button.find_parent(hidden=True) or button.has_attr("hidden")
        for button in share.select("button")
    )
    for tag in page.select("img, script[src], link[rel=stylesheet]"):
        assert (tag.get("src") or tag.get("href")).startswith("/")


def test_previous_and_next_follow_the_dates(client, blog):
    day = date(2026, 3, 12)
    old = make_story(blog, "Ancienne", date=day - timedelta(days=9))
    new = make_story(blog, "Nouvelle", date=day + timedelta(days=9))
    first, second = make_story(blog, "Même jour"), make_story(blog, "Même jour aussi")
    page = read(client, first.url)
    assert page.select_one(".pair [rel=prev]")["href"] == old.url
    assert page.select_one(".pair [rel=next]")["href"] == second.url
    assert not read(client, new.url).select(".pair [rel=next]")


def test_related_stories_are_of_the_category_then_share_a_tag_then_are_the_newest(client, blog):
    category = make_category()
    story = make_story(blog, category=category, tags=["nappe"])
    newest = make_story(blog, "Récente", date=date(2026, 6, 1))
    make_story(blog, "Moins récente", date=date(2026, 5, 1))
    tagged = make_story(blog, "Étiquetée", tags=["nappe"], date=date(2019, 1, 1))
    filed = make_story(blog, "Classée", category=category, date=date(2018, 1, 1))
    links = read(client, story.url).select(".onward .stories h3 a")
    assert [link["href"] for link in links] == [filed.url, tagged.url, newest.url]


def test_search_engines_are_told_what_it_is(client, blog):
    story = make_story(
        blog,
        authors=[make_author()],
        category=make_category(),
        tags=["nappe"],
        picture=make_picture(),
    )
    page = read(client, story.url)
    data = linked_data(page)
    assert data["@type"] == "BlogPosting"
    assert data["headline"] == "Quatre cafés"
    assert data["datePublished"] == "2026-03-12"
    assert data["author"] == [
        {
            "@type": "Person",
            "name": "Mireille Lavoie",
            "jobTitle": "",
            "url": "http://127.0.0.1:8000/blogue/auteur/mireille-lavoie/",
        }
    ]
    assert data["articleSection"] == "Mobilisation"
    assert data["keywords"] == ["nappe"]
    assert data["inLanguage"] == "fr"
    assert data["mainEntityOfPage"] == story.full_url
    assert data["image"].startswith("http")
    assert page.select_one('[property="og:type"]')["content"] == "article"
    assert page.select_one("[rel=canonical]")["href"] == story.full_url


@pytest.mark.parametrize("text", ["</script><b>x", "<!--<script>", "]]>&amp;\u2028"])
def test_no_text_breaks_out_of_the_data(client, blog, text):
    story = make_story(blog, text, slug="texte", lead=text, tags=[text])
    page = read(client, story.url)
    assert linked_data(page)["headline"] == text
    assert linked_data(page)["description"] == text
    assert words(page.h1) == " ".join(text.split())
    assert not page.select("main b")


def test_no_slug_is_hidden_by_a_list(blog):
    for slug in ("2019", "politique-des-commentaires", "comment-policy", "categorie", "author"):
        story = BlogPage(title="Un récit", slug=slug)
        with pytest.raises(ValidationError) as error:
            blog.add_child(instance=story)
        assert f"« {slug} »" in str(error.value) or slug in str(error.value)
    assert blog.add_child(instance=BlogPage(title="Un récit", slug="en-2019")).pk


def test_authors_and_categories_that_stories_name_cannot_be_deleted(blog):
    author, category = make_author(), make_category()
    make_story(blog, authors=[author], category=category)
    for named in (author, category):
        with pytest.raises(ProtectedError):
            named.delete()


def test_two_people_of_one_name_have_two_addresses(db):
    assert [make_author("Noë Bœuf").slug for _ in range(3)] == [
        "noe-boeuf",
        "noe-boeuf-2",
        "noe-boeuf-3",
    ]
    assert make_author("李雷").slug
    assert make_author("Marie-Ève de la Côte").initials == "MC"
    assert make_author("Zoé").initials == "Z"


def test_the_comment_policy_has_a_page(client, blog):
    assert client.get("/blogue/politique-des-commentaires/").status_code == 404
    blog.comment_policy = "<p>Soyons humains.</p>"
    blog.save_revision().publish()
    page = read(client, blog.policy_url)
    assert blog.policy_url == "/blogue/politique-des-commentaires/"
    assert "Soyons humains." in words(page.main)
    assert blog.policy_url in [link["href"] for link in read(client, blog.url).select("main a")]


# --- What it costs ------------------------------------------------------------------------


def full_story(blog, number: int) -> BlogPage:
    authors = [
        make_author(f"Personne {number} {n}", portrait=make_picture(f"p{number}-{n}"))
        for n in range(3)
    ]
    body = [("image", {"image": make_picture(f"i{number}-{n}")}) for n in range(4)]
    return make_story(
        blog,
        f"Récit {number}",
        authors=authors,
        category=make_category(f"Catégorie {number}"),
        tags=[f"mot {number}", "nappe"],
        picture=make_picture(f"une{number}"),
        body=body,
    )


def test_the_queries_of_a_story_do_not_grow_with_what_it_shows(client, blog):
    small = make_story(blog, authors=[make_author()], category=make_category())
    make_story(blog, "Autre", authors=[make_author("Autre")])
    few = queries(client, small.url)
    stories = [full_story(blog, number) for number in range(5)]
    large = queries(client, stories[2].url)
    assert few <= MOST_QUERIES
    assert large <= MOST_QUERIES + 5
    for number in range(5, 10):
        full_story(blog, number)
    assert queries(client, stories[2].url) == large


def test_a_story_can_be_cached_by_anyone(client, blog):
    story = make_story(blog, authors=[make_author()])
    response = client.get(story.url)
    assert not response.cookies
    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "Cookie" not in response.headers.get("Vary", "")
    assert "csrf" not in response.text.casefold()
    etag = response.headers["ETag"]
    assert client.get(story.url, headers={"if-none-match": etag}).status_code == 304


# --- What it must not show ----------------------------------------------------------------


def hidden_story(blog, how: str) -> BlogPage:
    fields = {
        "authors": [make_author(f"Personne {CANARY}")],
        "category": make_category(f"Catégorie {CANARY}"),
        "tags": ["nappe", CANARY],
        "lead": CANARY,
        "date": date(2017, 8, 1),
    }
    story = make_story(blog, f"Titre {CANARY}", publish=how != "draft", **fields)
    if how == "scheduled":
        story.unpublish()
        story.go_live_at = timezone.now() + timedelta(days=1)
        story.save_revision().publish()
    elif how == "private":
        story.view_restrictions.create(restriction_type="login")
    elif how == "unpublished":
        story.unpublish()
    return story


@pytest.mark.parametrize("how", ["draft", "scheduled", "private", "unpublished"])
def test_what_is_not_to_be_read_yet_appears_nowhere(client, blog, how):
    category, author = make_category(), make_author()
    shown = make_story(blog, authors=[author], category=category, tags=["nappe"])
    story = hidden_story(blog, how)
    story_category = story.category
    addresses = [
        "/",
        blog.url,
        shown.url,
        "/sitemap.xml",
        blog.address("category", slug=category.slug),
        blog.address("author", slug=author.slug),
        blog.address("tag", slug="nappe"),
    ]
    for address in [*addresses, *(f"{a}{k}.xml" for a in addresses[4:] for k in ("rss", "atom"))]:
        response = client.get(address)
        assert response.status_code == 200, address
        assert CANARY not in response.text, address
    hidden = [
        story.url,
        blog.address("category", slug=story_category.slug),
        blog.address("tag", slug=CANARY),
        blog.address("year", year="2017"),
        blog.address("month", year="2017", month="08"),
        f"{blog.address('month', year='2017', month='08')}rss.xml",
    ]
    for address in hidden:
        assert client.get(address).status_code in (302, 404), address


def test_nothing_of_a_private_blog_is_shown(client, blog):
    make_story(blog, f"Titre {CANARY}", authors=[make_author()])
    blog.view_restrictions.create(restriction_type="login")
    for address in ("/", "/sitemap.xml"):
        assert CANARY not in client.get(address).text
    assert client.get(blog.url).status_code == 302
    assert client.get(f"{blog.url}rss.xml").status_code == 404


def test_the_home_page_of_an_unpublished_blog_shows_no_story(client, blog):
    make_story(blog, f"Titre {CANARY}")
    blog.unpublish()
    assert CANARY not in client.get("/").text
    assert client.get(f"{blog.url}rss.xml").status_code == 404


# --- Previews and languages ---------------------------------------------------------------


def test_a_draft_shows_in_its_preview_and_nowhere_else(client, blog):
    author = make_author()
    story = make_story(blog, authors=[author], category=make_category())
    story.lead = CANARY
    draft = story.save_revision().as_object()
    preview = draft.make_preview_request(preview_mode="")
    assert CANARY in preview.rendered_content
    assert "frame-ancestors 'self'" in preview.headers["Content-Security-Policy"]
    assert CANARY not in client.get(story.url).text


def test_a_story_that_is_not_stored_yet_has_a_preview(blog):
    from blog.models import StoryAuthor

    story = BlogPage(title="Une idée", slug="une-idee", locale=blog.locale)
    story.story_authors = [StoryAuthor(author=make_author())]
    story.set_url_path(blog)
    story.depth = blog.depth + 1
    story.path = Page._get_children_path_interval(blog.path)[1]
    preview = story.make_preview_request(preview_mode="")
    page = BeautifulSoup(preview.content, "html.parser")
    assert words(page.h1) == "Une idée"
    assert "Mireille Lavoie" in words(page.select_one(".by"))


@pytest.fixture
def translated(blog, english, django_capture_on_commit_callbacks):
    """``translated(story)``: in English, with its category, as a translator publishes it."""

    def publish(page) -> Page:
        with django_capture_on_commit_callbacks(execute=True):
            translate_object(page, [english])
            source = TranslationSource.objects.get_for_instance(page)
            translation = Translation.objects.get(source=source, target_locale=english)
            translation.save_target(publish=True)
        return page.get_translation(english)

    for ancestor in blog.get_ancestors(inclusive=True).filter(depth__gt=1):
        publish(ancestor.specific)
    return publish


def test_english_readers_read_english(client, blog, english, translated):
    category = make_category()
    author = make_author(role="agente")
    story = make_story(blog, authors=[author], category=category, tags=["nappe"])
    copy = translated(story)
    named = category.get_translation(english)
    named.name = "Getting together"
    named.save()
    their = author.copy_for_translation(english)
    their.role = "development officer"
    their.save()
    page = read(client, copy.url)
    assert page.html["lang"] == "en-CA"
    assert "development officer" in words(page.select_one(".by"))
    assert words(page.select_one("article > header .tag")) == "Getting together"
    assert "minute to read" in words(page.select_one(".by"))
    assert page.select_one(".by a")["href"] == "/en/blogue/author/mireille-lavoie/"
    for link in page.select("main article a[href^='/en/blogue/']"):
        assert client.get(link["href"]).status_code == 200, link["href"]
    assert linked_data(page)["inLanguage"] == "en"
    index = read(client, "/en/blogue/")
    assert words(index.select_one(".story h2")) == "Quatre cafés"
    assert "Getting together" in words(index.select_one(".filed"))
    assert client.get("/en/blogue/rss.xml").status_code == 200


def test_a_list_leads_to_itself_in_the_other_language(client, blog, english, translated):
    category, author = make_category(), make_author()
    shared = {"date": date(2026, 3, 12), "authors": [author], "category": category}
    translated(make_story(blog, tags=["nappe"], **shared))
    make_story(blog, "Pas traduite", date=date(2025, 5, 1), tags=["neige"])
    named = category.get_translation(english)
    named.slug = "getting-together"
    named.save()
    blog.get_translation(english).specific_class.objects.update(comment_policy="<p>Be kind.</p>")
    other = {
        "/blogue/": "/en/blogue/",
        "/blogue/categorie/mobilisation/": "/en/blogue/category/getting-together/",
        "/blogue/auteur/mireille-lavoie/": "/en/blogue/author/mireille-lavoie/",
        "/blogue/etiquette/nappe/": "/en/blogue/tag/nappe/",
        "/blogue/2026/03/": "/en/blogue/2026/03/",
        "/blogue/politique-des-commentaires/": "/en/blogue/comment-policy/",
    }
    root = blog.get_site().root_url
    for here, there in other.items():
        page = read(client, here)
        assert page.select_one("header [hreflang=en]")["href"] == there
        assert client.get(there).status_code == 200
        alternates = {link["hreflang"]: link["href"] for link in page.select("head [hreflang]")}
        assert alternates == {"fr": f"{root}{here}", "en": f"{root}{there}"}
    for alone in ("etiquette/neige/", "2025/", "2025/05/"):
        assert not read(client, f"/blogue/{alone}").select("[hreflang=en]")


def test_a_copy_that_nobody_translated_points_to_the_people_of_its_original(
    client, blog, english, translated
):
    translated(make_story(blog, "Traduite"))
    author, category = make_author(), make_category()
    story = make_story(blog, authors=[author], category=category)
    alias = story.copy_for_translation(english, alias=True)
    assert alias.url == "/en/blogue/quatre-cafes/"
    page = read(client, alias.url)
    assert "Mireille Lavoie" in words(page.select_one(".by"))
    assert client.get("/en/blogue/category/mobilisation/").status_code == 200
    assert alias.discussed == story


def test_a_story_is_discussed_on_its_own_page(blog, django_assert_num_queries):
    story = make_story(blog)
    with django_assert_num_queries(0):
        assert story.discussed is story
