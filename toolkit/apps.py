from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ToolkitConfig(AppConfig):
    name = "toolkit"
    verbose_name = _("Toolkit")

    def ready(self) -> None:
        from toolkit import projection, proofreading  # noqa: F401
        from toolkit.contributions import daily, pages, publication  # noqa: F401
        from toolkit.uses import forgetting  # noqa: F401
