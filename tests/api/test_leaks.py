"""What is not public is nowhere in the API, whatever is asked and however it is asked."""

from collections.abc import Iterator

import pytest
from django.test import Client
from taggit.models import Tag
from wagtail.models import Page

from blog.models import Author, Category, Comment
from home.models import ThemeIndexPage, ThemePage
from home.readable import readable
from tests.api.walking import NOTHING, Operation, choices, public_operations, takes
from tests.canaries import hide_everything
from toolkit.models import AudiencePage, ContributionIndexPage, ContributionPage

NO_SUCH_WORD = "quolibranque"
NUMBERS = ("limit", "offset", "year", "month", "page")  # no id of anything
OTHER = {"slug": "rien-de-tel", "row_id": "00000000-0000-4000-8000-000000000000"}


@pytest.fixture
def secrets(db) -> list[str]:
    return hide_everything()


def candidates(name: str) -> list[object]:
    """Everything that a place in an address can name, shown or not."""
    if name == "comment_id":
        return list(Comment.objects.values_list("pk", flat=True))
    if name == "slug":
        named = [model.objects.values_list("slug", flat=True) for model in (Author, Category, Tag)]
        return [slug for slugs in named for slug in slugs]
    if name == "row_id":
        pages = AudiencePage.objects.all()
        drafts = [page.get_latest_revision_as_object() for page in pages if page.latest_revision]
        return [block["id"] for page in drafts for block in page.rows.raw_data]
    return list(Page.objects.values_list("pk", flat=True))


def addresses(operation: Operation) -> Iterator[str]:
    """The address of each thing, and of nothing at all."""
    if not operation.path_parameters:
        yield operation.path
        return
    (name, *others) = operation.path_parameters
    path = operation.path
    for other in others:
        path = path.replace(f"{{{other}}}", choices(operation.path_parameters[other])[0])
    for value in [OTHER.get(name, NOTHING), *candidates(name)]:
        yield path.replace(f"{{{name}}}", str(value))


def questions(operation: Operation) -> Iterator[dict[str, str]]:
    """Each choice of each parameter, alone."""
    yield {}
    for name, schema in operation.parameters.items():
        for choice in choices(schema):
            yield {name: choice}


def is_word(name: str, schema: dict[str, object]) -> bool:
    return takes(schema, "string") and not choices(schema) and name != "fields"


def read(client: Client, address: str, asked: dict[str, object]) -> str:
    response = client.get(address, asked)
    assert response.status_code in (200, 404, 422), (address, asked, response.status_code)
    return response.content.decode().casefold()


def test_no_answer_holds_a_word_of_it(client, secrets):
    operations = list(public_operations())
    assert len(operations) > 20
    for operation in operations:
        for number, address in enumerate(addresses(operation)):
            for asked in questions(operation) if number == 0 else [{}]:
                text = read(client, address, asked)
                assert [word for word in secrets if word in text] == [], (address, asked)


def test_a_secret_changes_no_answer(client, secrets):
    """To ask for a hidden page is to ask for none, to ask for a secret word is to ask for none.

    The search has a test of its own: ``tests/search/test_leaks.py``.
    """
    shown = set(readable(Page.objects.all()).values_list("pk", flat=True))
    hidden = [pk for pk in Page.objects.values_list("pk", flat=True) if pk not in shown]
    assert len(hidden) > 10
    lists = [operation for operation in public_operations() if not operation.path_parameters]
    for operation in lists:
        for name, schema in operation.parameters.items():
            if takes(schema, "integer") and name not in NUMBERS:
                nothing = read(client, operation.path, {name: NOTHING})
                for pk in hidden:
                    assert read(client, operation.path, {name: pk}) == nothing, (name, pk)
            elif is_word(name, schema) and "/search/" not in operation.path:
                nothing = read(client, operation.path, {name: NO_SUCH_WORD})
                for word in secrets:
                    text = read(client, operation.path, {name: word})
                    assert text.replace(word, NO_SUCH_WORD) == nothing, (operation.path, word)


def test_v2_says_no_more(client, secrets):
    pages = [f"pages/{pk}/" for pk in Page.objects.values_list("pk", flat=True)]
    for address in ("pages/?fields=*&limit=20", "images/", "documents/", *pages):
        text = client.get(f"/api/v2/{address}").content.decode().casefold()
        assert [word for word in secrets if word in text] == [], address
    for word in secrets:
        for asked in ({"search": word}, {"slug": word}):
            found = client.get("/api/v2/pages/", asked).json()
            assert found["meta"]["total_count"] == 0, asked


def test_v2_finds_nothing_by_a_page_that_is_hidden(client, home_page):
    theme = ThemePage(title="Mobilisation", slug="mobilisation")
    ThemeIndexPage.objects.get().add_child(instance=theme)
    index = ContributionIndexPage.objects.get()
    index.add_child(instance=ContributionPage(title="La cuisine qui roule", theme=theme))
    asked = {"type": "toolkit.ContributionPage", "theme": theme.pk}
    assert client.get("/api/v2/pages/", asked).json()["meta"]["total_count"] == 1
    theme.unpublish()
    assert client.get("/api/v2/pages/", asked).json()["meta"]["total_count"] == 0
    assert client.get("/api/v2/pages/", asked | {"theme": "x"}).status_code == 400
