"""An expert at work on a draft, without an account, with and without JavaScript."""

import sqlite3
from contextlib import closing

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Demo
from tests.browser.test_walk import sign_in

STORY = "select page_ptr_id from blog_blogpage order by date desc limit 1"


@pytest.fixture
def link(open_browser, demo: Demo) -> str:
    """An editor asks Claire, and copies the link."""
    with closing(sqlite3.connect(demo.database)) as database:
        (story,) = database.execute(STORY).fetchone()
    page = open_browser()
    sign_in(page, demo)
    page.goto(demo(f"/admin/reviews/{story}/"))
    if not page.locator(".expert-review-link").count():
        page.goto(demo(f"/admin/reviews/{story}/invite/"))
        page.fill("[name=name]", "Claire Experte")
        page.fill("[name=email]", "claire@universite.example")
        page.click("form.expert-reviews button.button")
    return page.locator(".expert-review-link input").first.input_value()


def remark(page: Page, number: int, text: str) -> None:
    place = page.locator(".passage .remarks").nth(number)
    place.locator("a[data-remark]").last.click()
    place.locator("textarea").fill(text)
    place.locator("button.main").click()
    expect(place.locator(".remark")).to_contain_text(text)


def test_an_expert_remarks_and_gives_an_opinion(open_browser, link):
    page = open_browser(viewport=DESKTOP)
    page.goto(link)
    page.evaluate("window.stayed = true")
    remark(page, 0, "Belle ouverture.")
    assert page.evaluate("window.stayed"), "the page was loaded anew"
    assert page.evaluate("document.activeElement.dataset.remark") == ""
    expect(page.locator("#review-count")).to_contain_text("1")

    plain = open_browser(viewport=PHONE, color_scheme="dark", java_script_enabled=False)
    plain.goto(link)
    remark(plain, 1, "Trop long.")
    page.reload()
    page.locator(".passage .remarks").nth(2).locator("a[data-remark]").click()
    for shown in (page, open_browser(viewport=PHONE, color_scheme="dark")):
        if shown is not page:
            shown.goto(link)
        found = Axe().run(shown)
        assert found.violations_count == 0, found.generate_report()
        width = shown.evaluate("document.documentElement.scrollWidth")
        assert width <= shown.viewport_size["width"]

    plain.locator("[name=verdict]").last.check()
    plain.fill("[name=message]", "Presque.")
    plain.locator(".opinion-form button").click()
    expect(plain.locator("#opinion")).to_contain_text("Presque.")
    expect(plain.locator("form")).to_have_count(0)
