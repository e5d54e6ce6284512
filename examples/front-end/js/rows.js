// The rows of an audience: a table, whose rows a narrow screen shows as cards.

import { html, trusted } from "./html.js";
import { word } from "./words.js";

const COLUMNS = ["purposes", "outcomes", "means", "examples"];

export const rowsTable = ({ title, rows }) =>
  html`<table>
    <caption>${title}</caption>
    <thead>
      <tr>${COLUMNS.map((column) => html`<th scope="col">${word("columns")[column]}</th>`)}</tr>
    </thead>
    <tbody>${rows.map(row)}</tbody>
  </table>`;

const row = ({ id, anchor, value }) =>
  html`<tr id="${anchor ?? id ?? ""}">
    <th scope="row">
      ${value.purposes.map((item) => trusted(item.value))}
      ${anchor && html`<a class="anchor" href="#${anchor}">${word("linkToRow")}</a>`}
    </th>
    ${COLUMNS.slice(1).map((column) => cell(column, value[column]))}
  </tr>`;

const cell = (column, items) =>
  html`<td data-label="${word("columns")[column]}">
    ${items.length > 0
      ? html`<ul>${items.map((item) => html`<li>${trusted(item.value)}</li>`)}</ul>`
      : column === "examples" && html`<p class="empty">${word("noExamples")}</p>`}
  </td>`;
