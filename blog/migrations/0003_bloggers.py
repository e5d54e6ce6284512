"""A group that writes its own stories: adds them, changes them, submits them, no more."""

from django.db import migrations

NAME = "Blogueuses et blogueurs"


def permission(apps, app_label, model, codename, name):
    """Permissions are made after all migrations: the first to need one makes it."""
    content_type, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app_label, model=model
    )
    found, _created = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": name}
    )
    return found


def make_group(apps, schema_editor):
    group, _created = apps.get_model("auth", "Group").objects.get_or_create(name=NAME)
    group.permissions.add(
        permission(apps, "wagtailadmin", "admin", "access_admin", "Can access Wagtail admin")
    )
    apps.get_model("wagtailcore", "GroupPagePermission").objects.get_or_create(
        group=group,
        page_id=apps.get_model("blog", "BlogIndexPage").objects.get().pk,
        permission=permission(apps, "wagtailcore", "page", "add_page", "Can add page"),
    )
    everything = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    for codename, name in (("add_image", "Can add image"), ("choose_image", "Can choose image")):
        apps.get_model("wagtailcore", "GroupCollectionPermission").objects.get_or_create(
            group=group,
            collection=everything,
            permission=permission(apps, "wagtailimages", "image", codename, name),
        )


def remove_group(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name=NAME).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("blog", "0002_first_index"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailimages", "0023_add_choose_permissions"),
    ]
    operations = [migrations.RunPython(make_group, remove_group)]
