"""A front end of its own shows what somebody is writing, by a token that is good for an hour."""

import time
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.signing import TimestampSigner
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from blog.models import BlogIndexPage
from home.daily import run_jobs
from home.front_end import DRAFT, keep
from home.models import ContentPage, PagePreview
from home.signed_links import sign
from tests.factories import make_author, make_story

FRONT_END = "https://vitrine.example/apercu?de=agirtot"


@pytest.fixture
def story(home_page):
    blog = BlogIndexPage.objects.get()
    return make_story(blog, "Brouillon", publish=False, authors=[make_author()], tags=["table"])


def open_preview(client: Client, story) -> str:
    revision = story.get_latest_revision()
    address = reverse("wagtailadmin_pages:revisions_view", args=[story.pk, revision.pk])
    answer = client.get(address)
    assert answer.status_code == 302, answer.status_code
    assert answer.url.startswith(f"{FRONT_END}&token=")
    assert "no-store" in answer["Cache-Control"]
    (token,) = parse_qs(urlsplit(answer.url).query)["token"]
    return f"/api/v3/preview/{token}/"


def test_the_preview_opens_the_front_end_with_that_one_draft(story, editor, signed_in, settings):
    settings.FRONT_END_URL = FRONT_END
    url = open_preview(signed_in(editor), story)
    answer = Client().get(url)
    assert answer.status_code == 200, answer.content
    assert "no-store" in answer["Cache-Control"]
    draft = answer.json()
    assert (draft["title"], draft["id"], draft["tags"]) == ("Brouillon", story.pk, ["table"])
    assert draft["authors"][0]["name"] == "Mireille Lavoie"
    assert "quatre villages" in draft["body"][0]["value"]
    assert Client().get(f"/api/v3/pages/{story.pk}/").status_code == 404

    broken = Client().get(f"{url[:-3]}xx/", headers={"Accept-Language": "en"})
    assert broken.status_code == 404
    other = TimestampSigner(salt="home.reviews").sign_object("1")
    assert Client().get(f"/api/v3/preview/{other}/").status_code == 404


def test_what_is_not_stored_yet_is_shown_too(home_page, editor):
    page = ContentPage(title="Toute neuve", slug="neuve", locale=home_page.locale)
    page.path, page.depth = f"{home_page.path}0009", home_page.depth + 1
    preview = keep(page, editor)
    shown = Client().get(f"/api/v3/preview/{sign(DRAFT, preview.pk)}/")
    assert shown.status_code == 200, shown.content
    assert (shown.json()["id"], shown.json()["title"]) == (0, "Toute neuve")
    keep(page, editor)
    assert PagePreview.objects.count() == 1


def test_after_an_hour_nothing_is_shown(story, editor, monkeypatch):
    preview = keep(story, editor)
    with monkeypatch.context() as then:
        then.setattr(time, "time", lambda: timezone.now().timestamp() - 3601)
        token = sign(DRAFT, preview.pk)
    assert Client().get(f"/api/v3/preview/{token}/").status_code == 410
    PagePreview.objects.update(saved_at=timezone.now() - timedelta(hours=2))
    list(run_jobs())
    assert not PagePreview.objects.exists()


def test_without_a_front_end_the_site_shows_its_own_preview(story, editor, signed_in):
    address = reverse(
        "wagtailadmin_pages:revisions_view", args=[story.pk, story.get_latest_revision().pk]
    )
    assert "Brouillon" in signed_in(editor).get(address).text
    assert not PagePreview.objects.exists()
