"""What changes tools: each function one operation, in one transaction, all or nothing."""

import json
from collections.abc import Callable, Iterable
from itertools import count

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Page

from home.folding import fold
from home.identity import Pictogram, Tint
from toolkit.import_plan import AudiencePlan, ImportPlan
from toolkit.models import AudiencePage, ToolIndexPage, ToolPage
from toolkit.models.tools import INDEX_SLUG

# A word of an audience's name, as ``fold`` writes it, and the pictogram that suits it.
PICTOGRAMS = {
    "decideur": Pictogram.LANDMARK,
    "elu": Pictogram.LANDMARK,
    "existant": Pictogram.HANDSHAKE,
    "potentiel": Pictogram.SPROUT,
    "nationa": Pictogram.MAP,
    "regiona": Pictogram.MAP_PINNED,
    "gestionnaire": Pictogram.BRIEFCASE,
    "recherche": Pictogram.MICROSCOPE,
    "intervenant": Pictogram.HEART_HANDSHAKE,
    "parent": Pictogram.BABY,
    "media": Pictogram.MEGAPHONE,
    "ecole": Pictogram.SCHOOL,
    "sante": Pictogram.STETHOSCOPE,
}

type Progress = Callable[[str], None]


def say_nothing(_name: str) -> None:
    """The progress of those who do not ask for it."""


@transaction.atomic
def apply_import(
    plan: ImportPlan,
    *,
    parent: ToolIndexPage,
    user: AbstractBaseUser | None = None,
    publish: bool = False,
    retire: Iterable[int] = (),
    progress: Progress = say_nothing,
) -> ToolPage:
    """Carry out ``plan`` and give back the tool.

    Pages that do not change get no revision. ``retire`` names the missing audiences
    to unpublish, by id. ``user`` None is the command line; anybody else needs the
    rights of the admin, or gets ``PermissionDenied``.
    """
    if user:
        check_permissions(plan, parent, user, publish=publish)
    tool = save_tool(plan, parent, user)
    pages: list[Page] = [tool]
    for position, audience in enumerate(plan.audiences):
        progress(audience.table.name)
        pages.append(save_audience(audience, tool, position, user))
    for page in plan.missing:
        if page.pk in retire:
            page.unpublish(user=user)
    if publish:
        publish_drafts(pages, user)
    tool.refresh_from_db()
    return tool


def check_permissions(
    plan: ImportPlan, parent: ToolIndexPage, user: AbstractBaseUser, *, publish: bool
) -> None:
    if plan.tool is None:
        rights = parent.permissions_for_user(user)
        allowed = rights.can_add_subpage() and (not publish or rights.can_publish_subpage())
    else:
        pages = [plan.tool, *(audience.page for audience in plan.audiences if audience.page)]
        allowed = all(may_change(page, user, publish=publish) for page in pages)
    if not allowed:
        raise PermissionDenied


def may_change(page: Page, user: AbstractBaseUser, *, publish: bool) -> bool:
    rights = page.permissions_for_user(user)
    return rights.can_edit() and not rights.page_locked() and (not publish or rights.can_publish())


def save_tool(plan: ImportPlan, parent: ToolIndexPage, user: AbstractBaseUser | None) -> ToolPage:
    tool = plan.tool or ToolPage(live=False, owner=user, locale=parent.locale)
    for name, value in plan.fields.items():
        setattr(tool, name, value)
    if plan.tool is None:
        add_child(parent, tool)
    if plan.fields:
        tool.save_revision(user=user, log_action=True)
    return tool


def save_audience(
    plan: AudiencePlan, tool: ToolPage, position: int, user: AbstractBaseUser | None
) -> AudiencePage:
    if plan.page and not plan.is_changed:
        return plan.page
    page = plan.page or AudiencePage(
        live=False,
        owner=user,
        locale=tool.locale,
        tint=list(Tint)[position % len(Tint)],
        pictogram=pictogram_for(plan.table.name),
    )
    for name, value in plan.fields.items():
        setattr(page, name, value)
    page.rows = json.dumps(plan.blocks)
    if plan.page is None:
        add_child(tool, page)
    page.save_revision(user=user, log_action=True)
    return page


def add_child(parent: Page, page: Page) -> None:
    """Add a page at an address without accents; Wagtail would lose ligatures (œ)."""
    slug = slugify(fold(page.title))
    taken = {INDEX_SLUG, *parent.get_children().values_list("slug", flat=True)}
    numbered = (f"{slug}-{number}" for number in count(2))
    page.slug = slug if slug not in taken else next(one for one in numbered if one not in taken)
    parent.add_child(instance=page)


def pictogram_for(name: str) -> Pictogram:
    folded = fold(name)
    return next((icon for word, icon in PICTOGRAMS.items() if word in folded), Pictogram.USERS)


def publish_drafts(pages: Iterable[Page], user: AbstractBaseUser | None) -> None:
    """Publish the latest draft of each page that has one."""
    for page in pages:
        page.refresh_from_db()
        if page.has_unpublished_changes or not page.live:
            page.get_latest_revision().publish(user=user)
