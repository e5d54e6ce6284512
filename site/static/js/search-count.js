/* Tells the site what was searched, and that a result was followed; of the person, nothing.

   <div data-count="/recherche/count/" data-words="parents"> holds the results. */

const results = document.querySelector("[data-count]");

function tell(event) {
  const { count, words } = results.dataset;
  navigator.sendBeacon(count, new URLSearchParams({ q: words, event }));
}

/** A page that is shown again, narrowed or turned is no other search. */
function isNew() {
  const key = `counted:${results.dataset.count}`;
  try {
    if (sessionStorage.getItem(key) === results.dataset.words) return false;
    sessionStorage.setItem(key, results.dataset.words);
  } catch {
    /* Some people have their browser keep nothing. */
  }
  return true;
}

if (results) {
  if (isNew()) tell("search");
  results.addEventListener("click", ({ target }) => {
    if (target.closest(".hit a, .promoted a")) tell("click");
  });
}
