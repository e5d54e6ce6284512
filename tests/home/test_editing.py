"""The editor says what is worth a look, and overwrites nothing in silence."""

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.urls import reverse
from wagtail.blocks import StreamValue
from wagtail.models import PageSubscription

from home.models import OutgoingMail, ProofreadingSettings
from home.outbox_backend import Outbox
from home.proofreading import blocking, remarks
from home.refusals import Refused
from home.workflow.acting import act
from tests.factories import audience_of, make_tool
from tests.home.reviewing_pages import (
    draft,
    edit_address,
    form_of,
    fresh,
    step_of,
    submit,
)
from tests.pages import read, words

pytestmark = pytest.mark.django_db


def set_level(name: str, level: str, site) -> None:
    ProofreadingSettings.objects.update_or_create(site=site, defaults={name: level})


@pytest.fixture
def website(home_page):
    return home_page.get_site()


def said(page) -> list[tuple[str, str]]:
    return [(remark.field, remark.sentence) for remark in remarks(page)]


# --- Checks -----------------------------------------------------------------------------


def test_a_page_without_fault_gets_no_remark(home_page, editor):
    assert said(draft(editor)) == []


def test_what_is_worth_a_look(home_page, editor, toolkit):
    gone = draft(editor, "Partie")
    hidden = draft(editor, "Pas encore")
    body = [
        {"type": "heading", "value": {"text": "Trop tôt", "level": "3"}},
        {
            "type": "paragraph",
            "value": f'<p><a linktype="page" id="{gone.pk}">ici</a> '
            f'<a linktype="page" id="{hidden.pk}">là</a></p>',
        },
    ]
    page = draft(editor, "Un titre " * 9)
    page.lead = ""
    page.body = StreamValue(page.body.stream_block, body, is_lazy=True)
    page.search_description = ""
    gone.delete()
    found = said(page)
    assert [field for field, _sentence in found] == [
        "title",
        "search_description",
        "body",
        "body",
        "body",
    ]
    text = " ".join(sentence for _field, sentence in found)
    for part in ("81 caractères", "Trop tôt", "n’existe plus", "Pas encore"):
        assert part in text, part


def test_remarks_on_tools_and_their_tables(toolkit):
    tool = make_tool(toolkit)
    assert ("licence", "Pas de licence propre\u00a0: celle du site s’appliquera.") in said(tool)
    audience = audience_of(tool, "Parents")
    assert "rows" not in dict(said(audience))
    row = audience.rows[0].value
    for name in ("outcomes", "means", "examples"):
        while len(row[name]):
            row[name].pop()
    assert ("rows", "La ligne 1 n’a que son but.") in said(audience)


def test_advice_stands_beside_the_field(signed_in, editor, toolkit):
    tool = make_tool(toolkit, publish=False)
    panel = read(signed_in(editor), edit_address(tool)).select_one("[id$=licence-helptext]")
    assert "celle du site s’appliquera" in words(panel)


def test_a_check_can_keep_a_page_from_being_submitted(signed_in, editor, publisher, website):
    set_level("title", "blocking", website)
    page = draft(editor, ("Un titre bien trop long " * 4).strip())
    client = signed_in(editor)
    given = {"action-submit": "1", "lead": "Ce que j’ai écrit."}
    response = client.post(edit_address(page), form_of(page, **given))
    assert "95 caractères" in response.text
    assert "Ce que j’ai écrit." in response.text
    assert not fresh(page).workflow_in_progress
    add = reverse("wagtailadmin_pages:add", args=["home", "contentpage", page.get_parent().pk])
    assert "95 caractères" in client.post(add, form_of(page, **given, slug="autre")).text
    assert client.post(edit_address(page), form_of(page)).status_code == 302  # a draft is saved
    with pytest.raises(Refused, match="95 caractères"):
        act(submit(fresh(page), publisher), editor, "approve")
    set_level("title", "off", website)
    assert blocking(page) == []
    act(step_of(page), editor, "approve")


# --- Two at once ------------------------------------------------------------------------


def test_the_second_to_save_is_told_and_keeps_what_they_typed(signed_in, editor, publisher):
    page = draft(editor)
    opened = form_of(page, lead="Ma version.")
    page.lead = "La sienne."
    page.save_revision(user=publisher)
    client = signed_in(editor)
    response = client.post(edit_address(page), opened)
    assert "editeur a enregistré une autre version" in response.text
    shown = read_form(response)
    assert shown["lead"] == "Ma version."
    assert "w-autosave#save" in client.get(edit_address(page)).text
    assert "w-autosave#save" not in response.text  # or it would put mine in its place by itself
    assert fresh(page).get_latest_revision().as_object().lead == "La sienne."
    # Wagtail asks too, where it knows of the other version in time: once is enough.
    agreed = client.post(edit_address(page), form_of(page, **opened | {"over_newer": "1"}))
    assert agreed.status_code == 302
    page.save_revision(user=publisher)
    shown = read_form(client.post(edit_address(page), opened))
    # What comes back is the version that is there now: to save again is to mean it.
    again = opened | {name: shown[name] for name in opened if name.startswith("loaded")}
    assert client.post(edit_address(page), again).status_code == 302
    assert fresh(page).get_latest_revision().as_object().lead == "Ma version."


def test_a_preview_is_never_refused_and_can_be_checked(signed_in, editor, publisher, home_page):
    page = draft(editor)
    opened = form_of(page)
    page.save_revision(user=publisher)
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    client = signed_in(editor)
    assert client.post(address, opened).json()["is_valid"]
    # Wagtail's panel of checks looks at the page by way of it, and readers never get it.
    assert "<wagtail-userbar>" in client.get(f"{address}?in_preview_panel=true").text
    assert "<wagtail-userbar>" not in client.get(f"{home_page.url}?in_preview_panel=true").text


def read_form(response) -> dict[str, str]:
    form = BeautifulSoup(response.content, "html.parser").select_one("#page-edit-form")
    values = {one["name"]: one.get("value", "") for one in form.select("input[name]")}
    return values | {one["name"]: one.text.strip() for one in form.select("textarea[name]")}


# --- What Wagtail writes itself ---------------------------------------------------------


def test_comments_on_a_draft_reach_their_readers_through_the_outbox(
    signed_in, editor, publisher, settings
):
    settings.MAILERS = settings.MAILERS | {
        "default": {"BACKEND": f"{Outbox.__module__}.{Outbox.__name__}"}
    }
    page = draft(editor)
    PageSubscription.objects.create(page=page, user=publisher, comment_notifications=True)
    comment = {
        "comments-TOTAL_FORMS": "1",
        "comments-0-contentpath": "lead",
        "comments-0-text": "Et si on disait pourquoi ?",
        "comments-0-position": "",
        "comments-0-replies-TOTAL_FORMS": "0",
        "comments-0-replies-INITIAL_FORMS": "0",
    }
    signed_in(editor).post(edit_address(page), form_of(page, **comment))
    written = OutgoingMail.objects.get()
    assert written.to == publisher.email
    assert "Et si on disait pourquoi ?" in written.text
    assert mail.outbox == []


def test_drafts_save_themselves_and_are_commented_on(signed_in, editor):
    page = read(signed_in(editor), edit_address(draft(editor)))
    assert page.select_one("[data-controller~=w-autosave]")
    assert "w-comments:init" in page.select_one("#page-edit-form")["data-w-init-event-value"]
