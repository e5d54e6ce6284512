"""From some letters to a marked row and back, with a script and without."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE


def field(page: Page):
    return page.locator("main input[name=q]")


def hits(page: Page):
    return page.locator("#results .hits > ol > li")


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_a_reader_finds_a_row_in_spite_of_mistakes(open_browser, demo, javascript):
    page = open_browser(java_script_enabled=javascript)
    page.goto(demo("/"))
    field(page).fill("parants")
    field(page).press("Enter")
    page.wait_for_url("**/recherche/?q=parants")
    expect(page.locator(".meant strong")).to_have_text("parents")

    narrow(page, "Lignes d’outils", javascript)
    narrow(page, "Parents", javascript)
    assert "kind=row" in page.url and "audience=parents" in page.url
    expect(page.locator(".chips li")).to_have_count(3)
    for hit in hits(page).all():
        expect(hit.locator(".eyebrow")).to_contain_text("Ligne")
    narrowed = page.url
    first = hits(page).first.get_by_role("link")
    anchor = first.get_attribute("href").partition("#")[2]
    first.click()
    expect(page.locator(":target")).to_have_attribute("id", anchor)
    expect(page.locator("main mark").first).to_be_visible()
    page.go_back()
    assert page.url == narrowed
    expect(page.get_by_role("checkbox", name=re.compile("^Parents"))).to_be_checked()

    hits(page).first.get_by_role("link").click()
    page.get_by_role("link", name="Retirer les marques").click()
    expect(page.locator("main mark")).to_have_count(0)


def narrow(page: Page, label: str, javascript: bool) -> None:
    box = page.get_by_role("checkbox", name=re.compile(f"^{label}"))
    before = page.url
    box.check()
    if javascript:
        page.wait_for_function("before => location.href != before", arg=before)
        expect(box).to_be_focused()
    else:
        page.get_by_role("button", name="Affiner", exact=True).click()
    expect(box).to_be_checked()


def test_going_back_undoes_a_choice_without_leaving(page, demo):
    page.goto(demo("/recherche/?q=parents"))
    said = page.locator("#search-said")
    every = said.text_content().strip()
    narrow(page, "Lignes d’outils", javascript=True)
    expect(said).not_to_have_text(every)
    page.go_back()
    expect(said).to_have_text(every)
    expect(page.get_by_role("checkbox", name=re.compile("^Lignes"))).not_to_be_checked()


def test_a_suggestion_is_picked_by_keyboard(page, demo):
    page.goto(demo("/"))
    box = page.get_by_role("combobox")
    box.press_sequentially("par")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".find [role=status]")).to_contain_text("suggestion")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("par")
    box.press_sequentially("ents")
    expect(options.first).to_contain_text("Parents")
    box.press("ArrowDown")
    box.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("parents")


def test_enter_searches_what_was_typed(page, demo):
    page.goto(demo("/"))
    box = page.get_by_role("combobox")
    box.press_sequentially("parents")
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("Enter")
    page.wait_for_url("**/recherche/?q=parents")


def test_a_search_and_a_click_are_counted_once(page, demo):
    told: list[str] = []
    page.on("request", lambda request: told.append(request.post_data or "") if sent(request) else 0)
    page.goto(demo("/recherche/?q=parents"))
    page.reload()
    with page.expect_request(lambda request: sent(request) and "click" in request.post_data):
        hits(page).first.get_by_role("link").click()
    page.wait_for_load_state()
    assert told == ["q=parents&event=search", "q=parents&event=click"]


def test_a_row_that_is_followed_is_counted_once(page, demo):
    told: list[str] = []
    page.on("request", lambda request: told.append(request.post_data) if uses(request) else 0)
    page.goto(demo("/recherche/?q=parents&kind=row"))
    link = hits(page).first.get_by_role("link")
    row = link.get_attribute("href").partition("#r-")[2]
    with page.expect_response(lambda response: uses(response.request)) as answer:
        link.click()
    assert answer.value.status == 204
    with page.expect_request(uses):
        page.locator(":target .row-do a").click()
    page.locator(":target .row-do a").click()
    assert told == [f"row={row}"] * 2


def uses(request) -> bool:
    return request.method == "POST" and request.url.endswith("/lignes/count/")


def sent(request) -> bool:
    return request.method == "POST" and request.url.endswith("/recherche/count/")


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_on_a_phone_the_facets_are_folded(open_browser, demo, javascript):
    page = open_browser(viewport=PHONE, java_script_enabled=javascript)
    page.goto(demo("/recherche/?q=parents"))
    box = page.get_by_role("checkbox", name=re.compile("^Lignes"))
    expect(box).to_have_count(0)
    page.get_by_text("Affiner les résultats").click()
    expect(box).to_be_visible()
    box.check()
    if javascript:
        expect(box).to_be_focused()
    else:
        page.get_by_role("button", name="Affiner", exact=True).click()
    expect(page.locator(".chips")).to_contain_text("Lignes d’outils")
    page.wait_for_url("**kind=row**")


def test_the_header_leads_to_the_field(page, demo):
    page.goto(demo("/accessibilite/"))
    page.locator("header").get_by_role("link", name="Chercher").click()
    expect(field(page)).to_be_focused()
