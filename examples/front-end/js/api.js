// The API, read over fetch. The browser keeps answers and asks again with their ETag by itself.

export const API = new URL(document.querySelector("meta[name=api]").content);

/** What the API said against it; `message` is a sentence in the reader's language. */
export class Problem extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

export async function get(path, parameters = {}, signal) {
  const url = new URL(path, API);
  for (const [name, values] of Object.entries(parameters))
    for (const value of [values].flat())
      if (value !== null && value !== undefined && value !== "") url.searchParams.append(name, value);
  const answer = await fetch(url, {
    signal,
    credentials: "omit",
    headers: { "Accept-Language": document.documentElement.lang },
  });
  if (answer.ok) return answer.json();
  const problem = await answer.json().catch(() => ({}));
  throw new Problem(answer.status, problem.detail ?? answer.statusText);
}

/** Where this front end shows an address of the site; other addresses stay as they are. */
export function here(address) {
  const url = address && new URL(address, API);
  const file = /^\/(documents|media|images|api|admin)\//;
  if (!url || url.origin !== API.origin || file.test(url.pathname)) return address;
  return url.pathname + url.search + url.hash;
}
