"""Addresses that people typed are asked outside only, whatever their names lead to by then."""

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.exceptions import ValidationError

from home.outside import Unreachable, check_address, send

INSIDE = """
http://127.0.0.1/ http://127.1/ http://2130706433/ http://0x7f.0.0.1/ http://0.0.0.0/
http://10.0.0.1/ http://172.16.0.1/ http://192.168.1.1/ http://169.254.169.254/latest/meta-data/
http://100.64.0.1/ http://192.0.0.1/ http://198.18.0.1/ http://224.0.0.1/ http://240.0.0.1/
http://255.255.255.255/ http://[::1]/ http://[::]/ http://[::ffff:127.0.0.1]/ http://[fe80::1]/
http://[fc00::1]/ http://[fec0::1]/ http://[ff02::1]/ http://[2002:7f00:1::]/
http://[64:ff9b::7f00:1]/ http://localhost/ http://printer.local/ http://db.internal/
"""
UNREADABLE = """
file:///etc/passwd gopher://192.0.2.1/ ftp://example.org/ //example.org/ http:/// http://:80/
http://user:word@93.184.215.14/ http://93.184.215.14:0/ http://93.184.215.14:99999/ http://[::1/
javascript:alert(1)
"""


@pytest.mark.parametrize("url", [*INSIDE.split(), *UNREADABLE.split(), "http://93.184.215.14/ x"])
def test_what_is_not_outside_is_neither_accepted_nor_asked(url):
    with pytest.raises(ValidationError):
        check_address(url)
    with pytest.raises(Unreachable):
        send("GET", url)


@pytest.mark.parametrize("url", ["http://93.184.215.14/", "https://[2606:4700::1111]:8443/a?b=c"])
def test_what_is_outside_is_accepted(url):
    check_address(url)


def test_a_form_may_ask_for_https():
    with pytest.raises(ValidationError, match="https"):
        check_address("http://93.184.215.14/", schemes=("https",))


def test_a_name_is_looked_up_once_and_what_was_looked_at_is_connected_to(monkeypatch):
    """DNS rebinding: the second look would say 127.0.0.1."""
    answers = [["93.184.215.14"], ["127.0.0.1"]]
    dialled = []

    def look_up(host, port, **kwargs):
        return [(None, None, 0, "", (address, port)) for address in answers.pop(0)]

    def dial(address, timeout):
        dialled.append(address)
        raise OSError

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket, "create_connection", dial)
    for _attempt in range(2):
        with pytest.raises(Unreachable):
            send("GET", "http://rebinding.example/")
    assert dialled == [("93.184.215.14", 80)]


def test_one_inner_address_among_others_is_enough_to_refuse(monkeypatch):
    found = [(None, None, 0, "", (a, 80)) for a in ("93.184.215.14", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: found)
    with pytest.raises(Unreachable, match="internet"):
        send("GET", "http://both.example/")


class Rude(BaseHTTPRequestHandler):
    """Redirects inside, sends without end, or one byte at a time."""

    leave = threading.Event()

    def do_GET(self) -> None:
        self.send_response(302 if self.path == "/moved" else 200)
        self.send_header("Location", "http://127.0.0.1:1/")
        self.end_headers()
        try:
            while self.path == "/endless":
                self.wfile.write(b"x" * 4096)
            while self.path == "/slow" and not self.leave.wait(0.05):
                self.wfile.write(b"x")
        except OSError:
            pass

    def log_message(self, *args: object) -> None: ...


@pytest.fixture
def rude(settings) -> Iterator[str]:
    settings.OUTSIDE_ALLOWS_LOOPBACK = True
    server = HTTPServer(("127.0.0.1", 0), Rude)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    Rude.leave.set()
    server.shutdown()
    thread.join()
    server.server_close()


def test_redirects_endless_answers_and_slow_ones_are_cut_short(rude):
    moved = send("GET", f"{rude}/moved")
    assert moved.status == 302
    assert moved.headers["Location"] == "http://127.0.0.1:1/"
    assert len(send("GET", f"{rude}/endless", most=10_000).body) == 10_000
    slow = send("GET", f"{rude}/slow", seconds=2)
    assert len(slow.body) < 100
