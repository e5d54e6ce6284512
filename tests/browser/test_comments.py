"""Guests below a story: they comment, confirm from the mail, edit, like, follow."""

import re
import sqlite3
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Demo

STORY = "/blogue/quatre-cafes-quatre-villages/"
VARIANTS = {
    "desktop": {"viewport": DESKTOP},
    "phone dark": {"viewport": PHONE, "color_scheme": "dark"},
}


@pytest.fixture
def unhurried(demo) -> None:
    """Machines fill in forms faster than people; the score would say so."""
    with closing(sqlite3.connect(demo.database, timeout=20)) as database:
        database.execute("UPDATE blog_commentsettings SET minimum_seconds = 0")
        database.commit()


def path_in_mail(demo: Demo, address: str) -> str:
    """Of the signed link in the latest mail to an address."""
    with closing(sqlite3.connect(demo.database, timeout=20)) as database:
        query = 'SELECT text FROM home_outgoingmail WHERE "to" = ? ORDER BY id DESC'
        (text,) = database.execute(query, [address]).fetchone()
    (link,) = re.findall(r"https?://[^\s>)]+:[^\s>)]+:[^\s>)]+/", text)
    return urlsplit(link).path


def fill(page: Page, text: str, address: str) -> None:
    page.locator("[name=name]").fill("Aurélie M.")
    page.locator("[name=email]").fill(address)
    page.locator("[name=text]").fill(text)
    page.locator("[name=consent]").check()


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_a_guest_replies_confirms_edits_likes_and_follows(
    open_browser, demo, unhurried, javascript
):
    page = open_browser(java_script_enabled=javascript)
    address = f"aurelie-{'script' if javascript else 'simple'}@courriel.example"
    text = f"Chez nous, c’est la *bibliothèque* ({address})."
    page.goto(demo(STORY))
    page.locator(".do [data-form]").first.click()
    fill(page, text, address)
    page.locator("[name=preview]").click()
    expect(page.locator(".preview em")).to_have_text("bibliothèque")
    page.locator("[name=send]").click()
    expect(page.locator(".lead")).to_contain_text(address)

    page.goto(demo(STORY))
    expect(page.locator(".comments .text").filter(has_text=address)).to_have_count(
        1 if javascript else 0
    )
    page.goto(demo(path_in_mail(demo, address)))
    page.locator(".sheet form button").click()
    page.locator(".change-links a").first.click()
    page.locator("[name=text]").fill(f"{text} Le samedi.")
    page.locator(".sheet form button").click()
    page.locator(".sheet .pill.main").click()

    mine = page.locator(":target")
    expect(mine).to_contain_text("Le samedi.")
    expect(mine.locator(".edited")).to_be_visible()
    mine.locator("[data-like]").click()
    expect(mine.locator("[data-count]")).to_have_text("1")

    page.locator(".thread-head a[href*=suivre], .thread-head a[href*=follow]").click()
    page.locator("[name=email]").fill(address)
    page.locator(".sheet form button").click()
    expect(page.locator(".sheet form")).to_have_count(0)


def test_the_form_opens_in_the_thread_and_gives_the_focus_back(page, demo):
    page.goto(demo(STORY))
    reply = page.locator(".do [data-form]").first
    reply.click()
    expect(page.locator("[name=name]")).to_be_focused()
    assert urlsplit(page.url).path == STORY
    page.keyboard.press("Escape")
    expect(page.locator("#comment-form")).to_have_count(0)
    expect(reply).to_be_focused()


def test_a_draft_survives_a_reload(page, demo):
    page.goto(demo(STORY))
    page.locator(".do [data-form]").first.click()
    page.locator("[name=text]").fill("Une phrase à moitié")
    page.reload()
    page.locator(".do [data-form]").nth(1).click()
    expect(page.locator("[name=text]")).to_have_value("")
    page.locator(".do [data-form]").first.click()
    expect(page.locator("[name=text]")).to_have_value("Une phrase à moitié")


def test_what_one_likes_is_remembered(page, demo):
    page.goto(demo(STORY))
    like = page.locator("[data-like]").nth(1)
    before = int(like.locator("[data-count]").inner_text() or 0)
    like.click()
    expect(like).to_have_attribute("aria-pressed", "true")
    expect(like.locator("[data-count]")).to_have_text(str(before + 1))
    expect(page.locator(".comments [role=status]")).not_to_be_empty()
    page.reload()
    expect(like).to_have_attribute("aria-pressed", "true")
    like.click()
    expect(like).to_have_attribute("aria-pressed", "false")


def test_a_text_that_grows_too_long_is_said_while_one_writes(page, demo):
    page.goto(demo(STORY))
    page.locator(".do [data-form]").first.click()
    page.locator("[name=text]").fill("à" * 2990)
    expect(page.locator("[data-counter]")).to_contain_text("10")
    page.locator("[name=text]").fill("à" * 3005)
    expect(page.locator("[data-counter].over")).to_contain_text("5")


@pytest.mark.parametrize("variant", VARIANTS)
def test_axe_finds_nothing_in_the_thread_its_form_and_its_pages(open_browser, demo, variant):
    page = open_browser(**VARIANTS[variant], java_script_enabled=True)
    page.goto(demo(STORY))
    page.locator(".do [data-form]").first.click()
    expect(page.locator("[name=name]")).to_be_focused()
    check(page)
    around = (
        ".do [data-form]",
        ".do > a:last-child",
        ".thread-head a",
        ".comments-foot a >> nth=1",
    )
    links = [page.locator(link).first.get_attribute("href") for link in around]
    for link in links:
        page.goto(demo(link))
        check(page)


def check(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"], page.url


def test_on_paper_there_is_nothing_to_press(page, demo):
    page.goto(demo(STORY))
    page.emulate_media(media="print")
    for hidden in (".comments .do", ".comments .pill", ".comments-foot", ".order"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert page.locator(".comments .text").first.is_visible()
