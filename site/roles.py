"""Who may do what: the groups that every site begins with.

Migrations make them once; from then on people change them in the admin, and nothing here
takes that back. ``docs/reference/roles.md`` says the same in words, and is tested.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps.registry import Apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db.models import QuerySet

TOKENS = (
    "wagtailcore.add_apitoken wagtailcore.change_apitoken wagtailcore.delete_apitoken "
    "wagtailcore.view_apitoken"
)
ACCESS = f"wagtailadmin.access_admin {TOKENS}"
SEARCH = (
    "search.view_searchtally search.hide_search search.view_synonymset search.add_synonymset "
    "search.change_synonymset search.delete_synonymset wagtailsearchpromotions.add_searchpromotion "
    "wagtailsearchpromotions.change_searchpromotion wagtailsearchpromotions.delete_searchpromotion"
)
FILES = "add_image change_image choose_image add_document change_document choose_document"
WRITE = "add_page change_page bulk_delete_page lock_page"
PUBLISH = f"{WRITE} unlock_page publish_page"


@dataclass(frozen=True)
class Role:
    """A group. Rights on pages hold below ``section``; those on files in all collections."""

    name: str
    rights: str = ""
    pages: str = ""
    section: str = "everything"
    files: str = ""
    once: str = ""  # the name of Wagtail's own group that becomes this one


ADMINISTRATION = Role(
    "Administration",
    pages=PUBLISH,
    files=f"{FILES} add_collection change_collection delete_collection",
    rights=f"{SEARCH} "
    "auth.add_user auth.change_user auth.delete_user auth.add_group auth.change_group "
    "auth.delete_group blog.add_author blog.change_author blog.delete_author blog.add_category "
    "blog.change_category blog.delete_category blog.change_commentsettings blog.import_comments "
    "blog.manage_personal_data blog.moderate_comment toolkit.review_contribution "
    "home.add_menu home.change_menu "
    "home.delete_menu home.change_sitesettings home.change_proofreadingsettings "
    "home.view_outgoingmail home.add_webhook home.change_webhook home.delete_webhook "
    "home.view_webhook "
    "wagtail_localize.submit_translation wagtailcore.add_site wagtailcore.change_site "
    "wagtailcore.delete_site wagtailcore.add_locale wagtailcore.change_locale "
    "wagtailcore.delete_locale wagtailcore.add_workflow wagtailcore.change_workflow "
    "wagtailcore.delete_workflow wagtailcore.add_task wagtailcore.change_task "
    "wagtailcore.delete_task wagtailredirects.add_redirect wagtailredirects.change_redirect "
    "wagtailredirects.delete_redirect",
)
PUBLICATION = Role(
    "Publication",
    pages=PUBLISH,
    files=FILES,
    rights=f"{SEARCH} toolkit.review_contribution "
    "blog.add_author blog.change_author blog.delete_author blog.add_category "
    "blog.change_category blog.delete_category home.add_menu home.change_menu home.delete_menu "
    "wagtail_localize.submit_translation wagtailredirects.add_redirect "
    "wagtailredirects.change_redirect wagtailredirects.delete_redirect",
    once="Moderators",
)
WRITING = Role(
    "Rédaction",
    pages=WRITE,
    files=FILES,
    rights=f"{SEARCH} toolkit.review_contribution "
    "blog.add_author blog.change_author blog.add_category blog.change_category "
    "wagtail_localize.submit_translation",
    once="Editors",
)
BLOGGERS = Role(
    "Blogueuses et blogueurs",
    pages="add_page",
    section="stories",
    files="add_image choose_image",
)
MODERATION = Role("Modération", rights="blog.moderate_comment")
TRANSLATION = Role(
    "Traduction",
    pages="change_page",
    section="translations",
    files="choose_image choose_document",
    rights="blog.change_author blog.change_category wagtail_localize.submit_translation",
)
ROLES = (ADMINISTRATION, PUBLICATION, WRITING, BLOGGERS, MODERATION, TRANSLATION)


def make(apps: Apps) -> None:
    """The groups, with all their rights. For the first migration."""
    groups = apps.get_model("auth", "Group").objects
    for role in ROLES:
        groups.filter(name=role.once).update(name=role.name)
        groups.get_or_create(name=role.name)
    give(apps)


def give(apps: Apps, only: Iterable[str] | None = None) -> None:
    """What the table gives to the groups that are there; ``only`` these ("home.add_menu").

    A migration that adds a permission names it: what people took from a group since the
    first start stays taken.
    """
    make_permissions(apps)
    for role in ROLES:
        group = apps.get_model("auth", "Group").objects.filter(name=role.name).first()
        wanted = set(f"{ACCESS} {role.rights}".split())
        if group:
            group.permissions.add(*permissions(apps, wanted if only is None else wanted & {*only}))
        if group and only is None:
            give_places(apps, group, role)


def give_places(apps: Apps, group: Any, role: Role) -> None:
    """The rights that hold for a part of the site only."""
    for page in sections(apps, role.section):
        open_section(apps, role, page)
    root = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    for right in codenames(apps, role.files, "wagtailimages", "wagtaildocs", "wagtailcore"):
        apps.get_model("wagtailcore", "GroupCollectionPermission").objects.get_or_create(
            group=group, collection=root, permission=right
        )


def open_section(apps: Apps, role: Role, page: Any) -> None:
    """Give the role's rights on pages below this one; nothing where its group was deleted."""
    for group in apps.get_model("auth", "Group").objects.filter(name=role.name):
        for right in codenames(apps, role.pages, "wagtailcore"):
            apps.get_model("wagtailcore", "GroupPagePermission").objects.get_or_create(
                group=group, page_id=page.pk, permission=right
            )


def sections(apps: Apps, name: str) -> QuerySet[Any]:
    pages = apps.get_model("wagtailcore", "Page").objects
    match name:
        case "everything":
            return pages.filter(depth=1)
        case "stories":
            return pages.filter(pk__in=apps.get_model("blog", "BlogIndexPage").objects.all())
        case "translations":
            original = apps.get_model("wagtailcore", "Locale").objects.filter(
                language_code=settings.LANGUAGE_CODE
            )
            return pages.filter(depth=2).exclude(locale__in=original)
    raise ValueError(name)


def permissions(apps: Apps, names: Iterable[str]) -> Iterator[Any]:
    for name in names:
        app, _dot, codename = name.partition(".")
        yield from codenames(apps, codename, app)


def codenames(apps: Apps, words: str, *app_labels: str) -> QuerySet[Any]:
    return apps.get_model("auth", "Permission").objects.filter(
        codename__in=words.split(), content_type__app_label__in=app_labels
    )


def make_permissions(apps: Apps) -> None:
    """Django makes them after all migrations, which is too late to give them to somebody."""
    for app in apps.get_app_configs():
        app.models_module = True  # it has models, at this point of history
        create_permissions(app, apps=apps, verbosity=0)
