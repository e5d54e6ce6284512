"""The list of achievements below the home page, and in the menu after the toolkit."""

from importlib import import_module

from django.db import migrations

first_pages = import_module("home.migrations.0002_first_pages")


def make_first_index(apps, schema_editor):
    ContributionIndexPage = apps.get_model("toolkit", "ContributionIndexPage")
    home = apps.get_model("home", "HomePage").objects.filter(depth=2).order_by("path").first()
    if home is None or ContributionIndexPage.objects.exists():
        return
    taken = apps.get_model("wagtailcore", "Page").objects.filter(
        url_path=f"{home.url_path}realisations/"
    )
    index = first_pages.add_page(
        apps,
        ContributionIndexPage,
        home,
        title="Réalisations",
        slug="realisations-2" if taken.exists() else "realisations",
    )
    menu = apps.get_model("home", "Menu").objects.filter(place="header", locale=home.locale).first()
    if menu:
        link = {
            "type": "page",
            "value": {"page": index.pk, "label": ""},
            "id": str(index.translation_key),
        }
        items = list(menu.items.raw_data)
        menu.items = [*items[:1], link, *items[1:]]
        menu.save(update_fields=["items"])


class Migration(migrations.Migration):
    dependencies = [("toolkit", "0003_contributions"), ("home", "0003_outbox")]
    operations = [migrations.RunPython(make_first_index, migrations.RunPython.noop)]
