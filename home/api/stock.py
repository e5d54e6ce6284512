"""Wagtail's own routers, on the instance that ours share."""

from typing import Any

from ninja import NinjaAPI, Router
from ninja.operation import Operation
from ninja.schema import Resolver
from wagtail.api.v3.auth import BearerTokenAuth
from wagtail.api.v3.registry import registry
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage

from home.api.auth import anyone, writer
from home.api.pictures import largest

# About the owner of the token, whatever it is for.
FOR_EVERY_TOKEN = {"whoami"}


def take_over(router: Router, *operation_ids: str) -> Router:
    """Take these operations out of a router of Wagtail's, for ours to stand in their place.

    A second router on the same paths would never be asked: Django takes the first address
    that fits, whatever the method. The writing operations stay where they are.
    """
    for view in router.path_operations.values():
        view.operations = [o for o in view.operations if o.operation_id not in operation_ids]
    return router


def leave_out(router: Router) -> None:
    """Nothing of this router is offered."""
    router.path_operations.clear()


def only_with_token(router: Router, *operation_ids: str) -> None:
    """Close what Wagtail answers to anybody although readers of the site never see it."""
    for view in router.path_operations.values():
        for operation in view.operations:
            if operation.operation_id in operation_ids:
                ask_for(operation, writer)


def serve_sizes() -> None:
    """In the place of ``ImageMetaSchema.resolve_download_url`` (wagtail.images.api.v3.schemas).

    A private name of ninja's: Wagtail has made its operations of the schema by now.
    """
    schema: Any = registry.get(get_image_model()._meta.label)
    meta = schema.read_schema.model_fields["meta"].annotation

    def resolve(image: AbstractImage, context: dict[str, Any]) -> str:
        return largest(image, context["request"])

    meta._ninja_resolvers["download_url"] = Resolver(staticmethod(resolve))


def ask_for(operation: Operation, auth: BearerTokenAuth) -> None:
    operation.auth_param = auth
    operation._set_auth(auth)


def guard(api: NinjaAPI) -> None:
    """Last of all: what asks for a token of Wagtail's asks for one of ours, scope and end included.

    Private names of ninja's, because no public one leads to the operations of an instance.
    """
    for _prefix, router in api._routers:
        guard_router(router)


def guard_router(router: Router, inherited: Any = None) -> None:
    above = router.auth if isinstance(router.auth, BearerTokenAuth) else inherited
    for view in router.path_operations.values():
        for operation in view.operations:
            asked = operation.auth_callbacks or [above]
            if any(type(auth) is BearerTokenAuth for auth in asked):
                known = operation.operation_id in FOR_EVERY_TOKEN
                ask_for(operation, anyone if known else writer)
    for _prefix, child, _tags in router._routers:
        guard_router(child, above)
