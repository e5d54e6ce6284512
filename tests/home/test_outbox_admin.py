"""Administrators see what left and what did not, never what it says."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from home.models import OutgoingMail
from home.outbox import Mail, deliver, queue
from tests.pages import read, words

pytestmark = pytest.mark.django_db
URL = "/admin/reports/mails/"


@pytest.fixture
def mails() -> dict[str, OutgoingMail]:
    """One of each state; the last one failed for good."""
    for state in ("sent", "waiting", "given_up"):
        queue(Mail(f"{state}@example.org", f"Sujet {state}", "secret-link", "<p>secret-link</p>"))
        if state == "sent":
            deliver()
    kept = {mail.to.partition("@")[0]: mail for mail in OutgoingMail.objects.all()}
    kept["given_up"].attempts = 23
    kept["given_up"].last_error = "550 no such person"
    kept["given_up"].given_up_at = kept["given_up"].created_at
    kept["given_up"].save()
    return kept


def test_the_list_says_what_became_of_each(signed_in, administrator, mails):
    page = read(signed_in(administrator), URL)
    rows = [words(row) for row in page.select("main tbody tr")]
    assert len(rows) == 3
    assert "Sujet given_up" in rows[0]
    assert "550 no such person" in rows[0]
    assert "secret-link" not in page.decode()


def test_the_list_is_filtered_by_state(signed_in, administrator, mails):
    for state in ("sent", "waiting", "given_up"):
        rows = read(signed_in(administrator), f"{URL}?state={state}").select("main tbody tr")
        assert [f"Sujet {state}" in words(row) for row in rows] == [True]


def test_the_list_asks_as_often_for_many_as_for_few(
    signed_in, administrator, mails, django_assert_max_num_queries
):
    client = signed_in(administrator)
    client.get(URL)
    for number in range(20):
        queue(Mail("lea@example.org", f"Encore {number}", "secret-link"))
    with django_assert_max_num_queries(12):
        assert len(read(client, URL).select("main tbody tr")) == 23


def test_a_mail_that_failed_is_tried_again(administrator, mails, mailoutbox):
    client = Client(enforce_csrf_checks=True)
    client.force_login(administrator)
    (form,) = read(client, URL).select("main tbody form")
    assert "Sujet given_up" in form.button["aria-label"]
    OutgoingMail.objects.exclude(pk=mails["given_up"].pk).delete()
    fields = {field["name"]: field["value"] for field in form.select("input")}
    assert client.post(form["action"], fields, follow=True).status_code == 200
    assert deliver().sent == 1
    assert mailoutbox[-1].to == ["given_up@example.org"]


@pytest.mark.parametrize("state", ["sent", "waiting"])
def test_a_mail_that_did_not_fail_is_left_alone(signed_in, administrator, mails, state):
    mail = mails[state]
    signed_in(administrator).post(reverse("outbox:try_again", args=[mail.pk]))
    assert OutgoingMail.objects.get(pk=mail.pk).due_at == mail.due_at


def test_only_those_who_may_see_it(signed_in, editor, mails):
    client = signed_in(editor)
    again = reverse("outbox:try_again", args=[mails["given_up"].pk])
    assert client.get(URL).status_code == 302
    assert client.post(again).status_code == 302
    assert OutgoingMail.objects.get(pk=mails["given_up"].pk).given_up_at
    assert URL not in client.get("/admin/").text

    editor.user_permissions.add(Permission.objects.get(codename="view_outgoingmail"))
    assert client.get(URL).status_code == 200
    assert client.get(again).status_code == 405
    assert URL in client.get("/admin/").text
