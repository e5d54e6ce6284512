"""What may be asked of lists, and how answers are cut to it. Whatever else is asked is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Field, Path, Schema
from ninja.errors import ValidationError

LIMIT, HIGHEST_LIMIT, HIGHEST_OFFSET = 20, 100, 10_000
LARGEST_ID = 2**31 - 1

# No "type" statements: pydantic would name each of these in the document.
Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]
Slug = Annotated[str, Field(max_length=255)]
if TYPE_CHECKING:
    type Language = str
else:
    Language = Literal[*(code for code, _name in settings.LANGUAGES)]


# What narrows a list, where none is meant for all of them.
OnlyLocale = Annotated[Language | None, Field(description="Of this language alone.")]
PageId = Annotated[Id, Path(description="The id of a page.")]


class LocaleChoice(Schema):
    locale: Language = Field(settings.LANGUAGE_CODE, description="The language to answer in.")


class Paging(Schema):
    limit: int = Field(LIMIT, ge=1, le=HIGHEST_LIMIT, description="How many at most.")
    offset: int = Field(0, ge=0, le=HIGHEST_OFFSET, description="How many to pass over.")


def wrong(parameter: str, sentence: str, kind: str = "value_error") -> ValidationError:
    return ValidationError([{"type": kind, "loc": ["query", parameter], "msg": sentence}])


def cut(
    request: HttpRequest, response: HttpResponse, found: QuerySet[Any], paging: Paging
) -> tuple[int, list[Any]]:
    """One page of a list, with the addresses of those before and after it in ``Link``."""
    count = found.count()
    items = list(found[paging.offset : paging.offset + paging.limit]) if count else []
    neighbours = {
        "prev": max(0, paging.offset - paging.limit) if paging.offset else None,
        "next": paging.offset + paging.limit if paging.offset + paging.limit < count else None,
    }
    links = [
        f'<{moved(request, offset)}>; rel="{name}"'
        for name, offset in neighbours.items()
        if offset is not None and offset <= HIGHEST_OFFSET
    ]
    if links:
        response["Link"] = ", ".join(links)
    return count, items


def moved(request: HttpRequest, offset: int) -> str:
    query = request.GET.copy()
    query["offset"] = str(offset)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
