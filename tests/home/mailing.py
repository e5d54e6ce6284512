"""A mail, and a server that takes it."""

import email
import email.policy
import socketserver

from home.outbox import Mail

SECONDS = 20


def a_mail(**fields) -> Mail:
    return Mail(**{"to": "lea@example.org", "subject": "Bonjour", "text": "Salut.\n"} | fields)


class SmtpHandler(socketserver.StreamRequestHandler):
    """As much of RFC 5321 as Python's client speaks; ``server.answers`` changes an answer."""

    def handle(self) -> None:
        self.say("220 ready")
        for line in iter(self.rfile.readline, b""):
            command = line.decode().split(maxsplit=1)[0].upper()
            if command == "DATA":
                self.say("354 go on")
                lines = iter(self.rfile.readline, b".\r\n")
                self.server.taken.append(b"".join(lines))
            usual = "221 bye" if command == "QUIT" else "250 ok"
            self.say(self.server.answers.get(command, usual))

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class SmtpServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), SmtpHandler)
        self.taken: list[bytes] = []
        self.answers: dict[str, str] = {}

    def messages(self) -> list[email.message.EmailMessage]:
        return [email.message_from_bytes(raw, policy=email.policy.default) for raw in self.taken]


def use_server(settings, port: int) -> None:
    settings.MAILERS = {
        "server": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": port, "timeout": SECONDS},
        }
    }
