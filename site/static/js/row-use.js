/* Tells the site that a link to a row was followed; of the person, nothing.

   <script data-count="/lignes/count/"> says where; "#r-" and its id end the address of a row. */

const { count } = document.querySelector("script[data-count]").dataset;
const told = new Set();

document.addEventListener("click", ({ target }) => {
  const [, row] = target.closest("a")?.hash?.match(/^#r-([\da-f-]{36})$/) ?? [];
  if (!row || told.has(row)) return;
  told.add(row);
  navigator.sendBeacon(count, new URLSearchParams({ row }));
});
