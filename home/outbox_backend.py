"""Mails of Django's and Wagtail's own go the way of all others: through the outbox."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from home.outbox import Mail, queue


class Outbox(BaseEmailBackend):
    """Writes each mail down for each of its readers; the mailer "server" sends it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            if message.attachments:
                raise ValueError("The outbox takes no attachments.")
            for reader in message.recipients():
                queue(mail_to(reader, message))
        return len(email_messages)


def mail_to(reader: str, message: EmailMessage) -> Mail:
    alternatives = message.alternatives if isinstance(message, EmailMultiAlternatives) else []
    html = [content for content, mimetype in alternatives if mimetype == "text/html"]
    sender = message.from_email
    return Mail(
        to=reader,
        subject=str(message.subject),
        text=str(message.body),
        html=str(html[0]) if html else "",
        reply_to=message.reply_to[0] if message.reply_to else "",
        sender="" if sender == settings.DEFAULT_FROM_EMAIL else sender,
    )
