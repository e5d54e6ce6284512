/* Facets that narrow the results at once. Without this module a button sends them.

   <form data-narrow="#said #results"> names the elements whose content the answer replaces;
   the form itself may be in one of them. */

let request;

const addressOf = (form) => {
  const url = new URL(form.action);
  url.search = new URLSearchParams(new FormData(form));
  return url;
};

/** What the reader had opened and where the focus was, to be found again in what replaces it. */
function stateOf(root) {
  const { name, value } = document.activeElement;
  return {
    open: [...root.querySelectorAll("details[open][id]")].map(({ id }) => id),
    focused: name && root.contains(document.activeElement) ? { name, value } : null,
  };
}

function restore(root, { open, focused }) {
  for (const id of open) {
    const details = root.querySelector(`#${CSS.escape(id)}`);
    if (details) details.open = true;
  }
  if (!focused) return;
  const [name, value] = [focused.name, focused.value].map((text) => CSS.escape(text));
  const again = root.querySelector(`input[name="${name}"][value="${value}"]:not([type=hidden])`);
  (again ?? root.querySelector("a, button, summary"))?.focus({ preventScroll: true });
}

/* The elements stay, so that those which are live regions announce what changes in them. */
function swap(selectors, answer) {
  for (const selector of selectors) {
    const element = document.querySelector(selector);
    const fresh = answer.querySelector(selector);
    if (!element || !fresh) throw new Error(`the answer has no ${selector}`);
    const state = stateOf(element);
    element.replaceChildren(...fresh.childNodes);
    restore(element, state);
  }
}

async function show(url, selectors) {
  request?.abort();
  request = new AbortController();
  const response = await fetch(url, { signal: request.signal });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  const answer = new DOMParser().parseFromString(await response.text(), "text/html");
  swap(selectors.split(" "), answer);
  document.title = answer.title;
}

async function narrow(form) {
  const url = addressOf(form);
  const selectors = form.dataset.narrow;
  try {
    await show(url, selectors);
    history.pushState({ selectors }, "", url);
  } catch (error) {
    if (error.name !== "AbortError") window.location.assign(url);
  }
}

const first = document.querySelector("form[data-narrow]");
if (first) {
  history.replaceState({ selectors: first.dataset.narrow }, "");
  document.documentElement.classList.add("narrows");
}

document.addEventListener("change", ({ target }) => {
  if (target.form?.dataset.narrow) narrow(target.form);
});

window.addEventListener("popstate", ({ state }) => {
  if (!state?.selectors) return;
  show(window.location.href, state.selectors).catch((error) => {
    if (error.name !== "AbortError") window.location.reload();
  });
});
