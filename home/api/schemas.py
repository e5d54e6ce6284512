"""The shapes that every part of the API shares, as the OpenAPI document names them."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from home.api.answer import resolved


class Out(BaseModel):
    """What is answered; a ``Later`` in it is looked up here."""

    model_config = ConfigDict(extra="forbid")


class Listing[Item: BaseModel](Out):
    """`count` is how many there are in all; `Link` leads to those before and after."""

    count: int
    items: list[Item]


class PageLink(Out):
    """A page that readers can open."""

    id: int
    type: str = Field(examples=["blog.BlogPage"])
    title: str
    locale: str = Field(examples=["fr"])
    html_url: str | None = Field(description="Where readers find it.")
    detail_url: str = Field(description="Where the API answers it whole.")


class ImageSource(Out):
    """One format of an image, for a `<source>` of a `<picture>`."""

    type: str = Field(examples=["image/avif"])
    srcset: str


class FocalPoint(Out):
    """What must stay in sight when the image is cut, from its left and top edges."""

    x: float = Field(ge=0, le=1)
    y: float = Field(ge=0, le=1)


class ImageOut(Out):
    """An image; `alt` is empty where it is there for decoration."""

    id: int
    alt: str
    width: int
    height: int
    focal_point: FocalPoint | None
    url: str = Field(description="A JPEG of the middle size.")
    sources: list[ImageSource]


class DocumentOut(Out):
    """A file to download."""

    id: int
    title: str
    url: str
    extension: str = Field(examples=["pdf"])
    size: int | None = Field(description="In bytes.")


class LicenceOut(Out):
    """Under what conditions the content may be used again."""

    key: str = Field(examples=["cc-by-nc-sa"])
    name: str = Field(examples=["CC BY-NC-SA 4.0"])
    url: str | None = Field(description="The licence's own page.")


# No "type" statement: pydantic would name each of these in the document.
LaterPage = Annotated[PageLink | None, resolved]
LaterPages = Annotated[list[PageLink], resolved]
LaterImage = Annotated[ImageOut | None, resolved]
LaterDocument = Annotated[DocumentOut | None, resolved]
# What is not marked so is plain text, which whoever shows it escapes.
Markup = Annotated[str, Field(json_schema_extra={"contentMediaType": "text/html"})]
LaterText = Annotated[Markup, resolved]


class PageMeta(Out):
    """What every page has, under Wagtail's own names."""

    type: str
    detail_url: str
    html_url: str | None
    locale: str
    slug: str
    first_published_at: datetime | None
    last_published_at: datetime | None


class PageDetailMeta(PageMeta):
    """`translations` are the same page in other languages."""

    seo_title: str
    search_description: str
    show_in_menus: bool
    parent: LaterPage
    ancestors: LaterPages
    translations: LaterPages


class ErrorOut(Out):
    """`loc` leads to what is wrong: `["query", "limit"]`."""

    type: str
    loc: list[str | int]
    msg: str


class Problem(BaseModel):
    """RFC 9457."""

    type: str = Field(default="about:blank", examples=["about:blank"])
    title: str
    status: int
    detail: str | None = None
    errors: list[ErrorOut] | None = None


Tree = dict[str, Any]
