"""What readers send through programs: comments and contributions, by the rules of the forms."""

import pytest

from blog.models import BlogIndexPage, Comment
from home.models import OutgoingMail, Scope
from tests.api.programs import Program
from tests.blog.commenting import ADDRESS, Reader
from tests.blog.factories import make_comment
from tests.factories import make_story
from tests.toolkit.contributing import WORDS
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


def test_a_contribution_is_sent_in_one_request(tool, editor):
    program, url = Program(editor, Scope.CONTRIBUTE), "/api/v3/contributions/"
    consents = {"consent_publication": True, "consent_data": True}
    fields = WORDS | consents
    sent = program.post(url, {"kind": "achievement", "fields": fields})
    assert sent.status_code == 202, sent.content
    contribution = Contribution.objects.get()
    assert contribution.state == Contribution.State.UNCONFIRMED
    assert contribution.title == WORDS["title"]
    assert contribution.suspicions == []
    assert OutgoingMail.objects.get().to == WORDS["email"]

    refused = program.post(url, {"kind": "achievement", "fields": fields | {"email": "x"}})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["loc"] == ["body", "fields", "email"]
    without = fields | {"consent_data": False}
    assert program.post(url, {"kind": "achievement", "fields": without}).status_code == 422
    assert program.post(url, {"kind": "rien", "fields": {}}).status_code == 422
    assert program.post(url, {"kind": "example", "fields": fields}).status_code == 422
    assert Contribution.objects.count() == 1
    row = Row.objects.first()
    example = {
        "kind": "example",
        "fields": fields | {"email": "b@exemple.org"},
        "row": str(row.uuid),
    }
    given = program.post(url, example)
    assert given.status_code == 202, given.content
    assert Contribution.objects.get(kind="example").row == row.uuid
