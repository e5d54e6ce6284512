// From an address to what is shown: the paths are the site's own, so that its links work here.

import { here } from "./api.js";
import { drawFrame } from "./frame.js";
import { html } from "./html.js";
import { listen } from "./news.js";
import { answerEditor } from "./preview.js";
import { find, NotFound } from "./routes.js";
import { suggest } from "./search.js";
import { word } from "./words.js";

const main = document.querySelector("main");
const said = document.querySelector("#said");
let turn = new AbortController();
let shown = "";

/** Draw what the address asks for; `quietly`: where the reader is, and only if it changed. */
async function show({ quietly = false, focused = "" } = {}) {
  turn.abort();
  turn = new AbortController();
  const { signal } = turn;
  const url = new URL(location);
  document.documentElement.lang = /^\/en(\/|$)/.test(url.pathname) ? "en" : "fr";
  if (!quietly) main.setAttribute("aria-busy", "true");
  try {
    const view = await find(url, signal).catch((error) => failed(error, quietly));
    await drawFrame(view);
    if (signal.aborted || (quietly && shown === String(view.content))) return;
    fill(view);
    if (quietly) said.textContent = view.gone ? word("withdrawn") : word("updated");
    else place(url, focused);
    if (view.draft) answerEditor();
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    if (!signal.aborted) main.removeAttribute("aria-busy");
  }
}

function failed(error, quietly) {
  if (error.name === "AbortError") throw error;
  const gone = error instanceof NotFound;
  if (!gone && quietly) throw error; // what is there is better than a message
  const title = word(gone ? "missingTitle" : "failed");
  const content = html`<h1>${title}</h1>
    <p class="lead">${gone ? word("missing") : error.message}</p>
    <p><a class="button" href="${gone ? "/" : location.href}">${gone ? "agirtôt" : word("again")}</a></p>`;
  return { title, content, gone };
}

function fill({ content }) {
  shown = String(content);
  main.innerHTML = shown;
  said.textContent = "";
  for (const link of main.querySelectorAll(".rich a[href], .hits a[href]"))
    link.setAttribute("href", here(link.getAttribute("href")));
  for (const image of main.querySelectorAll("img[data-focus]:not([data-focus=''])")) {
    const [x, y] = image.dataset.focus.split(" ");
    image.style.objectPosition = `${x * 100}% ${y * 100}%`;
  }
}

/** To what the address names, to what had the focus, or to the beginning of the page. */
function place(url, focused) {
  const there = focused && document.getElementById(focused);
  if (there) return there.focus();
  const named = url.hash && document.getElementById(decodeURIComponent(url.hash.slice(1)));
  document.querySelectorAll(".named").forEach((old) => old.classList.remove("named"));
  main.focus({ preventScroll: true });
  if (!named) return scrollTo(0, 0);
  named.classList.add("named"); // ":target" knows nothing of what came after the address
  named.scrollIntoView();
}

export function go(url, options) {
  if (String(url) !== location.href) history.pushState(null, "", url);
  return show(options);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  const plain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  if (!link || !plain || link.origin !== location.origin || link.hasAttribute("download")) return;
  if (link.classList.contains("skip")) return;
  event.preventDefault();
  const url = new URL(link.href);
  const samePage = url.pathname + url.search === location.pathname + location.search;
  if (!samePage || !url.hash) return go(url);
  history.pushState(null, "", url);
  place(url);
});

document.addEventListener("submit", (event) => {
  event.preventDefault();
  const url = new URL(event.target.action);
  url.search = new URLSearchParams(new FormData(event.target));
  go(url, { focused: document.activeElement?.id });
});

document.addEventListener("change", (event) => event.target.closest("form[data-live]")?.requestSubmit());
document.addEventListener("input", (event) => event.target.list && suggest(event.target));
addEventListener("popstate", () => show());

show();
listen(() => show({ quietly: true }));
