"""A mail of the outbox as the message that a mail server takes."""

import email.policy
from email.headerregistry import HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import Policy
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from home.models import OutgoingMail


class LinkHeader:
    """A header that holds addresses of the web, which must reach their reader whole.

    Python folds a word longer than a line into encoded words, where no mail program
    looks for a link: one-click unsubscribing would be lost.
    """

    max_count = 1
    parse = staticmethod(UnstructuredHeader.parse)

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"  # type: ignore[attr-defined]


HEADERS = HeaderRegistry()
HEADERS.map_to_type("list-unsubscribe", LinkHeader)  # type: ignore[arg-type]


class Message(EmailMultiAlternatives):
    def message(self, *, policy: Policy | None = None) -> EmailMessage:
        policy = policy or email.policy.default
        ours = policy.clone(header_factory=HEADERS)  # type: ignore[call-arg]
        return super().message(policy=ours)


def message_of(mail: OutgoingMail) -> Message:
    """The same at each attempt, its id and date included: a mail sent twice is seen as one."""
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"
    message = Message(
        subject=mail.subject,
        body=mail.text,
        from_email=mail.sender or None,
        to=[mail.to],
        reply_to=[mail.reply_to] if mail.reply_to else None,
        headers=mail.headers
        | {
            "Auto-Submitted": "auto-generated",
            "Date": timezone.localtime(mail.created_at),
            "Message-ID": f"<{mail.pk}.{mail.created_at.timestamp():.0f}@{host}>",
        },
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message
