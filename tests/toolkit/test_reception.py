"""Who receives contributions decides once, and senders are told."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Page

from home.models import OutgoingMail, Scope
from home.refusals import Refused
from home.workflow import acting
from tests.api.programs import Program
from tests.factories import audience_of
from tests.pages import read, words
from tests.toolkit.contributing import (
    PDF,
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
from toolkit.contributions import intake, services
from toolkit.models import Contribution, ContributionIndexPage, RefusalReason, Row
from toolkit.reception import actions

State = Contribution.State


@pytest.fixture(autouse=True)
def patient(monkeypatch) -> None:
    monkeypatch.setattr("toolkit.contributions.services.SHORTEST", timedelta(0))


def url_of(contribution: Contribution) -> str:
    return reverse("reception:contribution", args=[contribution.pk])


def act(client, contribution: Contribution, name: str, **given):
    contribution.refresh_from_db()
    version = given.pop("version", actions.version_of(contribution))
    return client.post(url_of(contribution), {"act": name, "version": version} | given)


def row_without_example() -> Row:
    return Row.objects.get(purposes__0__text="Faire durer", audience__title="Décideurs")


def test_from_the_queue_to_the_page(signed_in, administrator, tool, client):
    contribution = make_contribution()
    files = [
        upload("photo.png", picture()),
        upload("bilan.pdf", PDF),
        upload("o.odt", office("content.xml")),
    ]
    assert intake.take_in(contribution, files) == []
    services.confirm(contribution.pk)
    reviewer = signed_in(administrator)
    queue = read(reviewer, reverse("reception:queue"))
    assert "Une cuisine mobile" in words(queue.select_one(".reception-list"))
    assert queue.select_one("[data-waiting]") or "data-waiting" in str(queue)
    page = read(reviewer, url_of(contribution))
    assert "aline@exemple.org" in words(page)
    asked = page.select(".reception-answers > div")
    assert asked
    assert all(answered.select("dd") for answered in asked)
    opened = reviewer.get(page.select_one(".reception-files a")["href"])
    assert opened["Content-Disposition"].startswith("attachment")
    assert (opened["X-Content-Type-Options"], opened["Content-Type"]) == (
        "nosniff",
        "application/octet-stream",
    )
    assert "sandbox" in opened["Content-Security-Policy"]
    assert b"".join(opened.streaming_content)

    act(reviewer, contribution, "claim")
    act(reviewer, contribution, "ask", text="C’était quand ?")
    question = mailed(":asked")
    assert "C’était quand ?" in question.text
    follow = link_in(question)
    assert "Nous avons une question" in words(read(client, follow))
    post(client, follow, {"text": "En mai."})
    contribution.refresh_from_db()
    assert (contribution.state, contribution.claimed_by) == (State.TAKEN, administrator)
    assert OutgoingMail.objects.filter(key__contains=":answered", to=administrator.email).exists()

    response = act(reviewer, contribution, "accept")
    draft = contribution.page
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[draft.pk])
    assert (Image.objects.count(), Document.objects.count()) == (1, 2)
    latest = draft.get_latest_revision_as_object()
    assert latest.picture == Image.objects.get()
    assert [block.block_type for block in latest.body] == ["paragraph", "document", "document"]
    assert draft.specific.current_workflow_state
    assert reviewer.get(response["Location"]).status_code == 200

    latest.save_revision().publish()
    contribution.refresh_from_db()
    assert contribution.state == State.PUBLISHED
    thanks = mailed(":published")
    assert draft.specific_class.objects.get().url in thanks.text
    shown = read(client, draft.specific_class.objects.get().url)
    assert "L’équipe des Petits Pas" in words(shown)
    for private in ("Aline Roy", "aline@exemple.org"):
        assert private not in str(shown)


def test_two_editors_at_once_make_one_decision(signed_in, administrator, publisher, tool):
    contribution = make_confirmed()
    seen = actions.version_of(contribution)
    actions.refuse(publisher, contribution.pk, seen, "Hors sujet.")
    response = act(signed_in(administrator), contribution, "accept", version=seen)
    said = words(read(signed_in(administrator), response["Location"]))
    assert "editeur a été plus rapide" in said
    contribution.refresh_from_db()
    assert contribution.state == State.REFUSED
    assert "Hors sujet." in mailed(":refused").text
    assert contribution.page.specific.current_workflow_state is None
    with pytest.raises(actions.Changed):
        actions.refuse(publisher, contribution.pk, seen, "Encore.")


def test_a_ready_reason_a_spam_and_a_second_thought(signed_in, administrator, tool):
    reviewer = signed_in(administrator)
    ready = RefusalReason.objects.create(title="Publicité", text="Nous ne publions pas d’annonces.")
    one, other = make_confirmed(), make_confirmed(title="Tout autre chose", email="b@exemple.org")
    assert act(reviewer, one, "refuse").status_code == 422
    act(reviewer, one, "refuse", ready=ready.pk)
    assert "pas d’annonces" in mailed(f"{one.pk}:refused").text
    act(reviewer, other, "spam")
    other.refresh_from_db()
    assert other.state == State.SPAM
    assert not OutgoingMail.objects.filter(key__contains=f"{other.pk}:refused").exists()
    act(reviewer, other, "reopen")
    other.refresh_from_db()
    assert (other.state, other.claimed_by) == (State.TAKEN, administrator)
    assert reviewer.get(reverse("refusal_reasons:index")).status_code == 200


def test_only_those_who_have_the_right_come_in(signed_in, moderator, tool):
    contribution = make_confirmed()
    outsider = signed_in(moderator)
    for url in (reverse("reception:queue"), url_of(contribution)):
        assert outsider.get(url).status_code == 302
    assert "contributions/" not in str(outsider.get("/admin/").content)
    with pytest.raises(PermissionDenied):
        actions.claim(moderator, contribution.pk, actions.version_of(contribution))
    contribution.refresh_from_db()
    assert contribution.state == State.RECEIVED


def test_an_example_goes_to_its_row_and_back(signed_in, administrator, tool, client):
    row = row_without_example()
    contribution = make_confirmed("example", row=row, done="Un bilan sur une page")
    act(signed_in(administrator), contribution, "accept")
    contribution.refresh_from_db()
    audience = audience_of(tool, "Décideurs")
    assert contribution.page_id == audience.pk
    draft = audience.get_latest_revision_as_object()
    assert "Un bilan sur une page (L’équipe des Petits Pas)" in json.dumps(
        list(draft.rows.raw_data), ensure_ascii=False
    )
    assert "Un bilan sur une page" not in str(read(client, audience.url))
    draft.save_revision().publish()
    contribution.refresh_from_db()
    assert contribution.state == State.PUBLISHED
    assert "Un bilan sur une page" in words(read(client, audience.url).find(id=row.anchor))

    other = make_confirmed("example", row=row, done="Une affiche", email="b@exemple.org")
    act(signed_in(administrator), other, "accept")
    other.refresh_from_db()
    services.withdraw(other)
    left = audience_of(tool, "Décideurs").get_latest_revision_as_object()
    assert "Une affiche" not in json.dumps(list(left.rows.raw_data), ensure_ascii=False)


def test_a_row_or_a_page_that_is_gone_is_said(signed_in, administrator, tool):
    reviewer = signed_in(administrator)
    row = row_without_example()
    contribution = make_confirmed("example", row=row)
    audience = audience_of(tool, "Décideurs")
    audience.rows = json.dumps(
        [one for one in audience.rows.raw_data if one["id"] != str(row.uuid)]
    )
    audience.save_revision().publish()
    assert "n’est plus là" in words(
        read(reviewer, url_of(contribution)).select_one(".help-warning")
    )
    response = act(reviewer, contribution, "accept")
    assert "n’existe plus" in words(read(reviewer, response["Location"]))
    contribution.refresh_from_db()
    assert contribution.state == State.RECEIVED

    achievement = make_confirmed(email="c@exemple.org")
    achievement.page.specific.delete()
    achievement = Contribution.objects.get(pk=achievement.pk)
    assert "brouillon n’est plus là" in words(read(reviewer, url_of(achievement)))
    act(reviewer, achievement, "accept")
    achievement.refresh_from_db()
    assert achievement.page.title == "Une cuisine mobile"
    ContributionIndexPage.objects.get().delete()
    later = make_confirmed(email="d@exemple.org")
    assert later.page is None and later.state == State.RECEIVED


def test_withdrawn_while_an_editor_edits(signed_in, administrator, tool):
    editor = signed_in(administrator)
    contribution = make_confirmed()
    act(editor, contribution, "accept")
    contribution.refresh_from_db()
    edit = reverse("wagtailadmin_pages:edit", args=[contribution.page_id])
    assert editor.get(edit).status_code == 200
    services.withdraw(contribution)
    assert mailed("withdrawn").to == administrator.email
    response = editor.post(edit, {"action-publish": "1", "title": "Autre"})
    assert response["Location"] == url_of(contribution)
    assert "Retirée" in words(read(editor, response["Location"]))
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    editor.post(f"{bulk}?id={contribution.page_id}", {"id": contribution.page_id})
    assert not Page.objects.get(pk=contribution.page_id).live


def test_a_draft_opens_with_its_acceptance(signed_in, administrator, tool):
    editor, contribution = signed_in(administrator), make_confirmed()
    edit = reverse("wagtailadmin_pages:edit", args=[contribution.page_id])
    assert editor.get(edit)["Location"] == url_of(contribution)
    assert "attend une décision" in words(read(editor, url_of(contribution)))
    step = contribution.page.specific.current_workflow_task_state
    with pytest.raises(Refused, match="acceptée"):
        acting.act(step.specific, administrator, "approve")
    act(editor, contribution, "accept")
    assert editor.get(edit).status_code == 200


@pytest.mark.parametrize("end", ["refuse", "withdraw"])
def test_no_door_is_left_open_to_what_was_closed(signed_in, administrator, tool, end):
    contribution = make_confirmed()
    editor = signed_in(administrator)
    act(editor, contribution, "accept")
    contribution.refresh_from_db()
    draft = contribution.page.specific
    draft.go_live_at = timezone.now() + timedelta(days=1)
    draft.save_revision().publish()
    if end == "refuse":
        actions.refuse(administrator, contribution.pk, actions.version_of(contribution), "Non.")
    else:
        services.withdraw(contribution)
    program = Program(administrator, Scope.DRAFTS, Scope.WRITE)
    for name in ("publish", "submit"):
        answer = program.post(f"/api/v3/pages/{draft.pk}/actions/{name}/", {})
        assert answer.status_code == 409
        assert "Une cuisine mobile" in answer.json()["detail"]
    assert not draft.revisions.exclude(approved_go_live_at=None).exists()
    assert program.delete(f"/api/v3/pages/{draft.pk}/").status_code == 204


def test_readers_get_a_document_with_its_page(signed_in, administrator, tool, client):
    contribution = make_contribution()
    assert intake.take_in(contribution, [upload("bilan.pdf", PDF)]) == []
    services.confirm(contribution.pk)
    act(signed_in(administrator), contribution, "accept")
    client.logout()
    document = Document.objects.get()
    assert client.get(document.url).status_code == 302
    assert b"bilan.pdf" not in client.get("/api/v2/documents/").content
    contribution.page.get_latest_revision().publish()
    assert b"".join(client.get(document.url).streaming_content) == PDF


def test_a_mail_that_was_given_up_is_shown(signed_in, administrator, tool):
    contribution = make_confirmed()
    reviewer = signed_in(administrator)
    assert not read(reviewer, url_of(contribution)).select(".help-warning")
    OutgoingMail.objects.filter(key__contains=":received").update(given_up_at=timezone.now())
    warning = read(reviewer, url_of(contribution)).select_one(".help-warning")
    assert "pu être remis" in words(warning)


def test_what_was_seen_before_is_pointed_out(signed_in, administrator, tool):
    first = make_contribution(title="Une cuisine mobile au parc")
    intake.take_in(first, [upload("a.pdf", PDF)])
    second = make_contribution(title="Une cuisine mobile au parc !")
    intake.take_in(second, [upload("b.pdf", PDF)])
    services.confirm(second.pk)
    said = words(read(signed_in(administrator), url_of(second)).select_one(".help-info"))
    for reason in ("le même fichier", "presque le même titre", "la même personne"):
        assert reason in said


def test_the_queue_narrows_with_a_fixed_number_of_queries(
    signed_in, administrator, tool, django_assert_max_num_queries
):
    reviewer = signed_in(administrator)
    make_confirmed()
    make_confirmed("tool", title="Un jeu", link="exemple.org", email="b@exemple.org")
    url = reverse("reception:queue")
    reviewer.get(url)
    with django_assert_max_num_queries(20):
        assert len(read(reviewer, url).select(".reception-list li")) == 2
    for query, count in (("kind=tool", 1), ("q=jeu", 1), ("age=older", 0), ("mine=on", 0)):
        assert len(read(reviewer, f"{url}?{query}").select(".reception-list li")) == count
    assert soup(reviewer.get(f"{url}?tab=spam")).select_one(".reception-empty")
