from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Pages")

    def ready(self) -> None:
        import home.webhooks.events  # noqa: F401 — it listens
        from home import checks, front_end, outbox, purging  # noqa: F401
        from home.proofreading import checks as proofreading  # noqa: F401
        from home.reports import written_links  # noqa: F401
        from home.reviews import personal  # noqa: F401
        from home.workflow import events, reminders  # noqa: F401

        events.connect()
