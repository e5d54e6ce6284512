"""Who administers the site says how strict the checks before publication are."""

from django.db import migrations

from agirtot import roles

RIGHTS = ["home.change_proofreadingsettings"]


def give(apps, schema_editor):
    roles.give(apps, only=RIGHTS)


def take_back(apps, schema_editor):
    rights = list(roles.permissions(apps, RIGHTS))
    for group in apps.get_model("auth", "Group").objects.all():
        group.permissions.remove(*rights)


class Migration(migrations.Migration):
    dependencies = [("agirtot", "0003_tokens"), ("home", "0007_proofreading")]
    operations = [migrations.RunPython(give, take_back)]
