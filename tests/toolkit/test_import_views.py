"""Importing in the admin: upload, look, correct, confirm."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tests.factories import audience_of, make_tool
from toolkit.models import AudiencePage, PendingImport, Row, ToolPage
from toolkit.models.imports import KEPT

HTML = """
<h1>Un outil</h1>
<h2>Public cible : Parents (et grands-parents)</h2>
<table>
  <tr><th>Pourquoi ?</th><th>Comment ?</th><th>Exemples</th></tr>
  <tr><td>Rallier</td><td><ul><li>Inviter</li><li>Écouter</li></ul></td>
    <td><img src="x.png"></td></tr>
  <tr><td>Durer</td><td>Revenir</td><td><a href="https://www.quebec.ca/">Un site</a></td></tr>
</table>
"""
TSV = "Pourquoi ?\tComment ?\nRallier\tInviter\n"
UPLOAD = "/admin/import/"


def upload(client, content: str | bytes = HTML, name: str = "outil.html", **data):
    content = content.encode() if isinstance(content, str) else content
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, content), **data})


def filled_in(client, url: str) -> dict[str, str]:
    """The fields of the preview as a browser would send them back."""
    form = BeautifulSoup(client.get(url).content, "html.parser").select_one("form.import-preview")
    data = {
        field["name"]: field.get("value", "")
        for field in form.select("input[name]")
        if field.get("type") not in ("checkbox", "radio")
    }
    data |= {field["name"]: field.text.removeprefix("\n") for field in form.select("textarea")}
    for select in form.select("select"):
        chosen = select.select_one("option[selected]")
        data[select["name"]] = chosen["value"] if chosen else ""
    return data


@pytest.fixture
def admin(signed_in, publisher):
    return signed_in(publisher)


@pytest.fixture
def preview(admin, toolkit):
    """The address of a preview that awaits its confirmation."""
    return upload(admin).url


def test_the_preview_shows_the_tool_as_understood(admin, preview):
    page = BeautifulSoup(admin.get(preview).content, "html.parser")
    assert page.select_one(".import-intro h2").text == "Un outil"
    assert page.select_one("[name=table-0-precision]")["value"] == "et grands-parents"
    means = page.select_one("[name=table-0-rows-0-means]")
    assert means.text.split("\n")[-2:] == ["Inviter", "Écouter"]
    assert page.select_one("[name=table-0-rows-1-examples]").text.strip() == (
        "[Un site](https://www.quebec.ca/)"
    )


def test_a_remark_stands_on_the_cell_it_concerns(admin, preview):
    page = BeautifulSoup(admin.get(preview).content, "html.parser")
    cell = page.select_one("[name=table-0-rows-0-examples]")
    remark = page.find(id=cell["aria-describedby"])
    assert "x.png" in remark.text or "image" in remark.text.casefold()
    assert not page.select_one("[name=table-0-rows-1-examples]").get("aria-describedby")


def test_nothing_is_made_before_it_is_confirmed(preview):
    assert not ToolPage.objects.exists()


def test_confirming_makes_drafts(admin, preview):
    response = admin.post(preview, filled_in(admin, preview) | {"action": "draft"})
    tool = ToolPage.objects.get()
    assert response.url == reverse("wagtailadmin_explore", args=[tool.pk])
    assert (tool.title, tool.live) == ("Un outil", False)
    assert not audience_of(tool, "Parents").live
    assert not PendingImport.objects.exists()


def test_confirming_twice_makes_one_tool(admin, preview):
    data = filled_in(admin, preview) | {"action": "draft"}
    assert [admin.post(preview, data).status_code for _click in range(2)] == [302, 404]
    assert ToolPage.objects.count() == 1


def test_corrections_are_what_is_published(admin, preview):
    data = filled_in(admin, preview) | {
        "table-0-rows-0-means": "Inviter  \r\n\r\nÉcouter\r\nRemercier",
        "table-0-name": "Familles",
        "table-0-rows-1-left_out": "on",
        "action": "publish",
    }
    admin.post(preview, data)
    row = Row.objects.get()
    assert [item["text"] for item in row.means] == ["Inviter", "Écouter", "Remercier"]
    assert row.audience.title == "Familles"


def test_an_audience_can_be_left_out(admin, toolkit):
    two = HTML + HTML.split("</h1>")[1].replace("Parents", "Médias")
    preview = upload(admin, two).url
    admin.post(preview, filled_in(admin, preview) | {"table-0-left_out": "on", "action": "publish"})
    assert [page.title for page in AudiencePage.objects.all()] == ["Médias"]


def test_a_row_without_a_purpose_gets_a_sentence_and_keeps_what_was_typed(admin, preview):
    data = filled_in(admin, preview) | {
        "table-0-rows-0-purposes": "",
        "table-0-rows-0-means": "Ce que j’ai tapé",
        "action": "draft",
    }
    response = admin.post(preview, data)
    assert response.status_code == 422
    page = BeautifulSoup(response.content, "html.parser")
    cell = page.select_one("[name=table-0-rows-0-purposes]").parent
    assert cell.select_one(".errorlist")
    assert "Ce que j’ai tapé" in page.select_one("[name=table-0-rows-0-means]").text
    assert not ToolPage.objects.exists()


def test_a_wrong_month_gets_a_sentence(admin, preview):
    response = admin.post(
        preview, filled_in(admin, preview) | {"tool-month": "mars", "action": "draft"}
    )
    assert response.status_code == 422
    assert "2026-03" in response.text


def test_null_characters_are_dropped(admin, preview):
    data = filled_in(admin, preview) | {"table-0-rows-0-means": "Invi\0ter", "action": "publish"}
    admin.post(preview, data)
    assert [item["text"] for item in Row.objects.get(position=0).means] == ["Inviter"]


@pytest.mark.parametrize("lost", ["table-0-rows-TOTAL_FORMS", "table-0-rows-0-p", "table-0-"])
def test_a_form_cut_short_on_its_way_changes_nothing(admin, preview, lost):
    data = filled_in(admin, preview)
    cut = {name: value for name, value in data.items() if not name.startswith(lost)}
    assert admin.post(preview, cut | {"action": "publish"}).status_code == 422
    assert not ToolPage.objects.exists()


def test_discarding_leaves_nothing(admin, preview):
    admin.post(preview, {"action": "discard"})
    assert not PendingImport.objects.exists()
    assert not ToolPage.objects.exists()


def test_a_tool_of_the_same_title_is_updated(admin, toolkit):
    tool = make_tool(toolkit, title="Un outil")
    preview = upload(admin).url
    page = BeautifulSoup(admin.get(preview).content, "html.parser")
    assert "Décideurs" in page.select_one(".import-missing").text
    admin.post(preview, filled_in(admin, preview) | {"action": "publish"})
    assert ToolPage.objects.get() == tool
    assert [str(row) for row in Row.objects.filter(audience__title="Parents")] == [
        "Rallier",
        "Durer",
    ]
    assert audience_of(tool, "Décideurs").live


def test_a_missing_audience_is_unpublished_when_it_is_ticked(admin, toolkit):
    tool = make_tool(toolkit, title="Un outil")
    preview = upload(admin).url
    retire = audience_of(tool, "Décideurs").pk
    admin.post(preview, filled_in(admin, preview) | {"action": "draft", "retire": retire})
    assert not audience_of(tool, "Décideurs").live


def test_the_editor_can_make_a_new_tool_instead(admin, toolkit):
    make_tool(toolkit, title="Un outil")
    preview = upload(admin).url
    typed = filled_in(admin, preview) | {"table-0-name": "Familles", "action": "as-new"}
    page = BeautifulSoup(admin.post(preview, typed).content, "html.parser")
    assert page.select_one("[name=table-0-name]")["value"] == "Familles"
    admin.post(preview, filled_in(admin, preview) | {"action": "draft"})
    assert ToolPage.objects.filter(title="Un outil").count() == 2


def test_a_pasted_table_is_read_in_either_flavour(admin, toolkit):
    for data in ({"pasted": TSV}, {"pasted": TSV, "pasted_html": HTML}):
        assert admin.post(UPLOAD, data).status_code == 302
    newest, oldest = PendingImport.objects.order_by("-created_at")
    assert len(newest.document.tables[0].rows) == 2
    assert oldest.document.tables[0].rows[0].means == ["Inviter"]


@pytest.mark.parametrize(
    ("content", "name", "status"),
    [
        (b"", "vide.docx", 422),
        (b"PK\x03\x04 cass\xc3\xa9", "casse.docx", 422),
        ("Ni tableau ni rien.", "note.txt", 422),
        (b"MZ\x90", "programme.exe", 422),
        (b"x" * (20 * 1024 * 1024 + 1), "lourd.txt", 413),
    ],
)
def test_what_cannot_be_read_gets_a_sentence_and_leaves_nothing(
    admin, toolkit, content, name, status
):
    response = upload(admin, content, name)
    assert response.status_code == status
    assert BeautifulSoup(response.content, "html.parser").select_one(".error-message")
    assert not PendingImport.objects.exists()


def test_an_empty_form_says_what_to_do(admin, toolkit):
    response = admin.post(UPLOAD, {})
    assert response.status_code == 422
    assert BeautifulSoup(response.content, "html.parser").select_one(".error-message")


def test_a_preview_is_its_editor_s_own(preview, client, administrator):
    client.force_login(administrator)
    assert client.get(preview).status_code == 404


def test_an_editor_who_may_not_publish_is_not_offered_to(signed_in, editor, toolkit):
    client = signed_in(editor)
    preview = upload(client).url
    page = BeautifulSoup(client.get(preview).content, "html.parser")
    assert not page.select("[name=action][value=publish]")
    client.post(preview, filled_in(client, preview) | {"action": "publish"})
    assert not ToolPage.objects.filter(live=True).exists()


def test_who_may_change_no_tool_is_shown_neither_entry_nor_page(signed_in, visitor, toolkit):
    client = signed_in(visitor)
    assert UPLOAD not in client.get("/admin/").text
    assert client.get(UPLOAD).status_code == 302
    assert not upload(client).url.startswith(UPLOAD)


def test_forgotten_previews_go(admin, preview):
    PendingImport.objects.update(created_at=timezone.now() - KEPT * 2)
    upload(admin)
    assert PendingImport.objects.count() == 1


def test_the_tool_s_edit_view_leads_on(admin, tool):
    page = BeautifulSoup(
        admin.get(reverse("wagtailadmin_pages:edit", args=[tool.pk])).content, "html.parser"
    )
    links = [link["href"] for link in page.select(".tool-links a")]
    parents = audience_of(tool, "Parents")
    assert reverse("wagtailadmin_pages:edit", args=[parents.pk]) in links
    assert f"{UPLOAD}tool/{tool.pk}/" in links
    assert tool.url in links
    chosen = BeautifulSoup(admin.get(f"{UPLOAD}tool/{tool.pk}/").content, "html.parser")
    assert chosen.select_one("[name=tool] option[selected]")["value"] == str(tool.pk)


def test_what_is_beyond_any_document_gets_a_sentence(admin, toolkit, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    response = admin.post(UPLOAD, {"pasted": "x" * 2000})
    assert response.status_code == 400
    assert "rien n’a été modifié" in response.text


def test_a_document_of_hundreds_of_rows_can_be_confirmed(admin, toolkit):
    rows = "".join(f"But {n}\tMoyen {n}\n" for n in range(400))
    preview = admin.post(UPLOAD, {"pasted": f"Pourquoi ?\tComment ?\n{rows}"}).url
    names = {"tool-title": "Un outil", "table-0-name": "Parents", "action": "draft"}
    assert admin.post(preview, filled_in(admin, preview) | names).status_code == 302
    draft = AudiencePage.objects.get().get_latest_revision_as_object()
    assert len(draft.rows) == 400
