"""Who may import, and where to."""

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Exists, OuterRef, QuerySet
from wagtail.permissions import page_permission_policy
from wagtail_localize.models import Translation

from toolkit.models import ToolIndexPage, ToolPage


def index_to_import_into(user: AbstractBaseUser) -> ToolIndexPage | None:
    """The first toolkit, in the source language's order, to which the user may add tools."""
    indexes = ToolIndexPage.objects.filter(alias_of=None).order_by("path")
    return next(
        (index for index in indexes if index.permissions_for_user(user).can_add_subpage()), None
    )


def importable_tools(user: AbstractBaseUser) -> QuerySet[ToolPage]:
    """The tools that the user may change; copies and translations change with their original."""
    mine = page_permission_policy.instances_user_has_permission_for(user, "change")
    translations = Translation.objects.filter(
        enabled=True,
        source__object_id=OuterRef("translation_key"),
        target_locale=OuterRef("locale"),
    )
    tools = ToolPage.objects.filter(~Exists(translations), pk__in=mine.values("pk"), alias_of=None)
    return tools.order_by("title")


def may_import(user: AbstractBaseUser) -> bool:
    return index_to_import_into(user) is not None or importable_tools(user).exists()
