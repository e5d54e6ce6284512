"""Pages written by programs: drafts in the shape that is read, by the rules of the admin."""

import json
import re

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page

from blog.models import BlogIndexPage, BlogPage
from home.models import KeptAnswer, ReviewState, Scope
from tests.api.programs import Program
from tests.factories import audience_of, make_author, make_story

PAGES = "/api/v3/pages/"


def program_of(user: User, *scopes: str) -> Program:
    return Program(user, *(scopes or (Scope.DRAFTS, Scope.WRITE)))


def same(blocks: list[dict]) -> str:
    """But for the keys that the editor gives to paragraphs each time anew."""
    return re.sub(r' data-block-key=\\"\w+\\"', "", json.dumps(blocks))


@pytest.fixture
def blog(home_page) -> BlogIndexPage:
    return BlogIndexPage.objects.get()


def test_a_story_is_written_changed_submitted_and_published(blog, editor, publisher):
    writer, author = program_of(editor), make_author()
    story = {
        "type": "blog.BlogPage",
        "parent": blog.pk,
        "title": "Quatre cafés de programme",
        "lead": "On a déplacé la table.",
        "tags": ["mobilisation", "à table"],
        "story_authors": [{"author": author.pk}],
        "body": [
            {"type": "heading", "value": {"text": "D’abord", "level": "2"}},
            {"type": "paragraph", "value": '<p onclick="x()">Un<script>alert(1)</script></p>'},
            {"type": "paragraph", "value": {"format": "db_markdown", "content": "**Fort** et bon"}},
            {
                "type": "accordion",
                "value": {"items": [{"value": {"title": "Plus", "body": "<p>Un</p>"}}]},
            },
        ],
    }
    made = writer.post(PAGES, story)
    assert made.status_code == 201, made.content
    page = BlogPage.objects.get(slug="quatre-cafes-de-programme")
    assert made["Location"].endswith(f"{PAGES}{page.pk}/")
    assert not page.live
    assert page.owner == editor
    assert Client().get(f"{PAGES}{page.pk}/").status_code == 404
    read = writer.get(f"{PAGES}{page.pk}/?version=draft&rich_text=db_html")
    assert read.json() == made.json()
    assert read["ETag"] == made["ETag"]
    heading, first, second, accordion = read.json()["body"]
    assert "script" not in first["value"]
    assert "onclick" not in first["value"]
    assert "<b>Fort</b>" in second["value"]
    assert read.json()["tags"] == ["mobilisation", "à table"]
    assert read.json()["authors"][0]["name"] == author.name

    # What was read goes back as it was read, ids of blocks and of items included.
    url = f"{PAGES}{page.pk}/"
    heading["value"]["text"] = "Ensuite"
    heading["anchor"] = "ensuite"
    change = {"type": "blog.BlogPage", "body": [accordion, heading]}
    changed = writer.patch(url, change, If_Match=read["ETag"])
    assert changed.status_code == 200, changed.content
    assert same(changed.json()["body"]) == same([accordion, heading])
    assert changed.json()["lead"] == story["lead"]

    submitted = writer.post(f"{url}actions/submit/")
    assert submitted.status_code == 200, submitted.content
    state = ReviewState.objects.get()
    assert state.workflow_state.requested_by == editor
    assert writer.post(f"{url}actions/submit/").status_code == 409
    assert writer.post(f"{url}actions/publish/").status_code in (403, 409)

    boss = program_of(publisher)
    assert boss.post(f"{url}actions/claim/").status_code == 200
    approved = boss.post(f"{url}actions/approve/", {"comment": "Bravo"})
    assert approved.status_code == 200, approved.content
    assert boss.post(f"{url}actions/approve/").status_code == 409
    assert Client().get(url).json()["body"][1]["value"]["text"] == "Ensuite"
    assert writer.post(f"{url}actions/unpublish/").status_code == 403
    assert boss.post(f"{url}actions/unpublish/").status_code == 200
    assert Client().get(url).status_code == 404
    assert boss.delete(url).status_code == 204
    assert not Page.objects.filter(pk=page.pk).exists()


