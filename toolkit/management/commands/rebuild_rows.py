"""Writes the table of rows anew from the pages."""

from typing import Any

from django.core.management.base import BaseCommand

from toolkit.models import AudiencePage
from toolkit.projection import project


class Command(BaseCommand):
    help = "Write the table of rows anew from the audience pages."

    def handle(self, *args: Any, **options: Any) -> None:
        pages = AudiencePage.objects.values_list("pk", flat=True)
        for pk in pages:
            project(pk)
        self.stdout.write(f"{len(pages)} audience pages projected.")
