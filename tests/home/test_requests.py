"""Forms of other sites are refused without a token; addresses are believed with care."""

import pytest
from django.http import HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.test import RequestFactory
from django.utils import translation

from home.requests import client_address, network_of, same_origin_required


@same_origin_required
def form(request, number=0):
    return HttpResponse(f"accepted {number}")


def post(secure: bool = False, **headers: str):
    return RequestFactory().post("/", secure=secure, headers=headers)


def is_accepted(request) -> bool:
    """As the middleware and the view decide together."""
    refused = CsrfViewMiddleware(form).process_view(request, form, (), {})
    return refused is None and form(request).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "same-origin", "origin": "null"},
        {"sec-fetch-site": "none"},
        {"origin": "http://testserver"},
        {"origin": "http://testserver:80"},
        {"referer": "http://testserver/blogue/un-recit/?p=2"},
    ],
)
@pytest.mark.django_db
def test_our_own_pages_may_post(headers):
    assert is_accepted(post(**headers))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "cross-site", "origin": "http://testserver"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": ""},
        {"sec-fetch-site": "none", "origin": "null"},
        {"origin": "null"},
        {"origin": "null", "referer": "http://testserver/"},
        {"origin": ""},
        {"origin": "https://testserver"},
        {"origin": "http://testserver:8000"},
        {"origin": "http://testserver.example.org"},
        {"origin": "http://example.org", "referer": "http://testserver/"},
        {"origin": "http://[testserver"},
        {"origin": "http://testserver:port"},
        {"referer": "http://example.org/?http://testserver/"},
        {"referer": "http://testserver@example.org/"},
        {"referer": "/blogue/"},
    ],
)
@pytest.mark.django_db
def test_everybody_else_is_refused(headers):
    assert not is_accepted(post(**headers))


@pytest.mark.django_db
def test_the_scheme_is_the_reader_s():
    assert is_accepted(post(secure=True, origin="https://testserver"))
    assert is_accepted(post(secure=True, origin="https://testserver:443"))
    assert not is_accepted(post(secure=True, origin="http://testserver"))


def test_reading_is_free():
    request = RequestFactory().get("/", headers={"sec-fetch-site": "cross-site"})
    assert form(request, number=3).content == b"accepted 3"


@pytest.mark.django_db
def test_who_is_refused_learns_what_to_do():
    with translation.override("en"):
        response = form(post(origin="http://example.org"))
    assert response.status_code == 403
    assert "send it again" in response.text
    assert not response.cookies


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.7", "10.0.0.1"),
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "198.51.100.66, 203.0.113.7", "203.0.113.7"),
        (2, "198.51.100.66, 203.0.113.7, 10.0.0.9", "203.0.113.7"),
        (2, "203.0.113.7", "10.0.0.1"),
        (1, "", "10.0.0.1"),
        (1, "<script>", "10.0.0.1"),
        (1, "203.0.113.7:4711", "10.0.0.1"),
        (1, "2001:DB8:0:0::7", "2001:db8::7"),
        (1, "::ffff:203.0.113.7", "203.0.113.7"),
    ],
)
def test_only_our_proxies_are_believed(settings, proxies, forwarded, address):
    settings.TRUSTED_PROXIES = proxies
    headers = {"x-forwarded-for": forwarded}
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", headers=headers)
    assert client_address(request) == address


@pytest.mark.parametrize("remote", ["", "unix:"])
def test_a_socket_has_no_address(remote):
    assert client_address(RequestFactory().get("/", REMOTE_ADDR=remote)) is None


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0"),
        ("2001:db8:1234:5678::9", "2001:db8:1234::"),
        ("::1", "::"),
        ("::ffff:203.0.113.77", "203.0.113.0"),
        ("fe80::1%eth0", "fe80::"),
        ("", None),
        (None, None),
        ("203.0.113", None),
    ],
)
def test_an_address_without_its_end(address, network):
    assert network_of(address) == network
