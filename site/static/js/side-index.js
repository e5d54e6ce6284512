/* On a phone the index of audiences scrolls sideways: it begins at the current one. */

const current = document.querySelector(".side [aria-current]");
const list = current?.closest("ul");

if (list) {
  list.scrollLeft = current.offsetLeft - (list.clientWidth - current.offsetWidth) / 2;
}
