"""A cache in front of the API forgets what is no longer so."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from queue import Empty, Queue
from threading import Thread

import pytest

from blog.models import BlogIndexPage
from home.purging import purge_soon
from tests.blog.factories import make_comment
from tests.factories import make_story


class Purged(BaseHTTPRequestHandler):
    heard: Queue[tuple[str, str]]

    def do_PURGE(self) -> None:  # noqa: N802 — http.server names it
        self.heard.put((self.path, self.headers["Host"]))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args: object) -> None: ...


@pytest.fixture
def heard(settings) -> Iterator[Queue[tuple[str, str]]]:
    """What a cache was asked to forget."""
    Purged.heard = Queue()
    server = HTTPServer(("127.0.0.1", 0), Purged)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    settings.API_CACHE_PURGE = f"http://127.0.0.1:{server.server_port}"
    yield Purged.heard
    server.shutdown()
    thread.join()
    server.server_close()


def test_what_readers_see_is_forgotten_as_soon_as_it_changes(
    db, heard, django_capture_on_commit_callbacks
):
    def make() -> None:
        make_story(BlogIndexPage.objects.get(), title="Une nappe")

    story = make_story(BlogIndexPage.objects.get())
    for change in (make, lambda: make_comment(story), story.unpublish, story.delete):
        with django_capture_on_commit_callbacks(execute=True) as done:
            change()
        asked = [heard.get(timeout=20) for callback in done if callback is purge_soon]
        assert set(asked) == {("/api/", "127.0.0.1:8000")}


def test_a_draft_is_nothing_to_forget(db, heard, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        story = make_story(BlogIndexPage.objects.get(), publish=False)
        story.save_revision()
    with pytest.raises(Empty):
        heard.get_nowait()
