// Which page of the API stands behind an address.

import { get, here } from "./api.js";
import { html } from "./html.js";
import { draw } from "./pages.js";
import { search } from "./search.js";
import { SEARCH, locale, word } from "./words.js";

export class NotFound extends Error {}

export async function find(url, signal) {
  if (url.pathname === SEARCH[locale()])
    return { title: word("searchTitle"), content: await search({ url, signal }) };
  if (url.pathname === "/preview/") return draft(url, signal);
  const page = (await at(url.pathname, signal)) ?? (await untranslated(url.pathname, signal));
  if (page) return { title: page.title, page, content: await draw(page, { url, signal }) };
  return elsewhere(url, signal);
}

const at = (path, signal) => orNothing(get("pages/find/", { html_path: path }, signal));

/** What nobody has translated yet is shown in French, as on the site. */
const untranslated = (path, signal) => path.startsWith("/en/") && at(path.slice(3), signal);

/** An old address may lead to a new one. */
async function elsewhere(url, signal) {
  const moved = await orNothing(get("redirects/find/", { html_path: url.pathname }, signal));
  if (!moved) throw new NotFound();
  const target = new URL(here(moved.target), location);
  if (target.origin !== location.origin) location.assign(target);
  history.replaceState(null, "", target);
  return find(target, signal);
}

/** What somebody is writing: the site's editor opens this page with a token, good for an hour. */
async function draft(url, signal) {
  const token = url.searchParams.get("token") ?? "";
  const page = await orNothing(get(`preview/${encodeURIComponent(token)}/`, {}, signal));
  if (!page) throw new NotFound();
  document.documentElement.lang = page.meta.locale;
  const content = await draw(page, { url, signal, preview: true });
  return {
    title: page.title,
    page,
    draft: true,
    content: html`<p class="draft" role="note">${word("preview")}</p>${content}`,
  };
}

const orNothing = (answer) =>
  answer.catch((problem) => {
    if (problem.status === 404) return null;
    throw problem;
  });
