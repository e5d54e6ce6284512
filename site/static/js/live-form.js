/* Forms that answer while one types. Without this module they answer when they are sent.

   <form data-live="#count #found"> names the elements whose content the answer replaces. */

const DELAY = 150;

function addressOf(form) {
  const filled = [...new FormData(form)].filter(([, value]) => value.trim());
  const url = new URL(form.action);
  url.search = new URLSearchParams(filled);
  return url;
}

/* The elements stay, so that those which are live regions announce what changes in them. */
function swap(selectors, answer) {
  for (const selector of selectors) {
    const fresh = answer.querySelector(selector);
    if (fresh) document.querySelector(selector)?.replaceChildren(...fresh.childNodes);
  }
}

function enliven(form) {
  const selectors = form.dataset.live.split(" ");
  let timer;
  let request;

  async function refresh() {
    request?.abort();
    request = new AbortController();
    const url = addressOf(form);
    url.hash = "";
    const response = await fetch(url, { signal: request.signal });
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    swap(selectors, new DOMParser().parseFromString(await response.text(), "text/html"));
    history.replaceState(null, "", url);
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    /* Aborted by the next letter, or out of reach: the button is still there. */
    timer = setTimeout(() => refresh().catch(() => {}), DELAY);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    refresh().catch((error) => error.name === "AbortError" || form.submit());
  });
}

document.querySelectorAll("form[data-live]").forEach(enliven);
