// What stands around every page: menus, languages, who made it.

import { get, here } from "./api.js";
import { html } from "./html.js";
import { HOME, SEARCH, locale, otherLocale, word } from "./words.js";

const kept = new Map();

/** Menus and settings are the same on every page of a language: asked for once. */
function around(language) {
  if (!kept.has(language)) {
    const asked = Promise.all([get("navigation/", { locale: language }), get("site/")]);
    kept.set(language, asked);
    asked.catch(() => kept.delete(language));
  }
  return kept.get(language);
}

export async function drawFrame({ title, page, draft }) {
  const [menus, site] = await around(locale());
  document.querySelector(".skip").textContent = word("skip");
  document.querySelector("header").innerHTML = header(menus.header, site, page);
  document.querySelector("footer").innerHTML = footer(menus.footer, site);
  document.title = `${title} · ${site.name}`;
  document.querySelector("main").lang = page?.meta.locale ?? locale();
  robots(draft);
}

const header = (menu, site, page) => html`<a class="brand" href="${HOME[locale()]}">${site.name}</a>
  <nav aria-label="${word("menu")}">
    ${menu.map(({ label, url }) => {
      const path = here(url);
      const current = location.pathname === path;
      const inside = path !== HOME[locale()] && location.pathname.startsWith(path);
      return html`<a href="${path}" aria-current="${current ? "page" : String(inside)}">${label}</a>`;
    })}
    <a href="${SEARCH[locale()]}">${word("search")}</a>
    <a href="${inOtherLanguage(page)}" lang="${otherLocale()}" hreflang="${otherLocale()}">
      ${word("language")}
    </a>
  </nav>`;

const footer = (menu, site) => html`<p>${word("made")} <strong>${site.name}</strong>. ${site.tagline}</p>
  <nav aria-label="${site.name}">
    ${menu.map(({ label, url }) => html`<a href="${here(url)}">${label}</a>`)}
  </nav>`;

/** The page's own translation; the page itself, which is then shown as it is; the search. */
function inOtherLanguage(page) {
  const [now, other] = [locale(), otherLocale()];
  if (location.pathname === SEARCH[now]) return SEARCH[other] + location.search;
  const there = page?.meta.translations.find((translation) => translation.locale === other);
  if (there) return here(there.html_url);
  const rest = location.pathname.slice(HOME[now].length);
  return page?.id ? HOME[other] + rest : HOME[other];
}

/** Drafts are for who was given the link, not for search engines. */
function robots(draft) {
  document.querySelector("meta[name=robots]")?.remove();
  if (!draft) return;
  const meta = document.createElement("meta");
  Object.assign(meta, { name: "robots", content: "noindex" });
  document.head.append(meta);
}
