/**
 * The queue with the keyboard, selecting all of a page, and ready answers put into the text.
 * Everything here can be done without it.
 */

const PLACE = "moderation-place";

/** @param {HTMLElement} queue */
function moveByKeys(queue) {
  const cards = [...queue.querySelectorAll("article")];
  const current = () => cards.findIndex((card) => card.contains(document.activeElement));

  /** @param {number} place */
  const go = (place) => {
    const card = cards[Math.max(0, Math.min(place, cards.length - 1))];
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
  };

  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(target)) return;
    if (document.querySelector("[role=dialog]:not([aria-hidden]), dialog[open]")) return;
    const place = current();
    if (key === "j" || key === "k") {
      event.preventDefault();
      go(place < 0 ? 0 : place + (key === "j" ? 1 : -1));
      return;
    }
    const control = "arsex".includes(key) && cards[place]?.querySelector(`[data-key=${key}]`);
    if (!control) return;
    event.preventDefault();
    // The next comment takes this one's place once the page is back.
    if (control.matches("button")) sessionStorage.setItem(PLACE, String(place));
    control.click();
  });

  const left = sessionStorage.getItem(PLACE);
  sessionStorage.removeItem(PLACE);
  if (left !== null) go(Number(left));
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input:not([type=checkbox]), textarea, select"))
  );
}

/** @param {HTMLElement} form */
function selectMany(form) {
  const all = form.querySelector("[data-select-all]");
  const count = form.querySelector("[data-selected]");
  const boxes = [...document.querySelectorAll(`input[form=${form.id}]`)];
  const chosen = () => boxes.filter((box) => box.checked).length;
  const box = all.querySelector("input");

  const tell = () => {
    count.value = chosen();
    box.checked = chosen() === boxes.length;
    box.indeterminate = !box.checked && chosen() > 0;
  };
  box.addEventListener("change", () => {
    for (const each of boxes) each.checked = box.checked;
    tell();
  });
  for (const each of boxes) each.addEventListener("change", tell);
  all.hidden = count.hidden = false;
  tell();
}

/** @param {HTMLFormElement} form */
function insertReadyAnswers(form) {
  const stored = document.getElementById("ready-texts");
  if (!stored) return;
  const texts = JSON.parse(stored.textContent);
  const { ready, text, insert } = form.elements;
  insert.addEventListener("click", (event) => {
    event.preventDefault();
    if (!texts[ready.value]) return;
    text.value = [text.value.trim(), texts[ready.value]].filter(Boolean).join("\n\n");
    text.focus();
  });
}

// Wagtail has moved its dialog to its place by then.
addEventListener("load", () => {
  const keys = document.querySelector("[data-moderation-keys]");
  const shown = document.querySelector("#keyboard-shortcuts-dialog table thead");
  if (keys && shown) shown.after(keys.content);
});
for (const queue of document.querySelectorAll("[data-keys]")) moveByKeys(queue);
for (const form of document.querySelectorAll("form.moderation-bulk")) selectMany(form);
for (const form of document.querySelectorAll("form[data-ready-answers]")) insertReadyAnswers(form);
