"""Tools, rows, comments and what stands around pages, as data."""

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Site

from blog.models import BlogIndexPage, Comment, CommentSettings, CommentsMode
from home.models import ContentPage, Menu
from tests.api.test_pages import API, ask, queries
from tests.blog.factories import make_comment, make_thread
from tests.factories import audience_of, make_author, make_category, make_story
from toolkit.models import Row


def test_a_tool_with_its_licence_audiences_and_rows(client, tool):
    (listed,) = ask(client, "/tools/")["items"]
    assert listed["licence"]["name"] == "CC BY-NC-SA 4.0"
    page = ask(client, f"/pages/{tool.pk}/")
    assert [audience["title"] for audience in page["audiences"]] == ["Décideurs", "Parents"]
    assert page["licence"]["url"].startswith("https://creativecommons.org/")
    audiences = ask(client, f"/tools/{tool.pk}/audiences/")
    assert [audience["row_count"] for audience in audiences["items"]] == [3, 1]
    assert audiences["tool"]["licence"]["key"] == "cc-by-nc-sa"
    row = ask(client, "/rows/", tool=tool.pk)["items"][0]
    assert row["anchor"] == f"r-{row['id']}"
    assert row["html_url"].endswith(f"/decideurs/#{row['anchor']}")
    assert row["tool"]["licence"]["key"] == "cc-by-nc-sa"
    assert ask(client, f"/rows/{row['id']}/") == row
    block = ask(client, f"/pages/{row['audience']['id']}/")["rows"][0]
    assert (block["id"], block["anchor"]) == (row["id"], row["anchor"])
    assert block["value"]["purposes"][0]["id"] == row["purposes"][0]["id"]


def test_rows_are_narrowed_by_audience_and_by_words(client, tool):
    parents = audience_of(tool, "Parents")
    assert ask(client, "/rows/", audience=parents.pk)["count"] == 1
    assert ask(client, "/rows/", means="bilan")["count"] == 2
    assert ask(client, "/rows/", means="BILAN chiffre")["count"] == 2
    assert ask(client, "/rows/", purposes="bilan")["count"] == 0
    assert ask(client, "/rows/", q="bilan", audience=parents.pk)["count"] == 0


def test_the_index_of_means_names_the_audiences_that_each_serves(client, tool):
    index = ask(client, f"/tools/{tool.pk}/index/means/")
    entry = next(entry for entry in index["items"] if entry["text"] == "Un bilan chiffré")
    assert entry["letter"] == "U"
    assert [(use["title"], len(use["rows"])) for use in entry["audiences"]] == [("Décideurs", 2)]


def test_the_audiences_of_an_unpublished_tool_are_not_there(client, tool):
    audience = audience_of(tool, "Parents")
    uuid = Row.objects.filter(audience=audience).get().uuid
    tool.unpublish()
    assert audience_of(tool, "Parents").live
    assert client.get(f"{API}/pages/{audience.pk}/").status_code == 404
    assert client.get(f"{API}/rows/{uuid}/").status_code == 404
    assert ask(client, "/rows/")["count"] == 0


@pytest.fixture
def story(db):
    blog = BlogIndexPage.objects.get()
    author = make_author()
    return make_story(blog, authors=[author], category=make_category(), tags=["café"])


def test_a_thread_without_anything_about_its_people(client, story):
    first = make_comment(story, "Chez nous *aussi*.", user_email="noemie@example.org")
    reply = make_comment(story, "Où ?", parent=first, user_name="Luc")
    gone = make_comment(story, "Retirez-moi", state=Comment.State.DELETED, user_name="Partie")
    make_comment(story, "Je réponds", parent=gone)
    make_comment(story, "En attente", state=Comment.State.WAITING)
    thread = ask(client, f"/stories/{story.pk}/comments/")
    assert thread["count"] == 4
    by_id = {comment["id"]: comment for comment in thread["items"]}
    assert by_id[first.pk]["text"] == "<p>Chez nous <em>aussi</em>.</p>"
    assert (by_id[reply.pk]["parent"], by_id[reply.pk]["level"]) == (first.pk, 1)
    assert by_id[gone.pk]["gone"] == "deleted"
    assert (by_id[gone.pk]["author"], by_id[gone.pk]["text"]) == ("", "")
    assert "example.org" not in client.get(f"{API}/stories/{story.pk}/comments/").text
    assert ask(client, f"/comments/{reply.pk}/")["author"] == "Luc"
    assert client.get(f"{API}/comments/{gone.pk}/").status_code == 404


def test_hidden_comments_are_hidden_here_too(client, story):
    comment = make_comment(story)
    site = Site.objects.get()
    CommentSettings.objects.create(site=site, mode=CommentsMode.HIDDEN)
    thread = ask(client, f"/stories/{story.pk}/comments/")
    assert (thread["mode"], thread["items"]) == ("hidden", [])
    assert client.get(f"{API}/comments/{comment.pk}/").status_code == 404
    assert ask(client, "/stories/")["items"][0]["comment_count"] == 0


