"""What readers send through programs: comments and contributions, by the rules of the forms."""

import json
from uuid import uuid4

import pytest
from django.test import Client
from django.test.client import encode_multipart
from PIL import Image

from blog.models import BlogIndexPage, Comment
from home.models import OutgoingMail, Scope
from tests.api.programs import Program
from tests.blog.commenting import ADDRESS, Reader
from tests.blog.factories import make_comment
from tests.factories import audience_of, make_story
from tests.toolkit.contributing import PDF, WORDS, picture, upload
from toolkit.models import Contribution, Row

SENT = {"text": "Chez nous c’est l’aréna.", "name": "Jeanne G.", "email": ADDRESS, "consent": True}


@pytest.fixture
def story(home_page):
    return make_story(BlogIndexPage.objects.get())


def url_of(story) -> str:
    return f"/api/v3/stories/{story.pk}/comments/"


def test_a_guest_comments_and_confirms_by_mail(story):
    program = Program()
    answers = [program.post(url_of(story), SENT) for _ in range(2)]
    for answer in answers:
        assert answer.status_code == 202, answer.content
        assert answer.json()["state"] == "unconfirmed"
        assert answer.json()["id"] is None
    comment = Comment.objects.get()
    assert comment.state == Comment.State.UNCONFIRMED
    assert "untimed" in comment.reasons
    assert OutgoingMail.objects.count() == 1
    Reader().confirm()
    comment.refresh_from_db()
    assert comment.state != Comment.State.UNCONFIRMED
    assert ADDRESS not in program.get(url_of(story)).text


def test_the_owner_of_a_token_comments_in_their_own_name(story, editor):
    editor.first_name, editor.last_name = "Odile", "Roy"
    editor.save()
    program = Program(editor, Scope.CONTRIBUTE)
    text = {"text": "Bien dit."}
    sent = program.post(url_of(story), text | {"consent": True})
    assert sent.status_code == 201, sent.content
    comment = Comment.objects.get(pk=sent.json()["id"])
    assert (comment.user, comment.name) == (editor, "Odile Roy")
    assert comment.state == sent.json()["state"]
    reply = program.post(url_of(story), text | {"reply_to": comment.pk})
    assert Comment.objects.get(pk=reply.json()["id"]).parent_id == comment.pk

    # A front end sends for its visitors: their address is to be confirmed as any other.
    assert program.post(url_of(story), SENT).status_code == 202
    assert Comment.objects.get(user=None).state == Comment.State.UNCONFIRMED
    refused = Program(editor, Scope.WRITE).post(url_of(story), text)
    assert refused.status_code == 403
    assert "contribute" in refused.json()["detail"]


def test_what_the_form_refuses_is_refused(story, settings):
    program, hidden = Program(), make_story(story.get_parent().specific, "Brouillon", publish=False)
    waiting = make_comment(story, state=Comment.State.WAITING)
    for fault, loc in (
        ({"text": " "}, "text"),
        ({"text": "x" * 3001}, "text"),
        ({"email": "nulle part"}, "email"),
        ({"email": ""}, "email"),
        ({"name": ""}, "name"),
        ({"consent": False}, "consent"),
        ({"reply_to": -1}, "reply_to"),
        ({"reply_to": "x"}, "reply_to"),
        ({"state": "published"}, "state"),
    ):
        answer = program.post(url_of(story), SENT | fault)
        assert answer.status_code == 422, (fault, answer.content)
        assert answer.json()["errors"][0]["loc"] == ["body", loc]
    assert program.post(url_of(hidden), SENT).status_code == 404
    assert program.post(url_of(story), SENT | {"reply_to": waiting.pk}).status_code == 409
    story.comments_mode = "closed"
    story.save_revision().publish()
    assert program.post(url_of(story), SENT).status_code == 403
    story.comments_mode = "open"
    story.save_revision().publish()
    settings.COMMENTS_PER_ADDRESS = 1
    assert program.post(url_of(story), SENT).status_code == 202
    late = program.post(url_of(story), SENT | {"text": "Encore"})
    assert late.status_code == 429
    assert late["Retry-After"]
    assert Comment.objects.exclude(pk=waiting.pk).count() == 1


def test_a_comment_with_a_key_is_answered_again(story, editor):
    program = Program(editor, Scope.CONTRIBUTE)
    comment = {"text": "Oui.", "name": "Odile"}
    one, two = (program.post(url_of(story), comment, Idempotency_Key="a") for _ in range(2))
    assert one.json() == two.json()
    assert two["Idempotent-Replayed"] == "true"
    other = program.post(url_of(story), comment | {"text": "Non."}, Idempotency_Key="a")
    assert other.status_code == 409
    assert Comment.objects.count() == 1


CONTRIBUTIONS = "/api/v3/contributions/"
WITH_FILES = f"{CONTRIBUTIONS}with-files/"
FIELDS = WORDS | {"consent_publication": True, "consent_data": True}
REPORT = ("bilan.pdf", PDF)
ACHIEVEMENT = {"kind": "achievement", "fields": FIELDS}


