"""From a partner's first word to the thanks, through all the people it takes."""

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, ROOT, Demo
from tests.browser.test_walk import sign_in
from tests.toolkit.contributing import picture

TITLE = "Un potager sur roues"
PARTNER = "josee@petits-pas.example"
EXPERT = "claire@universite.example"
REDACTION, PUBLICATION = "redaction@agirtot.example", "publication@agirtot.example"
# A mail is not a page: it has no landmarks.
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
PRIVATE = ("Josée Lefebvre", PARTNER, "Claire Experte", "Quel mois ?")


@pytest.fixture
def database(demo: Demo):
    with closing(sqlite3.connect(demo.database, timeout=20)) as database:
        yield database


@pytest.fixture
def in_the_mail(database):
    """``in_the_mail(address, words)``: the path of the link in the latest mail with these words."""

    def path(address: str, words: str) -> str:
        query = 'SELECT subject || text FROM home_outgoingmail WHERE "to" = ? ORDER BY id DESC'
        mails = [text for (text,) in database.execute(query, [address])]
        latest = next(filter(lambda text: words in text, mails), "")
        assert latest, (address, words, mails)
        link = re.search(r"https?://\S+", latest)[0]
        return urlsplit(link).path

    return path


@pytest.fixture
def photo(tmp_path) -> Path:
    file = tmp_path / "potager.png"
    file.write_bytes(picture())
    return file


def write(page: Page, photo: Path) -> None:
    """The form's steps, each as its reader sees it."""
    page.get_by_role("link", name="Une réalisation").click()
    page.get_by_label("Son titre").fill(TITLE)
    page.get_by_label("En deux ou trois phrases").fill("Des bacs à roulettes, de cour en cour.")
    page.get_by_label("Qu’avez-vous fait").fill("Nous avons monté douze bacs sur roulettes.")
    next_step(page)
    page.get_by_label("Qu’est-ce que cela a donné").fill("Neuf services de garde sur dix suivent.")
    next_step(page)
    page.get_by_label("Parents", exact=True).check()
    next_step(page)
    page.get_by_label("Choisir des fichiers").set_input_files(photo)
    next_step(page)
    page.get_by_label("Votre nom").fill("Josée Lefebvre")
    page.get_by_label("Votre adresse courriel").fill(PARTNER)
    page.get_by_label("Comment voulez-vous être nommé").fill("L’équipe des Petits Pas")
    for consent in page.locator("[name^=consent]").all():
        consent.check()
    next_step(page)


def next_step(page: Page) -> None:
    before = page.url
    page.get_by_role("button", name="Continuer").click()
    expect(page).not_to_have_url(before)


def choose_action(page: Page, name: str) -> None:
    """In the menu of the editor's footer."""
    page.get_by_role("button", name="Plus d'actions").click()
    page.get_by_role("button", name=name, exact=True).click()


# --- Scenes -----------------------------------------------------------------------------


def send_and_confirm(partner: Page, demo: Demo, database, in_the_mail) -> None:
    # Machines fill in forms faster than people; they would be set aside.
    database.execute("UPDATE toolkit_contribution SET created_at = '2026-01-01 08:00'")
    database.commit()
    partner.get_by_role("button", name="Envoyer").click()
    expect(partner.get_by_role("heading", level=1)).to_contain_text("boîte de réception")
    partner.goto(demo(in_the_mail(PARTNER, "Confirmez votre contribution")))
    partner.get_by_role("button", name="Oui").click()
    expect(partner.locator(".state")).to_contain_text("Reçue")
    assert in_the_mail(PARTNER, "reçu votre contribution") == urlsplit(partner.url).path
    in_the_mail(REDACTION, "Des contributions vous attendent")


def claim_and_ask(editor: Page, demo: Demo) -> None:
    editor.goto(demo("/admin/contributions/"))
    editor.get_by_role("link", name=TITLE).click()
    editor.get_by_role("button", name="La prendre en charge").click()
    expect(editor.get_by_text("Vous l’avez prise en charge")).to_be_visible()
    editor.locator("#ask textarea").fill("Quel mois ?")
    editor.locator("#ask button").click()
    expect(editor.locator(".reception-talk")).to_contain_text("Quel mois ?")


def answer(partner: Page, demo: Demo, in_the_mail) -> None:
    partner.goto(demo(in_the_mail(PARTNER, "Quel mois ?")))
    expect(partner.locator("main")).to_contain_text("Quel mois ?")
    partner.locator("textarea").fill("En mai, après les gels.")
    partner.get_by_role("button", name="Répondre").click()
    expect(partner.locator(".message.own")).to_contain_text("En mai")
    in_the_mail(REDACTION, TITLE)


