"""The OpenAPI document: what ninja writes of all routers, made true and complete."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from ninja import NinjaAPI
from ninja.responses import NinjaJSONEncoder

from home.api import words
from home.api.auth import reader

type Node = dict[str, Any]

PROBLEM = {"$ref": "#/components/schemas/Problem"}
METHODS = ("get", "post", "put", "patch", "delete")
# What each status means, and which operations may answer it.
STATUSES = {
    "400": "The request cannot be understood.",
    "401": "The token is missing or wrong.",
    "403": "The owner of the token may not do this.",
    "404": "There is no such thing, or none that you may see.",
    "409": "Somebody was first, or it is closed: `detail` says what.",
    "412": "Another version was saved since the one in `If-Match`.",
    "413": "What was sent is too large.",
    "415": "What was sent is neither JSON nor a form with a file.",
    "422": "A parameter or a field is wrong: `errors` says which and why.",
    "428": "`If-Match` is missing.",
    "429": "Too many requests: `Retry-After` says when to come back.",
}
READING = {"401", "404", "422", "429"}
WRITING = READING | {"400", "403", "413", "415"}
OF_TOKENS = {"401", "403"}
# Sent again with an `Idempotency-Key` that is somebody else's, or was for something else.
POSTING = WRITING | {"409"}
TAGS = {
    "pages": "Every page of the site, with its content as typed blocks.",
    "site": "Menus, settings, redirects and the sitemap: what stands around the pages.",
    "toolkit": "Tools, their audiences and rows, and what recurs in them.",
    "blog": "Stories, who wrote them, what they are filed under and what is said of them.",
    "contributions": "What people share, sent by programs by the rules of the form.",
    "moderation": "The queue of comments and its acts.",
    "preview": "A draft that somebody is writing, for the front end that shows it.",
    "search": "What the search page shows, as data.",
    "images": "The library of images, for the owners of tokens. Readers meet them in pages.",
    "documents": "The library of documents, for the owners of tokens.",
    "redirects": "Redirects as the admin keeps them; those that readers follow are under `site`.",
    "sites": "Where the site is, for those who administer it.",
    "auth": "Whose token it is.",
}


def document_of(api: NinjaAPI) -> Node:
    """In English, whatever language is spoken now."""
    with translation.override("en"):
        written = json.dumps(api.get_openapi_schema(path_params={}), cls=NinjaJSONEncoder)
    document: Node = json.loads(written)
    document["tags"] = [{"name": name, "description": words} for name, words in TAGS.items()]
    for method, operation in operations(document):
        explain_access(document, operation)
        explain_problems(method, operation)
        explain(operation)
        leave_examples_to_schemas(operation)
    forget_titles(document)
    forget_impossible(document)
    forget_unused(document)
    return document


def operations(document: Node) -> Iterator[tuple[str, Node]]:
    for path in document["paths"].values():
        for method in METHODS:
            if method in path:
                yield method, path[method]


def explain_access(document: Node, operation: Node) -> None:
    """Ninja names each class that looks at the token; readers need none."""
    asked = {name for needed in operation.get("security", []) for name in needed}
    token: Node = {"BearerTokenAuth": []}
    if asked & {type(reader).__name__, "AllowAnonymous"}:
        operation["security"] = [{}, token]
    elif asked:
        operation["security"] = [token]
    document["components"]["securitySchemes"] = {
        "BearerTokenAuth": {"type": "http", "scheme": "bearer"}
    }


def explain_problems(method: str, operation: Node) -> None:
    """Those that any operation of its method may answer, and those that it names itself."""
    security = operation.get("security", [])
    statuses = {"get": READING, "post": POSTING}.get(method, WRITING)
    if not security:
        statuses = statuses - {"401"}
    elif {} not in security:
        statuses = statuses | OF_TOKENS
    responses = operation["responses"]
    for status in sorted(statuses | {named for named in responses if named.startswith("4")}):
        responses[status] = {
            "description": STATUSES[status],
            "content": {"application/problem+json": {"schema": PROBLEM}},
        }


def explain(operation: Node) -> None:
    """What an operation does not say of itself and of what it takes."""
    if said := words.OPERATIONS.get(operation["operationId"]):
        operation.setdefault("description", said)
    for parameter in operation.get("parameters", []):
        if said := words.PARAMETERS.get(parameter["name"]):
            parameter.setdefault("description", said)


def leave_examples_to_schemas(operation: Node) -> None:
    """Ninja repeats them beside the schema in a shape that OpenAPI has for schemas only."""
    for parameter in operation.get("parameters", []):
        parameter.pop("examples", None)


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for value in node.values():
            if isinstance(value, str) and value.startswith("#/components/schemas/"):
                yield value.rpartition("/")[2]
            else:
                yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def forget_titles(node: Any) -> None:
    """Those of properties, parameters and bodies, which repeat names; schemas keep theirs."""
    if isinstance(node, dict):
        for schema in (*node.get("properties", {}).values(), node.get("schema", {})):
            schema.pop("title", None)
        node = [*node.values()]
    if isinstance(node, list):
        for member in node:
            forget_titles(member)


def forget_impossible(document: Node) -> None:
    """Wagtail's snippets, as long as no type of them is offered: nothing fits their address."""
    nothing: list[Node] = [{"const": ""}, {"enum": [""]}]
    for path, methods in list(document["paths"].items()):
        asked = [p["schema"] for m in METHODS for p in methods.get(m, {}).get("parameters", [])]
        if any(schema.items() >= none.items() for schema in asked for none in nothing):
            del document["paths"][path]


def forget_unused(document: Node) -> None:
    """Schemas of parameters, which ninja has written out where they stand."""
    schemas = document["components"]["schemas"]
    used: set[str] = set()
    waiting = set(references(document["paths"]))
    while waiting:
        used |= waiting
        waiting = {n for name in waiting for n in references(schemas[name])} - used
    document["components"]["schemas"] = {name: schemas[name] for name in sorted(used)}


def text_of(document: Node) -> str:
    return json.dumps(document, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


class DocumentView:
    """Written once a process: nothing in it changes while the site runs."""

    def __init__(self, api: NinjaAPI) -> None:
        self.api = api
        self.content: bytes | None = None

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self.content is None:
            self.content = json.dumps(document_of(self.api), ensure_ascii=False).encode()
        return HttpResponse(self.content, content_type="application/json")
