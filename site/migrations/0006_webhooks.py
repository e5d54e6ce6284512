"""Who keeps the site decides who is told what happens on it."""

from django.db import migrations

from agirtot import roles

RIGHTS = [f"home.{act}_webhook" for act in ("add", "change", "delete", "view")]


def give(apps, schema_editor):
    roles.give(apps, only=RIGHTS)


class Migration(migrations.Migration):
    dependencies = [("agirtot", "0005_contributions"), ("home", "0012_webhooks")]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