def test_earlier_versions_are_read_as_drafts_are_by_those_who_may_edit(blog, editor, moderator):
    reader, story = program_of(editor, Scope.DRAFTS), make_story(blog)
    story.body = [("paragraph", f'<p><a linktype="page" id="{blog.pk}">Tout</a></p>')]
    story.save_revision(user=editor)
    url = f"{PAGES}{story.pk}/revisions/"
    listed = reader.get(url)
    assert [one["user"] for one in listed.json()["items"]] == [editor.pk, None]
    assert 'rel="next"' in reader.get(f"{url}?limit=1")["Link"]
    last, first = (f"{url}{one['id']}/" for one in listed.json()["items"])
    (paragraph,) = reader.get(last).json()["body"]
    assert paragraph["value"] == f'<p><a href="http://testserver{blog.url}">Tout</a></p>'
    (paragraph,) = reader.get(first).json()["body"]
    assert "linktype" not in str(paragraph) and str(blog.url) not in paragraph["value"]
    assert reader.get(f"{url}{10**6}/").status_code == 404
    for stranger in (Program(moderator, Scope.DRAFTS), Program()):
        assert stranger.get(last).status_code in (401, 404)


def test_two_writers_do_not_overwrite_each_other(blog, editor, publisher):
    story = make_story(blog)
    url = f"{PAGES}{story.pk}/"
    one, other = program_of(editor), program_of(publisher)
    tag = one.get(f"{url}?version=draft")["ETag"]
    first = one.patch(url, {"type": "blog.BlogPage", "lead": "D’une"}, If_Match=tag)
    assert first.status_code == 200, first.content
    late = {"type": "blog.BlogPage", "lead": "De l’autre"}
    assert other.patch(url, late).status_code == 428
    refused = other.patch(url, late, If_Match=tag)
    assert refused.status_code == 412
    assert "another version" in refused.json()["detail"]
    assert other.post(f"{url}actions/publish/", If_Match=tag).status_code == 412
    assert BlogPage.objects.get(pk=story.pk).get_latest_revision_as_object().lead == "D’une"
    assert other.patch(url, late, If_Match=first["ETag"]).status_code == 200
    story = BlogPage.objects.get(pk=story.pk)
    assert story.get_latest_revision_as_object().lead == "De l’autre"
    assert story.lead == "On a déplacé la table."


FAULTS = [
    ({"body": [{"type": "nothing", "value": 1}]}, ["body", "body", 0, "type"]),
    ({"body": [{"type": "heading", "value": []}]}, ["body", "body", 0, "value"]),
    (
        {"body": [{"type": "heading", "value": {"text": {}, "level": "2"}}]},
        ["body", "body", 0, "value", "text"],
    ),
    (
        {"body": [{"type": "heading", "value": {"text": "x" * 161, "level": "2"}}]},
        ["body", "body", 0, "value", "text"],
    ),
    (
        {"body": [{"type": "image", "value": {"image": "x"}}]},
        ["body", "body", 0, "value", "image"],
    ),
    ({"body": [{"type": "image", "value": {"image": 10**30}}]}, None),
    ({"body": [{"value": "<p>Un</p>"}]}, ["body", "body", 0, "type"]),
    ({"body": [{"type": "paragraph"}]}, ["body", "body", 0, "value"]),
    (
        {"body": [{"type": "heading", "value": {"texte": "Un"}}]},
        ["body", "body", 0, "value", "texte"],
    ),
    (
        {"body": [{"type": "heading", "value": {"text": "Un", "level": "9"}}]},
        ["body", "body", 0, "value", "level"],
    ),
    ({"comments_mode": "peut-être"}, ["body", "comments_mode"]),
    (
        {"body": [{"type": "accordion", "value": {"items": [{"value": {"title": "x" * 161}}]}}]},
        ["body", "body", 0, "value", "items", 0, "value", "title"],
    ),
    ({"body": [{"type": "paragraph", "value": "<p>a\0b</p>"}]}, None),
    ({"body": [{"type": "paragraph", "value": "<p>\ud800</p>"}]}, None),
    ({"body": "text"}, ["body", "body"]),
    ({"lead": "x" * 401}, ["body", "lead"]),
    ({"title": ""}, ["body", "title"]),
    ({"owner": 1}, ["body", "owner"]),
    ({"live": True}, ["body", "live"]),
    ({"date": "yesterday"}, ["body", "date"]),
    ({"category": 999_999}, ["body", "category"]),
    ({"story_authors": [{"author": "x"}]}, ["body", "story_authors", 0, "author"]),
    ({"story_authors": [{"name": "x"}]}, ["body", "story_authors", 0, "name"]),
    ({"story_authors": ["x"]}, ["body", "story_authors", 0]),
    ({"slug": "auteur"}, ["body", "slug"]),
    ({"type": "home.HomePage"}, ["body", "type"]),
]


