"""Pages made and changed by the admin's own forms and Wagtail's own actions."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.forms import BaseForm
from django.utils.datastructures import MultiValueDict
from django.utils.text import slugify
from wagtail.actions import action_registry
from wagtail.api.v3.form_data import build_form_data
from wagtail.coreutils import find_available_slug
from wagtail.models import Page
from wagtail.utils.forms import FormValidationError

from home.api.writing.faults import unfit_form
from home.api.writing.shapes import form_of
from home.api.writing.values import put

type Given = dict[str, Any]


def bound(page: Page, parent: Page, given: Given, user: AbstractUser) -> BaseForm:
    form = form_of(type(page), set(given))
    sets = {name: value for name, value in given.items() if name in form.formsets}
    known = page if page.pk else None
    data: MultiValueDict = build_form_data(form, sets, instance=known)
    for name, field in form.base_fields.items():
        if name in given:
            put(field, name, given[name], data, (name,))
    return form(data=data, instance=page, parent_page=parent, for_user=user)


def create(model: type[Page], parent: Page, given: Given, user: AbstractUser) -> Page:
    """A draft. Its address is made of its title where none is given."""
    page = model(owner=user, locale=parent.locale)
    if not given.get("slug"):
        given = given | {"slug": find_available_slug(parent, slugify(given["title"]) or "page")}
    form = bound(page, parent, given, user)
    action = action_registry.get_action_class(model, "create")
    carry_out(action(form.instance, parent, user=user, form=form), form)
    return form.instance


def edit(page: Page, given: Given, user: AbstractUser) -> Page:
    """Another draft: what readers see stays as it is."""
    draft = page.get_latest_revision_as_object()
    form = bound(draft, page.get_parent().specific, given, user)
    action = action_registry.get_action_class(type(draft), "edit")
    carry_out(action(form.instance, user=user, form=form), form)
    return form.instance


def carry_out(action: Any, form: BaseForm) -> None:
    try:
        action.execute()
    except FormValidationError as error:
        raise unfit_form(form) from error
