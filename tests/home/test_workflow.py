"""Pages go from who writes them to who publishes them, by steps that people take in hand."""

import re
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState, Workflow

from blog.models import BlogIndexPage
from home.models import Notice, OutgoingMail, ReviewState, ReviewTask
from home.outbox import deliver
from home.refusals import Refused
from home.workflow import notices
from home.workflow.acting import act
from home.workflow.reminders import remind_of_reviews
from tests.blog.test_bloggers import form_data
from tests.conftest import member
from tests.factories import make_author, make_story
from tests.home.reviewing_pages import (
    draft,
    edit_address,
    form_of,
    fresh,
    news,
    press,
    step_of,
    submit,
)
from tests.pages import read, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def second_editor(db) -> User:
    return member("relecteur", "Rédaction")


def test_every_page_has_its_workflow(home_page, toolkit):
    assert home_page.get_workflow().name == toolkit.get_workflow().name
    tasks = [task.name for task in home_page.get_workflow().tasks]
    assert tasks == ["Relecture", "Approbation"]
    assert BlogIndexPage.objects.get().get_workflow().name == "Publication des récits"
    assert not Workflow.objects.filter(name="Moderators approval").exists()
    assert Workflow.objects.filter(name="Étude des contributions").exists()


def test_a_page_goes_from_draft_to_readers(signed_in, editor, second_editor, publisher):
    page = draft(editor)
    signed_in(editor).post(edit_address(page), form_of(page, **{"action-submit": "1"}))
    step = step_of(page)
    assert step.task.name == "Relecture"
    assert step.due_on == timezone.localdate() + timedelta(days=7)
    assert news(editor) == []
    assert news(second_editor) == [
        "redactrice demande votre relecture de «\u00a0Un brouillon\u00a0»."
    ]

    client = signed_in(second_editor)
    shown = words(read(client, edit_address(page)))
    assert re.search("Envoyé vers Relecture (maintenant|il y a)", shown)
    assert "L’étape suivante\u00a0: Approbation." in press(client, page, "approve").text
    assert step_of(page).task.name == "Approbation"
    assert len(news(publisher)) == len(news(editor)) == 1
    assert not fresh(page).live

    assert (
        "Vous l’avez approuvée, et elle est publiée."
        in press(signed_in(publisher), page, "approve").text
    )
    assert fresh(page).live
    assert "est publi" in news(editor)[-1]
    assert "est publi" in news(second_editor)[-1]


def test_a_refusal_tells_the_author_and_the_first_reviewer(editor, second_editor, publisher):
    page = draft(editor)
    act(submit(page, editor), second_editor, "approve")
    act(step_of(page), publisher, "reject", comment="Il manque un exemple.")
    for person in (editor, second_editor):
        assert "demande des changements" in news(person)[-1]
        assert Notice.objects.filter(recipient=person).last().comment == "Il manque un exemple."
    assert not fresh(page).live


def test_somebody_takes_care_of_it_and_another_takes_over(
    signed_in, editor, second_editor, publisher
):
    page = draft(publisher)
    submit(page, publisher)
    response = press(signed_in(editor), page, "claim")
    assert response.redirect_chain[-1][0] == edit_address(page)
    assert step_of(page).claimed_by == editor

    client = signed_in(second_editor)
    shown = words(read(client, edit_address(page)))
    assert "redactrice s’en occupe" in shown
    assert "Prendre le relais de redactrice" in shown
    press(client, page, "approve")
    assert step_of(page).task.name == "Relecture"  # not decided: it is in somebody's hands
    with pytest.raises(Refused, match="redactrice"):
        act(step_of(page), second_editor, "approve")
    press(client, page, "take_over")
    assert step_of(page).claimed_by == second_editor
    assert "relais" in news(editor)[-1]
    press(client, page, "release")
    assert step_of(page).claimed_by is None


def test_lists_of_what_awaits_somebody(editor, publisher, moderator, administrator):
    page = draft(editor)
    step = submit(page, editor)
    ReviewState.objects.update(due_on=date(2020, 1, 1), claimed_by=editor)
    assert list(ReviewState.objects.awaiting(editor)) == [step]
    assert list(ReviewState.objects.awaiting(administrator)) == [step]
    assert not ReviewState.objects.awaiting(publisher)
    assert not ReviewState.objects.awaiting(moderator)
    assert list(ReviewState.objects.claimed_by(editor)) == [step]
    assert list(ReviewState.objects.overdue(timezone.localdate())) == [step]


def test_what_is_overdue_is_called_to_mind_every_few_days(editor, second_editor):
    submit(draft(editor), editor)
    assert remind_of_reviews().startswith("0")
    yesterday = timezone.localdate() - timedelta(days=1)
    ReviewState.objects.update(due_on=yesterday, claimed_by=second_editor)
    Notice.objects.all().delete()
    assert remind_of_reviews().startswith("1")
    assert remind_of_reviews().startswith("0")
    assert [notice.recipient for notice in Notice.objects.all()] == [second_editor]
    ReviewState.objects.update(reminded_on=yesterday - timedelta(days=2))
    assert remind_of_reviews().startswith("1")


# --- Mail -------------------------------------------------------------------------------


