"""``manage.py deliver_webhooks``: for who delivers by cron or a service of its own."""

from django.utils.translation import gettext_lazy as _

from home.management.rounds import RoundsCommand
from home.webhooks.delivering import deliver


class Command(RoundsCommand):
    help = "Tell webhooks what is due."
    deliver = staticmethod(deliver)
    said = _("Webhooks told: %(sent)d, postponed: %(postponed)d, given up: %(given_up)d.")
