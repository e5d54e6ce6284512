"""What the admin knows of webhooks."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from home.webhooks.admin import WebhookViewSet


@hooks.register("register_admin_viewset")
def webhooks() -> WebhookViewSet:
    return WebhookViewSet()


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="home", content_type__model="webhook")


@hooks.register("register_log_actions")
def actions(registry: LogActionRegistry) -> None:
    registry.register_action("home.webhook.secret", _("Change the secret"), _("Secret changed"))
