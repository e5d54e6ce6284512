"""The people of the demo, one for each role, and what they are reviewing."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group, User
from django.utils import timezone
from wagtail.models import Page

from agirtot.demo.content import Table
from home.models import ReviewState
from home.workflow.acting import act

NOBODY = "!"  # a password that nobody can type


def gather(people: list[Table]) -> None:
    """Accounts without a password, until ``open_to`` gives them one."""
    for words in people:
        first, _space, last = words["name"].partition(" ")
        user, _created = User.objects.get_or_create(
            username=words["username"],
            defaults={
                "first_name": first,
                "last_name": last,
                "email": f"{words['username']}@agirtot.example",
                "password": NOBODY,
            },
        )
        user.groups.add(*Group.objects.filter(name=words["role"]))


def open_to(password: str) -> list[str]:
    """Let whoever knows the administrator's password try each role; their names."""
    team = User.objects.filter(password=NOBODY, email__endswith="@agirtot.example")
    people = list(team.order_by("pk"))
    for user in people:
        user.set_password(password)
        user.save(update_fields=["password"])
    return [user.username for user in people]


def review(home: Page, reviews: list[Table]) -> None:
    """Changes that are on their way to readers, at the step where each is."""
    for words in reviews:
        page: Any = Page.objects.descendant_of(home).get(slug=words["page"]).specific
        author = person(words["by"])
        page.lead = words["lead"]
        page.save_revision(user=author, log_action=True)
        page.get_workflow().start(page, author)
        if approver := words.get("approved_by"):
            act(step_of(page), person(approver), "approve")
        if claimant := words.get("claimed_by"):
            act(step_of(page), person(claimant), "claim")
        day = timezone.localdate() + timedelta(days=words["days"])
        ReviewState.objects.filter(pk=step_of(page).pk).update(due_on=day)


def step_of(page: Page) -> Any:
    return ReviewState.objects.open().for_instance(page).get()


def person(username: str) -> User:
    return User.objects.get(username=username)