def test_a_thread_of_five_hundred_costs_as_much_as_one_of_five(client, story):
    make_thread(story, 5)
    few = queries(client, f"/stories/{story.pk}/comments/")
    make_thread(story, 495)
    assert ask(client, f"/stories/{story.pk}/comments/")["count"] == 500
    assert queries(client, f"/stories/{story.pk}/comments/", limit=100) == few <= 6


def test_people_and_subjects_of_stories_that_can_be_read(client, story):
    make_author("Personne encore")
    make_category("Rien encore")
    assert [author["name"] for author in ask(client, "/authors/")["items"]] == ["Mireille Lavoie"]
    assert ask(client, "/authors/mireille-lavoie/")["locale"] == "fr"
    assert client.get(f"{API}/authors/personne-encore/").status_code == 404
    assert [category["slug"] for category in ask(client, "/categories/")["items"]] == [
        "mobilisation"
    ]
    assert ask(client, "/tags/")["items"] == [{"name": "café", "slug": "cafe", "count": 1}]
    for asked in ({"author": "mireille-lavoie"}, {"tag": "cafe"}, {"year": 2026, "month": 3}):
        assert ask(client, "/stories/", **asked)["count"] == 1
    assert ask(client, "/stories/", year=2025)["count"] == 0


def test_menus_settings_redirects_and_sitemap(client, home_page):
    draft = ContentPage(title="Pas encore", slug="pas-encore", live=False)
    home_page.add_child(instance=draft)
    menu, _made = Menu.objects.get_or_create(place="header", locale=home_page.locale)
    menu.items = [
        ("page", {"page": home_page, "label": ""}),
        ("page", {"page": draft, "label": ""}),
        ("link", {"label": "Ailleurs", "address": "https://example.org/"}),
    ]
    menu.save()
    header = ask(client, "/navigation/")["header"]
    assert [(link["label"], bool(link["page"])) for link in header] == [
        (home_page.title, True),
        ("Ailleurs", False),
    ]
    Redirect.add_redirect("/vieux", redirect_to=home_page, is_permanent=True)
    Redirect.add_redirect("/futur", redirect_to=draft)
    assert [r["html_path"] for r in ask(client, "/redirects/")["items"]] == ["/vieux"]
    assert ask(client, "/redirects/find/", html_path="/vieux/")["target"] == "http://testserver/"
    assert client.get(f"{API}/redirects/find/?html_path=/futur").status_code == 404
    assert ask(client, "/site/")["default_licence"]["name"] == "CC BY-NC-SA 4.0"
    urls = [entry["html_url"] for entry in ask(client, "/sitemap/")["items"]]
    assert "http://testserver/" in urls and not [url for url in urls if "pas-encore" in url]


def test_v2_leads_to_images_that_are_served(client, story):
    """Originals are not: what cameras write is in them."""
    story.picture = Image.objects.create(title="Nappe", file=get_test_image_file())
    story.save_revision().publish()
    (item,) = client.get("/api/v2/images/").json()["items"]
    page = client.get(f"/api/v2/pages/{story.pk}/").json()
    for meta in (item["meta"], page["picture"]["meta"]):
        size = client.get(meta["download_url"].removeprefix("http://testserver"))
        assert (size.status_code, size["Content-Type"]) == (200, "image/jpeg")
        assert size.getvalue()  # read to its end, the test client closes it


def test_v2_answers_the_requests_of_its_documentation(client, story):
    story.body = [("paragraph", "<p>Bonjour</p>")]
    story.save_revision().publish()
    pages = client.get("/api/v2/pages/", {"type": "blog.BlogPage", "fields": "lead,body"})
    (item,) = pages.json()["items"]
    assert item["lead"] and item["body"][0]["type"] == "paragraph"
    for path in (
        f"pages/{story.pk}/",
        "pages/?child_of=root&limit=1",
        "pages/?order=-first_published_at&offset=1",
        "pages/?search=caf%C3%A9",
        "pages/?fields=*",
        "pages/?slug=quatre-cafes",
        "images/",
        "documents/",
    ):
        assert client.get(f"/api/v2/{path}").status_code == 200, path
    meta = client.get(f"/api/v2/pages/{story.pk}/").json()["meta"]
    assert meta["html_url"] == f"http://127.0.0.1:8000{story.url}"
    found = client.get("/api/v2/pages/find/?html_path=/blogue/quatre-cafes/")
    assert found.status_code == 302 and f"/api/v2/pages/{story.pk}/" in found.url
    for path in ("pages/?search=%00", f"pages/?child_of={'9' * 30}"):
        assert client.get(f"/api/v2/{path}").status_code == 400, path
