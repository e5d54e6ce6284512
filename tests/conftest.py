"""The shared cast: a site as migrations leave it, and the people who work on it."""

import gc
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection, connections
from django.test import Client
from django.utils import translation
from wagtail.models import GroupPagePermission, Page
from xdist.scheduler import LoadScopeScheduling

from home.models import HomePage
from tests import migrated
from tests.factories import make_tool
from toolkit.models import ToolIndexPage, ToolPage

# What stays until the end, such as models and templates, is not looked through again and again.
gc.set_threshold(50_000, 20, 100)

SAMPLES = Path(__file__).parents[2] / "shared" / "samples"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request, django_db_modify_db_settings_parallel_suffix) -> None:
    """SQLite's tests start from a copy of a migrated database: half a minute less each time."""
    if connection.vendor == "sqlite":
        migrated.copy_instead_of_migrating(request.config.cache.mkdir("database"))


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path) -> None:
    """Each test uploads to folders of its own, and locks what nobody else locks."""
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PRIVATE_ROOT = tmp_path / "private"


@pytest.fixture(autouse=True)
def own_language(settings) -> Iterator[None]:
    """Each test begins in the site's language, whatever the one before it asked for."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def samples() -> Path:
    """Real input that lies beside the checkout, never in it."""
    if not SAMPLES.is_dir():
        pytest.skip("the folder of real samples is not beside this checkout")
    return SAMPLES


@pytest.fixture
def database_of_threads(django_db_setup, django_db_blocker, tmp_path) -> Iterator[None]:
    """A copy of the database, in which several threads commit: it is thrown away after."""
    original, creation = connections["default"], connection.creation
    name = original.settings_dict["NAME"]
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            copy = str(tmp_path / "db.sqlite3")
            original.ensure_connection()
            with closing(sqlite3.connect(copy)) as file:
                original.connection.backup(file)
        else:
            original.close()
            creation.clone_test_db("threads", verbosity=0)
            copy = creation.get_test_db_clone_settings("threads")["NAME"]
        connections.settings["default"]["NAME"] = copy
        connections["default"] = connections.create_connection("default")
        yield
        connections["default"].close()
        connections.settings["default"]["NAME"] = name
        connections["default"] = original
        if connection.vendor != "sqlite":
            creation.destroy_test_db(suffix="threads", verbosity=0)


@pytest.fixture
def home_page(db) -> HomePage:
    return HomePage.objects.get()


@pytest.fixture
def toolkit(db) -> ToolIndexPage:
    return ToolIndexPage.objects.get()


@pytest.fixture
def tool(toolkit) -> ToolPage:
    """A published tool of two audiences: three rows and one row."""
    return make_tool(toolkit)


@pytest.fixture
def administrator(db) -> User:
    return User.objects.create_superuser("administratrice", "admin@example.org")


@pytest.fixture
def editor(db) -> User:
    """May write and change pages of the whole site, not publish them."""
    return member("redactrice", "Rédaction")


@pytest.fixture
def publisher(db) -> User:
    """May write, change and publish."""
    return member("editeur", "Publication")


@pytest.fixture
def moderator(db) -> User:
    """May moderate comments, and do nothing else in the admin."""
    return member("moderatrice", "Modération")


@pytest.fixture
def visitor(db) -> User:
    """May open the admin and change no page."""
    user = member("visiteuse", "Rédaction")
    GroupPagePermission.objects.filter(group__name="Rédaction").delete()
    return user


def member(name: str, group: str) -> User:
    user = User.objects.create_user(name, f"{name}@example.org")
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def signed_in(client: Client):
    """``signed_in(user)`` gives a client in which that person has signed in."""

    def sign_in(user: User) -> Client:
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def root(db) -> Page:
    return Page.objects.get(depth=1)


# What no database has a say in, and how many queries there are: tried on SQLite alone.
COUNTED = ("queries", "cost")
ONCE = (
    "tests/api/test_document.py",
    "tests/api/test_fuzz.py",
    "tests/blog/importers/",
    "tests/blog/test_import_wordpress.py::test_the_sample",
    "tests/blog/test_markup.py",
    "tests/blog/test_moderation_access.py",
    "tests/search/test_marking.py",
    "tests/site/test_demo.py",
    "tests/site/test_demo_content.py",
    "tests/site/test_documents.py",
    "tests/site/test_roles.py",
    "tests/site/test_settings.py",
    "tests/toolkit/importers/",
    "tests/toolkit/test_import_tool.py::test_every",
    "tests/toolkit/test_import_tool.py::test_the_real_document",
)


# What takes a minute or so comes first, or one process would end long after the others.
LONG = (
    "tests/api/test_fuzz.py",
    "tests/browser/test_injection.py",
    "tests/search/test_fuzz.py",
    "tests/site/test_demo.py",
    "tests/site/test_demo_content.py",
)


def pytest_itemcollected(item: pytest.Item) -> None:
    name = item.nodeid.partition("[")[0]
    if name.startswith(ONCE) or any(word in name for word in COUNTED):
        item.add_marker("once")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


class BrowserTestsTogether(LoadScopeScheduling):
    """The tests in a browser go to one process, where one demo serves them all.

    That is what ``--dist loadgroup`` is for; with pytest 9.2 it forgets its groups. They are
    the largest group, and so the first.
    ``test_injection`` needs no demo: its long tests go to whichever process is free.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        needs_demo = file.startswith("tests/browser/") and not file.endswith("test_injection.py")
        return "browser" if needs_demo else nodeid


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: the tests in a browser mostly wait for it."""
    return (os.cpu_count() or 1) + 1


def pytest_xdist_make_scheduler(config, log) -> BrowserTestsTogether:
    return BrowserTestsTogether(config, log)
