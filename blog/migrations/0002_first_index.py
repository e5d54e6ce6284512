"""The blog's index below the home page, and its entry at the end of the menu."""

from importlib import import_module

from django.db import migrations

first_pages = import_module("home.migrations.0002_first_pages")


def make_first_index(apps, schema_editor):
    home = apps.get_model("home", "HomePage").objects.get(depth=2)
    index = first_pages.add_page(
        apps, apps.get_model("blog", "BlogIndexPage"), home, title="Blogue", slug="blogue"
    )
    menu = apps.get_model("home", "Menu").objects.get(place="header")
    last = {
        "type": "page",
        "value": {"page": index.pk, "label": ""},
        "id": str(index.translation_key),
    }
    menu.items = [*menu.items.raw_data, last]
    menu.save(update_fields=["items"])


class Migration(migrations.Migration):
    # After the toolkit's index: two children of one page cannot be added side by side.
    dependencies = [("blog", "0001_initial"), ("toolkit", "0002_first_index")]
    operations = [migrations.RunPython(make_first_index, migrations.RunPython.noop)]
