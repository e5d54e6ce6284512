/* The thread: likes without leaving the page, one's own waiting comments, folded replies.
   Without this module likes are sent as a form, the others are a link away or unfolded by hand. */

const LIKED = "liked-comments";
const section = document.querySelector(".comments");
const says = section?.querySelector("[data-says]");
const store = storage();

/** Some people have their browser keep nothing. */
function storage() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

const liked = new Set(JSON.parse(store?.getItem(LIKED) ?? "[]"));

function show(button, isLiked) {
  button.setAttribute("aria-pressed", String(isLiked));
}

function remember(id, isLiked) {
  if (isLiked) liked.add(id);
  else liked.delete(id);
  store?.setItem(LIKED, JSON.stringify([...liked]));
}

async function send(button) {
  const { action } = button.form;
  const response = await fetch(action, {
    method: "POST",
    headers: { Accept: "application/json" },
  });
  if (!response.ok) throw new Error(`${action} answered ${response.status}`);
  const answer = await response.json();
  remember(button.dataset.like, answer.liked);
  show(button, answer.liked);
  button.querySelector("[data-count]").textContent = answer.count || "";
  says.textContent = answer.liked ? section.dataset.liked : section.dataset.notLiked;
}

for (const button of section?.querySelectorAll("[data-like]") ?? []) {
  show(button, liked.has(button.dataset.like));
  button.form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(button).catch(() => {
      says.textContent = section.dataset.failed;
    });
  });
}

async function showOwn() {
  const response = await fetch(section.dataset.own);
  if (!response.ok) return;
  const answer = new DOMParser().parseFromString(await response.text(), "text/html");
  section.querySelector("#own-comments").replaceChildren(...answer.body.childNodes);
}

/* Out of reach: they are on the page "My comments". */
if (section && store?.getItem("has-commented")) showOwn().catch(() => {});

/** Not every browser unfolds what a link leads to. */
function unfold() {
  const target = document.getElementById(window.location.hash.slice(1));
  if (!target || !section?.contains(target)) return;
  let folded = target.closest("details:not([open])");
  if (!folded) return;
  for (; folded; folded = folded.parentElement.closest("details:not([open])")) folded.open = true;
  target.scrollIntoView();
}

window.addEventListener("hashchange", unfold);
unfold();