def test_what_is_wrong_is_said_where_it_is_and_nothing_is_stored(blog, editor):
    writer, story = program_of(editor), make_story(blog, authors=[make_author()])
    url, before = f"{PAGES}{story.pk}/", story.latest_revision_id
    for fault, loc in FAULTS:
        change = {"type": "blog.BlogPage"} | fault
        answer = writer.patch(url, change, If_Match="*")
        assert answer.status_code == 422, (fault, answer.content)
        assert answer["Content-Type"] == "application/problem+json"
        if loc:
            assert answer.json()["errors"][0]["loc"] == loc, (fault, answer.json())
    story.refresh_from_db()
    assert story.latest_revision_id == before
    new = {"type": "blog.BlogPage", "title": "Ailleurs"}
    for parent in (10**6, 0):
        assert writer.post(PAGES, new | {"parent": parent}).status_code == 422
    assert writer.post(PAGES, new | {"parent": story.pk}).status_code == 403
    big = writer.post(PAGES, {"title": "x" * 1_100_000})
    assert big.status_code == 413
    form = Client().post(PAGES, {"title": "x"}, content_type="text/plain", headers=writer.headers)
    assert form.status_code == 415
    assert writer.post(PAGES, "[" * 100_000).status_code in (400, 422)


def test_a_request_that_is_sent_again_is_answered_again(blog, editor, publisher):
    writer = program_of(editor)
    story = {"type": "blog.BlogPage", "parent": blog.pk, "title": "Une seule fois"}
    one, again = (writer.post(PAGES, story, Idempotency_Key="k-1") for _ in range(2))
    assert one.status_code == again.status_code == 201, one.content
    assert again.content == one.content
    assert again["ETag"] == one["ETag"]
    assert again["Idempotent-Replayed"] == "true"
    assert BlogPage.objects.filter(title="Une seule fois").count() == 1
    other = writer.post(PAGES, story | {"title": "Autre"}, Idempotency_Key="k-1")
    assert other.status_code == 409

    # What was refused did nothing: the same key may be used for what is corrected.
    bad = writer.post(PAGES, story | {"lead": "x" * 401}, Idempotency_Key="k-2")
    assert bad.status_code == 422
    corrected = writer.post(PAGES, story | {"title": "Deux fois"}, Idempotency_Key="k-2")
    assert corrected.status_code == 201, corrected.content

    assert writer.post(PAGES, story, Idempotency_Key="k-2" * 99).status_code == 400
    # A key is of one token; a token that is revoked sees no answer any more.
    foreign = program_of(publisher).post(PAGES, story, Idempotency_Key="k-1")
    assert foreign.status_code == 201
    assert foreign.json()["id"] != one.json()["id"]
    editor.api_tokens.get().revoke()
    assert writer.post(PAGES, story, Idempotency_Key="k-1").status_code == 401
    assert KeptAnswer.objects.count() == 3


def test_rows_of_a_tool_keep_their_ids_when_they_are_sent_back(tool, publisher):
    writer, audience = program_of(publisher), audience_of(tool, "Décideurs")
    url = f"{PAGES}{audience.pk}/"
    read = writer.get(f"{url}?version=draft&rich_text=db_html")
    rows = read.json()["rows"]
    sent = writer.patch(url, {"type": "toolkit.AudiencePage", "rows": rows}, If_Match=read["ETag"])
    assert sent.status_code == 200, sent.content
    assert same(sent.json()["rows"]) == same(rows)


def test_images_and_documents_are_taken_within_their_limits(editor, blog, settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 50_000
    headers = program_of(editor).headers

    def send(kind: str, file: object, **data: str):
        return Client().post(f"/api/v3/{kind}/", data | {"file": file}, headers=headers)

    picture = SimpleUploadedFile("table.png", get_test_image_file().file.getvalue())
    good = send("images", picture, title="Une table")
    assert good.status_code == 201, good.content
    assert get_image_model().objects.get().uploaded_by_user == editor
    size = Client().get(good.json()["meta"]["download_url"].removeprefix("http://testserver"))
    assert (size.status_code, size["Content-Type"]) == (200, "image/jpeg")
    assert size.getvalue()  # read to its end, the test client closes it
    svg = SimpleUploadedFile("x.svg", b"<svg onload='alert(1)'/>", "image/svg+xml")
    lie = SimpleUploadedFile("x.png", b"<html>", "image/png")
    for bad in (svg, lie):
        assert send("images", bad, title="Non").status_code == 422
    assert get_image_model().objects.count() == 1
    text = SimpleUploadedFile("note.txt", b"Bonjour")
    assert send("documents", text, title="Note").status_code == 201
    assert send("documents", SimpleUploadedFile("x.html", b"<p>"), title="X").status_code == 422
    reader = program_of(editor, Scope.DRAFTS).headers
    assert Client().post("/api/v3/images/", {"title": "X"}, headers=reader).status_code == 403
