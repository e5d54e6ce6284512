/* Remarks on a draft, without leaving the passage. Without this module each is a page of its own.

   Every link and form of a passage leads to the whole page: what it holds of that passage,
   and the number of remarks, take the place of what is here. */

function placeOf(element) {
  return element.closest(".remarks");
}

async function bring(place, address, options = {}) {
  const response = await fetch(address, options);
  const answer = new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = answer.getElementById(place.id);
  const count = answer.getElementById("review-count");
  /* Refused: the page says why, and has kept what was written. */
  if (!fresh || !count) throw new Error(`${address} answered ${response.status}`);
  document.getElementById("review-count").replaceChildren(...count.childNodes);
  place.replaceWith(document.adoptNode(fresh));
  const next = fresh.querySelector("textarea") ?? fresh.querySelector("a[data-remark]:last-child");
  next?.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-remark]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  bring(placeOf(link), link.href).catch(() => window.location.assign(link.href));
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches(".remark-form")) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form, event.submitter));
  const button = event.submitter;
  bring(placeOf(form), form.action, { method: "POST", body }).catch(() => {
    /* Sent as without this module, by the same button. */
    form.noValidate = true;
    if (button?.name) form.append(Object.assign(document.createElement("input"), {
      type: "hidden", name: button.name, value: button.value,
    }));
    form.submit();
  });
});
