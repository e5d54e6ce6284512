/* The form of a comment. Without this module it stands on a page of its own.

   <a data-form="c12"> leads to that page: the form is fetched and put below the comment.
   <form data-draft="3:12"> keeps its text in this browser until it is sent. */

const DRAFT = "comment-draft:";
const store = storage();

/** Some people have their browser keep nothing. */
function storage() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

function keepDraft(form) {
  const key = DRAFT + form.dataset.draft;
  const field = form.elements.text;
  if (!field.value) field.value = store?.getItem(key) ?? "";
  field.addEventListener("input", () => {
    if (field.value.trim()) store?.setItem(key, field.value);
    else store?.removeItem(key);
  });
}

function count(form) {
  const field = form.elements.text;
  const counter = form.querySelector("[data-counter]");
  const longest = Number(field.dataset.longest);

  function show() {
    const left = longest - [...field.value].length;
    const words = left < 0 ? counter.dataset.over : counter.dataset.left;
    counter.hidden = left > longest / 5;
    counter.classList.toggle("over", left < 0);
    counter.textContent = `${Math.abs(left).toLocaleString(document.documentElement.lang)} ${words}`;
  }
  field.addEventListener("input", show);
  show();
}

function enliven(form) {
  if (form.dataset.draft) keepDraft(form);
  if (form.querySelector("[data-counter]")) count(form);
}

async function fetchForm(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  const answer = new DOMParser().parseFromString(await response.text(), "text/html");
  return document.adoptNode(answer.querySelector("#comment-form"));
}

function close(form) {
  form.remove();
  form.opener.focus();
}

/** Below the comment that is answered, or where the link stands. */
function place(form, link) {
  document.getElementById("comment-form")?.remove();
  form.opener = link;
  (document.getElementById(link.dataset.form) ?? link.closest("p, .thread-head")).after(form);
  enliven(form);
  form.dispatchEvent(new Event("placed", { bubbles: true }));
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close(form);
  });
  const button = form.querySelector("[data-close]");
  button.hidden = false;
  button.addEventListener("click", () => close(form));
  (form.elements.name ?? form.elements.text).focus();
}

for (const link of document.querySelectorAll("a[data-form]")) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    fetchForm(link.href).then(
      (form) => place(form, link),
      () => window.location.assign(link.href),
    );
  });
}

document.querySelectorAll(".comment-form").forEach(enliven);

const sent = document.querySelector("[data-sent]");
if (sent) {
  store?.removeItem(DRAFT + sent.dataset.sent);
  store?.setItem("has-commented", "yes");
}
