"""Programs elsewhere are told what happens: once it is true, signed, again if need be."""

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from blog.comments import services as comments
from blog.models import BlogIndexPage, Comment
from home.daily import run_jobs
from home.models import Delivery, Event, Webhook
from home.webhooks import services
from home.webhooks.delivering import DELAYS, deliver
from home.webhooks.signatures import verify
from tests.blog.factories import make_comment
from tests.factories import make_story


class Receiver(HTTPServer):
    """A program that listens, and answers what it is told to."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.status = 204
        self.heard: list[tuple[dict[str, str], bytes]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook?from=here"


class Answering(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append((dict(self.headers), body))
        self.send_response(self.server.status)
        self.send_header("Location", self.server.url)
        self.end_headers()

    def log_message(self, *args: object) -> None: ...


@pytest.fixture
def receiver(settings) -> Iterator[Receiver]:
    settings.OUTSIDE_ALLOWS_LOOPBACK = True
    server = Receiver()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def hook(db, receiver) -> Webhook:
    return Webhook.objects.create(name="Chantier", url=receiver.url, events=Event.values)


@pytest.fixture
def blog(home_page) -> BlogIndexPage:
    return BlogIndexPage.objects.get()


def told() -> list[tuple[str, int]]:
    rows = Delivery.objects.order_by("pk").values_list("event", "body")
    return [(event, json.loads(body)["data"]["id"]) for event, body in rows]


def make_due() -> None:
    Delivery.objects.update(due_at=timezone.now())


def test_what_readers_may_know_is_told_and_nothing_else(hook, blog, publisher):
    draft = make_story(blog, "Brouillon", publish=False)
    draft.delete()
    private = make_story(blog, "Privé", publish=False)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    private.get_latest_revision().publish()
    comments.publish(make_comment(private, state=Comment.State.WAITING))
    tomorrow = make_story(
        blog, "Demain", publish=False, go_live_at=timezone.now() + timedelta(days=1)
    )
    tomorrow.get_latest_revision().publish()
    Page.objects.get(pk=private.pk).specific.delete()
    assert told() == []

    story = make_story(blog)
    comment = make_comment(story, "Un secret d’aréna", state=Comment.State.WAITING)
    comments.publish(comment)
    comments.publish(comment)
    pk = story.pk
    story.unpublish()
    story.get_latest_revision().publish()
    Page.objects.get(pk=pk).delete()
    assert told() == [
        ("page.published", pk),
        ("comment.approved", comment.pk),
        ("page.unpublished", pk),
        ("page.published", pk),
        ("page.deleted", pk),
    ]
    assert not Delivery.objects.filter(body__contains="aréna").exists()
    quiet = Webhook.objects.create(name="Une", url=hook.url, events=[Event.PAGE_DELETED])
    off = Webhook.objects.create(name="Muet", url=hook.url, events=Event.values, active=False)
    make_story(blog, "Autre")
    assert not quiet.deliveries.exists()
    assert not off.deliveries.exists()


def test_what_is_taken_back_is_never_told(hook, blog):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        make_story(blog)
        raise ZeroDivisionError
    assert told() == []


def test_a_delivery_is_signed_and_recorded(hook, blog, receiver):
    story = make_story(blog)
    assert vars(deliver()) == {"sent": 1, "postponed": 0, "given_up": 0}
    ((headers, body),) = receiver.heard
    assert json.loads(body)["data"]["html_url"].endswith(story.url)
    assert headers["Webhook-Event"] == "page.published"
    assert verify(hook.secret, headers["Webhook-Signature"], body)
    assert not verify(hook.secret, headers["Webhook-Signature"], body + b" ")
    assert not verify("whsec_other", headers["Webhook-Signature"], body)
    later = timezone.now().timestamp() + 301
    assert not verify(hook.secret, headers["Webhook-Signature"], body, now=later)
    for broken in ("", "t=x,v1=", "v1=abc", "t=1"):
        assert not verify(hook.secret, broken, body)
    delivery = Delivery.objects.get()
    assert (delivery.status, delivery.state, delivery.attempts) == (204, "sent", 1)
    assert str(delivery.uuid) == headers["Webhook-Id"]
    deliver()
    assert len(receiver.heard) == 1


def test_both_secrets_sign_for_a_day(hook, blog, receiver, administrator, editor):
    old = hook.secret
    with pytest.raises(PermissionDenied):
        services.change_secret(editor, hook.pk)
    new = services.change_secret(administrator, hook.pk).secret
    assert new != old
    make_story(blog)
    deliver()
    headers, body = receiver.heard[-1]
    assert headers["Webhook-Signature"].count("v1=") == 2
    assert verify(old, headers["Webhook-Signature"], body)
    assert verify(new, headers["Webhook-Signature"], body)
    Webhook.objects.update(old_secret_until=timezone.now())
    make_story(blog, "Un an plus tard")
    deliver()
    headers, body = receiver.heard[-1]
    assert not verify(old, headers["Webhook-Signature"], body)
    assert verify(new, headers["Webhook-Signature"], body)


def test_what_does_not_arrive_is_tried_again_then_given_up_and_can_be_sent_again(
    hook, blog, receiver, administrator
):
    make_story(blog)
    receiver.status = 500
    for delay in DELAYS:
        now = timezone.now()
        assert deliver().postponed == 1
        assert deliver().postponed == 0
        delivery = Delivery.objects.get()
        assert delay <= delivery.due_at - now < delay + timedelta(minutes=1)
        make_due()
    assert deliver().given_up == 1
    delivery.refresh_from_db()
    assert (delivery.state, delivery.last_error, delivery.status) == ("given_up", "500", 500)
    ids = {headers["Webhook-Id"] for headers, _body in receiver.heard}
    assert ids == {str(delivery.uuid)}

    receiver.status = 200
    assert services.deliver_again(administrator, delivery.pk)
    assert deliver().sent == 1
    assert services.deliver_again(administrator, delivery.pk)
    assert deliver().sent == 1
    assert len(receiver.heard) == len(DELAYS) + 3


def test_redirects_are_not_followed_and_who_is_gone_is_left_alone(hook, blog, receiver):
    make_story(blog)
    receiver.status = 302
    assert deliver().postponed == 1
    assert len(receiver.heard) == 1
    make_due()
    receiver.status = 410
    assert deliver().given_up == 1
    make_story(blog, "Autre")
    Webhook.objects.update(active=False)
    assert deliver().given_up == 1
    assert len(receiver.heard) == 2


def test_inner_addresses_are_refused_in_the_form_and_on_the_way(
    hook, blog, receiver, settings, administrator, signed_in
):
    make_story(blog)
    settings.OUTSIDE_ALLOWS_LOOPBACK = False
    assert deliver().postponed == 1
    assert receiver.heard == []
    client = signed_in(administrator)
    given = {"name": "Dedans", "events": ["page.published"], "active": "on"}
    for url in ("http://169.254.169.254/", "https://localhost/", "http://93.184.215.14/"):
        answer = client.post(reverse("webhooks:add"), given | {"url": url})
        assert answer.status_code == 200, url
    assert Webhook.objects.count() == 1
    client.post(reverse("webhooks:add"), given | {"url": "https://93.184.215.14/hook"})
    added = Webhook.objects.get(name="Dedans")
    shown = client.get(reverse("webhooks:deliveries", args=[added.pk]))
    assert added.secret in shown.text
    assert hook.secret not in shown.text


def test_the_admin_shows_tells_again_and_changes_the_secret(
    hook, blog, receiver, administrator, editor, signed_in
):
    make_story(blog)
    deliver()
    address = reverse("webhooks:deliveries", args=[hook.pk])
    client = signed_in(editor)
    delivery = Delivery.objects.get()
    again = reverse("webhooks:deliver_again", args=[delivery.pk])
    secret = reverse("webhooks:change_secret", args=[hook.pk])
    for answer in (client.get(address), client.post(again), client.post(secret)):
        assert answer.status_code == 302
        assert answer.url == reverse("wagtailadmin_home")
    hook.refresh_from_db()
    assert not hook.old_secret

    client = signed_in(administrator)
    assert client.get(reverse("webhooks:index")).status_code == 200
    assert str(delivery.uuid) in client.get(address).text
    client.post(again)
    assert deliver().sent == 1
    old = hook.secret
    client.post(secret)
    hook.refresh_from_db()
    assert hook.old_secret == old
    Delivery.objects.update(sent_at=timezone.now() - timedelta(days=8))
    assert any("1" in done.said for done in run_jobs() if done.name.endswith("old_deliveries"))
    assert not Delivery.objects.exists()
