"""The example of a front end, as its README starts it: all that it shows comes from the API."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, ROOT, Demo

SECRET = "whsec_of-the-example"
STORY = "quatre-cafes-quatre-villages"
CHANGED = "accueillir-un-nouveau-partenaire"

# What people do in the admin: a token, a webhook, and a draft that somebody is writing.
STAGE = """
import json, sys
from django.contrib.auth.models import User
from blog.models import BlogPage
from home import tokens
from home.front_end import DRAFT, keep
from home.models import ContentPage, Webhook
from home.signed_links import sign
from wagtail.contrib.redirects.models import Redirect

admin = User.objects.get(username="admin")
Webhook.objects.create(name="Vitrine", url={hook!r}, events=["page.published"], secret={secret!r})
_token, text = tokens.make(admin, "Vitrine", ["drafts", "write"], None)
story = BlogPage.objects.get(slug={story!r}, locale__language_code="fr")
story.title = "Cinq cafés, peut-être"
page = ContentPage.objects.get(slug={changed!r}, locale__language_code="fr")
Redirect.add_redirect("/ancienne-adresse", redirect_to=page)
print(json.dumps([text, sign(DRAFT, keep(story, admin).pk), page.pk, page.get_url_parts()[2]]))
"""


@dataclass(frozen=True)
class Stage:
    token: str
    preview: str
    page_id: int
    path: str


@pytest.fixture(scope="module")
def front_end(demo: Demo) -> Iterator[str]:
    command = [sys.executable, "examples/front-end/serve.py", "--port", "0"]
    with subprocess.Popen(
        [*command, "--api", demo("/api/v3/")],
        cwd=ROOT,
        env=os.environ | {"WEBHOOK_SECRET": SECRET},
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        yield server.stdout.readline().strip().removesuffix("/")
        server.terminate()


@pytest.fixture(scope="module")
def stage(demo: Demo, front_end: str) -> Stage:
    code = STAGE.format(hook=f"{front_end}/hook", secret=SECRET, story=STORY, changed=CHANGED)
    environment = os.environ | {
        "DATA_DIR": str(demo.database.parent),
        "DJANGO_SETTINGS_MODULE": "agirtot.settings.development",
        "OUTSIDE_ALLOWS_LOOPBACK": "true",
    }
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
    said = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return Stage(*json.loads(said.stdout))


@pytest.fixture
def page(chromium: Browser, demo: Demo, front_end: str) -> Iterator[Page]:
    """It meets no error, its policy's included, and asks nobody but the two."""
    faults: list[str] = []
    context = chromium.new_context(viewport=DESKTOP, locale="fr-CA", base_url=front_end)
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if is_fault(said) else None)
    known = (front_end, demo.url)
    page.on("request", lambda r: None if r.url.startswith(known) else faults.append(r.url))
    yield page
    context.close()
    assert faults == []


def is_fault(said: ConsoleMessage) -> bool:
    """A page that is not translated is asked for and not found: that is no fault."""
    return said.type == "error" and "404 (Not Found)" not in said.text


def heading(page: Page):
    return page.get_by_role("heading", level=1)


def hold(page: Page) -> None:
    """What holds of every page: axe finds nothing, and a phone scrolls one way only."""
    expect(page.locator("main")).not_to_have_attribute("aria-busy", "true")
    # What fades in is paler until it is there.
    page.evaluate("Promise.allSettled(document.getAnimations().map(({ finished }) => finished))")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.set_viewport_size(DESKTOP)


def test_a_reader_walks_from_home_to_a_row_a_story_and_the_search(page, front_end):
    page.goto("/")
    expect(heading(page)).to_contain_text("tôt et ensemble")
    hold(page)

    page.get_by_role("link", name="Pourquoi dire ce que l’on fait").click()
    page.get_by_role("link", name="Décideurs").click()
    expect(heading(page)).to_have_text("S’adresser aux décideurs")
    hold(page)
    row = page.get_by_role("row").filter(has_text="Faire durer")
    row.get_by_role("link", name="Lien vers cette ligne").click()
    expect(row).to_have_class("named")
    assert page.url.endswith(f"#{row.get_attribute('id')}")

    page.get_by_role("banner").get_by_role("link", name="Blogue").click()
    page.get_by_role("link", name="Quatre cafés").click()
    expect(page.get_by_role("heading", name=re.compile(r"^\d+ commentaires$"))).to_be_visible()
    expect(page.locator("[data-level='1'] .who").first).to_contain_text("en réponse à")
    hold(page)

    page.get_by_role("banner").get_by_role("link", name="Chercher").click()
    field = page.get_by_role("searchbox").or_(page.get_by_role("combobox"))
    field.fill("par")
    expect(page.locator("datalist option[value='Parents']")).to_have_count(1)
    field.fill("parants")
    field.press("Enter")
    expect(page.locator("#count strong")).to_have_text("parents")
    rows = page.get_by_role("checkbox", name=re.compile("^Lignes"))
    rows.check()
    page.wait_for_url("**kind=row**")
    expect(rows).to_be_checked()
    expect(rows).to_be_focused()
    hold(page)
    page.go_back()
    expect(rows).not_to_be_checked()

    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url.startswith(f"{front_end}/en/search/?q=parants")
    page.goto("/en/")
    expect(heading(page)).to_contain_text("early and together")
    expect(page.locator("main")).to_have_attribute("lang", "en")


def test_a_draft_is_previewed_and_stays_out_of_what_readers_see(page, stage):
    page.goto(f"/preview/?token={stage.preview}")
    expect(heading(page)).to_have_text("Cinq cafés, peut-être")
    expect(page.get_by_role("note")).to_contain_text("Brouillon")
    page.goto(f"/blogue/{STORY}/")
    expect(heading(page)).to_contain_text("Quatre cafés")


def ask(url: str, method: str = "GET", body: object = None, **headers: str):
    data = json.dumps(body).encode() if body is not None else None
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    request = Request(url, data, given | {"Content-Type": "application/json"}, method=method)  # noqa: S310 — our own demo
    return urlopen(request, timeout=30)  # noqa: S310


def test_a_published_change_arrives_by_webhook_in_an_open_page(page, demo, front_end, stage):
    with page.expect_response("**/events"):
        page.goto("/ancienne-adresse/")
    page.wait_for_url(f"**{stage.path}")
    expect(page.locator(".lead")).to_be_visible()
    with pytest.raises(HTTPError, match="403"):
        ask(f"{front_end}/hook", "POST", {}, Webhook_Signature="t=1767225600,v1=00")

    token, address = f"Bearer {stage.token}", demo(f"/api/v3/pages/{stage.page_id}/")
    with ask(f"{address}?version=draft", Authorization=token) as draft:
        version = draft.headers["ETag"]
    change = {"type": "home.ContentPage", "lead": "Une chaise de plus, et son prénom."}
    ask(address, "PATCH", change, Authorization=token, If_Match=version).close()
    expect(page.locator(".lead")).not_to_have_text(change["lead"])
    ask(f"{address}actions/publish/", "POST", {}, Authorization=token).close()
    expect(page.get_by_role("status")).to_have_text("Cette page vient d’être mise à jour.")
    expect(page.locator(".lead")).to_have_text(change["lead"])
