"""What readers see of achievements, what it costs, and what nobody sees."""

import json
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from blog.personal_data import erase_all, export_all
from home.models import ThemeIndexPage, ThemePage
from tests.factories import audience_of
from tests.pages import read, words
from tests.toolkit.contributing import (
    PDF,
    link_in,
    mailed,
    make_confirmed,
    make_contribution,
    upload,
)
from toolkit import territories
from toolkit.contributions import intake, services
from toolkit.models import (
    Contribution,
    ContributionIndexPage,
    ContributionPage,
    Illustration,
    Row,
)

MOST_QUERIES = 30


@pytest.fixture
def index(db) -> ContributionIndexPage:
    return ContributionIndexPage.objects.get()


@pytest.fixture
def theme(db) -> ThemePage:
    return ThemeIndexPage.objects.get().add_child(
        instance=ThemePage(title="Mobilisation", slug="mobilisation")
    )


def make_achievement(index, title="La cuisine qui roule", *, rows=(), publish=True, **fields):
    body = json.dumps([{"type": "paragraph", "value": "<p>Une marmite.</p>", "id": str(uuid4())}])
    given = {"lead": "Une soupe au parc.", "territory": "140", "body": body}
    page = ContributionPage(title=title, live=False, **(given | fields))
    page.illustrations = [Illustration(audience=row.audience, row=row.uuid) for row in rows]
    index.add_child(instance=page)
    revision = page.save_revision()
    if publish:
        revision.publish()
        page.refresh_from_db()
    return page


def row_of(title: str, purpose: str) -> Row:
    rows = Row.objects.select_related("audience")
    return rows.get(audience__title=title, purposes__0__text=purpose)


