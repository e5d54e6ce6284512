"""What every page of the site has: frame, menus, headers, policy."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince
from wagtail.models import Locale, Page, Site

from home.models import ContentPage, HomePage, Menu, SiteSettings, ThemeIndexPage, ThemePage
from home.site_address import stand_at
from tests.pages import read, words
from toolkit.models import ToolIndexPage

pytestmark = pytest.mark.django_db


def test_migrations_leave_a_site_to_begin_with(client):
    assert client.get("/").status_code == 200
    assert client.get("/thematiques/").status_code == 200
    assert client.get("/boite-a-outils/").status_code == 200
    assert set(Locale.objects.values_list("language_code", flat=True)) == {"fr", "en"}
    assert Site.objects.get().root_url == settings.WAGTAILADMIN_BASE_URL
    assert Page.find_problems() == ([], [], [], [], [])


PLACED = [
    ("https://agirtot.example", "https://agirtot.example/"),
    ("http://127.0.0.1:8103/", "http://127.0.0.1:8103/"),
]


@pytest.mark.parametrize(("base_url", "address"), PLACED)
def test_the_site_stands_where_base_url_says(home_page, base_url, address):
    stand_at(base_url)
    assert f"{Site.objects.get().root_url}/" == address


@pytest.mark.parametrize("model", [HomePage, ThemeIndexPage, ToolIndexPage])
def test_the_first_pages_can_be_edited(signed_in, administrator, model):
    client = signed_in(administrator)
    page = model.objects.get()
    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    page.save_revision().publish()
    assert Page.find_problems() == ([], [], [], [], [])


def test_pages_speak_french(client):
    page = read(client, "/")
    assert page.html["lang"] == "fr-CA"
    assert client.get("/").headers["Content-Language"] == "fr"


def test_the_address_names_the_language_not_the_browser(client):
    response = client.get("/", headers={"accept-language": "en"})
    assert response.headers["Content-Language"] == "fr"
    assert "Accept-Language" not in response.headers.get("Vary", "")


def test_menus_show_what_editors_put_there_in_their_order(client, home_page):
    hidden = home_page.add_child(instance=ContentPage(title="Cachée", slug="cachee", live=False))
    shown = home_page.add_child(instance=ContentPage(title="À propos", slug="a-propos"))
    menu = Menu.objects.get(place="footer")
    menu.items = [
        ("link", {"label": "Partenaires", "address": "https://example.org/"}),
        ("page", {"page": hidden, "label": ""}),
        ("page", {"page": shown, "label": ""}),
        ("page", {"page": shown, "label": "Qui nous sommes"}),
    ]
    menu.save()
    links = read(client, "/").select("footer nav a")
    assert [(words(link), link["href"]) for link in links] == [
        ("Partenaires", "https://example.org/"),
        ("À propos", "/a-propos/"),
        ("Qui nous sommes", "/a-propos/"),
    ]


def test_the_header_says_where_one_is(client):
    current = read(client, "/boite-a-outils/").select("header [aria-current]")
    assert [words(link) for link in current] == ["Boîte à outils"]


def test_the_site_s_name_is_that_of_its_settings(client, home_page):
    site_settings = SiteSettings.for_site(home_page.get_site())
    site_settings.name = "Petite enfance"
    site_settings.save()
    assert words(read(client, "/thematiques/").title).endswith("Petite enfance")


def test_a_theme_shows_its_readable_pages(client):
    theme = ThemeIndexPage.objects.get().add_child(instance=ThemePage(title="Mobiliser", slug="m"))
    theme.add_child(instance=ContentPage(title="Première", slug="premiere"))
    theme.add_child(instance=ContentPage(title="Brouillon", slug="brouillon", live=False))
    page = words(read(client, theme.url).main)
    assert "Première" in page
    assert "Brouillon" not in page
    assert theme.url == "/thematiques/m/"


def test_public_pages_run_nothing_but_our_own_files(client):
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    page = read(client, "/")
    assert not page.select("[style], style, script:not([src])")
    for tag in page.select("script, link[rel=stylesheet], img"):
        assert (tag.get("src") or tag.get("href")).startswith("/")


def test_the_admin_s_exceptions_stay_below_its_path_and_only_shrink(
    client, signed_in, administrator
):
    """Each line is one that Wagtail's admin cannot yet do without; add none."""
    exceptions = {
        name: sorted(set(sources) - set(settings.SECURE_CSP.get(name, [])))
        for name, sources in settings.ADMIN_CSP.items()
    }
    assert {name: sources for name, sources in exceptions.items() if sources} == {
        "script-src": ["'unsafe-inline'"],
        "style-src": ["'unsafe-inline'"],
        "img-src": ["blob:"],
        "frame-src": ["'self'"],
        "frame-ancestors": ["'self'"],
    }
    assert (
        "unsafe-inline"
        in signed_in(administrator).get("/admin/").headers["Content-Security-Policy"]
    )
    assert "unsafe-inline" not in client.get("/admin").headers.get("Content-Security-Policy", "")
    assert "unsafe-inline" not in client.get("/rien/").headers["Content-Security-Policy"]


