"""What the editor saves by itself and what a person saves by hand."""

import sqlite3
from contextlib import closing

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Demo
from tests.browser.test_walk import sign_in

TITLE = "Ce que la cour nous apprend"
THEMES = "select page_ptr_id from home_themepage order by page_ptr_id limit 1"
VERSIONS = """
select count(distinct object_id), count(*) from wagtailcore_revision where object_str like ?
"""
# From when on the editor notices what is typed.
WATCH = """
addEventListener("w-unsaved:watch-edits", () => { document.documentElement.dataset.watched = ""; });
"""


def type_in_the_title(page: Page, words: str) -> None:
    page.wait_for_selector("html[data-watched]", state="attached")
    title = page.locator("[name=title]")
    title.press("End")
    title.press_sequentially(words)


def save(page: Page) -> None:
    page.get_by_role("button", name="Enregistrer le brouillon").click()


def test_what_saves_itself_does_not_race_with_who_saves(page: Page, demo: Demo):
    with closing(sqlite3.connect(demo.database)) as database:
        (theme,) = database.execute(THEMES).fetchone()
    held: list[Route] = []

    def hold(route: Route) -> None:
        if route.request.resource_type == "fetch":
            held.append(route)
        else:
            route.continue_()

    page.add_init_script(WATCH)
    sign_in(page, demo)
    page.goto(demo(f"/admin/pages/add/home/contentpage/{theme}/"))
    page.route(page.url, hold)
    with page.expect_request(page.url):
        type_in_the_title(page, TITLE)
    save(page)
    held.pop().continue_()
    expect(page.locator(".messages .success")).to_contain_text(TITLE)
    assert versions(demo) == (1, 2), "one page, what saved itself before what the person saved"

    type_in_the_title(page, " encore")
    indicator = page.locator("#w-autosave-indicator")
    expect(indicator).to_have_attribute("data-w-autosave-state-value", "saved")
    save(page)
    expect(page.locator(".messages .success")).to_contain_text(f"{TITLE} encore")


def versions(demo: Demo) -> tuple[int, int]:
    """Pages of that title, and their versions."""
    with closing(sqlite3.connect(demo.database)) as database:
        return database.execute(VERSIONS, [f"{TITLE}%"]).fetchone()
