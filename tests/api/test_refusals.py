"""What cannot be taken is refused in one shape, whichever operation it was sent to."""

import pytest
from wagtail.models import Page

from home.models import Scope
from tests.api.programs import Program
from tests.api.walking import document

HUGE = 2**63
JUDGE = "/api/v3/moderation/comments/"


@pytest.fixture
def boss(administrator) -> Program:
    return Program(administrator, *Scope.values)


def test_a_number_that_no_database_keeps_is_refused(boss, home_page):
    """SQLite raises in the midst of a query, where the API would answer 500."""
    seen = [{"id": HUGE, "version": ""}]
    pages = "/api/v3/pages/"
    draft = {"type": "home.ContentPage", "parent": home_page.pk, "title": "A"}
    for answer in (
        boss.post(JUDGE, {"verdict": "spam", "comments": seen}),
        boss.post(JUDGE, {"verdict": "spam", "comments": [{"id": -1, "version": ""}]}),
        boss.post(pages, draft | {"picture": HUGE}),
        boss.post(pages, draft | {"body": [{"type": "heading", "value": {"level": -HUGE * 99}}]}),
    ):
        assert answer.status_code == 422, answer.content
        (error,) = answer.json()["errors"][:1]
        assert error["loc"][0] == "body" and error["msg"]
    title = {"title": str(HUGE)}
    assert boss.post(pages, draft | title).status_code == 201, "digits in a text are no number"


def test_what_is_no_object_decides_nothing(boss, home_page):
    url = f"/api/v3/pages/{home_page.pk}/actions/unpublish/"
    for body in (-6.18e16, "unpublish", [], {"remark": "?"}):
        answer = boss.post(url, body)
        assert answer.status_code == 422, (body, answer.content)
    assert Page.objects.get(pk=home_page.pk).live


def test_where_the_pages_begin_is_no_page(boss, home_page, root):
    for act in ("copy", "create_alias", "move", "publish"):
        body = {"destination_id": home_page.pk, "position": "left"} if act == "move" else {}
        answer = boss.post(f"/api/v3/pages/{root.pk}/actions/{act}/", body)
        assert answer.status_code == 404, (act, answer.content)


WRONG = ["limit=7473", "order=colour", "offset=-1", f"offset={'6' * 24}", "offset=10001", "=null"]


@pytest.mark.parametrize("query", WRONG)
def test_wagtails_own_lists_say_what_is_wrong_as_ours_do(boss, home_page, query):
    for kind in ("documents", "images", "sites"):
        answer = boss.get(f"/api/v3/{kind}/?{query}")
        assert answer.status_code == 422, answer.content
        for error in answer.json()["errors"]:
            assert error.keys() == {"type", "loc", "msg"}
            assert error["loc"][0] == "query"


def test_a_site_that_is_there_already_is_refused_in_the_same_shape(boss, home_page):
    site = {"hostname": "127.0.0.1", "port": 8000, "root_page": home_page.pk, "site_name": "Deux"}
    answer = boss.post("/api/v3/sites/", site | {"is_default_site": True})
    assert answer.status_code == 422, answer.content
    for error in answer.json()["errors"]:
        assert error.keys() == {"type", "loc", "msg"}
        assert error["loc"][0] == "body" and "__all__" not in error["loc"]


def test_each_operation_names_what_it_may_answer():
    paths = document()["paths"]

    def named(method: str, path: str) -> set[str]:
        return {status for status in paths[path][method]["responses"] if status >= "400"}

    reading = {"401", "404", "422", "429"}
    writing = reading | {"400", "403", "413", "415"}
    assert named("get", "/api/v3/site/") == reading
    assert named("get", "/api/v3/sites/") == reading | {"403"}
    assert named("get", "/api/v3/pages/{page_id}/") == reading | {"403"}
    assert named("post", "/api/v3/images/") == writing | {"409"}
    assert named("patch", "/api/v3/pages/{page_id}/") == writing | {"409", "412", "428"}
    assert named("post", "/api/v3/pages/{page_id}/actions/move/") == writing | {"409", "412"}
