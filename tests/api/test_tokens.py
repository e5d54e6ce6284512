"""What each token opens: its scope is asked for by every operation, and its owner's rights hold."""

import re

import pytest
from wagtail.models import Page

from agirtot.api import api
from blog.models import BlogIndexPage, Comment
from home.models import Scope
from tests.api.programs import Program
from tests.api.walking import public_operations
from tests.blog.factories import make_comment
from tests.canaries import hide_everything
from tests.conftest import member
from tests.factories import make_story

PARTS = re.compile(r"{\w+}")
FOR_EVERY_TOKEN = {"whoami"}
# Whatever is not said here asks for the scope "write".
SCOPES = {
    "pages_revisions_list": Scope.DRAFTS,
    "pages_revisions_detail": Scope.DRAFTS,
    "moderation_list": Scope.MODERATE,
    "moderation_judge": Scope.MODERATE,
    "moderation_undo": Scope.MODERATE,
    "moderation_reply": Scope.MODERATE,
    "contributions_send": Scope.CONTRIBUTE,
    "contributions_send_files": Scope.CONTRIBUTE,
}
# They write for anybody, by the rules of the forms; with a token, it must be for that.
FOR_ANYBODY = {"stories_comment": Scope.CONTRIBUTE}


def operations():
    """Method, address and name of everything but what anybody reads."""
    public = {("get", operation.path) for operation in public_operations()}
    for path, methods in api.get_openapi_schema(path_params={})["paths"].items():
        for method, operation in methods.items():
            if (method, path) not in public:
                yield method, path, operation["operationId"]


def test_every_operation_asks_for_its_scope(administrator):
    tried = 0
    others = {scope: Program(administrator, *(set(Scope) - {scope})) for scope in Scope}
    nobody, nothing = Program(), Program(administrator)
    for method, path, name in operations():
        url = PARTS.sub("1", path.replace("{uuid}", "00000000-0000-4000-8000-000000000000"))
        if name in FOR_ANYBODY or "/preview/" in path:
            continue
        body = None if method == "get" else {}
        assert nobody.ask(method, url, body).status_code == 401, name
        if name in FOR_EVERY_TOKEN:
            assert nothing.ask(method, url, body).status_code in (200, 404), name
            continue
        scope = SCOPES.get(name, Scope.WRITE)
        refused = others[scope].ask(method, url, body)
        assert refused.status_code == 403, name
        assert refused["Content-Type"] == "application/problem+json"
        assert f"“{scope}”" in refused.json()["detail"], name
        tried += 1
    assert tried > 30


def test_a_token_shows_nobody_what_its_owner_may_not_see(db, moderator, home_page):
    secrets = hide_everything()
    blogger = member("blogueuse", "Blogueuses et blogueurs")
    editor = member("redactrice", "Rédaction")
    programs = [
        Program(blogger, Scope.DRAFTS, Scope.WRITE, Scope.CONTRIBUTE),
        Program(moderator, Scope.DRAFTS, Scope.WRITE),
        Program(editor, Scope.MODERATE, Scope.CONTRIBUTE),
    ]
    lists = [operation.path for operation in public_operations() if not operation.path_parameters]
    pages = Page.objects.filter(depth__gt=1).values_list("pk", flat=True)
    addresses = [f"/api/v3/pages/{pk}/{asked}" for pk in pages for asked in ("", "?version=draft")]
    addresses += [f"/api/v3/pages/{pk}/revisions/" for pk in pages]
    addresses += ["/api/v3/moderation/comments/?tab=all", "/api/v3/images/", "/api/v3/documents/"]
    for program in programs:
        for address in [*lists, *addresses]:
            text = program.get(address).content.decode().casefold()
            assert [word for word in secrets if word in text] == [], address
    for program in programs[:2]:
        for pk in pages:
            page = f"/api/v3/pages/{pk}/"
            change = {"type": Page.objects.get(pk=pk).specific_class._meta.label, "title": "À moi"}
            answers = [
                program.patch(page, change, If_Match="*"),
                program.post(f"{page}actions/publish/"),
                program.post(f"{page}actions/submit/"),
                program.post(f"{page}actions/revert/", {"revision_id": 1}),
                program.post(f"{page}actions/copy/"),
                program.delete(page),
            ]
            for answer in answers:
                assert answer.status_code in (403, 404, 409), (page, answer.content)
                text = answer.content.decode().casefold()
                assert [word for word in secrets if word in text] == [], page
    assert not Page.objects.filter(title="À moi").exists()


@pytest.fixture
def story(home_page):
    return make_story(BlogIndexPage.objects.get())


def test_moderators_work_through_the_queue(story, moderator, editor):
    program = Program(moderator, Scope.MODERATE)
    queue = "/api/v3/moderation/comments/"
    first, second = (
        make_comment(story, f"Le {n}", state=Comment.State.WAITING) for n in ("premier", "second")
    )
    listed = program.get(queue).json()
    assert [item["text"] for item in listed["items"]] == ["Le premier", "Le second"]
    assert first.user_email not in program.get(queue).text
    seen = [{"id": item["id"], "version": item["version"]} for item in listed["items"]]
    Comment.objects.filter(pk=second.pk).update(comment="Changé")
    judged = program.post(queue, {"verdict": "approve", "comments": seen}).json()
    assert (judged["done"], judged["left"]) == ([first.pk], [second.pk])
    undone = program.post(f"/api/v3/moderation/undo/{judged['undo']}/").json()
    assert undone["done"] == [first.pk]
    first.refresh_from_db()
    assert first.state == Comment.State.WAITING

    reply = {"text": "Merci !", "version": seen[0]["version"]}
    url = f"{queue}{first.pk}/reply/"
    late = {"text": "Non", "version": seen[1]["version"]}
    assert program.post(f"{queue}{second.pk}/reply/", late).status_code == 412
    answered = program.post(url, reply)
    assert answered.status_code == 201, answered.content
    assert Comment.objects.get(pk=answered.json()["id"]).as_team
    assert program.post(f"{queue}{10**6}/reply/", reply).status_code == 404

    for stranger in (Program(editor, Scope.MODERATE), Program(moderator, Scope.WRITE)):
        assert stranger.get(queue).status_code == 403
        verdict = {"verdict": "spam", "comments": seen}
        assert stranger.post(queue, verdict).status_code == 403
