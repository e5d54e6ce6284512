"""Pages in the API: what they hold, how they are found, and at what cost."""

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale

from blog.models import BlogIndexPage
from home.models import ContentPage, HomePage
from tests.factories import make_author, make_category, make_story

API = "/api/v3"


def ask(client: Client, path: str, /, **params) -> dict:
    response = client.get(f"{API}{path}", params)
    assert response.status_code == 200, response.text
    return response.json()


def queries(client: Client, path: str, /, **params) -> int:
    ask(client, path, **params)  # what never changes is read once
    with CaptureQueriesContext(connection) as counted:
        ask(client, path, **params)
    return len(counted)


@pytest.fixture
def blog(db) -> BlogIndexPage:
    return BlogIndexPage.objects.get()


@pytest.fixture
def image(db):
    file = get_test_image_file(size=(1600, 1000))
    return get_image_model().objects.create(
        title="img_2041",
        file=file,
        description="Une table",
        focal_point_x=400,
        focal_point_y=250,
        focal_point_width=100,
        focal_point_height=100,
    )


@pytest.fixture
def document(db):
    file = ContentFile(b"%PDF-1.7", name="plan.pdf")
    return get_document_model().objects.create(title="Le plan", file=file)


def rich_body(image, document, *pages) -> list:
    links = "".join(f'<p><a linktype="page" id="{page.pk}">là</a></p>' for page in pages)
    filed = f'<p><a linktype="document" id="{document.pk}">le plan</a></p>'
    return [
        ("heading", {"text": "Où aller", "level": "2"}),
        ("paragraph", f"{links}{filed}"),
        (
            "image",
            {"image": image, "alt": "Des gens autour d’une table"},
        ),
        ("document", {"document": document, "description": ""}),
        (
            "call_to_action",
            {"text": "Et vous ?", "label": "Écrire", "page": pages[0]},
        ),
        (
            "key_questions",
            {"introduction": "", "questions": [{"question": "Qui ?", "hint": "", "answer": links}]},
        ),
    ]


@pytest.fixture
def story(blog, home_page, image, document):
    draft = ContentPage(title="Brouillon secret", slug="brouillon", live=False)
    home_page.add_child(instance=draft)
    body = rich_body(image, document, blog, draft)
    return make_story(
        blog,
        authors=[make_author(portrait=image), make_author("Aline Roy")],
        category=make_category(),
        tags=["café", "aller vers"],
        picture=image,
        body=body,
    )


def blocks(page: dict) -> dict[str, dict]:
    return {block["type"]: block for block in page["body"]}


def test_a_story_whole(client, story, blog):
    page = ask(client, f"/pages/{story.pk}/")
    assert (page["type"], page["title"]) == ("blog.BlogPage", "Quatre cafés")
    assert page["meta"]["html_url"] == f"http://testserver{story.url}"
    assert page["meta"]["parent"]["id"] == blog.pk
    assert [link["title"] for link in page["meta"]["ancestors"]] == ["Accueil", blog.title]
    assert [author["name"] for author in page["authors"]] == ["Mireille Lavoie", "Aline Roy"]
    assert page["category"]["name"] == "Mobilisation"
    assert page["tags"] == ["aller vers", "café"]
    found = blocks(page)
    assert found["heading"]["anchor"] == "ou-aller"
    assert all(block["id"] for block in page["body"])
    (question,) = found["key_questions"]["value"]["questions"]
    assert question["id"] and question["value"]["question"] == "Qui ?"
    assert found["document"]["value"]["document"]["extension"] == "pdf"
    assert found["call_to_action"]["value"]["page"]["id"] == blog.pk


def test_links_lead_to_pages_that_readers_can_open_and_to_no_other(client, story, blog):
    response = client.get(f"{API}/pages/{story.pk}/")
    assert "brouillon" not in response.text.casefold()
    assert "linktype" not in response.text
    html = blocks(response.json())["paragraph"]["value"]
    assert f'<a href="http://testserver{blog.url}">' in html
    assert '<a href="http://testserver/documents/' in html
    assert "<p><a>là</a></p>" in html
    written = blocks(ask(client, f"/pages/{story.pk}/", rich_text="markdown"))["paragraph"]["value"]
    assert f"[là](http://testserver{blog.url})" in written
    assert "<" not in written


