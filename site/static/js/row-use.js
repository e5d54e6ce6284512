/* Tells the site that a link to a row was followed; of the person, nothing.

   <script data-row-uses="/lignes/count/"> says where; a row's address ends with "#r-" and its id. */

const { rowUses } = document.querySelector("[data-row-uses]").dataset;
const told = new Set();

document.addEventListener("click", ({ target }) => {
  const [, row] = target.closest("a")?.hash?.match(/^#r-([\da-f-]{36})$/) ?? [];
  if (!row || told.has(row)) return;
  told.add(row);
  navigator.sendBeacon(rowUses, new URLSearchParams({ row }));
});
