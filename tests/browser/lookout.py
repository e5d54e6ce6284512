"""The site in a browser that notes whatever runs, asks for something, or leads away."""

import re
from collections.abc import Iterable, Sequence
from itertools import batched
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Browser, Dialog, Error, Page, Route

from tests.blog.commenting import Reader

SITE = "http://localhost"
BLANK = "/robots.txt"  # a page of the site with nothing in it
ADMIN = "/admin/"  # its scripts ask for words, icons, previews

# Before anything else in each document: whatever runs says so, in which document.
TRAP = """
for (const name of ["alert", "confirm", "prompt", "print"])
  window[name] = () => console.log(`ran: ${name} in ${location.href}`);
"""

# Gives back what could run though no event of ours makes it: handlers, and links to scripts.
STIR = """
async (part) => {
  const events = ["pointerover", "pointerenter", "mouseover", "mouseenter", "mousemove",
    "mousedown", "mouseup", "mouseout", "wheel", "auxclick", "contextmenu", "dblclick", "focus",
    "focusin", "blur", "keydown", "keyup", "copy", "dragstart", "drop", "scroll", "toggle",
    "animationstart", "animationend", "transitionend", "beforetoggle", "load", "error", "begin",
    "close", "select"];
  const controls = "button, input, select, textarea, label, summary, [data-form]";
  const found = [];
  // Where a link leads is known; whether it runs something is not.
  window.addEventListener("click", (event) => {
    if (/^(https?|mailto):/.test(event.target.closest?.("a")?.protocol)) event.preventDefault();
  }, true);
  for (const element of (document.querySelector(part) ?? document).querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      const script = /^(java|vb)script:|^data:text/i.test(value.replace(/[\\s\\0-\\x20]/g, ""));
      const leads = /^(href|src|action|formaction|data|xlink:href|to|values|content)$/.test(name);
      if (name.startsWith("on") || (leads && script))
        found.push(`${element.localName} ${name}=${value}`);
    }
    for (const type of events) element.dispatchEvent(new Event(type));
    if (!element.closest(controls)) element.click?.();
  }
  for (let turn = 0; turn < 2; turn++) await new Promise(requestAnimationFrame);
  await new Promise((resolve) => setTimeout(resolve));
  return found;
}
"""


def without_frame(document: str) -> str:
    """A page without what is around its main part: that is the same on each of them."""
    head, body, rest = document.partition("<body")
    before, main, content = rest.partition("<main")
    return head + body + before[: before.find(">") + 1] + main + content if main else document


class Lookout:
    """What the browser asks for is answered by Django's test client: no server is needed.

    ``faults`` is what was not expected. ``bypass_csp`` is how the site's policy is put aside.
    """

    def __init__(self, browser: Browser, staff: Client, *, bypass_csp: bool = True) -> None:
        self.faults: list[str] = []
        self.reader, self.staff = Reader(), staff
        self.place = ""
        self.answers: dict[str, HttpResponse] = {}
        self.context = browser.new_context(bypass_csp=bypass_csp, locale="fr-CA")
        self.context.add_init_script(TRAP)
        self.page: Page = self.context.new_page()
        self.context.on("page", lambda page: self.note(f"window: {page.url}"))
        self.context.on("dialog", self.dismiss)
        self.context.on("console", self.hear)
        self.context.route("**/*", self.answer)

    def note(self, fault: str) -> None:
        self.faults.append(f"{self.place}: {fault}")

    def dismiss(self, dialog: Dialog) -> None:
        """Or else the page would wait for an answer."""
        self.note(f"dialog: {dialog.message}")
        dialog.dismiss()

    def hear(self, message) -> None:
        if message.text.startswith("ran: ") or "Content Security Policy" in message.text:
            self.note(message.text)

    def get(self, path: str) -> HttpResponse:
        client = self.staff if path.startswith(ADMIN) else self.reader
        return client.get(path, SERVER_NAME="localhost")

    # --- What the browser asks for -----------------------------------------------------

    def expect(self, path: str) -> None:
        """It is fetched here: where Playwright calls ``answer``, Django has another database."""
        self.answers[path] = self.get(path)

    def answer(self, route: Route) -> None:
        """What we expect and the site's own scripts; nothing else is to be asked for."""
        path = route.request.url.removeprefix(SITE)
        if path.startswith(ADMIN) and path not in self.answers:
            route.abort()
        elif path.startswith("/static/"):
            self.answer_static(route, urlsplit(path).path.removeprefix("/static/"))
        elif route.request.method == "GET" and path in self.answers:
            response = self.answers[path]
            # A browser would keep a feed as a file.
            kind = re.sub(r"\w+\+xml", "xml", response.headers["Content-Type"])
            headers = dict(response.items()) | {"Content-Type": kind}
            route.fulfill(status=response.status_code, headers=headers, body=response.content)
        else:
            self.note(f"asked for {route.request.url}")
            route.abort()

    def answer_static(self, route: Route, path: str) -> None:
        file = finders.find(path) if route.request.resource_type == "script" else None
        if file and urlsplit(self.page.url).path != BLANK:
            route.fulfill(body=Path(file).read_bytes(), content_type=guess_type(file)[0])
        else:
            route.abort()

    # --- What we do in it ----------------------------------------------------------------

    def visit(self, path: str, part: str = "body", *, loaded: str = "") -> None:
        """Open it, wait for what its script brings, touch everything in that part of it."""
        self.place = path
        self.expect(path)
        answer = self.page.goto(SITE + path)
        assert answer and answer.ok, path
        if loaded:
            self.page.wait_for_selector(loaded, state="attached")
        self.touch(part)
        del self.answers[path]

    def show(self, documents: Iterable[str], place: str, *, at_once: int = 25) -> None:
        """Open many documents, some of them one after the other in the same page."""
        self.visit(BLANK)
        self.place = place
        for some in batched(map(without_frame, documents), at_once):
            self.page.set_content("".join(some))
            self.touch()

    def look_through(self, paths: Sequence[str], part: str = "body") -> None:
        """Many pages that differ in their content only: their script is run on the first."""
        self.visit(paths[0], part)
        self.show((self.get(path).text for path in paths[1:]), paths[0])

    def touch(self, part: str = "body") -> None:
        try:
            for found in self.page.evaluate(STIR, part):
                self.note(found)
        except Error as gone:
            self.note(f"led away: {gone}")
