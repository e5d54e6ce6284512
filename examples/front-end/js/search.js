// The search: facets narrow it, and everything that was chosen is in the address.

import { get, here } from "./api.js";
import { html, trusted } from "./html.js";
import { searchForm, turning } from "./parts.js";
import { counted, day, locale, word } from "./words.js";

const FACETS = ["kind", "audience", "column", "theme", "category", "author", "year"];

const WIDE = matchMedia("(min-width: 46rem)");

export async function search({ url, signal }) {
  const asked = Object.fromEntries(
    ["q", "page", ...FACETS].map((name) => [name, url.searchParams.getAll(name)]),
  );
  const found = await get("search/", { ...asked, locale: locale() }, signal);
  const narrowed = FACETS.some((name) => asked[name].length > 0);
  return html`<h1>${word("searchTitle")}</h1>
    ${searchForm(found.query)}
    <p class="count" id="count">
      ${counted("results", found.total)}
      ${found.corrected && html`· ${word("corrected")} <strong>${found.corrected}</strong>`}
    </p>
    <div class="found">
      <form class="facets" action="${url.pathname}" data-live>
        <input type="hidden" name="q" value="${found.query}">
        <details ${(narrowed || WIDE.matches) && trusted("open")}>
          <summary>${word("refine")}</summary>
          ${found.facets.map(facet)}
          ${narrowed &&
          html`<a href="${url.pathname}?q=${encodeURIComponent(found.query)}">${word("clear")}</a>`}
        </details>
      </form>
      <div>
        <ol class="hits">${[...found.results, ...found.partial].map(hit)}</ol>
        ${turning(url, found.page, found.pages)}
      </div>
    </div>`;
}

const facet = ({ key, label, choices }) =>
  choices.length > 0 &&
  html`<fieldset>
    <legend>${label}</legend>
    ${choices.map(
      (choice) =>
        html`<label>
          <input type="checkbox" name="${key}" value="${choice.key}" id="${key}-${choice.key}"
            ${choice.chosen && trusted("checked")}>
          ${choice.label} <small>${choice.count}</small>
        </label>`,
    )}
  </fieldset>`;

const hit = (result) =>
  html`<li>
    <p class="over">${result.context} ${result.date && html`· ${day(result.date)}`}</p>
    <h2><a href="${here(result.url)}">${trusted(result.title)}</a></h2>
    ${result.excerpt && html`<p>${trusted(result.excerpt)}</p>`}
    ${result.cells.map(
      ({ column, items }) =>
        html`<p><b>${column}</b> ${items.map((item, i) => html`${i > 0 && " · "}${trusted(item)}`)}</p>`,
    )}
  </li>`;

let typing;

/** What one may be typing, offered by the browser's own list. */
export function suggest(field) {
  typing?.abort();
  typing = new AbortController();
  const { signal } = typing;
  if (field.value.trim().length < 2) return;
  get("search/suggestions/", { q: field.value, locale: locale() }, signal).then(
    (found) => {
      const options = found.map(({ text }) => html`<option value="${text}"></option>`);
      field.list.innerHTML = html`${options}`;
    },
    () => {}, // a list that does not come is not missed
  );
}
