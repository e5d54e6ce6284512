// Keeps the HTML flavour of what is pasted: it knows cells and links that plain text has lost.
for (const form of document.querySelectorAll("form[data-paste]")) {
  const { pasted, pasted_html: html } = form.elements;
  pasted.addEventListener("paste", (event) => {
    html.value = event.clipboardData?.getData("text/html") ?? "";
  });
  // What is typed or changed by hand afterwards counts as it stands.
  pasted.addEventListener("input", (event) => {
    if (event.inputType !== "insertFromPaste") html.value = "";
  });
}
