"""A group that moderates comments, and may do nothing else in the admin."""

from importlib import import_module

from django.db import migrations

bloggers = import_module("blog.migrations.0003_bloggers")

NAME = "Modération"


def make_group(apps, schema_editor):
    group, _created = apps.get_model("auth", "Group").objects.get_or_create(name=NAME)
    group.permissions.add(
        bloggers.permission(
            apps, "wagtailadmin", "admin", "access_admin", "Can access Wagtail admin"
        ),
        bloggers.permission(apps, "blog", "comment", "moderate_comment", "Can moderate comments"),
    )


def remove_group(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name=NAME).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("blog", "0003_bloggers"),
        # It gives each group that is there by then the right to choose documents.
        ("wagtaildocs", "0011_add_choose_permissions"),
    ]
    operations = [migrations.RunPython(make_group, remove_group)]
