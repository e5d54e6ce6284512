"""The OpenAPI document: complete, typed, and changed only on purpose."""

import json

from django.core.management import call_command

from agirtot.management.commands.openapi import COPY
from home.api.changes import changes
from tests.api.walking import document


def test_the_copy_in_the_repository_is_what_the_api_is():
    """What fails here lists every change: those that break clients first."""
    found = changes(COPY.read_text(), document())
    assert [str(change) for change in found] == [], "run: uv run manage.py openapi"


def test_it_says_what_breaks_clients_and_what_does_not(tmp_path):
    before = document()
    after = json.loads(json.dumps(before))
    schemas = after["components"]["schemas"]
    del schemas["PageItem"]["properties"]["title"]
    schemas["PageItem"]["properties"]["colour"] = {"type": "string"}
    schemas["PageItem"]["description"] = "Another sentence."
    found = [str(change) for change in changes(json.dumps(before), after)]
    assert found[0].startswith("BREAKING: - /components/schemas/PageItem/properties/title")
    assert {line.split(":")[0] for line in found[-2:]} == {"additive"}


def operations():
    for path, methods in document()["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def test_no_title_repeats_a_name_or_speaks_another_language():
    """Wagtail's are made when it is imported, in whatever language is spoken then."""
    schemas = document()["components"]["schemas"]
    assert "title" not in schemas["ImagePatchSchema"]["properties"]["title"]
    assert schemas["PageLink"]["properties"]["title"]["type"] == "string"
    assert schemas["PageLink"]["title"] == "PageLink"


def test_blocks_are_discriminated_by_their_type():
    schemas = document()["components"]["schemas"]
    body = schemas["BlogPage"]["properties"]["body"]["items"]
    assert body["discriminator"]["propertyName"] == "type"
    assert body["discriminator"]["mapping"]["key_questions"].endswith("/BodyKeyQuestions")
    assert schemas["HeadingBlock"]["properties"]["level"]["enum"] == ["2", "3"]
    assert schemas["BodyHeading"]["properties"]["type"]["const"] == "heading"
    rows = schemas["RowBlock"]["properties"]["means"]["items"]
    assert rows == {"$ref": "#/components/schemas/RowBlockMeansItem"}
    assert set(schemas["RowBlockMeansItem"]["required"]) == {"id", "value"}


def test_blocks_are_sent_in_the_shapes_in_which_they_are_read():
    schemas = document()["components"]["schemas"]
    draft = schemas["BlogPageDraft"]["properties"]
    assert draft["body"]["items"]["discriminator"]["propertyName"] == "type"
    heading = schemas["BodyHeadingIn"]["properties"]
    assert heading["type"]["const"] == schemas["BodyHeading"]["properties"]["type"]["const"]
    text, nothing = schemas["HeadingBlockIn"]["properties"]["text"]["anyOf"]
    assert (text["maxLength"], nothing["type"]) == (160, "null")
    signed = draft["story_authors"]["items"]["$ref"].rpartition("/")[2]
    assert schemas[signed]["properties"].keys() == {"author"}
    assert "open" in draft["comments_mode"]["anyOf"][0]["enum"]


def test_nothing_of_ours_is_left_untyped():
    """``{}`` and ``list[Any]`` are what stock says of a StreamField."""
    schemas = document()["components"]["schemas"]
    ours = {name: schema for name, schema in schemas.items() if not name.endswith("Schema")}
    untyped = [
        f"{name}.{key}"
        for name, schema in ours.items()
        for key, value in schema.get("properties", {}).items()
        if not {"type", "$ref", "anyOf", "oneOf", "enum", "const", "allOf"} & value.keys()
        or value.get("items") in ({}, {"additionalProperties": True, "type": "object"})
    ]
    assert untyped == []


def test_every_operation_has_its_words_and_its_errors():
    tags = {tag["name"] for tag in document()["tags"]}
    for method, path, operation in operations():
        name = f"{method} {path}"
        assert operation["summary"] and operation["operationId"] and operation["tags"], name
        assert operation.get("description"), name
        assert tags >= set(operation["tags"]), name
        asked = operation.get("parameters", [])
        assert [p["name"] for p in asked if not p.get("description")] == [], name
        assert operation["responses"]["422"]["content"].keys() == {"application/problem+json"}


def test_the_command_writes_and_compares(capsys):
    call_command("openapi", "--check")
    assert capsys.readouterr().out == ""


def test_it_is_served_with_pages_that_ask_nothing_of_others(client, db):
    served = client.get("/api/v3/openapi.json")
    assert served["Access-Control-Allow-Origin"] == "*"
    assert served.json()["openapi"].startswith("3.1")
    page = client.get("/api/v3/docs/").content.decode()
    assert "http" not in page.replace("http-equiv", "")
    assert "<script>" not in page
