"""Wagtail's own routers, on the instance that ours share."""

from ninja import Router

from home.api.auth import writer


def take_over(router: Router, *operation_ids: str) -> Router:
    """Take these operations out of a router of Wagtail's, for ours to stand in their place.

    A second router on the same paths would never be asked: Django takes the first address
    that fits, whatever the method. The writing operations stay where they are.
    """
    for view in router.path_operations.values():
        view.operations = [o for o in view.operations if o.operation_id not in operation_ids]
    return router


def only_with_token(router: Router, *operation_ids: str) -> None:
    """Close what Wagtail answers to anybody although readers of the site never see it."""
    for view in router.path_operations.values():
        for operation in view.operations:
            if operation.operation_id in operation_ids:
                operation.auth_param = writer
                operation._set_auth(writer)
