"""The groups that every site begins with; Wagtail's own two become two of them."""

from django.db import migrations

from agirtot import roles


def make(apps, schema_editor):
    roles.make(apps)


def take_back(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects
    groups.filter(name__in=["Administration", "Traduction"]).delete()
    groups.filter(name="Rédaction").update(name="Editors")
    groups.filter(name="Publication").update(name="Moderators")


class Migration(migrations.Migration):
    # All that has a permission which the table of roles gives.
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("blog", "0006_order_of_authors"),
        ("home", "0003_outbox"),
        ("search", "0004_rights"),
        ("toolkit", "0002_first_index"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
        ("wagtailsearchpromotions", "0008_query_verbose_name"),
    ]
    operations = [migrations.RunPython(make, take_back)]
