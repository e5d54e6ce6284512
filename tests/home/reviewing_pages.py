"""Writing and reviewing pages as people do, in tests."""

from typing import Any

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from home.models import ContentPage, HomePage, ReviewState
from home.workflow import notices


def draft(owner: User, title: str = "Un brouillon", **fields: Any) -> ContentPage:
    home = HomePage.objects.get(locale__language_code="fr")
    page = ContentPage(title=title, live=False, owner=owner, lead="Un chapeau.", **fields)
    home.add_child(instance=page)
    page.save_revision(user=owner)
    return page


def submit(page: Page, user: User) -> ReviewState:
    page.get_workflow().start(page, user)
    return step_of(page)


def step_of(page: Page) -> ReviewState:
    return ReviewState.objects.open().for_instance(page).get()


def fresh(page: Page) -> Page:
    return type(page).objects.get(pk=page.pk)


def edit_address(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def form_of(page: Page, **changed: Any) -> dict[str, Any]:
    """What the editor's form holds when it is opened, with what somebody changes in it."""
    latest = fresh(page).get_latest_revision()
    as_opened = latest.as_object()
    loaded = {
        "loaded_revision_id": str(latest.pk),
        "loaded_revision_created_at": latest.created_at.isoformat(),
    }
    plain = {
        "title": as_opened.title,
        "slug": as_opened.slug,
        "lead": as_opened.lead,
        "body-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "1000",
    }
    return plain | loaded | changed


def press(client: Client, page: Page, action: str, *, step: ReviewState | None = None, **changed):
    """A button of a step, in the editor."""
    step = step or step_of(page)
    given = {
        "action-workflow-action": "1",
        "workflow-action-name": action,
        "task_state": str(step.pk),
    }
    return client.post(edit_address(page), form_of(page, **given | changed), follow=True)


def news(user: User) -> list[str]:
    """What the next mail to this person will say."""
    from home.models import Notice

    found = Notice.objects.filter(recipient=user)
    return [str(notices.sentence(notice)) for notice in found]
