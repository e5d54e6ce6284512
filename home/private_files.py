"""Files that no address leads to: those that somebody sent and nobody has approved yet."""

import os

from django.conf import settings
from django.core.files.storage import FileSystemStorage


class PrivateStorage(FileSystemStorage):
    """In ``PRIVATE_ROOT``, which no server serves. Views hand out what is in it, one by one."""

    @property
    def base_location(self) -> str:
        return str(settings.PRIVATE_ROOT)

    @property
    def location(self) -> str:
        return os.path.abspath(self.base_location)

    @property
    def base_url(self) -> str:
        raise ValueError("A private file has no URL.")
