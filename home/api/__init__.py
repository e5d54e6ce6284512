"""The API: what every router shares, and the pages. ``docs/adr`` says why."""

from ninja import NinjaAPI
from ninja.renderers import JSONRenderer


class Renderer(JSONRenderer):
    """Letters with accents as themselves, not as six characters each."""

    json_dumps_params = {"ensure_ascii": False}


def register(api: NinjaAPI) -> None:
    """After the apps that add parts to pages: the schemas of pages are made here."""
    from wagtail.api.v3.routers.schema import router as stock_schemas
    from wagtail.documents.api.v3.router import router as documents
    from wagtail.images.api.v3.router import router as images

    from home.api import (  # noqa: F401
        idempotency,
        pages,
        preview,
        problems,
        revisions,
        site,
        sizes,
        strict,
    )
    from home.api.stock import leave_out, only_with_token, serve_sizes
    from home.api.writing import pages as writing  # noqa: F401

    api.renderer = Renderer()
    api.add_decorator(strict.strict, mode="view")
    api.add_decorator(idempotency.idempotent, mode="view")
    api.add_decorator(sizes.limited, mode="view")
    problems.register(api)
    api.add_router("/", site.router)
    api.add_router("/preview/", preview.router)
    leave_out(stock_schemas)  # of what Wagtail would take, where ours takes something else
    # Readers meet images and documents in pages; the whole library shows those of drafts too.
    serve_sizes()
    only_with_token(images, "images_list", "images_detail")
    only_with_token(documents, "documents_list", "documents_detail")
    only_with_token(site.redirects, "redirects_detail")
