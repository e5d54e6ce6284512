// What pages are made of: one function for each type of block. A type that is not known here is
// left out, since a site may gain some.

import { here } from "./api.js";
import { html, trusted } from "./html.js";
import { word } from "./words.js";

const SIZES = "(max-width: 46rem) 92vw, 44rem";

export function picture(image, { alt = image?.alt, sizes = SIZES, lazy = true } = {}) {
  if (!image) return "";
  const focus = image.focal_point && `${image.focal_point.x} ${image.focal_point.y}`;
  return html`<picture>
    ${image.sources.map(
      ({ type, srcset }) => html`<source type="${type}" srcset="${srcset}" sizes="${sizes}">`,
    )}
    <img src="${image.url}" alt="${alt}" width="${image.width}" height="${image.height}"
      data-focus="${focus ?? ""}" ${lazy && trusted('loading="lazy"')}>
  </picture>`;
}

export const rich = (text) => text && html`<div class="rich">${trusted(text)}</div>`;

const BLOCKS = {
  heading: ({ text, level }) =>
    level === "3" ? html`<h3>${text}</h3>` : html`<h2>${text}</h2>`,

  paragraph: rich,

  image: ({ image, alt, caption, credit }) =>
    image &&
    html`<figure>
      ${picture(image, { alt })}
      ${(caption || credit) &&
      html`<figcaption>
        ${caption} ${credit && html`<small>${word("credit")} : ${credit}</small>`}
      </figcaption>`}
    </figure>`,

  quotation: ({ text, source }) =>
    html`<figure class="quotation">
      <blockquote><p>${text}</p></blockquote>
      ${source && html`<figcaption>${source}</figcaption>`}
    </figure>`,

  call_to_action: ({ text, label, page, address }) =>
    html`<aside class="call">
      <p>${text}</p>
      <a class="button" href="${here(page?.html_url ?? address)}">${label}</a>
    </aside>`,

  document: ({ document, description }) =>
    document &&
    html`<aside class="file">
      <a href="${document.url}" download>${word("download")} : ${document.title}</a>
      <small>${document.extension.toUpperCase()}</small>
      <p>${description}</p>
    </aside>`,

  key_questions: ({ introduction, questions }) =>
    html`${introduction && html`<p>${introduction}</p>`}
      <dl class="questions">
        ${questions.map(
          ({ value }) =>
            html`<dt>${value.question}</dt>
              <dd>${value.hint && html`<p class="hint">${value.hint}</p>`}${rich(value.answer)}</dd>`,
        )}
      </dl>`,

  accordion: ({ items }) =>
    items.map(
      ({ value }) =>
        html`<details><summary>${value.title}</summary>${rich(value.body)}</details>`,
    ),
};

export const body = (blocks = []) =>
  html`<div class="body">
    ${blocks.map(
      ({ type, value, anchor, id }) =>
        BLOCKS[type] && html`<div id="${anchor ?? id ?? ""}">${BLOCKS[type](value)}</div>`,
    )}
  </div>`;
