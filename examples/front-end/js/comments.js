// What is said of a story: a flat list in reading order, indented by `level`.

import { get } from "./api.js";
import { html, trusted } from "./html.js";
import { counted, day, word } from "./words.js";

export async function comments(story, signal) {
  const found = await get(`stories/${story.id}/comments/`, { limit: 100 }, signal);
  const names = new Map(found.items.map(({ id, author }) => [id, author]));
  const shown = found.items.filter(({ gone }) => !gone).length;
  return html`<section class="comments" aria-labelledby="comments">
    <h2 id="comments">${counted("comments", found.count > found.items.length ? found.count : shown)}</h2>
    <ol>${found.items.map((comment) => one(comment, names.get(comment.parent)))}</ol>
    <p><a class="button" href="${story.meta.html_url}#comments">${word("discuss")}</a></p>
  </section>`;
}

const one = (comment, answered) =>
  html`<li id="c${comment.id}" data-level="${comment.level}">
    ${comment.gone ? html`<p class="empty">${word("gone")[comment.gone]}</p>` : said(comment, answered)}
  </li>`;

const said = (comment, answered) =>
  html`<p class="who">
      <strong>${comment.author}</strong>
      ${comment.as_team && html`<span class="badge">${word("team")}</span>`}
      ${comment.by_author_of_story && html`<span class="badge">${word("author")}</span>`}
      ${answered && html`<span>${word("answers")} ${answered}</span>`}
      <time datetime="${comment.date}">${day(comment.date)}</time>
    </p>
    <div class="rich">${trusted(comment.text)}</div>
    ${comment.likes > 0 && html`<p class="under">${counted("likes", comment.likes)}</p>`}`;
