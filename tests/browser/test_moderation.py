"""A moderator at work: with a mouse, a thumb, the keyboard alone, and without JavaScript."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_walk import sign_in

QUEUE = "/admin/comments/"
CARDS = ".moderation-card"
VARIANTS = {
    "desktop": {"viewport": DESKTOP},
    "desktop dark": {"viewport": DESKTOP, "color_scheme": "dark"},
    "phone": {"viewport": PHONE},
}


@pytest.fixture(params=[True, False], ids=["javascript", "plain"])
def queue(request, open_browser, demo) -> Page:
    page = open_browser(java_script_enabled=request.param)
    sign_in(page, demo)
    page.goto(demo(QUEUE))
    return page


def test_a_moderator_approves_and_takes_it_back(queue):
    first = queue.locator(CARDS).first
    identity = first.get_attribute("id")
    before = queue.locator(CARDS).count()
    first.locator("[name=verdict][value=approve]").click()
    expect(queue.locator(CARDS)).to_have_count(before - 1)
    expect(queue.locator(f"#{identity}")).to_have_count(0)
    queue.locator("button[form=undo]").click()
    expect(queue.locator(CARDS)).to_have_count(before)
    expect(queue.locator(f"#{identity}")).to_have_count(1)


def test_a_moderator_judges_several_at_once(queue):
    before = queue.locator(CARDS).count()
    for number in range(2):
        queue.locator(f"{CARDS} [name=seen][type=checkbox]").nth(number).check()
    queue.locator(".moderation-bulk [value=spam]").click()
    expect(queue.locator(CARDS)).to_have_count(before - 2)
    queue.locator("button[form=undo]").click()
    expect(queue.locator(CARDS)).to_have_count(before)


def test_a_moderator_bans_and_lifts_the_ban(queue, demo):
    first = queue.locator(CARDS).first
    name = first.locator("h2").inner_text()
    first.locator("a[href*='/ban/']").click()
    queue.locator("[name=kind][value=name]").check()
    queue.locator("[name=reason]").fill("Pour essayer")
    queue.locator("[name=set_aside]").uncheck()
    queue.locator(".moderation-form .button.no").click()
    expect(queue.locator(CARDS).filter(has_text=name).first).to_contain_text("Pour essayer")
    queue.goto(demo(f"{QUEUE}bans/"))
    ban = queue.locator(".moderation-bans li").filter(has_text="Pour essayer")
    ban.locator("button").click()
    expect(ban).to_have_count(0)


def test_a_moderator_answers_with_a_ready_answer(queue, demo):
    queue.goto(demo(f"{QUEUE}answers/new/"))
    queue.locator("[name=title]").fill("Pour remercier")
    queue.locator("[name=text]").fill("Merci de votre question.")
    queue.locator(".footer button[type=submit]").first.click()
    queue.goto(demo(f"{QUEUE}?tab=published"))
    queue.locator(f"{CARDS} a[href*='/reply/']").first.click()
    greeting = f"Bonjour à vous, {queue.url.split('/')[-3]} !"
    queue.locator("[name=text]").fill(greeting)
    queue.locator("[name=ready]").select_option(label="Pour remercier", force=True)
    queue.locator("[name=insert]").click()
    expect(queue.locator("[name=text]")).to_have_value(f"{greeting}\n\nMerci de votre question.")
    queue.locator(".moderation-form .moderation-actions button").click()
    queue.goto(demo(f"{QUEUE}?tab=published"))
    answer = queue.locator(CARDS).filter(has_text=greeting).first
    expect(answer).to_be_visible()
    answer.locator(".moderation-place a").click()
    expect(queue).to_have_url(re.compile(r"/blogue/.*#c\d+$"))
    expect(queue.locator("main")).to_contain_text(greeting)


def test_the_keyboard_alone_is_enough(page, demo):
    sign_in(page, demo)
    page.goto(demo(QUEUE))
    cards = page.locator(CARDS)
    before = cards.count()
    second = cards.nth(1).get_attribute("id")
    page.keyboard.press("j")
    expect(cards.first).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(cards.nth(1).locator("[type=checkbox]")).to_be_checked()
    expect(page.locator("[data-selected]")).to_have_text("1")
    page.keyboard.press("x")
    page.keyboard.press("r")
    expect(page.locator(f"#{second}")).to_have_count(0)
    expect(cards).to_have_count(before - 1)
    # The next comment has taken its place, and the focus.
    expect(cards.nth(1)).to_be_focused()
    page.locator("button[form=undo]").press("Enter")
    expect(cards).to_have_count(before)

    page.keyboard.press("?")
    shown = page.locator("#keyboard-shortcuts-dialog kbd")
    expect(shown.first).to_be_visible()
    expect(shown.first).to_have_text("j")
    page.keyboard.press("a")
    page.keyboard.press("Escape")
    page.locator(".moderation-filters summary").click()
    page.locator(".moderation-filters [name=q]").press_sequentially("jars")
    expect(page.locator(".moderation-filters [name=q]")).to_have_value("jars")
    expect(cards).to_have_count(before)

    cards.first.focus()
    page.keyboard.press("e")
    expect(page).to_have_url(re.compile("/edit/"))


@pytest.mark.parametrize("variant", VARIANTS)
def test_axe_finds_nothing_and_a_thumb_reaches_everything(open_browser, demo, variant):
    page = open_browser(**VARIANTS[variant])
    sign_in(page, demo)
    for path in ("", "?tab=all", "bans/", "log/"):
        page.goto(demo(f"{QUEUE}{path}"))
        found = Axe().run(page, context=".moderation")
        assert found.violations_count == 0, f"{path}\n{found.generate_report()}"
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= page.viewport_size["width"], path
        for button in page.locator(".moderation .button:visible").all():
            assert button.bounding_box()["height"] >= 44, button.inner_text()
