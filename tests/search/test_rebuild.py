"""``manage.py rebuild_search``: the index agrees with the pages again, one run at a time."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from io import StringIO
from threading import Event

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import translation

from blog.models import BlogIndexPage
from home.locking import only_one
from search.models import Entry
from tests.factories import make_story
from tests.search.asking import titles


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path) -> None:
    settings.DATA_DIR = tmp_path


def rebuild(**options) -> str:
    said = StringIO()
    with translation.override("en"):
        call_command("rebuild_search", stdout=said, **options)
    return said.getvalue().strip()


def test_what_was_lost_is_found_again(db):
    make_story(BlogIndexPage.objects.get(), "La girouette")
    rebuild()
    Entry.objects.all().delete()
    assert titles("girouette") == []
    assert rebuild() != "0 entries written."
    assert titles("girouette") == ["La girouette"]


def test_what_agrees_is_not_written_unless_all_is_asked_for(db):
    make_story(BlogIndexPage.objects.get(), "La girouette")
    make_story(BlogIndexPage.objects.get(), "La boussole")
    rebuild()
    kept = set(Entry.objects.values_list("pk", flat=True))
    assert rebuild() == "0 entries written."
    assert rebuild(all=True) == f"{len(kept)} entries written."
    assert set(Entry.objects.values_list("pk", flat=True)) == kept


@contextmanager
def held_elsewhere(name: str) -> Iterator[None]:
    """By another session: PostgreSQL lets a session take its own lock twice."""
    taken, done = Event(), Event()

    def hold() -> None:
        with only_one(name):
            taken.set()
            done.wait()
        connection.close()

    with ThreadPoolExecutor(1) as threads:
        threads.submit(hold)
        try:
            assert taken.wait(timeout=20)
            yield
        finally:
            done.set()


def test_a_second_one_beside_it_is_refused(db):
    with held_elsewhere("rebuild_search"), pytest.raises(CommandError, match="already"):
        rebuild()
    assert rebuild().endswith("written.")
