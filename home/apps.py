from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Pages")

    def ready(self) -> None:
        import home.webhooks.events  # noqa: F401 — it listens
        from home import checks, front_end, outbox, purging, site_address  # noqa: F401
        from home.proofreading import checks as proofreading  # noqa: F401
        from home.reports import written_links  # noqa: F401
        from home.reviews import personal  # noqa: F401
        from home.workflow import events, reminders  # noqa: F401

        events.connect()
        post_migrate.connect(site_address.follow_base_url, sender=self)