def test_a_contribution_is_sent_in_one_request(tool, editor):
    program, audience = Program(editor, Scope.CONTRIBUTE), audience_of(tool, "Parents")
    program.headers["Accept-Language"] = "fr"  # that of the audiences, and of the mail
    fields = FIELDS | {"audiences": [audience.pk]}
    sent = program.post(CONTRIBUTIONS, {"kind": "achievement", "fields": fields})
    assert sent.status_code == 202, sent.content
    contribution = Contribution.objects.get()
    assert contribution.state == Contribution.State.UNCONFIRMED
    assert contribution.title == WORDS["title"]
    assert contribution.content["audiences"] == [audience.pk]
    assert contribution.suspicions == []
    assert OutgoingMail.objects.get().to == WORDS["email"]

    for fault, loc in (
        ({"email": "x"}, "email"),
        ({"consent_data": False}, "consent_data"),
        ({"territory": "Atlantide"}, "territory"),
        ({"titre": "?"}, "titre"),
    ):
        refused = program.post(CONTRIBUTIONS, {"kind": "achievement", "fields": FIELDS | fault})
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["loc"] == ["body", "fields", loc]
    unknown = program.post(CONTRIBUTIONS, {"kind": "rien", "fields": {}})
    assert unknown.json()["errors"][0]["loc"] == ["body", "kind"]
    assert Contribution.objects.count() == 1


def test_an_example_is_given_for_a_row(tool, editor):
    program, row = Program(editor, Scope.CONTRIBUTE), Row.objects.first()
    asked = ("done", "name", "email", "consent_publication", "consent_data")
    example = {"kind": "example", "fields": {name: FIELDS[name] for name in asked}}
    for wrong in ({}, {"row": "0f0e0d0c-0000-4000-8000-000000000000"}):
        refused = program.post(CONTRIBUTIONS, example | wrong)
        assert refused.json()["errors"][0]["loc"] == ["body", "row"]
    given = program.post(CONTRIBUTIONS, example | {"row": str(row.uuid)})
    assert given.status_code == 202, given.content
    assert Contribution.objects.get().row == row.uuid


def with_files(program: Program, contribution: object, *files: tuple[str, bytes], **headers: str):
    """Each attempt has another boundary between its parts, as those of programs have."""
    data = {
        "contribution": json.dumps(contribution),
        "files": [upload(*file) for file in files],
        "descriptions": ["Un parc"],
    }
    boundary = uuid4().hex
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return Client().post(
        WITH_FILES,
        encode_multipart(boundary, data),
        f"multipart/form-data; boundary={boundary}",
        headers=program.headers | given,
    )


def test_files_come_with_a_contribution_by_the_rules_of_the_form(tool, editor, settings):
    program = Program(editor, Scope.CONTRIBUTE)
    exif = Image.Exif()
    exif[0x010F] = "canari-appareil"
    photo = ("IMG_1.JPG", picture(kind="JPEG", exif=exif))
    sent = with_files(program, ACHIEVEMENT, photo, REPORT)
    assert sent.status_code == 202, sent.content
    contribution = Contribution.objects.get()
    assert contribution.state == Contribution.State.UNCONFIRMED
    photo, report = contribution.files.all()
    assert (photo.name, photo.description, report.description) == ("IMG_1.jpg", "Un parc", "")
    stored = [(settings.PRIVATE_ROOT / file.file.name).read_bytes() for file in (photo, report)]
    assert b"canari-appareil" not in stored[0]
    assert stored[1] == PDF


def test_no_file_stays_of_a_contribution_that_is_refused(tool, editor, settings):
    program = Program(editor, Scope.CONTRIBUTE)
    lies = [REPORT, ("a.png", b"GIF89a"), ("a.exe", b"MZ")]
    incomplete = {"kind": "achievement", "fields": FIELDS | {"email": "x"}}
    untyped = {"kind": "achievement", "fields": FIELDS | {"date": "hier"}}
    many = [(f"{n}.pdf", PDF + b"%d%%%%EOF" % n) for n in range(9)]
    example = {"kind": "example", "row": str(Row.objects.first().uuid)}
    example["fields"] = {name: FIELDS[name] for name in ("done", "name", "email")}
    example["fields"] |= {"consent_publication": True, "consent_data": True}
    for files, contribution, locs in (
        (lies, ACHIEVEMENT, [["files", 1], ["files", 2]]),
        (many, ACHIEVEMENT, [["files"]]),
        ([], ACHIEVEMENT, [["files"]]),
        ([REPORT], incomplete, [["contribution", "fields", "email"]]),
        ([REPORT], untyped, [["contribution", "fields", "date"]]),
        ([REPORT], example, [["files"]]),
    ):
        refused = with_files(program, contribution, *files)
        assert refused.status_code == 422, refused.content
        found = [error["loc"] for error in refused.json()["errors"]]
        assert found == [["body", *loc] for loc in locs]
    settings.CONTRIBUTIONS_PER_ADDRESS = 1
    assert with_files(program, ACHIEVEMENT, REPORT).status_code == 202
    assert with_files(program, ACHIEVEMENT, REPORT).status_code == 429
    assert Contribution.objects.count() == 1
    stored = [path for path in settings.PRIVATE_ROOT.rglob("*") if path.is_file()]
    assert len(stored) == 1


def test_files_that_are_sent_again_with_their_key_are_sent_once(tool, editor):
    program = Program(editor, Scope.CONTRIBUTE)
    one, two = (with_files(program, ACHIEVEMENT, REPORT, Idempotency_Key="k") for _ in range(2))
    assert (one.status_code, two["Idempotent-Replayed"]) == (202, "true"), two.content
    other = with_files(program, ACHIEVEMENT, ("bilan.pdf", PDF + b"%%EOF"), Idempotency_Key="k")
    assert other.status_code == 409
    assert Contribution.objects.count() == 1
