"""What comments withstand, over HTTP: ``python -m benchmarks.comments [--full]``.

A server of two processes is started on an empty database: SQLite in a folder of its own,
or the one of DATABASE_URL. Four attacks follow, and what must hold of each is asserted:

1. many clients answer one comment: all are stored, below it, in each client's order;
2. the server is killed while they write: what it acknowledged is there, and nothing half;
3. one comment is sent many times at once: it is stored once;
4. many people like and unlike: as many likes are shown as are stored, and as were meant.

Without ``--full`` the counts are those of ``.ci/run``.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from benchmarks.server import PROCESSES, THREADS

ROOT = Path(__file__).resolve().parents[1]
SECONDS_TO_START = 60


@dataclass(frozen=True)
class Counts:
    clients: int
    replies: int
    kills: int
    identical: int
    people: int
    toggles: int


SMALL = Counts(clients=8, replies=10, kills=3, identical=50, people=16, toggles=6)
FULL = Counts(clients=32, replies=50, kills=200, identical=50, people=64, toggles=20)


# --- The server ---------------------------------------------------------------------------


class Server:
    """granian in a process group of its own, so that all of it can be killed at once."""

    def __init__(self, environment: dict[str, str]) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.starter = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "benchmarks.server", str(self.port)],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        self.group = 0

    def start(self) -> None:
        if not self.starter.stdin or not self.starter.stdout:
            raise RuntimeError("the starter has no pipes")
        self.starter.stdin.write("\n")
        self.group = int(self.starter.stdout.readline())
        deadline = time.monotonic() + SECONDS_TO_START
        while True:
            try:
                return self.answer()
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)

    def answer(self) -> None:
        client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        client.request("GET", "/robots.txt")
        client.getresponse().read()
        client.close()

    def kill(self) -> None:
        os.killpg(self.group, signal.SIGKILL)
        while self.is_heard():
            time.sleep(0.01)

    def is_heard(self) -> bool:
        try:
            self.answer()
        except (OSError, http.client.HTTPException):
            return False
        return True

    def end(self) -> None:
        self.kill()
        self.starter.kill()
        self.starter.wait()


class Client:
    """A browser without JavaScript: it keeps cookies and says where its posts come from."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}

    def send(self, method: str, path: str, fields: dict[str, str] | None = None) -> Answer:
        headers = {"Sec-Fetch-Site": "same-origin"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, urlencode(fields or {}), headers)
        response = self.connection.getresponse()
        for line in response.headers.get_all("Set-Cookie") or []:
            name, _equals, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(response.status, response.headers.get("Location", ""), response.read())


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    body: bytes


