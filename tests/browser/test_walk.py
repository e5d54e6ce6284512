"""From the home page to a row; from a Word document to a page that everyone can read."""

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.conftest import SAMPLES

SAMPLE = SAMPLES / "toolkit" / "pourquoi-partager.docx"


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_a_reader_finds_a_row(open_browser, demo, javascript):
    page = open_browser(java_script_enabled=javascript)
    page.goto(demo("/"))
    page.get_by_role("link", name="Décideurs").first.click()
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(4)
    page.get_by_label("Filtrer par mot").fill("DURER")
    if not javascript:
        page.get_by_role("button", name="Filtrer").click()
    expect(rows).to_have_count(1)
    assert "q=DURER" in page.url
    rows.get_by_role("link", name="Lien vers").click()
    anchor = rows.get_attribute("id")
    assert page.url.endswith(f"#{anchor}")
    expect(page.locator(":target")).to_contain_text("Faire durer")


def test_a_reader_hides_a_column(page, demo):
    page.goto(demo("/boite-a-outils/pourquoi-dire/decideurs/"))
    headings = page.get_by_role("columnheader")
    expect(headings).to_have_count(4)
    page.get_by_text("Colonnes", exact=True).click()
    page.get_by_label("Exemples").uncheck()
    expect(headings).to_have_count(3)
    page.reload()
    expect(headings).to_have_count(3)


def test_a_reader_starts_from_the_search_field(page, demo):
    page.goto(demo("/"))
    page.get_by_role("combobox").fill("bilan")
    page.keyboard.press("Enter")
    expect(page.locator("main mark").first).to_be_visible()
    assert "q=bilan" in page.url


def test_the_keyboard_alone_reaches_the_content(page, demo):
    page.goto(demo("/"))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def sign_in(page: Page, demo, name: str = "admin") -> None:
    page.goto(demo("/admin/"))
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(demo.password)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url("**/admin/")


@pytest.mark.skipif(not SAMPLE.exists(), reason="the real samples are not beside this checkout")
def test_an_editor_imports_corrects_and_publishes(page, demo):
    sign_in(page, demo)
    page.get_by_role("link", name="Importer un document").click()
    page.locator("[name=file]").set_input_files(SAMPLE)
    page.get_by_role("button", name="Lire le document").click()
    expect(page.locator("section.import-table")).to_have_count(11)

    cell = page.locator("[name=table-0-rows-0-means]")
    first, *rest = cell.input_value().splitlines()
    assert first == "Élaborer une revue de presse"
    cell.fill("\n".join(["Élaborer une revue", "de presse", *rest]))
    page.get_by_role("button", name="Créer et publier").click()
    expect(page.get_by_text("11 publics, 23 lignes")).to_be_visible()

    page.goto(demo("/boite-a-outils/pourquoi-partager-ses-realisations-et-ses-apprentissages/"))
    expect(page.locator("tbody tr")).to_have_count(23)
    means = page.locator("tbody tr").first.get_by_role("cell").nth(1).get_by_role("listitem")
    expect(means.nth(0)).to_have_text("Élaborer une revue")
    expect(means.nth(1)).to_have_text("de presse")


def test_an_editor_reorders_rows_by_keyboard_and_publishes(page, demo):
    sign_in(page, demo)
    public = demo("/boite-a-outils/pourquoi-dire/parents/")
    page.goto(public)
    purposes = page.locator("tbody th[scope=row] .purposes, tbody th[scope=row]")
    before = [row.get_attribute("id") for row in page.locator("tbody tr").all()]
    expect(purposes.first).to_be_visible()

    edit_tool(page, demo)
    page.locator(".tool-links").get_by_role("link", name="Parents").click()
    page.get_by_role("button", name="Descendre").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Plus d'actions").first.click()
    page.get_by_role("button", name="Publier").click()
    expect(page.locator(".messages .success")).to_contain_text("Parents")

    page.goto(public)
    after = [row.get_attribute("id") for row in page.locator("tbody tr").all()]
    assert after == [before[1], before[0], *before[2:]]


def test_an_editor_sees_the_page_while_writing(page, demo):
    sign_in(page, demo)
    edit_tool(page, demo)
    preview = preview_of(page)
    expect(preview.get_by_role("heading", name="Décideurs")).to_be_attached()
    page.locator(".tool-links").get_by_role("link", name="Parents").click()
    page.wait_for_load_state()
    preview = preview_of(page)
    expect(preview.get_by_role("columnheader", name="Comment")).to_be_attached()


def edit_tool(page: Page, demo) -> None:
    page.goto(demo("/admin/pages/search/?q=Pourquoi dire"))
    page.get_by_role("link", name="Pourquoi dire").first.click()


def preview_of(page: Page) -> FrameLocator:
    panel = page.locator("[data-side-panel=preview]")
    if not panel.is_visible():
        page.get_by_role("button", name="Afficher/masquer la prévisualisation").click()
    return panel.frame_locator("iframe").first
