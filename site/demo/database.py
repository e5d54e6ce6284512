"""The database: whole, of this version, migrated; or one sentence that says what is wrong."""

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _


def prepare() -> bool:
    """Bring the database up to date; returns whether there was one before."""
    check_readable()
    try:
        executor = MigrationExecutor(connection)
        existed = bool(executor.loader.applied_migrations)
        check_history(executor)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", interactive=False, verbosity=0)
        check_columns()
    except (DatabaseError, InconsistentMigrationHistory) as error:
        raise of_another_version() from error
    return existed


def name() -> str:
    """How people know it, without a password."""
    settings_dict = connection.settings_dict
    if connection.vendor == "sqlite":
        return str(settings_dict["NAME"])
    return f"{settings_dict['NAME']} ({settings_dict['HOST'] or 'localhost'})"


def check_readable() -> None:
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA quick_check(1)")
                answer = cursor.fetchone()[0]
                if answer != "ok":
                    raise DatabaseError(answer)
    except DatabaseError as error:
        sentence = _(
            "The database %(name)s cannot be read (%(reason)s): restore a copy, "
            "or start afresh with “manage.py demo --reset”."
        )
        reason = str(error).strip().splitlines()[0]
        raise CommandError(sentence % {"name": name(), "reason": reason}) from error


def check_history(executor: MigrationExecutor) -> None:
    """A database made by later or since rewritten migrations cannot be followed."""
    executor.loader.check_consistent_history(connection)
    ours = {app.label for app in apps.get_app_configs() if is_ours(app.path)}
    known = executor.loader.disk_migrations or {}
    unknown = [key for key in executor.loader.applied_migrations if key not in known]
    if any(label in ours for label, _name in unknown):
        raise of_another_version()


def check_columns() -> None:
    """Migrations that were rewritten under the same name leave a table short of a column."""
    with connection.cursor() as cursor:
        for app in apps.get_app_configs():
            for model in app.get_models() if is_ours(app.path) else ():
                table = model._meta.db_table
                columns = connection.introspection.get_table_description(cursor, table)
                stored = {column.name for column in columns}
                if not {field.column for field in model._meta.local_concrete_fields} <= stored:
                    raise of_another_version()


def is_ours(path: str) -> bool:
    return path.startswith(str(settings.BASE_DIR)) and "site-packages" not in path


def of_another_version() -> CommandError:
    sentence = _(
        "The database %(name)s was made by another version of the site: use that version, "
        "or start afresh with “manage.py demo --reset”."
    )
    return CommandError(sentence % {"name": name()})