def queries(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_an_achievement_tells_all_and_shows_its_rows(client, tool, index, theme):
    row = row_of("Décideurs", "Faire durer")
    page = make_achievement(
        index,
        rows=[row],
        theme=theme,
        date=date(2026, 5, 2),
        outcomes="<p>Douze familles.</p>",
        learned="<p>La soupe d’abord.</p>",
        partners="La coop",
        credit="L’équipe",
        licence="cc-by",
    )
    shown = read(client, page.url)
    for text in (
        "Une marmite.",
        "Douze familles.",
        "La soupe d’abord.",
        "La coop",
        "L’équipe",
        "Kamouraska (Bas-Saint-Laurent)",
        "mai 2026",
        "CC BY 4.0",
        "Mobilisation",
    ):
        assert text in words(shown.main)
    link = shown.select_one(f'a[href="{row.audience.url}#{row.anchor}"]')
    assert "Faire durer" in words(link)
    data = json.loads(shown.select_one('script[type="application/ld+json"]').text)
    assert data["contentLocation"]["name"] == "Kamouraska (Bas-Saint-Laurent)"
    assert data["license"].endswith("/by/4.0/deed.fr")
    # And the row shows it, in the place of an invitation.
    audience = read(client, row.audience.url)
    assert words(audience.find(id=row.anchor).select_one(".achieved a")) == page.title
    assert not audience.find(id=row.anchor).select(".invite")
    # The row is gone: the audience is left.
    Illustration.objects.update(row=uuid4())
    assert read(client, page.url).select_one(f'.after-achievement a[href="{row.audience.url}"]')


def test_the_list_is_narrowed_by_its_address(client, tool, index, theme):
    decision, parents = row_of("Décideurs", "Faire durer"), row_of("Parents", "Faire durer")
    make_achievement(index, "Au parc", rows=[decision], theme=theme)
    make_achievement(index, "À la clinique", rows=[parents], territory="430")
    make_achievement(index, "Au village", rows=[decision, parents], territory="01")
    make_achievement(index, "Secret", rows=[decision], publish=False)
    page = read(client, index.url)
    assert len(page.select(".achievement")) == 3
    choices = {words(link) for link in page.select(".narrowing a")}
    assert choices == {
        "Décideurs 2",
        "Parents 2",
        "Mobilisation 1",
        "Bas-Saint-Laurent 2",
        "Estrie 1",
    }
    narrowed = read(client, f"{index.url}?audience=parents&region=01")
    assert [words(title) for title in narrowed.select(".achievement h3")] == ["Au village"]
    chosen = narrowed.select_one(".narrowing [aria-current]")
    assert chosen["href"] == f"{index.url}?region=01"
    assert read(client, f"{index.url}?region=99").select_one(".empty-state")
    assert client.get(f"{index.url}?page=9").status_code == 404
    assert client.get(f"{index.url}?page=%00").status_code == 404


def test_what_it_costs_does_not_grow(client, tool, index):
    row = row_of("Décideurs", "Faire durer")
    first = make_achievement(index, rows=[row])
    urls = (index.url, first.url, row.audience.url, tool.url)
    before = [queries(client, url) for url in urls]
    for number in range(6):
        make_achievement(index, f"Réalisation {number}", rows=[row], territory="430")
    after = [queries(client, url) for url in urls]
    assert max(after) <= MOST_QUERIES
    # The first of a list asks for the pictures' sizes and the like, once.
    assert all(later <= earlier + 2 for earlier, later in zip(before, after, strict=True))


def test_a_private_or_unpublished_achievement_is_nowhere(client, tool, index):
    row = row_of("Décideurs", "Faire durer")
    public = make_achievement(index, rows=[row])
    hidden = make_achievement(index, "Canari unpublished", rows=[row])
    private = make_achievement(index, "Canari privé", rows=[row])
    hidden.unpublish()
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    for url in (index.url, public.url, row.audience.url, tool.url, "/", "/sitemap.xml"):
        assert "anari" not in client.get(url).content.decode()
    found = client.get("/recherche/?q=canari").content.decode()
    assert "Canari unpublished" not in found and "Canari privé" not in found
    assert "La cuisine qui roule" in client.get("/recherche/?q=marmite").content.decode()


def test_there_are_17_regions_and_104_territories():
    regions = territories.regions().values()
    codes = [code for region in regions for code in region.territories]
    assert (len(regions), len(codes), len(set(codes))) == (17, 104, 104)
    assert territories.name_of("650") == "Laval"
    assert territories.name_of("01") == "Bas-Saint-Laurent"
    assert territories.name_of("00") == territories.name_of("xyz") == ""


# --- Nothing leaks, nothing stays too long ----------------------------------------------

CANARIES = {
    "title": "canarititre",
    "summary": "canariresume",
    "done": "canaritexte",
    "outcomes": "canariresultat",
    "learned": "canarilecon",
    "partners": "canaripartenaire",
    "name": "canarinom",
    "organisation": "canariorganisme",
    "email": "canari@adresse.example",
    "credit": "canarisignature",
}


@pytest.fixture
def patient(monkeypatch) -> None:
    monkeypatch.setattr("toolkit.contributions.services.SHORTEST", timedelta(0))


def test_nothing_of_what_waits_is_seen_by_anybody_else(
    client, tool, index, patient, django_capture_on_commit_callbacks
):
    waiting = make_contribution(**CANARIES)
    intake.take_in(waiting, [upload("canarifichier.pdf", PDF)])
    with django_capture_on_commit_callbacks(execute=True):
        services.confirm(waiting.pk)
        make_confirmed("example", row=row_of("Décideurs", "Faire durer"), done="canariexemple")
        make_confirmed("story", title="canarirecit", email="recit@exemple.org")
    other = make_confirmed(email="autre@exemple.org", title="Autre chose")
    others_link = link_in(mailed(f"contribution-{other.pk}:received"))
    waiting.refresh_from_db()
    addresses = [
        "/",
        index.url,
        tool.url,
        audience_of(tool, "Décideurs").url,
        "/blogue/",
        "/blogue/rss.xml",
        "/partager/",
        "/sitemap.xml",
        "/recherche/?q=canari",
        "/recherche/?q=canarititre",
        others_link,
    ]
    for url in addresses:
        response = client.get(url)
        assert response.status_code == 200, url
        shown = response.content.decode().replace("q=canari", "").replace("canarititre", "")
        assert "canarit" not in shown and "canarin" not in shown and "canarie" not in shown, url
    assert client.get(f"{index.url}{waiting.page.slug}/").status_code == 404
    reception = reverse("reception:contribution", args=[waiting.pk])
    assert client.get(reception).status_code == 302
    file = waiting.files.get()
    assert client.get(f"{reception}file/{file.pk}/").status_code == 302


def test_times_that_are_over_and_requests_to_be_forgotten(
    tool, index, patient, settings, django_capture_on_commit_callbacks
):
    old = timezone.now() - timedelta(days=8)
    unconfirmed = make_contribution(email="a@exemple.org")
    intake.take_in(unconfirmed, [upload("a.pdf", PDF)])
    stored = settings.PRIVATE_ROOT / unconfirmed.files.get().file.name
    withdrawn = services.withdraw(make_confirmed(email="b@exemple.org"))
    Contribution.objects.filter(pk=unconfirmed.pk).update(changed_at=old, network="10.0.0.0")
    Contribution.objects.filter(pk=withdrawn.pk).update(changed_at=old - timedelta(days=90))
    draft = withdrawn.page_id
    with django_capture_on_commit_callbacks(execute=True):
        call_command("daily")
    assert not Contribution.objects.exists()
    assert not stored.exists()
    assert not ContributionPage.objects.filter(pk=draft).exists()

    mine = make_confirmed(email="c@exemple.org")
    published = make_confirmed(email="c@exemple.org", title="Publiée")
    published.page.get_latest_revision().publish()
    (first, second) = export_all("c@exemple.org")["contributions"]
    assert (first["title"], second["state"]) == ("Une cuisine mobile", "published")
    erase_all("c@exemple.org", texts=True)
    assert not Contribution.objects.filter(pk=mine.pk).exists()
    kept = Contribution.objects.get()
    assert (kept.email, kept.name, kept.content) == ("", "", {})
    assert ContributionPage.objects.get(title="Publiée").live
