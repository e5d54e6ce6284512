"""Mails as files that any mail program opens, for one's own machine."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone


class MailFiles(BaseEmailBackend):
    def __init__(self, folder: Path, **options: Any) -> None:
        super().__init__(**options)
        self.folder = Path(folder)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        self.folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            # In the order of their writing, each under a name of its own.
            name = f"{timezone.localtime():%Y-%m-%d-%H%M%S-%f}-{uuid4().hex[:6]}.eml"
            (self.folder / name).write_bytes(message.message().as_bytes())
        return len(email_messages)
