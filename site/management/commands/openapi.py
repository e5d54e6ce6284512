"""The OpenAPI document: writes the copy in the repository anew, or says what has changed."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from agirtot.api import api
from home.api.changes import changes
from home.api.document import document_of, text_of

COPY = Path(settings.BASE_DIR) / "docs" / "reference" / "openapi.json"


class Command(BaseCommand):
    help = "Write docs/reference/openapi.json, or compare it with what the API is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="write nothing; end with 1 where they differ"
        )

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        document = document_of(api)
        found = changes(COPY.read_text(), document) if COPY.exists() else []
        for change in found:
            self.stdout.write(str(change))
        if check and found:
            raise CommandError(_("The API has changed: run manage.py openapi and commit the file."))
        if not check:
            COPY.write_text(text_of(document))