class Fields(HTMLParser):
    """The hidden fields of the comment form, as the server filled them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag == "input" and given.get("type") == "hidden" and given.get("name"):
            self.values[given["name"] or ""] = given.get("value") or ""


# --- The attacks --------------------------------------------------------------------------


@dataclass(frozen=True)
class Site:
    server: Server
    story_id: int
    form: str

    def write(self, client: Client, name: str, text: str, parent: int | None = None) -> Answer:
        return client.send("POST", self.form, self.filled(client, name, text, parent))

    def filled(
        self, client: Client, name: str, text: str, parent: int | None = None
    ) -> dict[str, str]:
        """The form as a person sends it."""
        form = client.send("GET", f"{self.form}?reply_to={parent}" if parent else self.form)
        email = f"{name}@courriel.example"
        written = {"name": name, "email": email, "text": text, "consent": "on"}
        return Fields(form.body.decode()).values | written


def many_replies(site: Site, counts: Counts) -> str:
    from blog.models import Comment
    from blog.models.comments import SEGMENT

    parent = first_comment(site, "À qui répondre ?")

    def write_all(number: int) -> None:
        client = Client(site.server.port)
        for reply in range(counts.replies):
            answer = site.write(client, f"p{number}", f"{number} dit {reply}", parent.pk)
            check(answer.status in (302, 303), f"a reply was answered with {answer.status}")

    seconds = in_parallel(write_all, range(counts.clients))
    stored = list(
        Comment.objects.filter(parent_id=parent.pk).exclude(pk=parent.pk).order_by("path")
    )
    wanted = counts.clients * counts.replies
    check(len(stored) == wanted, f"{len(stored)} replies are stored of {wanted}")
    for reply in stored:
        below = reply.path == parent.path + reply.segment and len(reply.path) == 2 * SEGMENT
        check(below and reply.thread_id == parent.pk, f"reply {reply.pk} is detached")
    for number in range(counts.clients):
        said = [reply.comment for reply in stored if reply.user_name == f"p{number}"]
        kept = [f"{number} dit {reply}" for reply in range(counts.replies)]
        check(said == kept, f"the replies of client {number} are out of order")
    return f"{wanted} replies to one comment, {wanted / seconds:.0f} a second"


def kills(site: Site, counts: Counts) -> str:
    from django.db.models import F

    from blog.models import Comment
    from home.models import OutgoingMail

    parent = first_comment(site, "Qui reste debout ?")
    acknowledged: list[str] = []

    def write_until_killed(number: int) -> None:
        client = Client(site.server.port)
        while True:
            text = f"{number} {secrets.token_hex(8)}"
            try:
                answer = site.write(client, f"k{number}", text, parent.pk)
            except (OSError, http.client.HTTPException):
                return
            if answer.status in (302, 303):
                acknowledged.append(text)

    for _kill in range(counts.kills):
        with ThreadPoolExecutor(4) as pool:
            writers = [pool.submit(write_until_killed, number) for number in range(4)]
            wait_for(acknowledged, len(acknowledged) + random.randint(1, 12), writers)  # noqa: S311
            time.sleep(random.uniform(0, 0.05))  # noqa: S311 — anywhere in a request
            site.server.kill()
        for writer in writers:
            writer.result()
        site.server.start()
    replies = Comment.objects.filter(parent_id=parent.pk).exclude(pk=parent.pk)
    lost = set(acknowledged) - set(replies.values_list("comment", flat=True))
    check(not lost, f"{len(lost)} acknowledged comments are lost")
    check(not Comment.objects.filter(path=F("key")).exists(), "a comment has no place")
    known = set(Comment.objects.values_list("pk", flat=True))
    orphans = [pk for pk in replies.values_list("parent_id", flat=True) if pk not in known]
    check(not orphans, f"{len(orphans)} replies are orphans")
    mails = OutgoingMail.objects.filter(to__startswith="k").count()
    check(mails == replies.count(), f"{mails} mails for {replies.count()} comments")
    return f"{counts.kills} kills, {len(acknowledged)} comments acknowledged, none lost, no orphan"


def wait_for(acknowledged: list[str], length: int, writers: list[Future[None]]) -> None:
    while len(acknowledged) < length and not all(writer.done() for writer in writers):
        time.sleep(0.002)


def identical(site: Site, counts: Counts) -> str:
    from blog.models import Comment

    text = f"Une seule fois {secrets.token_hex(4)}"
    statuses: list[int] = []

    fields = site.filled(Client(site.server.port), "jumelle", text)

    def write(_number: int) -> None:
        statuses.append(Client(site.server.port).send("POST", site.form, fields).status)

    in_parallel(write, range(counts.identical))
    check(all(status in (302, 303) for status in statuses), f"answered with {set(statuses)}")
    stored = Comment.objects.filter(comment=text).count()
    check(stored == 1, f"{stored} rows for one comment")
    return f"{counts.identical} identical posts at once, 1 row"


def likes(site: Site, counts: Counts) -> str:
    from django.urls import reverse

    from blog.models import Comment, Like

    comment = first_comment(site, "Aimez-vous ?")
    address = reverse("comments:like", args=[comment.pk])

    def toggle(number: int) -> None:
        client = Client(site.server.port)
        for _time in range(counts.toggles + number % 2):
            answer = client.send("POST", address)
            check(answer.status in (200, 302, 303), f"a like was answered with {answer.status}")

    in_parallel(toggle, range(counts.people))
    wanted = sum((counts.toggles + number % 2) % 2 for number in range(counts.people))
    stored = Like.objects.filter(comment=comment).count()
    check(stored == wanted, f"{stored} likes are stored, {wanted} were meant")
    shown = Comment.objects.with_likes().get(pk=comment.pk).like_count
    check(shown == stored, f"{shown} likes are shown, {stored} are stored")
    return f"{counts.people} people liking {counts.toggles} times, {stored} likes stored and shown"


def check(holds: bool, otherwise: str) -> None:
    if not holds:
        raise SystemExit(f"FAILED: {otherwise}")


def in_parallel(act: Callable[[int], None], numbers: range) -> float:
    """How many seconds it took; the first failure stops the run."""
    start = time.perf_counter()
    with ThreadPoolExecutor(len(numbers)) as pool:
        for done in [pool.submit(act, number) for number in numbers]:
            done.result()
    return time.perf_counter() - start


# --- The site -----------------------------------------------------------------------------


def first_comment(site: Site, text: str):
    from blog.comments import services
    from blog.models import BlogPage

    story = BlogPage.objects.get(pk=site.story_id)
    sender = services.Sender("Hôtesse", f"{secrets.token_hex(4)}@courriel.example", confirmed=True)
    return services.post(story, sender, services.Message(text=text))


@contextmanager
def prepared() -> Iterator[Site]:
    """A migrated database with one story, and the server before it."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DATA_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "agirtot.settings.development",
            "COMMENTS_PER_ADDRESS": "0",
            "COMMENTS_PER_NETWORK": "0",
            "MAIL_DELIVERY": "command",
        }
        import django

        django.setup()
        from django.core.management import call_command
        from django.urls import reverse

        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        from blog.models import BlogIndexPage, BlogPage

        story = BlogPage(title="Un fil très suivi", slug=f"fil-{secrets.token_hex(4)}")
        BlogIndexPage.objects.get().add_child(instance=story)
        server = Server(dict(os.environ))
        server.start()
        try:
            form = urlsplit(reverse("comments:form", args=[story.pk])).path
            yield Site(server, story.pk, form)
        finally:
            server.end()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    arguments.add_argument("--full", action="store_true", help="the counts that must hold")
    counts = FULL if arguments.parse_args().full else SMALL
    with prepared() as site:
        from django.db import connection

        print(f"{connection.vendor}, {PROCESSES} processes of {THREADS} threads")
        for attack in (many_replies, identical, likes, kills):
            print(f"  {attack(site, counts)}", flush=True)


if __name__ == "__main__":
    main()
