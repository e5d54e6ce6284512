// The site tells serve.py by webhook what was published; serve.py tells every open page.

const GATHERING = 200; // milliseconds: a publication may come as several events

export function listen(changed) {
  const news = new EventSource("/events");
  let waiting;
  news.addEventListener("message", () => {
    clearTimeout(waiting);
    waiting = setTimeout(changed, GATHERING);
  });
}
