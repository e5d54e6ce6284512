"""What is planned happens at its hour, once, however many machines keep the hours."""

import threading
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from wagtail.models import PageLogEntry

from home import checks
from home.locking import Busy, only_one
from home.models import ContentPage, Notice, OutgoingMail
from home.schedule import LOCK, Kept, keep_hours, keep_hours_unless_busy
from home.workflow.acting import act
from tests.home.reviewing_pages import draft, fresh, news, step_of, submit

SECONDS = 30


def planned(owner, title: str, **dates) -> ContentPage:
    page = draft(owner, title)
    for name, value in dates.items():
        setattr(page, name, value)
    page.save_revision(user=owner).publish()
    return page


def due(page: ContentPage) -> None:
    """Its hour has come."""
    past = timezone.now() - timedelta(minutes=10)
    page.revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=past)
    for revision in page.revisions.all():
        if revision.content["go_live_at"]:
            revision.content["go_live_at"] = past.isoformat()
            revision.save(update_fields=["content"])


@pytest.fixture
def tomorrow():
    return timezone.now() + timedelta(days=1)


@pytest.mark.django_db
def test_pages_are_published_and_expire_at_their_hour(client, publisher, tomorrow, capsys):
    page = planned(publisher, "Demain", go_live_at=tomorrow)
    old = planned(publisher, "Périmée", expire_at=tomorrow)
    assert keep_hours() == Kept()
    assert client.get(fresh(page).url).status_code == 404
    due(page)
    ContentPage.objects.filter(pk=old.pk).update(expire_at=timezone.now())
    call_command("publish_scheduled")
    assert "1" in capsys.readouterr().out
    assert client.get(fresh(page).url).status_code == 200
    assert client.get(fresh(old).url).status_code == 404
    assert fresh(old).expired
    assert [notice.kind for notice in Notice.objects.filter(recipient=publisher)] == [
        "expired",
        "published",
    ]
    assert keep_hours() == Kept()


@pytest.mark.django_db
def test_what_is_approved_before_its_hour_says_when(editor, publisher, tomorrow):
    page = draft(editor, "À venir", go_live_at=tomorrow)
    submit(page, editor)
    act(step_of(page), editor, "approve")
    act(step_of(page), publisher, "approve")
    assert "sera publiée le" in news(editor)[-1]
    due(fresh(page))
    assert keep_hours().published == 1
    assert "est publiée" in news(editor)[-1]


@pytest.mark.django_db
def test_what_cannot_be_published_keeps_nothing_else(publisher, tomorrow, caplog):
    broken = planned(publisher, "Cassée", go_live_at=tomorrow)
    whole = planned(publisher, "Entière", go_live_at=tomorrow)
    due(broken)
    due(whole)
    broken.revisions.update(content={"pk": broken.pk})
    assert keep_hours().published == 1
    assert fresh(whole).live
    assert not fresh(broken).live
    assert "could not be done" in caplog.text


@pytest.mark.django_db
def test_nobody_waits_for_who_is_at_it():
    with only_one(LOCK):
        if connection.vendor == "sqlite":  # PostgreSQL lets one connection hold a lock twice
            with pytest.raises(Busy):
                keep_hours()
        keep_hours_unless_busy()


@pytest.mark.django_db
def test_a_way_of_keeping_hours_that_nobody_knows(settings):
    settings.SCHEDULE = "cuckoo"
    assert [message.id for message in checks.somebody_is_at_work()] == ["agirtot.E006"]


def test_two_nodes_publish_once_and_write_once(database_of_threads, django_user_model, tomorrow):
    owner = django_user_model.objects.create_user("autrice", "autrice@example.org")
    page = planned(owner, "Une fois", go_live_at=tomorrow)
    due(page)
    told_long_ago = timezone.now() - timedelta(hours=1)
    Notice.objects.create(
        recipient=owner, kind="published", title="Avant", created_at=told_long_ago
    )
    barrier = threading.Barrier(2)

    def node() -> None:
        barrier.wait(SECONDS)
        keep_hours_unless_busy()
        connection.close()

    nodes = [threading.Thread(target=node) for _number in range(2)]
    for thread in nodes:
        thread.start()
    for thread in nodes:
        thread.join(SECONDS)
    keep_hours_unless_busy()
    assert fresh(page).live
    publications = PageLogEntry.objects.filter(action="wagtail.publish.scheduled")
    assert publications.count() == 1
    assert OutgoingMail.objects.count() == 1
