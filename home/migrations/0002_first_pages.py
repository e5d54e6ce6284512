"""A site to begin with: the home page, the themes, both menus, French and English."""

import uuid

from django.conf import settings
from django.db import migrations


def add_page(apps, model, parent, *, title, slug, **fields):
    """A live page below ``parent``, as treebeard would write it (historical models lack it)."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    label, name = model._meta.app_label, model._meta.model_name
    content_type, _created = ContentType.objects.get_or_create(app_label=label, model=name)
    parent.numchild += 1
    page = model.objects.create(
        path=f"{parent.path}{parent.numchild:04d}",
        depth=parent.depth + 1,
        url_path=f"{parent.url_path}{slug}/",
        content_type=content_type,
        locale=parent.locale,
        translation_key=uuid.uuid4(),
        title=title,
        draft_title=title,
        slug=slug,
        live=True,
        **fields,
    )
    parent.save(update_fields=["numchild"])
    return page


def add_menu(apps, place, locale, pages):
    items = [
        {"type": "page", "value": {"page": page.pk, "label": ""}, "id": str(uuid.uuid4())}
        for page in pages
    ]
    apps.get_model("home", "Menu").objects.create(
        place=place, locale=locale, translation_key=uuid.uuid4(), items=items
    )


def make_first_pages(apps, schema_editor):
    Locale = apps.get_model("wagtailcore", "Locale")
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")

    french = Locale.objects.get(language_code=settings.LANGUAGE_CODE)
    for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES:
        Locale.objects.get_or_create(language_code=code)

    Site.objects.all().delete()
    Page.objects.filter(depth=2).delete()  # Wagtail's welcome page
    root = Page.objects.get(depth=1)
    root.numchild = 0
    home = add_page(
        apps,
        apps.get_model("home", "HomePage"),
        root,
        title="Accueil",
        slug="accueil",
        heading="Partager ce qui marche,",
        heading_emphasis="tôt et ensemble",
    )
    Site.objects.create(
        hostname="localhost", port=80, site_name="agirtôt", root_page=home, is_default_site=True
    )
    themes = add_page(
        apps,
        apps.get_model("home", "ThemeIndexPage"),
        home,
        title="Thématiques",
        slug="thematiques",
    )
    add_menu(apps, "header", french, [themes])
    add_menu(apps, "footer", french, [])


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
    ]
    operations = [migrations.RunPython(make_first_pages, migrations.RunPython.noop)]
