"""Who writes or publishes pages sees what readers look for, and helps them to find it."""

from importlib import import_module

from django.db import migrations

bloggers = import_module("blog.migrations.0003_bloggers")

GROUPS = ["Editors", "Moderators"]  # Wagtail's own; a site may have removed them
RIGHTS = [
    ("search", "searchtally", "view_searchtally", "Can view search of readers"),
    ("search", "hiddensearch", "hide_search", "Can hide searches from suggestions"),
    ("search", "synonymset", "view_synonymset", "Can view set of synonyms"),
    ("search", "synonymset", "add_synonymset", "Can add set of synonyms"),
    ("search", "synonymset", "change_synonymset", "Can change set of synonyms"),
    ("search", "synonymset", "delete_synonymset", "Can delete set of synonyms"),
    (
        "wagtailsearchpromotions",
        "searchpromotion",
        "add_searchpromotion",
        "Can add search promotion",
    ),
    (
        "wagtailsearchpromotions",
        "searchpromotion",
        "change_searchpromotion",
        "Can change search promotion",
    ),
    (
        "wagtailsearchpromotions",
        "searchpromotion",
        "delete_searchpromotion",
        "Can delete search promotion",
    ),
]


def give(apps, schema_editor):
    rights = [bloggers.permission(apps, *right) for right in RIGHTS]
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.add(*rights)


def take_back(apps, schema_editor):
    rights = [bloggers.permission(apps, *right) for right in RIGHTS]
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.remove(*rights)


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0003_editors"),
        ("blog", "0003_bloggers"),
        ("wagtailsearchpromotions", "0001_initial"),
    ]
    operations = [migrations.RunPython(give, take_back)]
