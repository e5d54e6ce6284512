"""The site as a person starts it (``manage.py demo``), in a real Chromium."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.migrated import migrated_file

ROOT = Path(__file__).parents[2]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
WITHOUT = "no Chromium was found (Debian: apt-get install chromium)"
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass(frozen=True)
class Demo:
    url: str
    password: str
    database: Path
    environment: dict[str, str]

    def __call__(self, path: str) -> str:
        return self.url + path


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail(WITHOUT)
        pytest.skip(WITHOUT)
    # Playwright keeps an event loop in this thread, beside which the other tests go on.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demo(
    chromium: Browser,
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Demo]:
    """The demo, served on a free port from a folder of its own, its database migrated."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("demo")
    shutil.copy(migrated_file(request.config.cache.mkdir("database")), folder / "db.sqlite3")
    environment = os.environ | {
        "DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "agirtot.settings.development",
        "NOTICE_MINUTES": "0",
        "OUTSIDE_ALLOWS_LOOPBACK": "true",
    }
    environment.pop("DATABASE_URL", None)
    with subprocess.Popen(  # noqa: S603 — our own command
        [sys.executable, "manage.py", "demo", "--port", str(port)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        try:
            said = ""
            for line in server.stdout:
                said += line
                if f":{port}/admin/" in line:
                    break
            else:
                pytest.fail(f"the demo did not start: {said}")
            password = re.search(r": (\S+) \(", said)[1]
            yield Demo(f"http://127.0.0.1:{port}", password, folder / "db.sqlite3", environment)
        finally:
            server.send_signal(signal.SIGINT)


@pytest.fixture
def open_browser(chromium: Browser, demo: Demo) -> Iterator:
    """``open_browser(**options)`` gives a page; it must meet no error and no third party."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_page(**options) -> Page:
        context = chromium.new_context(**{"viewport": DESKTOP, "locale": "fr-CA"} | options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
        page.on("console", lambda message: note(page, message))
        page.on("request", lambda request: third_party(request.url))
        return page

    def note(page: Page, message) -> None:
        if message.type == "error" and "404 (Not Found)" not in message.text:
            faults.append(f"{page.url}: {message.text}")

    def third_party(url: str) -> None:
        if not url.startswith((demo.url, "data:", "blob:", "about:")):
            faults.append(f"third party: {url}")

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def page(open_browser) -> Page:
    return open_browser()
