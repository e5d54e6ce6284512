"""The words of the entries, in the kind of table that each database searches."""

from django.db import migrations

from search.engines import postgres, sqlite

ENGINES = {"sqlite": sqlite, "postgresql": postgres}


def create(apps, schema_editor):
    connection = schema_editor.connection
    run(schema_editor, ENGINES[connection.vendor].CREATE)


def drop(apps, schema_editor):
    run(schema_editor, ENGINES[schema_editor.connection.vendor].DROP)


def run(schema_editor, statements):
    for statement in statements:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
