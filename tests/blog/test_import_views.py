"""Importing in the admin: send a file, see what it would do, confirm."""

import csv

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.users.models import UserProfile

from blog.importing import views
from blog.models import BlogIndexPage, BlogPage, Comment
from tests.blog.importers import disqus_files as disqus
from tests.blog.importers import wordpress_files as wordpress
from tests.factories import make_story

UPLOAD, CONFIRM = "/admin/blog/import/", "/admin/blog/import/confirm/"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"


def in_english(user: User) -> User:
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "en"})
    return user


@pytest.fixture
def story(db) -> BlogPage:
    return make_story(BlogIndexPage.objects.get())


@pytest.fixture
def admin(signed_in, administrator):
    return signed_in(in_english(administrator))


def send(client, content: str, kind: str = "disqus", name: str = "export.xml", **files):
    data = {"kind": kind, "file": SimpleUploadedFile(name, content.encode()), **files}
    return client.post(UPLOAD, data)


def token_in(answer) -> str:
    page = BeautifulSoup(answer.content, "html.parser")
    return page.select_one("input[name=token]")["value"]


COMMENTS = disqus.export(disqus.thread(1, "quatre-cafes"), disqus.post(10, 1))


def test_nothing_is_written_before_it_is_confirmed(admin, story):
    answer = send(admin, COMMENTS)
    assert "1 comment imported, 0 left out" in answer.text
    assert not Comment.objects.exists()
    answer = admin.post(CONFIRM, {"token": token_in(answer), "action": "import"})
    assert "1 comment imported" in answer.text
    assert story.comments.count() == 1


def test_what_was_sent_goes_with_the_import_or_with_its_refusal(admin, story, settings):
    answer = send(admin, COMMENTS)
    kept = settings.DATA_DIR / "imports"
    assert len(list(kept.iterdir())) == 1
    answer = admin.post(CONFIRM, {"token": token_in(answer), "action": "discard"}, follow=True)
    assert "nothing has changed" in answer.text
    assert not list(kept.iterdir())
    assert send(admin, "Bonjour").status_code == 422
    assert not list(kept.iterdir())


def test_what_would_add_nothing_is_not_offered(admin, story):
    first = send(admin, COMMENTS)
    assert "Importing…" in first.text
    admin.post(CONFIRM, {"token": token_in(first)})
    again = send(admin, COMMENTS)
    assert "already imported before" in again.text
    assert "Importing…" not in again.text
    assert "nothing new" in again.text


def test_a_second_confirmation_says_that_the_file_is_gone(admin, story):
    token = token_in(send(admin, COMMENTS))
    admin.post(CONFIRM, {"token": token})
    answer = admin.post(CONFIRM, {"token": token}, follow=True)
    assert "Send it again" in answer.text
    assert story.comments.count() == 1


def test_threads_without_a_story_come_back_filled_in(admin, story):
    content = disqus.export(disqus.thread(7, "", "https://x.example/a"), disqus.post(10, 7))
    answer = send(admin, content)
    page = BeautifulSoup(answer.content, "html.parser")
    link = page.select_one("a[href*=threads]")["href"]
    lines = admin.get(link).content.decode("utf-8-sig").splitlines()
    assert [row["thread"] for row in csv.DictReader(lines)] == ["7"]
    filled = "\n".join([lines[0], lines[1] + "/blogue/quatre-cafes/"]).encode()
    answer = send(admin, content, threads=SimpleUploadedFile("threads.csv", filled))
    admin.post(CONFIRM, {"token": token_in(answer)})
    assert story.comments.count() == 1


def test_posts_of_wordpress(admin):
    photo = wordpress.attachment(7, "https://ancien.example/photo.png")
    answer = send(admin, wordpress.export(photo, wordpress.item()), "wordpress")
    assert "1 story published" in answer.text
    assert "https://ancien.example/photo.png" in answer.text
    assert not BlogPage.objects.exists()
    admin.post(CONFIRM, {"token": token_in(answer)})
    assert BlogPage.objects.get().title == "Quatre cafés"


@pytest.mark.parametrize(
    ("content", "kind", "name", "sentence"),
    [
        ("", "disqus", "export.xml", "empty"),
        ("Bonjour", "disqus", "export.xml", "not XML"),
        (COMMENTS, "wordpress", "export.xml", "no export of WordPress"),
        (COMMENTS[:-10], "disqus", "export.xml", "cut off"),
        (COMMENTS, "disqus", "export.zip", "ends in .xml"),
    ],
)
def test_what_is_no_export_gets_a_sentence(admin, db, content, kind, name, sentence):
    answer = send(admin, content, kind, name)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert not Comment.objects.exists()


def test_a_wrong_list_of_threads_gets_a_sentence(admin, story):
    for content in (b"a,b", b"\xff\xfe\x00"):
        answer = send(admin, COMMENTS, threads=SimpleUploadedFile("threads.csv", content))
        assert answer.status_code == 422


def test_too_much_for_a_browser_is_left_to_the_command(admin, story, monkeypatch):
    monkeypatch.setattr(views, "MOST_COMMENTS", 0)
    answer = send(admin, COMMENTS)
    assert "import_disqus" in answer.text
    assert admin.post(CONFIRM, {"token": token_in(answer)}).status_code == 404
    assert not Comment.objects.exists()


def test_only_those_who_may_import_do(signed_in, publisher, story):
    client = signed_in(in_english(publisher))
    assert client.get(UPLOAD).status_code in (302, 403)
    send(client, COMMENTS)
    assert "Import a blog" not in client.get("/admin/").text
    publisher.user_permissions.add(Permission.objects.get(codename="import_comments"))
    assert client.get(UPLOAD).status_code == 200
    assert "1 comment imported" in send(client, COMMENTS).text


def test_an_upload_is_its_senders_alone(client, administrator, publisher, story):
    client.force_login(administrator)
    token = token_in(send(client, COMMENTS))
    publisher.user_permissions.add(Permission.objects.get(codename="import_comments"))
    client.force_login(publisher)
    client.post(CONFIRM, {"token": token})
    assert not Comment.objects.exists()
    assert client.get(f"/admin/blog/import/threads/{token}/").status_code == 404
