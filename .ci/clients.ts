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

// What is sent is as typed as what is answered.
type Draft = components["schemas"]["BlogPageDraft"];
type Body = NonNullable<Draft["body"]>;

export const body: Body = [
  { type: "heading", value: { text: "D’abord", level: "2" } },
  { type: "paragraph", value: { format: "db_markdown", content: "**Une** table." } },
  { type: "image", value: { image: { id: 12 }, alt: "Une table" } },
  // @ts-expect-error: there is no such level
  { type: "heading", value: { text: "Ensuite", level: "7" } },
  // @ts-expect-error: there is no such block
  { type: "titre", value: {} },
];
export const sent: operations["contributions_send"]["requestBody"]["content"]["application/json"] = {
  kind: "example",
  row: "0f0e0d0c-0000-4000-8000-000000000000",
  fields: { done: "Une soupe", name: "Aline", email: "a@exemple.org", consent_data: true, consent_publication: true },
};