def test_what_is_personal_is_never_cached(client, signed_in, administrator):
    assert "private" in signed_in(administrator).get("/admin/").headers["Cache-Control"]
    assert "private" in client.get("/admin/login/").headers["Cache-Control"]


def test_a_private_page_asks_for_its_password_and_is_not_cached(client, home_page):
    page = home_page.add_child(instance=ContentPage(title="Réservée", slug="reservee"))
    page.view_restrictions.create(restriction_type="password", password="sésame")
    asked = client.get(page.url)
    assert "private" in asked.headers["Cache-Control"]
    form = read(client, page.url).select_one("main form")
    data = {"password": "sésame", "return_url": page.url}
    assert client.post(form["action"], data).url == page.url
    opened = client.get(page.url)
    assert opened.status_code == 200
    assert "private" in opened.headers["Cache-Control"]


def test_only_resized_images_are_served(client):
    for name in ("images/petite.png", "original_images/grande.png", "documents/plan.pdf"):
        default_storage.save(name, ContentFile(b"x"))
    response = client.get("/media/images/petite.png")
    assert response.status_code == 200
    assert "immutable" in response.headers["Cache-Control"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.getvalue() == b"x"
    for path in (
        "/media/original_images/grande.png",
        "/media/documents/plan.pdf",
        "/media/images/../documents/plan.pdf",
        "/media/images/%2e%2e/documents/plan.pdf",
    ):
        assert client.get(path).status_code in (400, 404), path


def test_robots_are_told_where_the_sitemap_is(client):
    text = client.get("/robots.txt").text
    assert "Disallow: /admin/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


def test_a_page_that_is_not_there_helps_on(client):
    response = client.get("/rien-ici/")
    assert response.status_code == 404
    assert 'href="/"' in response.text
    assert not response.cookies


def test_a_fault_gets_a_page_that_asks_nothing_of_the_database(client, monkeypatch):
    def break_down(*args, **kwargs):
        raise RuntimeError

    client.raise_request_exception = False
    monkeypatch.setattr(HomePage, "serve", break_down)
    response = client.get("/")
    assert response.status_code == 500
    assert "de notre côté" in response.text


def test_readers_learn_whom_to_write_to(client, home_page):
    """Law 25: the contact of who is in charge of personal information is published."""
    site_settings = SiteSettings.for_site(home_page.get_site())
    site_settings.organisation = "Regroupement des tout-petits"
    site_settings.contact_email = "bonjour@example.org"
    site_settings.privacy_officer = "Direction générale"
    site_settings.privacy_email = "vie-privee@example.org"
    site_settings.save()
    footer = read(client, "/").footer
    assert "Regroupement des tout-petits" in words(footer)
    assert "Direction générale" in words(footer)
    assert [link["href"] for link in footer.select('a[href^="mailto:"]')] == [
        "mailto:bonjour@example.org",
        "mailto:vie-privee@example.org",
    ]


def test_nothing_stands_for_what_the_settings_leave_empty(client):
    assert not read(client, "/").footer.select(".contact")


def test_it_is_a_year_ago_in_the_french_that_people_speak():
    a_year_ago = timezone.now() - timedelta(days=400)
    assert timesince(a_year_ago, depth=1) == "1\N{NO-BREAK SPACE}an"
