"""The table of docs/reference/roles.md, tried row by row as each role over HTTP."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import GroupPagePermission, Locale, Page
from wagtail.models import Site as WebSite

from agirtot import roles
from blog.models import Author, BlogIndexPage, Category
from home.models import (
    ContentPage,
    HomePage,
    ReviewState,
    ReviewTask,
    Scope,
    ThemeIndexPage,
    ThemePage,
)
from tests.api.programs import Program
from tests.conftest import member
from tests.factories import make_author, make_category, make_story, make_tool
from tests.home.reviewing_pages import draft, submit
from tests.pages import read
from toolkit.models import ToolIndexPage

pytestmark = pytest.mark.django_db
DOCUMENT = "docs/reference/roles.md"
ALLOWED = {"yes": (True, True), "own": (False, True), "no": (False, False)}

type Try = Callable[["Site", Client, User], bool]


@dataclass
class Site:
    """One thing of each kind; ``own`` is of the person who tries, the others of somebody else."""

    things: dict[str, Any]

    def __getattr__(self, name: str) -> Any:
        return self.things[name]


@pytest.fixture
def site(db, toolkit) -> Site:
    other = User.objects.create_superuser("autrice", "autrice@example.org")
    french = HomePage.objects.get()
    themes, blog = ThemeIndexPage.objects.get(), BlogIndexPage.objects.get()
    theme = themes.add_child(instance=ThemePage(title="Un thème", owner=other, live=False))
    english = french.copy_for_translation(Locale.objects.get(language_code="en"))
    for page in (theme, english):
        page.save_revision()
    return Site(
        {
            "other": other,
            "website": WebSite.objects.get(),
            "index": toolkit,
            "themes": themes,
            "stories": blog,
            "theme": theme,
            "english": english,
            "tool": make_tool(toolkit, publish=False),
            "draft": draft(other, "Un brouillon"),
            "public": french.add_child(instance=ContentPage(title="Publique", owner=other)),
            "story": make_story(blog, publish=False, owner=other),
            "author": make_author(),
            "category": make_category(),
            "image": Image.objects.create(title="Image", file=get_test_image_file()),
            "document": Document.objects.create(title="Texte", file=ContentFile(b"a", "a.txt")),
        }
    )


def opens(name: str, *args: str) -> Try:
    """The address of this name, for the things of these names, shows a page."""

    def attempt(site: Site, client: Client, user: User) -> bool:
        given = [getattr(site, arg).pk if arg in site.things else arg for arg in args]
        return client.get(reverse(name, args=given), follow=False).status_code == 200

    return attempt


def has_button(name: str, thing: str) -> Try:
    def attempt(site: Site, client: Client, user: User) -> bool:
        address = reverse("wagtailadmin_pages:edit", args=[getattr(site, thing).pk])
        if client.get(address).status_code != 200:
            return False
        return bool(read(client, address).select(f"[name={name}]"))

    return attempt


def decides(step: str, thing: str) -> Try:
    """Approves the step of this name, with the page under review."""

    def attempt(site: Site, client: Client, user: User) -> bool:
        page = getattr(site, thing)
        state = submit(page, site.other)
        ReviewState.objects.filter(pk=state.pk).update(task=ReviewTask.objects.get(name=step))
        address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
        client.post(address)
        state.refresh_from_db()
        decided = state.status == state.STATUS_APPROVED
        page.current_workflow_state and page.current_workflow_state.cancel()
        Page.objects.filter(pk=page.pk).update(live=False)
        return decided

    return attempt


def locks(name: str, before: bool) -> Try:
    def attempt(site: Site, client: Client, user: User) -> bool:
        locked_by = site.other if before else None
        pages = Page.objects.filter(pk=site.draft.pk)
        pages.update(locked=before, locked_by=locked_by)
        client.post(reverse(f"wagtailadmin_pages:{name}", args=[site.draft.pk]))
        done = pages.get().locked != before
        pages.update(locked=False, locked_by=None)
        return done

    return attempt


def by_api(method: str, thing: str, act: str = "", **body: str) -> Try:
    """With a token for everything, in a transaction that is taken back."""

    def attempt(site: Site, client: Client, user: User) -> bool:
        program = Program(user, *Scope)
        with transaction.atomic():
            address = f"/api/v3/pages/{getattr(site, thing).pk}/{act}"
            done = program.ask(method, address, body or None, If_Match="*").status_code == 200
            transaction.set_rollback(True)
        return done

    return attempt


def reads_by_api(path: str) -> Try:
    def attempt(site: Site, client: Client, user: User) -> bool:
        return Program(user, *Scope).get(f"/api/v3/{path}").status_code == 200

    return attempt


def makes_superuser(site: Site, client: Client, user: User) -> bool:
    someone, _created = User.objects.get_or_create(username="quidam")
    given = {"username": "quidam", "email": "q@example.org", "is_superuser": "on"}
    names = {"first_name": "Quidam", "last_name": "Tel", "is_active": "on"}
    client.post(reverse("wagtailusers_users:edit", args=[someone.pk]), given | names)
    superuser = {"username": "x", "email": "x@example.org", "password1": "", "password2": ""}
    client.post(reverse("wagtailusers_users:edit", args=[site.other.pk]), superuser | names)
    changed = User.objects.filter(username="quidam", is_superuser=True).exists()
    return changed or not User.objects.filter(username="autrice", is_superuser=True).exists()


def snippets(model: type, name: str, *args: str) -> Try:
    return opens(model.snippet_viewset.get_url_name(name), *args)


def pages(name: str, *args: str) -> Try:
    return opens(f"wagtailadmin_pages:{name}", *args)


SETTING = "wagtailsettings:edit"
ACTIONS: dict[str, Try] = {
    "open the admin": opens("wagtailadmin_home"),
    "add a tool": pages("add", "toolkit", "toolpage", "index"),
    "add a theme": pages("add", "home", "themepage", "themes"),
    "add a story": pages("add", "blog", "blogpage", "stories"),
    "change a tool": pages("edit", "tool"),
    "change a theme": pages("edit", "theme"),
    "change a story": pages("edit", "story"),
    "change an English page": pages("edit", "english"),
    "submit a tool": has_button("action-submit", "tool"),
    "submit a story": has_button("action-submit", "story"),
    "submit an English page": has_button("action-submit", "english"),
    "review a page": decides("Relecture", "draft"),
    "approve a page": decides("Approbation", "draft"),
    "approve a story": decides("Relecture d’un récit", "story"),
    "publish a page": has_button("action-publish", "draft"),
    "unpublish a page": pages("unpublish", "public"),
    "delete a draft": pages("delete", "draft"),
    "delete a published page": pages("delete", "public"),
    "lock a page": locks("lock", before=False),
    "unlock a page that somebody locked": locks("unlock", before=True),
    "see the locked pages": opens("wagtailadmin_reports:locked_pages"),
    "import a tool": opens("toolkit:import"),
    "import a blog": opens("imports:upload"),
    "send a page to translation": opens("wagtail_localize:submit_page_translation", "theme"),
    "see the translations": opens("wagtail_localize:translations_report"),
    "add a picture": opens("wagtailimages:add"),
    "change a picture": opens("wagtailimages:edit", "image"),
    "add a document": opens("wagtaildocs:add"),
    "change a document": opens("wagtaildocs:edit", "document"),
    "organise collections": opens("wagtailadmin_collections:index"),
    "add an author": snippets(Author, "add"),
    "change an author": snippets(Author, "edit", "author"),
    "delete an author": snippets(Author, "delete", "author"),
    "add a category": snippets(Category, "add"),
    "change a category": snippets(Category, "edit", "category"),
    "change the menus": snippets(apps.get_model("home", "Menu"), "list"),
    "review contributions": opens("reception:queue"),
    "moderate comments": opens("moderation:queue"),
    "answer requests about personal data": opens("personal_data"),
    "see what people search for": opens("searches:frequent"),
    "change synonyms": opens("synonyms:add"),
    "promote results": opens("wagtailsearchpromotions:add"),
    "redirect addresses": opens("wagtailredirects:add"),
    "see the mails": opens("outbox:mails"),
    "manage webhooks": opens("webhooks:add"),
    "make a token of the API": opens("wagtailusers_api_tokens:add"),
    "change a story by the API": by_api("patch", "story", type="blog.BlogPage", lead="Autre"),
    "publish a page by the API": by_api("post", "draft", "actions/publish/"),
    "moderate comments by the API": reads_by_api("moderation/comments/"),
    "change the site's settings": opens(SETTING, "home", "sitesettings", "website"),
    "change the rules of comments": opens(SETTING, "blog", "commentsettings", "website"),
    "set the checks before publication": opens(SETTING, "home", "proofreadingsettings", "website"),
    "change workflows": opens("wagtailadmin_workflows:add"),
    "manage people": opens("wagtailusers_users:add"),
    "manage groups": opens("wagtailusers_groups:add"),
    "make somebody a superuser": makes_superuser,
}
OWN = {"change a story", "submit a story", "change a story by the API"}


def table() -> dict[str, dict[str, str]]:
    """By action: by role what the document says."""
    with open(DOCUMENT, encoding="utf-8") as file:
        lines = [line.strip() for line in file]
    start = next(n for n, line in enumerate(lines) if line.startswith("| action |"))
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in takewhile(lambda line: line.startswith("|"), lines[start:])
    ]
    names = rows[0][1:]
    return {row[0]: dict(zip(names, row[1:], strict=True)) for row in rows[2:]}


TABLE = table()


def test_the_document_and_this_file_name_the_same_actions_and_roles():
    assert set(TABLE) == set(ACTIONS)
    assert {role.name for role in roles.ROLES} == set(TABLE["open the admin"])


@pytest.mark.parametrize("role", [role.name for role in roles.ROLES])
def test_a_role_does_what_the_document_says(signed_in, site, role):
    user = member("quelquun", role)
    client = signed_in(user)
    found = {}
    for action, attempt in ACTIONS.items():
        of_others = attempt(site, client, user)
        own = of_others
        if action in OWN and not of_others:
            Page.objects.filter(pk=site.story.pk).update(owner=user)
            own = attempt(site, client, user)
            Page.objects.filter(pk=site.story.pk).update(owner=site.other)
        found[action] = next(word for word, can in ALLOWED.items() if can == (of_others, own))
    assert found == {action: row[role] for action, row in TABLE.items()}


def test_the_groups_have_what_the_table_of_rights_gives():
    for role in roles.ROLES:
        group = Group.objects.get(name=role.name)
        rights = {f"{app}.{code}" for app, code in codes(group.permissions)}
        wanted = set(f"{roles.ACCESS} {role.rights}".split())
        # Wagtail gives its own two groups more: rights on files that collections decide on.
        assert wanted <= rights, role.name
        assert {right for right in rights - wanted if not right.startswith("wagtail")} == set()
        given = GroupPagePermission.objects.filter(group=group).values_list("permission__codename")
        if role.section != "translations":
            assert {code for (code,) in given} == set(role.pages.split()), role.name


def test_what_people_took_from_a_group_stays_taken():
    right = Permission.objects.get(codename="view_outgoingmail")
    group = Group.objects.get(name="Administration")
    group.permissions.remove(right)
    roles.give(apps, only=["home.change_menu"])
    assert right not in group.permissions.all()


def codes(permissions: Any) -> list[tuple[str, str]]:
    return list(permissions.values_list("content_type__app_label", "codename"))


def test_reports_show_bloggers_nothing_of_the_whole_site(signed_in):
    menu = read(signed_in(member("b", "Blogueuses et blogueurs")), "/admin/").select_one(
        "#wagtail-sidebar-props"
    )
    assert "site-history" not in menu.string
    assert "localize/reports" not in menu.string
    assert ToolIndexPage.objects.exists()
