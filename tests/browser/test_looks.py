"""Each kind of public page, wide and narrow, light and dark: nothing axe or the eye trips on."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import DESKTOP, PHONE

PAGES = [
    "/",
    "/boite-a-outils/",
    "/boite-a-outils/pourquoi-dire/",
    "/boite-a-outils/pourquoi-dire/?q=introuvable",
    "/boite-a-outils/pourquoi-dire/moyens/",
    "/boite-a-outils/pourquoi-dire/decideurs/",
    "/thematiques/",
    "/thematiques/valorisation-et-utilisation-des-connaissances/",
    "/thematiques/valorisation-et-utilisation-des-connaissances/questions-essentielles/",
    "/thematiques/mobilisation-et-concertation/animer-une-rencontre/",
    "/accessibilite/",
    "/realisations/",
    "/realisations/?audience=parents",
    "/realisations/la-cuisine-qui-roule/",
    "/partager/",
    "/partager/realisation/",
    "/recherche/",
    "/recherche/?q=evaluer+avec+les+parants",
    "/recherche/?q=parents&kind=row&audience=parents",
    "/recherche/?q=introuvable",
    "/boite-a-outils/pourquoi-dire/parents/?words=parents",
    "/rien-ici/",
]
VARIANTS = {
    "desktop": {"viewport": DESKTOP},
    "desktop dark": {"viewport": DESKTOP, "color_scheme": "dark"},
    "phone": {"viewport": PHONE},
    "phone dark": {"viewport": PHONE, "color_scheme": "dark"},
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(open_browser, demo, variant):
    page = open_browser(**VARIANTS[variant])
    for path in PAGES:
        page.goto(demo(path))
        found = Axe().run(page)
        assert found.violations_count == 0, f"{path}\n{found.generate_report()}"
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= page.viewport_size["width"], path


def test_a_first_visit_weighs_under_150_kilobytes_without_pictures(open_browser, demo):
    page = open_browser()
    weights: dict[str, int] = {}

    def weigh(request) -> None:
        if request.resource_type != "image":
            weights[request.url] = request.sizes()["responseBodySize"]

    page.on("requestfinished", weigh)
    page.goto(demo("/"))
    page.wait_for_load_state("networkidle")
    assert sum(weights.values()) < 150_000, weights


def test_the_tool_prints_as_a_document(open_browser, demo):
    """On paper: a table, not the cards of a phone; its frame and its controls are gone."""
    page = open_browser(viewport=PHONE)
    page.goto(demo("/boite-a-outils/pourquoi-dire/"))
    page.emulate_media(media="print")
    assert page.locator("thead").first.evaluate("e => getComputedStyle(e).display") == (
        "table-header-group"
    )
    assert (
        page.locator("tbody tr").first.evaluate("e => getComputedStyle(e).breakInside") == "avoid"
    )
    for hidden in ("header.top", "form.filter", ".row-do"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert page.locator(".contents").first.is_visible()
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
