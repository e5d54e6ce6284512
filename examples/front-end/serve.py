"""Serves this front end, and hears by webhook what was published on the site.

It needs nothing but Python. Every address that is no file gets index.html, whose script draws
the page. /hook takes the site's webhooks, /events passes them on to the pages that are open.
"""

import argparse
import hmac
import json
import os
import queue
import time
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

HERE = Path(__file__).parent
API = "http://127.0.0.1:8000/api/v3/"
PUBLIC = (".js", ".css", ".svg")
LONGEST = 64 * 1024  # bytes of a webhook
OLDEST = 300  # seconds
HEARTBEAT = 15  # seconds: how soon a page that was closed is noticed


def verify(secret: str, header: str, body: bytes) -> bool:
    """Whether it is the site that says so, and just now; docs/reference/webhooks.md."""
    parts = [part.partition("=") for part in header.split(",")]
    stamps = [value for name, _, value in parts if name == "t" and value.isdecimal()]
    if not secret or not stamps or abs(time.time() - int(stamps[0])) > OLDEST:
        return False
    expected = hmac.new(secret.encode(), b"%s." % stamps[0].encode() + body, "sha256").hexdigest()
    return any(hmac.compare_digest(expected, value) for name, _, value in parts if name == "v1")


class FrontEnd(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], *, api: str = API, secret: str = "") -> None:
        super().__init__(address, partial(Handler, directory=str(HERE)))
        self.secret = secret
        self.listeners: set[queue.SimpleQueue[str]] = set()
        self.index = (HERE / "index.html").read_text().replace(API, api).encode()
        site = "{0.scheme}://{0.netloc}".format(urlsplit(api))
        # The site may frame it: its editor shows previews beside the form.
        self.policy = (
            "default-src 'none'; script-src 'self'; style-src 'self'; form-action 'self'; "
            f"connect-src 'self' {site}; img-src 'self' {site}; base-uri 'none'; "
            f"frame-ancestors 'self' {site}"
        )

    def tell(self, news: str) -> None:
        for listener in tuple(self.listeners):
            listener.put(news)


class Handler(SimpleHTTPRequestHandler):
    server: FrontEnd

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path == "/events":
            self.pass_on()
        elif path.endswith(PUBLIC):
            super().do_GET()
        else:
            self.answer(HTTPStatus.OK, self.server.index, "text/html; charset=utf-8")

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if urlsplit(self.path).path != "/hook" or not length.isdecimal():
            self.answer(HTTPStatus.NOT_FOUND)
        elif int(length) > LONGEST:
            self.answer(HTTPStatus.CONTENT_TOO_LARGE)
        else:
            self.hear(self.rfile.read(int(length)))

    def hear(self, body: bytes) -> None:
        """Answer, then tell: the site waits for no reader."""
        if not verify(self.server.secret, self.headers.get("Webhook-Signature", ""), body):
            self.answer(HTTPStatus.FORBIDDEN)
            return
        self.answer(HTTPStatus.NO_CONTENT)
        # On one line, as an event wants it. A delivery that comes twice is drawn twice: no harm.
        self.server.tell(json.dumps(json.loads(body)))

    def pass_on(self) -> None:
        """An event stream, open until the page is closed."""
        news: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.server.listeners.add(news)
        try:
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            self.wfile.write(b": open\n\n")
            while True:
                self.wfile.write(next_event(news))
                self.wfile.flush()
        except OSError:
            pass  # the page is gone
        finally:
            self.server.listeners.discard(news)

    def answer(self, status: HTTPStatus, body: bytes = b"", kind: str = "text/plain") -> None:
        self.send_response(status)
        if status != HTTPStatus.NO_CONTENT:
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", self.server.policy)
        self.send_header("Referrer-Policy", "same-origin")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, *args: object) -> None:
        """A preview's token is in its address: nothing is written down."""


def next_event(news: "queue.SimpleQueue[str]") -> bytes:
    try:
        return f"data: {news.get(timeout=HEARTBEAT)}\n\n".encode()
    except queue.Empty:
        return b": still here\n\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--api", default=API, help="where the API is (%(default)s)")
    parser.add_argument("--port", type=int, default=8080)
    asked = parser.parse_args()
    secret = os.environ.get("WEBHOOK_SECRET", "")
    server = FrontEnd(("127.0.0.1", asked.port), api=asked.api, secret=secret)
    print(f"http://127.0.0.1:{server.server_port}/", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()


if __name__ == "__main__":
    main()
