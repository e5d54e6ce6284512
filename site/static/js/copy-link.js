/* Buttons that copy an address. Shown only where the browser can, with the item that holds them. */

function enable(button) {
  const status = button.querySelector("[role=status]");
  const label = status.textContent;
  button.closest("[hidden]").hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    status.textContent = button.dataset.done;
    setTimeout(() => (status.textContent = label), 4000);
  });
}

if (navigator.clipboard) document.querySelectorAll("[data-copy]").forEach(enable);
