"""``manage.py deliver_mail``: for who sends mail by cron or a service of its own."""

from django.utils.translation import gettext_lazy as _

from home.management.rounds import RoundsCommand
from home.outbox import deliver


class Command(RoundsCommand):
    help = "Send the mails that are due."
    deliver = staticmethod(deliver)
    said = _("Mails sent: %(sent)d, postponed: %(postponed)d, given up: %(given_up)d.")
