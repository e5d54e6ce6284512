"""The draft that an editor's preview shows, for the front end that draws it."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from home import front_end
from home.api.answer import Answer, RichTextFormat
from home.api.drawing import any_page, detail_tree
from home.api.problems import NOT_FOUND, PROBLEMS
from home.api.schemas import Tree
from home.requests import for_one_person

router = Router(tags=["preview"])

Token = Annotated[str, Path(description="What the editor's preview opened the front end with.")]


@router.get(
    "/{token}/",
    response={200: any_page()} | NOT_FOUND | PROBLEMS,
    operation_id="preview",
    summary="Read what is being written",
)
def read_preview(
    request: HttpRequest, response: HttpResponse, token: Token, rich_text: RichTextFormat = "html"
) -> Tree:
    """The one draft that the token was made for, for an hour; `id` is 0 where it is new."""
    for_one_person(response)
    page = front_end.page_of(token)
    return detail_tree(page, Answer(request, page.locale.language_code, rich_text))
