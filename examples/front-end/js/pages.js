// One function for each type of page: what it shows, given the page as the API answers it.

import { get, here } from "./api.js";
import { body, picture, rich } from "./blocks.js";
import { comments } from "./comments.js";
import { html } from "./html.js";
import { audienceCards, credit, intro, links, searchForm, storyCards, title, toolCards, turning } from "./parts.js";
import { rowsTable } from "./rows.js";
import { counted, day, word } from "./words.js";

const PAGE_LENGTH = 9;

async function home(page, { signal }) {
  const [tools, stories] = await Promise.all([
    get("tools/", { locale: page.meta.locale }, signal),
    get("stories/", { locale: page.meta.locale, limit: 3, order: "-date" }, signal),
  ]);
  const [tool] = tools.items;
  const audiences = tool && (await get(`tools/${tool.id}/audiences/`, {}, signal));
  return html`<div class="hero">
      <h1>${page.heading || page.title} <em>${page.heading_emphasis}</em></h1>
      <p class="lead">${page.lead}</p>
      ${searchForm("", page.search_placeholder)}
    </div>
    ${audiences && html`<h2>${word("audiences")}</h2>${audienceCards(audiences.items)}`}
    ${tool && html`<h2>${word("tools")}</h2>${toolCards(tools.items)}`}
    <h2>${word("stories")}</h2>
    ${storyCards(stories.items)} ${body(page.body)}`;
}

async function toolIndex(page, { signal }) {
  const tools = await get("tools/", { locale: page.meta.locale }, signal);
  return html`${title(page)} ${intro(page)} ${toolCards(tools.items)}`;
}

async function tool(page, { signal }) {
  const audiences = page.id && (await get(`tools/${page.id}/audiences/`, {}, signal).catch(nothing));
  return html`${title(page, page.subtitle)}
    <div class="beside">
      ${picture(page.cover, { sizes: "16rem" })}
      <div>${rich(page.introduction)} ${rich(page.note)} ${credit(page)}</div>
    </div>
    <h2>${word("audiences")}</h2>
    ${audienceCards(audiences?.items ?? [])}`;
}

async function audience(page, { signal }) {
  const siblings = await get(`tools/${page.tool.id}/audiences/`, {}, signal).catch(nothing);
  return html`<div data-tint="${page.tint}" class="audience">
    ${title(page, page.precision)} ${intro(page)}
    <details class="siblings">
      <summary>${word("audiences")}</summary>
      ${links(siblings?.items ?? [])}
    </details>
    ${rowsTable(page)} ${credit(page.tool)}
  </div>`;
}

async function blog(page, { url, signal }) {
  const category = url.searchParams.get("category") ?? "";
  const number = Number(url.searchParams.get("page")) || 1;
  const asked = { locale: page.meta.locale, category, order: "-date", limit: PAGE_LENGTH };
  const [stories, categories] = await Promise.all([
    get("stories/", { ...asked, offset: (number - 1) * PAGE_LENGTH }, signal),
    get("categories/", { locale: page.meta.locale }, signal),
  ]);
  const every = [{ slug: "", name: word("everything") }, ...categories.items];
  return html`${title(page)} ${intro(page)}
    <nav class="choices" aria-label="${word("categories")}">
      ${every.map(
        ({ slug, name }) =>
          html`<a href="${url.pathname}${slug && `?category=${slug}`}"
            aria-current="${String(slug === category)}">${name}</a>`,
      )}
    </nav>
    <h2>${word("allStories")}</h2>
    ${storyCards(stories.items)} ${turning(url, number, Math.ceil(stories.count / PAGE_LENGTH))}`;
}

async function story(page, { signal, preview }) {
  const names = page.authors.map(({ name, role }) => (role ? `${name}, ${role}` : name)).join(" ; ");
  const said = preview ? "" : await comments(page, signal);
  return html`<article data-tint="${page.category?.tint ?? ""}">
      <p class="over">${page.category?.name}</p>
      ${title(page, page.lead)}
      <p class="under">
        ${word("by")} ${names} · <time datetime="${page.date}">${day(page.date)}</time> ·
        ${counted("minutes", page.reading_minutes)}
      </p>
      ${picture(page.picture, { alt: page.picture_alt, lazy: false })} ${body(page.body)}
      ${page.question && html`<p class="asks">${page.question}</p>`}
      ${page.sources && html`<h2>${word("sources")}</h2>${rich(page.sources)}`}
      ${page.tags.length > 0 &&
      html`<p class="under">${word("filedUnder")} : ${page.tags.join(", ")}</p>`}
    </article>
    ${said}`;
}

async function themes(page, { signal }) {
  const found = await get("themes/", { locale: page.meta.locale }, signal);
  return html`${title(page)} ${intro(page)}
    <div class="themes">
      ${found.items.map(
        (theme) =>
          html`<section data-tint="${theme.tint}">
            <h2><a href="${here(theme.meta.html_url)}">${theme.title}</a></h2>
            ${intro(theme)} ${links(theme.pages)}
          </section>`,
      )}
    </div>`;
}

async function section(page, { signal }) {
  const below = page.id && (await get(`pages/${page.id}/children/`, { limit: 100 }, signal));
  return html`${title(page)} ${intro(page)} ${links(below?.items ?? [])}`;
}

const achievement = (page) =>
  html`<article>
    ${title(page, page.lead)} ${picture(page.picture, { lazy: false })}
    ${page.purpose && html`<p class="asks">${page.purpose}</p>`} ${body(page.body)}
    ${["outcomes", "learned"].map(
      (name) => page[name] && html`<h2>${word(name)}</h2>${rich(page[name])}`,
    )}
    <p class="under">${page.credit}</p>
  </article>`;

/** Whatever has a body; also a type that this front end does not know. */
const content = (page) =>
  html`<article>
    ${title(page, page.lead)} ${picture(page.picture, { lazy: false })} ${intro(page)}
    ${body(page.body)}
    ${!page.body &&
    html`<p><a href="${page.meta.html_url}">${word("onSite")}</a></p>`}
  </article>`;

const nothing = () => null;

const PAGES = {
  "home.HomePage": home,
  "home.ThemeIndexPage": themes,
  "home.ThemePage": section,
  "toolkit.ToolIndexPage": toolIndex,
  "toolkit.ToolPage": tool,
  "toolkit.AudiencePage": audience,
  "toolkit.ContributionIndexPage": section,
  "toolkit.ContributionPage": achievement,
  "blog.BlogIndexPage": blog,
  "blog.BlogPage": story,
};

export const draw = (page, asked) => (PAGES[page.type] ?? content)(page, asked);
