/* What is typed into a long form stays in this tab, whatever happens to it before it is sent.

   <form data-keep="name">: its words come back where the page shows none of its own. */

const PREFIX = "typed:";
const TYPED = 'textarea, input:not([type="hidden"], [type="file"], [type="checkbox"], [type="radio"])';

/** Some people have their browser keep nothing. */
function storage() {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}

const store = storage();

function keep(form) {
  const key = PREFIX + form.dataset.keep;
  const fields = [...form.querySelectorAll(TYPED)].filter((field) => field.name !== "website");
  /* What the server kept is what counts. */
  if (fields.some((field) => field.defaultValue)) store?.removeItem(key);
  const kept = JSON.parse(store?.getItem(key) ?? "{}");
  for (const field of fields) field.value ||= kept[field.name] ?? "";
  form.addEventListener("input", () => {
    const typed = Object.fromEntries(fields.map((field) => [field.name, field.value]));
    store?.setItem(key, JSON.stringify(typed));
  });
}

document.querySelectorAll("form[data-keep]").forEach(keep);