def test_a_picture_in_sizes_that_are_made_when_they_are_asked_for(client, story, image):
    value = blocks(ask(client, f"/pages/{story.pk}/"))["image"]["value"]
    shown = value["image"]
    assert value["alt"] == "Des gens autour d’une table"
    assert shown["focal_point"] == {"x": 0.25, "y": 0.25}
    assert [source["type"] for source in shown["sources"]] == [
        "image/avif",
        "image/webp",
        "image/jpeg",
    ]
    assert image.renditions.count() == 0
    size = client.get(shown["url"].removeprefix("http://testserver"))
    assert size["Content-Type"] == "image/jpeg" and "immutable" in size["Cache-Control"]
    assert size.getvalue()  # read to its end, the test client closes it
    forged = shown["url"].removeprefix("http://testserver").replace("width-", "width-9")
    assert client.get(forged).status_code == 403


def test_found_by_path_by_slug_and_among_its_relatives(client, story, blog):
    response = client.get(f"{API}/pages/find/", {"html_path": story.url})
    assert response.json()["id"] == story.pk
    assert response["Content-Location"] == f"http://testserver{API}/pages/{story.pk}/"
    assert ask(client, "/pages/find/", slug=story.slug, locale="fr")["id"] == story.pk
    assert client.get(f"{API}/pages/find/", {"html_path": "/nulle-part/"}).status_code == 404
    assert client.get(f"{API}/pages/find/").status_code == 422
    children = ask(client, f"/pages/{blog.pk}/children/")
    assert [page["id"] for page in children["items"]] == [story.pk]
    assert ask(client, "/pages/", child_of=blog.pk)["count"] == 1
    assert ask(client, "/pages/", type="blog.BlogPage", descendant_of="root")["count"] == 1
    assert ask(client, f"/pages/{story.pk}/translations/")["count"] == 0


def test_a_page_in_another_language(client, home_page, story):
    english, _made = Locale.objects.get_or_create(language_code="en")
    home = home_page.copy_for_translation(english)
    home.title = "Welcome"
    home.save_revision().publish()
    french = ask(client, f"/pages/{home_page.pk}/")
    assert [link["title"] for link in french["meta"]["translations"]] == ["Welcome"]
    assert ask(client, "/pages/find/", html_path="/en/")["id"] == home.pk
    assert ask(client, "/pages/", locale="en")["count"] == 1


def test_only_the_fields_that_are_asked_for(client, story):
    assert ask(client, f"/pages/{story.pk}/", fields="lead").keys() == {"id", "type", "lead"}
    listed = ask(client, "/pages/", type="blog.BlogPage", fields="title,body")
    assert listed["items"][0].keys() == {"id", "type", "title", "body"}
    response = client.get(f"{API}/pages/{story.pk}/", {"fields": "password"})
    assert response.status_code == 422
    assert response.json()["errors"][0]["loc"] == ["query", "fields"]


def test_the_cost_does_not_grow_with_the_content(client, story, blog, image, document, home_page):
    assert queries(client, f"/pages/{story.pk}/") <= 8
    few = queries(client, "/stories/")
    for number in range(20):
        make_story(
            blog,
            f"Récit {number}",
            authors=[make_author(f"Personne {number}", portrait=image)],
            category=make_category(f"Sujet {number}"),
            tags=[f"mot {number}"],
            picture=image,
            body=rich_body(image, document, blog, home_page),
        )
    assert queries(client, "/stories/") == few <= 10
    assert queries(client, "/pages/", limit=20) <= 10
    assert queries(client, "/pages/", type="blog.BlogPage", fields="title,body,lead") <= 10
    assert queries(client, "/navigation/") <= 4
    assert queries(client, "/themes/") <= 4


def test_a_home_page_has_its_own_fields(client, home_page):
    page = ask(client, f"/pages/{HomePage.objects.get().pk}/")
    assert {"heading", "lead", "body"} <= page.keys()
