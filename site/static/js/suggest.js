/* What is offered below a search field while one types. Without this module it is a plain field.

   <input data-suggest="/recherche/suggestions/"> becomes a combobox with a list of choices:
   https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ */

const DELAY = 120;
const SHORTEST = 2;
let fields = 0;

function element(tag, attributes, ...content) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...content);
  return made;
}

function enliven(input) {
  fields += 1;
  const list = element("ul", { role: "listbox", id: `suggestions-${fields}`, class: "suggestions" });
  const says = element("p", { role: "status", class: "visually-hidden" });
  list.setAttribute("aria-label", input.getAttribute("aria-label"));
  list.hidden = true;
  input.form.append(list, says);
  input.type = "text"; // of a search field, browsers say that it is one and no combobox
  input.enterKeyHint = "search";
  input.role = "combobox";
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  let timer;
  let request;
  let typed = input.value;
  let current = -1;

  function choose(place) {
    list.children[current]?.setAttribute("aria-selected", "false");
    current = place;
    const option = list.children[place];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
    input.value = option ? option.dataset.text : typed;
  }

  function close() {
    clearTimeout(timer);
    request?.abort();
    list.hidden = true;
    list.replaceChildren();
    says.textContent = "";
    current = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function show({ suggestions, said }) {
    current = -1;
    input.removeAttribute("aria-activedescendant");
    list.replaceChildren(
      ...suggestions.map(({ text, kind, url }, place) => {
        const id = `${list.id}-${place}`;
        const option = element("li", { role: "option", id, "aria-selected": "false" });
        option.append(element("span", {}, text), " ", element("small", {}, kind));
        Object.assign(option.dataset, { text, url });
        return option;
      }),
    );
    list.hidden = !suggestions.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    says.textContent = said;
  }

  async function ask() {
    request?.abort();
    request = new AbortController();
    const url = new URL(input.dataset.suggest, window.location);
    url.search = new URLSearchParams({ q: typed });
    const response = await fetch(url, { signal: request.signal });
    if (response.ok && document.activeElement === input) show(await response.json());
  }

  input.addEventListener("input", () => {
    typed = input.value;
    clearTimeout(timer);
    if (typed.trim().length < SHORTEST) close();
    /* Aborted by the next letter, or out of reach: the button is still there. */
    else timer = setTimeout(() => ask().catch(() => {}), DELAY);
  });

  const count = () => list.children.length;
  const keys = {
    /* Before the first and after the last is what was typed. */
    ArrowDown: () => choose(current + 1 < count() ? current + 1 : -1),
    ArrowUp: () => choose(current >= 0 ? current - 1 : count() - 1),
    Escape() {
      choose(-1);
      close();
    },
    Enter() {
      window.location.assign(list.children[current].dataset.url);
    },
  };
  input.addEventListener("keydown", (event) => {
    const known = keys[event.key];
    if (!known || list.hidden || event.isComposing) return;
    if (event.key === "Enter" && current < 0) return;
    event.preventDefault();
    known();
  });
  input.form.addEventListener("submit", close);
  input.addEventListener("blur", close);

  /* The field keeps the focus while the mouse goes down: a blur would close the list. */
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => {
    const option = target.closest("[role=option]");
    if (option) window.location.assign(option.dataset.url);
  });
}

document.querySelectorAll("input[data-suggest]").forEach(enliven);
