/**
 * What the editor saves by itself and what a person saves by hand are two requests. At once they
 * would be two versions of which the older could be stored last, or two new pages: whoever saves
 * waits for the one under way, goes on from the version that it made, and none follows.
 */

/** @param {HTMLFormElement} form */
function saveInTurn(form) {
  let underWay = false;
  let sent = false;
  let waiting = () => {};

  form.addEventListener("w-autosave:save", (event) => {
    if (sent) event.preventDefault();
    else underWay = true;
  });

  form.addEventListener("w-autosave:success", ({ detail: { response } }) => {
    const { loaded_revision_id: version, loaded_revision_created_at: moment } = form.elements;
    if (version) version.value = response.revision_id;
    if (moment) moment.value = response.revision_created_at;
  });

  for (const end of ["success", "error"]) {
    form.addEventListener(`w-autosave:${end}`, () => {
      underWay = false;
      waiting();
    });
  }

  form.addEventListener(
    "submit",
    (event) => {
      sent = !underWay;
      if (sent) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      waiting = () => submit(form, event.submitter);
    },
    { capture: true },
  );

  // Whoever agrees to Wagtail's own question whether to save over another's version has answered.
  document.addEventListener(
    "w-dialog:confirmed",
    () => {
      const session = document.querySelector("[data-controller~=w-session]");
      if (session?.dataset.wSessionInterceptValue !== "conflict") return;
      const agreed = document.createElement("input");
      Object.assign(agreed, { type: "hidden", name: "over_newer", value: "1" });
      form.append(agreed);
    },
    { capture: true },
  );

  // Wagtail's dialogs submit by script, which no event would tell of.
  form.submit = form.requestSubmit;
  // Whoever comes back to the page goes on writing.
  window.addEventListener("pageshow", () => {
    sent = false;
  });
}

/**
 * A button that shows progress is disabled, and would not be sent.
 *
 * @param {HTMLFormElement} form
 * @param {HTMLButtonElement | null} button
 */
function submit(form, button) {
  if (!button) return form.requestSubmit();
  const { disabled } = button;
  button.disabled = false;
  form.requestSubmit(button);
  button.disabled = disabled;
}

const form = document.querySelector("form[data-controller~=w-autosave]");
if (form) saveInTurn(form);
