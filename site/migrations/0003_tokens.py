"""Whoever works in the admin makes tokens of the API for themselves."""

from django.db import migrations

from agirtot import roles


def give(apps, schema_editor):
    roles.give(apps, only=roles.TOKENS.split())


def take_back(apps, schema_editor):
    rights = list(roles.permissions(apps, roles.TOKENS.split()))
    for group in apps.get_model("auth", "Group").objects.all():
        group.permissions.remove(*rights)


class Migration(migrations.Migration):
    dependencies = [("agirtot", "0002_workflows"), ("wagtailcore", "0098_apitoken")]
    operations = [migrations.RunPython(give, take_back)]