def accept_for_a_row(editor: Page) -> str:
    """Its draft open in the editor, given to a row of the parents: the id of that row."""
    editor.reload()
    expect(editor.locator("main")).to_contain_text("En mai, après les gels.")
    editor.get_by_role("button", name="Accepter et ouvrir le brouillon").click()
    editor.wait_for_url("**/edit/")
    rows = editor.locator("[name=illustrations-0-row]")
    row = rows.locator("optgroup[label=Parents] option").first.get_attribute("value")
    rows.select_option(value=row)
    editor.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(editor.locator(".messages .success")).to_be_visible()
    return row or ""


def ask_an_expert(editor: Page, demo: Demo) -> None:
    number = editor.url.rstrip("/").split("/")[-2]
    editor.goto(demo(f"/admin/reviews/{number}/invite/"))
    editor.locator("[name=name]").fill("Claire Experte")
    editor.locator("[name=email]").fill(EXPERT)
    editor.locator("form.expert-reviews button.button").click()
    expect(editor.locator(".expert-review-link")).to_have_count(1)


def give_an_opinion(expert: Page, demo: Demo, in_the_mail) -> None:
    expert.goto(demo(in_the_mail(EXPERT, TITLE)))
    expert.locator("[name=verdict]").first.check()
    expert.locator("[name=message]").fill("À publier tel quel.")
    expert.locator(".opinion-form button").click()
    expect(expert.locator("#opinion")).to_contain_text("À publier tel quel.")
    in_the_mail(REDACTION, "Claire Experte")


def approve(page: Page) -> None:
    choose_action(page, "Approuver")
    expect(page.locator(".messages .success")).to_be_visible()


def read_what_was_published(reader: Page, demo: Demo, row: str, in_the_mail) -> None:
    reader.goto(demo(in_the_mail(PARTNER, "est publiée")))
    expect(reader.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(reader.locator("main img").first).to_be_visible()
    expect(reader.locator("main")).to_contain_text("L’équipe des Petits Pas")
    for private in PRIVATE:
        assert private not in reader.content()
    reader.goto(demo("/boite-a-outils/pourquoi-dire/parents/"))
    expect(reader.locator(f"tr#r-{row}, [id$='{row}']").first).to_contain_text(TITLE)


def look_at_mails(page: Page, database: sqlite3.Connection) -> None:
    """Each mail on the way, as a picture would show it on a phone."""
    query = """SELECT subject, html FROM home_outgoingmail WHERE html LIKE ? OR "to" = ?"""
    mails = database.execute(query, [f"%{TITLE}%", PARTNER]).fetchall()
    assert len(mails) >= 8
    for subject, html in mails:
        page.set_content(html)
        found = Axe().run(page, options=WCAG)
        assert found.violations_count == 0, f"{subject}\n{found.generate_report()}"
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= PHONE["width"], subject


# --- The walk ---------------------------------------------------------------------------


def test_from_a_partner_to_the_row(open_browser, demo, database, in_the_mail, photo):
    partner, expert, reader = (open_browser(viewport=PHONE) for _ in range(3))
    partner.goto(demo("/partager/"))
    write(partner, photo)
    send_and_confirm(partner, demo, database, in_the_mail)

    editor = open_browser()
    sign_in(editor, demo, "redaction")
    claim_and_ask(editor, demo)
    answer(partner, demo, in_the_mail)
    row = accept_for_a_row(editor)
    draft = editor.url
    ask_an_expert(editor, demo)
    give_an_opinion(expert, demo, in_the_mail)

    editor.goto(draft)
    approve(editor)
    publisher = open_browser()
    sign_in(publisher, demo, "publication")
    publisher.get_by_role("link", name=TITLE).first.click()
    approve(publisher)
    read_what_was_published(reader, demo, row, in_the_mail)
    partner.reload()
    expect(partner.locator(".state")).to_contain_text("Publiée")

    # The news of the review are gathered, so that several are one mail.
    gather = [sys.executable, "manage.py", "publish_scheduled"]
    subprocess.run(gather, cwd=ROOT, env=demo.environment, check=True, capture_output=True)
    in_the_mail(PUBLICATION, TITLE)
    look_at_mails(open_browser(viewport=PHONE), database)
