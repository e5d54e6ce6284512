// What a front end in TypeScript relies on: this compiles, or the document says too little.
import type { components, operations } from "./api.js";

type Page = operations["pages_find"]["responses"]["200"]["content"]["application/json"];
type Block = components["schemas"]["BlogPage"]["body"][number];

export function words(block: Block): string {
  switch (block.type) {
    case "heading":
      return block.value.level === "2" ? block.value.text.toUpperCase() : block.value.text;
    case "key_questions":
      return block.value.questions.map(({ value }) => value.question).join();
    default:
      return block.type;
  }
}

export function about(page: Page): string[] {
  if (page.type === "blog.BlogPage") return [page.lead, ...page.body.map(words)];
  if (page.type === "toolkit.AudiencePage")
    return page.rows.flatMap((row) => row.value.means.map((item) => item.value));
  return [page.title, page.meta.locale];
}

export const asked: operations["search"]["parameters"]["query"] = { q: "parents", kind: ["row"] };
