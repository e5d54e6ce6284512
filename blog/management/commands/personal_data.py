"""What is held of an address: hand it over, or forget it."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from blog.personal_data import erase_all, export_all, held_of


class Command(BaseCommand):
    help = "Answer a request about personal data: export what an address left, or forget it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("act", choices=["export", "anonymise", "erase"])
        parser.add_argument("address")
        parser.add_argument("--output", type=Path, help="export: the file to write")
        parser.add_argument("--yes", action="store_true", help="anonymise, erase: do not ask")

    def handle(self, act: str, address: str, **options: Any) -> None:
        try:
            validate_email(address)
        except ValidationError as error:
            raise CommandError(_("This is not an email address: %s") % address) from error
        if act == "export":
            self.hand_over(address, options["output"])
        else:
            self.forget(address, texts=act == "erase", sure=options["yes"])

    def hand_over(self, address: str, output: Path | None) -> None:
        text = json.dumps(export_all(address), ensure_ascii=False, indent=2)
        if output is None:
            self.stdout.write(text)
            return
        try:
            # Nobody else on the machine is to read it.
            output.touch(mode=0o600, exist_ok=False)
            output.write_text(text + "\n", encoding="utf-8")
        except OSError as error:
            raise CommandError(
                _("%(name)s cannot be written: %(reason)s.")
                % {"name": output, "reason": error.strerror}
            ) from error
        self.stdout.write(_("Written: %s") % output)

    def forget(self, address: str, *, texts: bool, sure: bool) -> None:
        for label, count in held_of(address):
            self.stdout.write(f"{label}: {count}")
        if not sure and input(_("This cannot be undone. Type “yes” to go on: ")) != _("yes"):
            raise CommandError(_("Nothing was changed."))
        erase_all(address, texts=texts)
        self.stdout.write(self.style.SUCCESS(_("Done.")))