def test_several_news_make_one_mail_in_the_reader_s_language(editor, second_editor):
    profile = notices.UserProfile.get_for_user(second_editor)
    profile.preferred_language = "en"
    profile.save()
    for title in ("Premier", "Deuxième"):
        submit(draft(editor, title), editor)
    assert notices.send() == 0  # it is too early: more may come
    assert notices.send(timezone.now() + timedelta(minutes=6)) == 1
    mail = OutgoingMail.objects.get()
    assert mail.to == second_editor.email
    assert mail.subject.startswith("2 ")
    assert "asks for your review of “Premier”" in mail.text
    assert "asks for your review of “Deuxième”" in mail.text
    assert mail.text.count("/admin/pages/") == mail.html.count("/admin/pages/") == 2
    assert not Notice.objects.exists()
    assert notices.send(timezone.now() + timedelta(hours=1)) == 0


def test_a_mail_server_that_is_down_holds_nobody_up(editor, second_editor, publisher, settings):
    settings.MAILERS = settings.MAILERS | {
        "server": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 1, "timeout": 1},
        }
    }
    page = draft(editor)
    act(submit(page, editor), second_editor, "approve")
    act(step_of(page), publisher, "approve")
    assert fresh(page).live
    assert notices.send(timezone.now() + timedelta(hours=1)) == 3
    assert deliver().sent == 0
    assert OutgoingMail.objects.waiting().count() == 3


def test_who_does_not_want_to_hear_of_it_does_not(editor, second_editor, publisher):
    notices.UserProfile.objects.update_or_create(
        user=second_editor, defaults={"submitted_notifications": False}
    )
    publisher.is_active = False
    publisher.save()
    submit(draft(editor), editor)
    assert not Notice.objects.exists()


def test_a_withdrawn_and_a_deleted_page_are_told(editor, second_editor, publisher):
    page, other = draft(editor, "Retirée"), draft(editor, "Supprimée")
    submit(page, editor).workflow_state.cancel(user=editor)
    assert "fin à la relecture de «\u00a0Retirée\u00a0»" in news(second_editor)[-1]
    submit(other, editor)
    other.delete()
    assert "«\u00a0Supprimée\u00a0» a été supprimée" in news(second_editor)[-1]
    assert news(editor)[-1] == news(second_editor)[-1]


def test_a_page_that_moves_stays_under_review(editor, second_editor, publisher):
    page = draft(editor)
    submit(page, editor)
    other = draft(publisher, "Un thème")
    page.move(other.get_parent(), pos="first-child")
    act(step_of(page), second_editor, "approve")
    act(step_of(page), publisher, "approve")
    assert fresh(page).live


# --- Two at once ------------------------------------------------------------------------


def test_of_two_decisions_one_counts_and_the_other_is_told(
    signed_in, editor, second_editor, publisher
):
    page = draft(publisher)
    step = submit(page, publisher)
    act(step, second_editor, "reject", comment="Non.")
    with pytest.raises(Refused, match="relecteur a demandé des changements"):
        act(step, editor, "approve")
    response = press(signed_in(editor), page, "approve", step=step, lead="Ma correction.")
    assert "relecteur a demandé des changements entre-temps" in response.text
    assert "Ma correction." in response.text
    assert page.get_latest_revision().as_object().lead == "Un chapeau."
    assert TaskState.objects.filter(status=TaskState.STATUS_REJECTED).count() == 1

    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", step.pk])
    assert signed_in(editor).post(address).status_code == 302
    assert not fresh(page).live


def test_a_step_that_is_over_is_not_taken_for_the_next_one(
    signed_in, editor, second_editor, administrator, publisher
):
    page = draft(publisher)
    step = submit(page, publisher)
    act(step, editor, "approve")
    response = press(signed_in(administrator), page, "approve", step=step)
    assert "redactrice l’a approuvée entre-temps" in response.text
    assert step_of(page).task.name == "Approbation"


def test_a_refusal_in_a_window_is_said_and_leads_back(signed_in, editor, second_editor, publisher):
    page = draft(publisher)
    step = submit(page, publisher)
    act(step, editor, "claim")
    client = signed_in(second_editor)
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", step.pk])
    assert client.post(address).status_code == 302
    assert step_of(page).status == TaskState.STATUS_IN_PROGRESS


def test_a_reviewer_s_own_corrections_are_approved_with_the_page(signed_in, editor, publisher):
    page = draft(publisher)
    submit(page, publisher)
    press(signed_in(editor), page, "approve", lead="Corrigé.")
    assert step_of(page).task.name == "Approbation"
    act(step_of(page), publisher, "approve")
    assert fresh(page).lead == "Corrigé."
    assert fresh(page).live


def test_the_author_cannot_change_what_is_under_review(signed_in, editor):
    blogger = member("blogueuse", "Blogueuses et blogueurs")
    story = make_story(BlogIndexPage.objects.get(), publish=False, owner=blogger)
    story.get_workflow().start(story, blogger)
    client = signed_in(blogger)
    response = client.post(edit_address(story), form_data("Un autre titre", make_author()))
    assert "verrouillée" in response.text
    assert story.get_latest_revision().as_object().title == story.title


def test_steps_are_set_in_the_admin(signed_in, administrator):
    task = ReviewTask.objects.get(name="Relecture")
    form = read(
        signed_in(administrator), reverse("wagtailadmin_workflows:edit_task", args=[task.pk])
    )
    assert form.select_one("[name=days]")["value"] == "7"
