"""The toolkit's index below the home page, so that an import works at once."""

from importlib import import_module

from django.db import migrations

first_pages = import_module("home.migrations.0002_first_pages")


def make_first_index(apps, schema_editor):
    home = apps.get_model("home", "HomePage").objects.get(depth=2)
    index = first_pages.add_page(
        apps,
        apps.get_model("toolkit", "ToolIndexPage"),
        home,
        title="Boîte à outils",
        slug="boite-a-outils",
    )
    menu = apps.get_model("home", "Menu").objects.get(place="header")
    first = {
        "type": "page",
        "value": {"page": index.pk, "label": ""},
        "id": str(index.translation_key),
    }
    menu.items = [first, *menu.items.raw_data]
    menu.save(update_fields=["items"])


class Migration(migrations.Migration):
    dependencies = [("toolkit", "0001_initial"), ("home", "0002_first_pages")]
    operations = [migrations.RunPython(make_first_index, migrations.RunPython.noop)]
