"""Mails from templates: in the reader's language, escaped where it is HTML and only there."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from home.mail_templates import absolute, render
from home.models import SiteSettings
from tests.pages import words

pytestmark = pytest.mark.django_db

TEXT = """{% extends "mail/base.txt" %}{% load i18n %}
{% block content %}{{ name }}, {% translate "Yes" %}


{{ address }}{% endblock %}
{% block reason %}C’est l'usage.{% endblock %}
"""
HTML = """{% extends "mail/base.html" %}
{% block title %}{{ name }}{% endblock %}
{% block content %}<p>{{ name }}</p>
{% include "mail/includes/button.html" with label="Ouvrir" %}{% endblock %}
{% block reason %}C’est l’usage.{% endblock %}
"""


@pytest.fixture
def letter(settings, tmp_path) -> str:
    """The name of a mail's templates."""
    (tmp_path / "letter.subject.txt").write_text("L'été de {{ name }} & compagnie\n")
    (tmp_path / "letter.txt").write_text(TEXT)
    (tmp_path / "letter.html").write_text(HTML)
    shared = Path(settings.BASE_DIR) / "site" / "templates"
    settings.TEMPLATES = [
        template | {"DIRS": [tmp_path, shared]} for template in settings.TEMPLATES
    ]
    return "letter"


@pytest.fixture
def named_site(home_page) -> SiteSettings:
    site_settings = SiteSettings.for_site(home_page.get_site())
    site_settings.name = "L'enfance d'ici"
    site_settings.organisation = "Regroupement des tout-petits"
    site_settings.contact_email = "bonjour@example.org"
    site_settings.save()
    return site_settings


def test_text_is_not_escaped_and_html_is(letter, named_site):
    mail = render(letter, "fr", "lea@example.org", {"name": "<b>Zoé d'Or</b>", "address": "/"})
    assert mail.to == "lea@example.org"
    assert mail.subject == "L'été de <b>Zoé d'Or</b> & compagnie"
    assert "<b>Zoé d'Or</b>, Oui\n\n/" in mail.text
    assert "L'enfance d'ici" in mail.text
    assert "&" not in mail.text
    page = BeautifulSoup(mail.html, "html.parser")
    assert not page.select("b, img, script, link")
    assert words(page.h1) == "<b>Zoé d'Or</b>"


def test_each_reader_in_their_language(letter):
    mail = render(letter, "en", "lea@example.org", {"name": "Zoé", "address": "/"})
    assert "Yes" in mail.text
    assert BeautifulSoup(mail.html, "html.parser").html["lang"] == "en"


def test_it_says_who_writes_and_how_to_stop_it(letter, named_site, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://agirtot.example/"
    stop = absolute("/stop/?a=1&b=2")
    assert stop == "https://agirtot.example/stop/?a=1&b=2"
    context = {"name": "Zoé", "address": absolute("/la/"), "unsubscribe": stop}
    mail = render(letter, "fr", "lea@example.org", context, headers={"X-Letter": "1"})
    page = BeautifulSoup(mail.html, "html.parser")
    links = {link["href"] for link in page.select("a")}
    assert links == {
        "https://agirtot.example/",
        "https://agirtot.example/la/",
        stop,
        "mailto:bonjour@example.org",
    }
    for said in ("L'enfance d'ici", "Regroupement des tout-petits", "bonjour@example.org", stop):
        assert said in mail.text
        assert said in words(page) or said == stop
    assert mail.headers == {"X-Letter": "1"}
