"""``uv run manage.py demo``: the whole site on one's own machine, in one command."""

import signal
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connections
from django.utils.translation import gettext as _

from agirtot.demo import (
    administrator,
    database,
    english,
    loader,
    place,
    server,
    static_files,
    team,
)
from home.site_address import stand_at


class Command(BaseCommand):
    help = "Prepare the site with demo content and serve it; what is there already is kept."
    # Some checks open the database, and a broken one deserves a sentence of ours.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="8000 unless said otherwise")
        parser.add_argument("--empty", action="store_true", help="without the demo content")
        parser.add_argument(
            "--reset", action="store_true", help="delete the demo's database and uploads first"
        )
        parser.add_argument(
            "--no-input", action="store_false", dest="ask", help="reset without asking"
        )
        parser.add_argument(
            "--no-serve", action="store_false", dest="serve", help="prepare, then stop"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            self.start(**options)
        except KeyboardInterrupt:
            self.stdout.write("")
        except (DatabaseError, OSError) as error:
            sentence = _("The demo could not go on: %(reason)s.")
            raise CommandError(sentence % {"reason": error}) from error
        finally:
            connections.close_all()

    def start(
        self, *, port: int, empty: bool, reset: bool, ask: bool, serve: bool, **options: Any
    ) -> None:
        with place.held():
            if serve:
                server.check_port(port)
            if reset:
                self.reset(ask)
            self.prepare(empty)
            if serve:
                stand_at(server.public_address(port))
                connections.close_all()
                server.serve(port, lambda: self.say_addresses(port))

    def reset(self, ask: bool) -> None:
        place.check_reset()
        if ask and not self.agrees():
            raise CommandError(_("Nothing was deleted."))
        place.reset()
        self.say(_("The database and the uploads of the demo were deleted."))

    def agrees(self) -> bool:
        question = _("Delete the database and the uploads in %(folder)s? [yes/No]")
        self.stdout.write(question % {"folder": settings.DATA_DIR}, ending=" ")
        self.stdout.flush()
        try:
            return input().strip().casefold() in {"yes", _("yes").casefold()}
        except EOFError:
            return False

    def prepare(self, empty: bool) -> None:
        self.say(_("Preparing the database…"))
        existed = database.prepare()
        if existed:
            self.say(_("The database %(name)s is kept.") % {"name": database.name()})
        if loader.is_there():
            self.say(_("The content is kept."))
        elif not empty:
            self.say(_("Loading the demo content…"))
            loader.load()
            for words in english.pages():
                english.translate(words)
        self.create_administrator()
        if static_files.collect():
            self.say(_("The static files were gathered."))

    def create_administrator(self) -> None:
        name = administrator.NAME
        password = administrator.create()
        if password:
            sentence = _("Administrator: %(name)s, password: %(password)s (shown only this once)")
            self.say(sentence % {"name": name, "password": password})
            self.open_roles(password)
        else:
            sentence = _(
                "The administrator %(name)s is kept; "
                "“manage.py changepassword %(name)s” sets another password."
            )
            self.say(sentence % {"name": name})

    def open_roles(self, password: str) -> None:
        if names := team.open_to(password):
            sentence = _("The same password opens each role: %(names)s")
            self.say(sentence % {"names": ", ".join(names)})

    def say_addresses(self, port: int) -> None:
        address = f"http://{server.HOST}:{port}/"
        self.say(_("The site: %(address)s") % {"address": address})
        self.say(_("The admin: %(address)s") % {"address": f"{address}admin/"})
        if folder := settings.MAILERS["server"].get("OPTIONS", {}).get("folder"):
            self.say(_("Mails are written in %(folder)s.") % {"folder": folder})
        self.say(_("Ctrl-C stops it."))

    def say(self, sentence: str) -> None:
        """At once, also into a pipe."""
        self.stdout.write(sentence)
        self.stdout.flush()
