// What several pages show.

import { here } from "./api.js";
import { picture } from "./blocks.js";
import { html } from "./html.js";
import { SEARCH, counted, day, locale, word } from "./words.js";

export const title = (page, lead) =>
  html`${ancestors(page)}
    <h1>${page.heading || page.title}</h1>
    ${lead && html`<p class="lead">${lead}</p>`}`;

const ancestors = ({ meta }) =>
  meta.ancestors?.length > 1 &&
  html`<nav class="path" aria-label="${word("path")}">
    ${meta.ancestors
      .slice(1)
      .map((above) => html`<a href="${here(above.html_url)}">${above.title}</a>`)}
  </nav>`;

export const searchForm = (query = "", placeholder = "") =>
  html`<form class="search" role="search" action="${SEARCH[locale()]}">
    <label for="q">${word("searchLabel")}</label>
    <input id="q" name="q" type="search" value="${query}" placeholder="${placeholder}"
      list="suggestions" autocomplete="off" maxlength="200">
    <datalist id="suggestions"></datalist>
    <button>${word("search")}</button>
  </form>`;

export const audienceCards = (audiences) =>
  html`<ul class="audiences">
    ${audiences.map(
      (audience) =>
        html`<li data-tint="${audience.tint}">
          <a href="${here(audience.meta.html_url)}">${audience.title}</a>
          <small>${counted("rows", audience.row_count)}</small>
        </li>`,
    )}
  </ul>`;

export const storyCards = (stories) =>
  html`<ul class="stories">
    ${stories.map(
      (story) =>
        html`<li data-tint="${story.category?.tint ?? ""}">
          ${picture(story.picture, { alt: "", sizes: "(max-width: 46rem) 92vw, 22rem" })}
          <p class="over">${story.category?.name} · ${day(story.date)}</p>
          <h3><a href="${here(story.meta.html_url)}">${story.title}</a></h3>
          <p>${story.lead}</p>
          <p class="under">
            ${story.authors.map(({ name }) => name).join(", ")} ·
            ${counted("comments", story.comment_count)}
          </p>
        </li>`,
    )}
  </ul>`;

export const toolCards = (tools) =>
  html`<ul class="tools">
    ${tools.map(
      (tool) =>
        html`<li>
          ${picture(tool.cover, { alt: "", sizes: "14rem" })}
          <div>
            <h3><a href="${here(tool.meta.html_url)}">${tool.title}</a></h3>
            <p>${tool.subtitle}</p>
            ${credit(tool)}
          </div>
        </li>`,
    )}
  </ul>`;

/** Owed wherever something of a tool is shown. */
export const credit = ({ licence, organisation, source }) =>
  html`<p class="credit">
    ${organisation}
    ${licence?.name &&
    html`· ${word("licence")}
      ${licence.url ? html`<a href="${licence.url}" rel="license">${licence.name}</a>` : licence.name}`}
    ${source && html`· ${/^https?:/.test(source) ? html`<a href="${source}">${source}</a>` : source}`}
  </p>`;

export const links = (pages) =>
  html`<ul class="links">
    ${pages.map(
      (page) => html`<li><a href="${here(page.html_url ?? page.meta?.html_url)}">${page.title}</a></li>`,
    )}
  </ul>`;

export const intro = ({ introduction }) => introduction && html`<p>${introduction}</p>`;

/** Previous and next, keeping the rest of the address. */
export function turning(url, page, pages) {
  if (pages < 2) return "";
  const to = (number) => {
    const there = new URL(url);
    there.searchParams.set("page", number);
    return there.pathname + there.search;
  };
  return html`<nav class="turning" aria-label="${word("pages")}">
    ${page > 1 && html`<a href="${to(page - 1)}" rel="prev">${word("before")}</a>`}
    <span>${word("page")} ${page} / ${pages}</span>
    ${page < pages && html`<a href="${to(page + 1)}" rel="next">${word("more")}</a>`}
  </nav>`;
}
