"""What granian serves."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "agirtot.settings.production")
application = get_wsgi_application()

if settings.MAIL_DELIVERY == "process":
    from home.outbox import postman
    from home.webhooks.delivering import courier

    postman.start()
    courier.start()

if settings.SCHEDULE == "process":
    from home.schedule import clock

    clock.start()
