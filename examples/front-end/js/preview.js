// The site's editor shows this page in a frame, and in a new frame after each change: it asks the old
// one how far it was read and tells the new one. It waits ten seconds for one that says nothing.

import { API } from "./api.js";

const say = (message) => top.postMessage({ wagtail: { origin: location.origin, ...message } }, API.origin);

function heard({ origin, data }) {
  if (origin !== API.origin || !data?.wagtail) return;
  const { type, x, y } = data.wagtail;
  if (type === "w-preview:get-scroll-position")
    say({ type: "w-preview:set-scroll-position", x: scrollX, y: scrollY });
  if (type === "w-preview:set-scroll-position") scrollTo({ top: y, left: x, behavior: "instant" });
}

/** Once the draft is drawn. */
export function answerEditor() {
  if (top === window) return;
  addEventListener("message", heard);
  say({ type: "w-preview:request-scroll" });
}
