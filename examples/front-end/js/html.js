// A tagged template that escapes what is put into it, unless it is HTML already.

const ESCAPED = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

class Html {
  constructor(text) {
    this.text = text;
  }

  toString() {
    return this.text;
  }
}

/** HTML of the API: the site has cleaned it, and the page's policy lets no script of it run. */
export const trusted = (text) => new Html(text ?? "");

export const html = (parts, ...values) =>
  new Html(parts.reduce((text, part, i) => text + write(values[i - 1]) + part));

function write(value) {
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(write).join("");
  if (value === null || value === undefined || value === false) return "";
  return String(value).replace(/[&<>"']/g, (sign) => ESCAPED[sign]);
}
