"""What holds for every answer: caches, other origins, limits, errors."""

import gzip

import brotli
import pytest
from django.core.cache import cache
from django.test import Client

from tests.api.programs import Program

PAGES = "/api/v3/pages/"


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


def test_anybody_may_keep_what_everybody_is_answered(client, home_page):
    url = f"{PAGES}{home_page.pk}/"
    response = client.get(url)
    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "Authorization" in response["Vary"] and "Cookie" not in response["Vary"]
    assert not response.cookies
    again = client.get(url, headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    home_page.title = "Bienvenue"
    home_page.save_revision().publish()
    fresh = client.get(url, headers={"If-None-Match": response["ETag"]})
    assert fresh.json()["title"] == "Bienvenue"
    unchanged = client.get(url, headers={"If-Modified-Since": fresh["Last-Modified"]})
    assert unchanged.status_code == 304


def test_shared_caches_may_be_told_to_keep_it_longer(client, home_page, settings):
    settings.API_CACHE_SECONDS = 60
    assert "s-maxage=60" in client.get(PAGES)["Cache-Control"]
    wrong = client.get(PAGES, headers={"Authorization": "Bearer wrong"})
    assert wrong.status_code == 401 and "no-store" in wrong["Cache-Control"]
    assert wrong["WWW-Authenticate"].startswith("Bearer")


def test_public_answers_are_compressed_with_what_the_client_knows(client, home_page):
    plain = client.get(PAGES).content
    response = client.get(PAGES, headers={"Accept-Encoding": "gzip, deflate, br;q=0.9"})
    assert response["Content-Encoding"] == "br" and "Accept-Encoding" in response["Vary"]
    assert brotli.decompress(response.content) == plain
    again = client.get(PAGES, headers={"Accept-Encoding": "br", "If-None-Match": response["ETag"]})
    assert again.status_code == 304
    for known in ("", "br;q=0", "br; q=0.0, identity"):
        assert client.get(PAGES, headers={"Accept-Encoding": known}).content == plain


def test_public_answers_are_compressed_with_gzip(client, home_page):
    response = client.get(PAGES, headers={"Accept-Encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert b'"count"' in gzip.decompress(response.content)
    again = client.get(
        PAGES, headers={"Accept-Encoding": "gzip", "If-None-Match": response["ETag"]}
    )
    assert again.status_code == 304


def test_nobody_looks_for_a_redirect_below_the_api(client, home_page, django_assert_num_queries):
    client.get(f"{PAGES}{home_page.pk}/")  # what never changes is read once
    with django_assert_num_queries(1):
        assert client.get(f"{PAGES}{10**6}/?fields=title").status_code == 404


def test_other_origins_read_it_as_the_settings_say(client, home_page, settings):
    theirs = {"Origin": "https://front.example"}
    assert client.get(PAGES, headers=theirs)["Access-Control-Allow-Origin"] == "*"
    settings.API_ORIGINS = ["https://front.example"]
    assert client.get(PAGES, headers=theirs)["Access-Control-Allow-Origin"] == theirs["Origin"]
    others = client.get(PAGES, headers={"Origin": "https://autre.example"})
    assert "Access-Control-Allow-Origin" not in others and "Origin" in others["Vary"]
    asked = client.options(PAGES, headers=theirs | {"Access-Control-Request-Method": "POST"})
    assert asked.status_code == 204 and "Authorization" in asked["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in asked


def test_who_asks_too_often_is_told_when_to_come_back(client, home_page, settings):
    settings.API_REQUESTS_PER_MINUTE = 2
    left = [client.get(PAGES)["RateLimit-Remaining"] for _number in range(2)]
    assert left == ["1", "0"]
    refused = client.get(PAGES)
    assert refused.status_code == 429 and 0 < int(refused["Retry-After"]) <= 60
    assert refused["Content-Type"] == "application/problem+json"
    assert refused["Access-Control-Allow-Origin"] == "*"
    assert "Retry-After" in refused["Access-Control-Expose-Headers"]
    assert client.get("/").status_code == 200
    assert client.get(PAGES, REMOTE_ADDR="203.0.113.9").status_code == 200


def test_a_token_has_a_limit_of_its_own_wherever_it_is_used(home_page, editor, settings):
    settings.API_REQUESTS_PER_MINUTE = 2
    headers = Program(editor).headers
    for place in ("203.0.113.8", "203.0.113.9"):
        assert Client().get(PAGES, REMOTE_ADDR=place, headers=headers).status_code == 200
    refused = Client().get(PAGES, REMOTE_ADDR="203.0.113.10", headers=headers)
    assert (refused.status_code, refused["RateLimit-Remaining"]) == (429, "0")
    # Others at these addresses have what is left there.
    assert Client().get(PAGES, REMOTE_ADDR="203.0.113.9")["RateLimit-Remaining"] == "0"
    wrong = {"Authorization": "Bearer wrong"}
    assert Client().get(PAGES, REMOTE_ADDR="203.0.113.9", headers=wrong).status_code == 429


@pytest.mark.parametrize(
    ("path", "loc"),
    [
        ("pages/?limit=0", ["query", "limit"]),
        ("pages/?limit=101", ["query", "limit"]),
        ("pages/?offset=10001", ["query", "offset"]),
        ("pages/?order=password", ["query", "order"]),
        ("pages/?type=auth.User", ["query", "type", 0]),
        ("pages/?live=0", ["query", "live"]),
        ("pages/?slug=%00", ["query", "slug"]),
        (f"pages/?child_of={'9' * 30}", ["query", "child_of"]),
        (f"pages/{'9' * 30}/", ["path", "page_id"]),
        ("rows/pas-un-uuid/", ["path", "row_id"]),
        ("stories/?locale=tlh", ["query", "locale"]),
        (f"rows/?q={'x' * 201}", ["query", "q"]),
        ("redirects/?order=id", ["query", "order"]),
    ],
)
def test_what_is_wrong_is_named_in_the_language_asked_for(client, db, path, loc):
    response = client.get(f"/api/v3/{path}", headers={"Accept-Language": "en"})
    assert response.status_code == 422
    assert response["Content-Type"] == "application/problem+json"
    assert (response["Content-Language"], response.json()["status"]) == ("en", 422)
    error = response.json()["errors"][0]
    assert error["loc"][: len(loc)] == loc and error["msg"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "v3/nulle-part/", 404),
        ("get", "v2/nulle-part/", 404),
        ("put", "v3/site/", 405),
        ("get", "v3/pages/{page}/?version=draft", 401),
    ],
)
def test_whatever_is_refused_is_refused_as_a_problem(client, home_page, method, path, status):
    send = getattr(client, method)
    url = f"/api/{path.format(page=home_page.pk)}"
    french, english = (send(url, headers={"Accept-Language": code}) for code in ("fr", "en"))
    for response in (french, english):
        assert response.status_code == status
        assert response["Content-Type"] == "application/problem+json"
        assert response.json()["status"] == status
    assert french.json()["detail"] != english.json()["detail"]
    assert (french["Content-Language"], english["Content-Language"]) == ("fr", "en")
    assert english.get("Allow") == ("GET" if status == 405 else None)


def test_answers_are_written_as_people_read_them(client, home_page):
    home_page.title = "Été à l’école"
    home_page.save_revision().publish()
    response = client.get(PAGES)
    assert "Été à l’école" in response.text
    assert "Content-Language" not in response, "it may hold several"


def test_errors_are_french_for_who_reads_french(client, db):
    response = client.get("/api/v3/pages/?limit=0", headers={"Accept-Language": "fr-CA,fr;q=0.9"})
    assert response["Content-Language"] == "fr" and "Accept-Language" in response["Vary"]
    assert client.get("/api/v3/pages/999/")["Content-Type"] == "application/problem+json"
    choice = client.get("/api/v3/stories/?order=nom", headers={"Accept-Language": "fr"})
    assert choice.json()["errors"][0]["msg"].endswith(": '-date', 'date', 'title'.")
