"""The form in steps: nothing that is typed is lost, and it is sent once."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from home.models import OutgoingMail
from tests.factories import make_tool
from tests.pages import read, words
from tests.toolkit.contributing import (
    PDF,
    WORDS,
    begin,
    fill_in,
    link_in,
    mailed,
    make_confirmed,
    make_contribution,
    office,
    picture,
    post,
    soup,
    upload,
)
from toolkit.contributions.forms import PlaceForm
from toolkit.contributions.kinds import KINDS
from toolkit.models import Contribution, Row

State = Contribution.State


@pytest.fixture(autouse=True)
def patient(monkeypatch) -> None:
    """Tests fill in the form sooner than people do."""
    monkeypatch.setattr("toolkit.contributions.services.SHORTEST", timedelta(0))


def test_all_steps_lead_to_a_draft_page_and_a_private_link(client, tool):
    start = client.get("/partager/")
    assert "public" in start["Cache-Control"]
    assert not start.cookies
    assert [words(link) for link in soup(start).select("main .card a")][:2] == [
        "Une réalisation",
        "Un outil",
    ]
    review = fill_in(client, files=[upload("photo.png", picture()), upload("bilan.pdf", PDF)])
    page = read(client, review)
    for text in ("Une cuisine mobile", "Kamouraska (Bas-Saint-Laurent)", "photo.jpg", "bilan.pdf"):
        assert text in words(page)
    sent = post(client, review)
    again = post(client, review)
    assert sent["Location"] == again["Location"]
    assert WORDS["email"] in words(read(client, sent["Location"]))
    contribution = Contribution.objects.get()
    assert (contribution.state, contribution.typed) == (State.UNCONFIRMED, {})
    assert contribution.page is None

    confirm = link_in(mailed(":confirm"))
    assert WORDS["title"] not in mailed(":confirm").text
    assert read(client, confirm)
    assert Contribution.objects.get().state == State.UNCONFIRMED
    follow = post(client, confirm)["Location"]
    assert follow == link_in(mailed(":received"))
    assert "Reçue" in words(read(client, follow))
    contribution = Contribution.objects.get()
    draft = contribution.page.specific
    assert (draft.live, draft.title, draft.territory) == (False, "Une cuisine mobile", "140")
    assert draft.current_workflow_state.workflow.name == "Étude des contributions"
    assert client.get(draft.url).status_code == 404
    assert post(client, confirm)["Location"] == follow


def test_an_audience_of_several_tools_is_offered_once(tool, toolkit):
    make_tool(toolkit, title="Un autre outil")
    offered = list(PlaceForm().fields["audiences"].queryset)
    assert [audience.title for audience in offered] == ["Décideurs", "Parents"]
    assert all(audience.is_child_of(tool) for audience in offered)


def test_a_step_keeps_what_is_wrong_and_says_it(client, tool):
    response = begin(client, title="", summary="Un début")
    url = response["Location"]
    assert url.endswith("/1/")
    page = read(client, url)
    assert page.select_one("[name=summary]").text.strip() == "Un début"
    title = page.select_one("[name=title]")
    assert title["aria-invalid"] == "true"
    assert page.select_one(f".errors a[href='#{title['id']}']")
    assert "Erreur" in page.title.text
    assert "étape 1 de 6" in words(page.select_one(".steps"))
    # Back and forth: nothing typed is lost, and nothing is asked of who only leaves.
    second = post(client, url, WORDS)["Location"]
    back = post(client, second, {"outcomes": "Beaucoup", "back": "1"})["Location"]
    assert back == url
    again = read(client, second)
    assert again.select_one("[name=outcomes]").text.strip() == "Beaucoup"
    assert not again.select(".errors")


def test_the_review_leads_to_what_is_missing(client, tool):
    url = begin(client)["Location"]
    review = url.replace("/2/", "/relire/")
    response = client.get(review)
    assert response["Location"].endswith("/4/?check")
    assert read(client, response["Location"]).select(".errors")


def test_the_same_first_step_sent_twice_is_one_draft(client, tool):
    opened = soup(client.get("/partager/outil/")).select_one("[name=opened]")["value"]
    places = {
        post(client, "/partager/outil/", WORDS | {"opened": opened})["Location"] for _ in range(2)
    }
    assert len(places) == Contribution.objects.count() == 1


def test_a_draft_that_is_gone_or_somebody_elses_says_so(client, tool):
    url = begin(client)["Location"]
    Contribution.objects.all().delete()
    response = client.get(url)
    assert response.status_code == 410
    assert soup(response).select_one("main a[href='/partager/']")
    assert client.get("/partager/rien/").status_code == 404


def test_files_can_be_refused_removed_and_described(client, tool):
    first = begin(client, "outil")["Location"]
    third = post(client, first, WORDS)["Location"]
    files = [upload("a.png", picture()), upload("b.pdf", b"MZ not a pdf"), upload("c.exe", b"MZ")]
    response = post(client, third, WORDS | {"files": files})
    assert response.status_code == 422
    errors = words(soup(response).select_one(".errors"))
    assert "b.pdf" in errors and "c.exe" in errors
    kept = Contribution.objects.get().files.get()
    assert kept.name == "a.jpg"
    post(client, third, WORDS | {f"description-{kept.pk}": "Une tache orange"})
    assert Contribution.objects.get().files.get().description == "Une tache orange"
    post(client, third, WORDS | {"remove": str(kept.pk)})
    assert not Contribution.objects.get().files.exists()


def test_a_tool_needs_a_file_or_an_address(client, tool):
    url = fill_in(client, "outil", link="")
    response = client.get(url)
    assert response.status_code == 422
    assert "Joignez votre outil" in words(soup(response).select_one(".errors"))
    fill_in(client, "outil", link="exemple.org/outil")
    linked = Contribution.objects.order_by("pk").last()
    assert (
        client.get(fill_in(client, "outil", files=[upload("o.docx", office())])).status_code == 200
    )
    assert linked.kind == "tool"


def test_an_example_knows_its_row(client, tool):
    row = Row.objects.get(purposes__0__text="Faire durer", audience__title="Décideurs")
    audience = read(client, row.audience.url)
    invitation = audience.find(id=row.anchor).select_one(".invite a")
    assert invitation["href"] == f"/partager/exemple/{row.uuid}/"
    page = read(client, invitation["href"])
    assert "Décideurs" in words(page.select_one(".about-row"))
    opened = page.select_one("[name=opened]")["value"]
    second = post(client, invitation["href"], WORDS | {"opened": opened})["Location"]
    assert "Faire durer" in words(read(client, second).select_one(".about-row"))
    review = post(client, second, WORDS)["Location"]
    post(client, review)
    contribution = Contribution.objects.get()
    assert (contribution.audience_id, contribution.row) == (row.audience_id, row.uuid)
    assert contribution.title == "On a trouvé un vélo. Puis une marmite."
    row.audience.unpublish()
    assert client.get(invitation["href"]).status_code == 404


def test_machines_are_set_aside_without_a_mail(client, tool, monkeypatch):
    review = fill_in(client, website="http://spam.example")
    assert post(client, review).status_code == 302
    assert Contribution.objects.get().suspicions == ["trap"]
    monkeypatch.setattr("toolkit.contributions.services.SHORTEST", timedelta(seconds=8))
    post(client, fill_in(client))
    assert Contribution.objects.first().suspicions == ["fast"]
    assert not OutgoingMail.objects.exists()


def test_too_many_wait_and_lose_nothing(client, tool, settings):
    settings.CONTRIBUTIONS_PER_ADDRESS = 1
    settings.CONTRIBUTIONS_PER_NETWORK = 5
    make_contribution()
    review = fill_in(client)
    response = post(client, review)
    assert response.status_code == 429
    assert response["Retry-After"] == "3600"
    assert "Une cuisine mobile" in words(soup(response))
    Contribution.objects.update(sent_at=timezone.now() - timedelta(hours=2))
    assert post(client, review).status_code == 302


def test_another_site_cannot_send_it(client, tool):
    response = client.post("/partager/outil/", WORDS, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
    assert not Contribution.objects.exists()


def test_links_that_are_old_or_changed_or_replaced_open_nothing(client, tool, monkeypatch):
    contribution = make_contribution()
    confirm = link_in(mailed(":confirm"))
    assert client.get(confirm[:-3] + "xx/").status_code == 404
    later = timezone.now() + timedelta(hours=49)
    with monkeypatch.context() as patched:
        patched.setattr("django.core.signing.time.time", later.timestamp)
        assert client.get(confirm).status_code == 410
        assert contribution_state(contribution) == State.UNCONFIRMED
    follow = post(client, confirm)["Location"]
    with monkeypatch.context() as patched:
        patched.setattr("django.core.signing.time.time", later.timestamp)
        late = client.get(confirm)
        assert late.status_code == 410 and not soup(late).select("form[method=post]")
    contribution.refresh_from_db()
    contribution.follow_key = "replaced"
    contribution.save()
    assert client.get(follow).status_code == 404
    assert contribution.seed


def test_who_comes_too_late_asks_for_another_link(client, tool, monkeypatch):
    contribution = make_contribution()
    confirm = link_in(mailed(":confirm"))
    later = timezone.now() + timedelta(hours=49)
    with monkeypatch.context() as patched:
        patched.setattr("django.core.signing.time.time", later.timestamp)
        assert soup(client.get(confirm)).select_one("form[method=post] button")
        asked = post(client, confirm)["Location"]
        page = client.get(asked)
        assert page.status_code == 410 and not soup(page).select("form[method=post]")
        post(client, confirm)
        second, first = OutgoingMail.objects.filter(key__contains=":confirm").order_by("-pk")
        assert link_in(second) != link_in(first) == confirm
        assert contribution_state(contribution) == State.UNCONFIRMED
        post(client, link_in(second))
    assert contribution_state(contribution) == State.RECEIVED


def contribution_state(contribution: Contribution) -> str:
    contribution.refresh_from_db()
    return contribution.state


def test_the_sender_answers_and_withdraws(client, tool):
    contribution = make_confirmed()
    follow = link_in(mailed(":received"))
    assert post(client, follow, {"text": " "}).status_code == 422
    assert post(client, follow, {"text": "C’était en mai."}).status_code == 302
    assert "C’était en mai." in words(read(client, follow).select_one(".message.own"))
    assert soup(post(client, follow, {"act": "withdraw"})).select_one("[name=sure]")
    post(client, follow, {"act": "withdraw", "sure": "yes"})
    contribution.refresh_from_db()
    assert contribution.state == State.WITHDRAWN
    assert contribution.page.specific.current_workflow_state is None
    assert "Retirée" in words(read(client, follow))
    assert post(client, follow, {"text": "Encore"}).status_code == 409


def test_every_kind_is_offered_in_both_languages(client, tool):
    assert set(KINDS) >= {"achievement", "tool", "example"}
    assert client.get("/en/share/").status_code == 200
    assert client.get("/en/share/achievement/").status_code == 200
    cache.clear()
