"""Contributions are studied in their own workflow, by those who write and publish."""

from importlib import import_module

from django.db import migrations

from agirtot import roles

workflows = import_module("agirtot.migrations.0002_workflows")


def make(apps, schema_editor):
    roles.give(apps, only=["toolkit.review_contribution"])
    for index in apps.get_model("toolkit", "ContributionIndexPage").objects.all():
        workflows.assign(apps, workflows.CONTRIBUTIONS, index.pk)


class Migration(migrations.Migration):
    dependencies = [("agirtot", "0004_proofreading"), ("toolkit", "0004_first_achievements")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
