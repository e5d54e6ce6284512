"""A public server. It refuses to start with anything missing and names it."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from agirtot.settings.base import *  # noqa: F403
from agirtot.settings.base import env

REQUIRED = ("SECRET_KEY", "BASE_URL", "DATABASE_URL", "DATA_DIR", "MAIL_FROM", "SMTP_HOST")
if missing := [name for name in REQUIRED if not env.str(name, default="")]:
    raise ImproperlyConfigured(
        f"Set {', '.join(missing)} in the environment or in .env: .env.example explains each."
    )

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
BASE_URL = urlsplit(env.str("BASE_URL"))
ALLOWED_HOSTS = [BASE_URL.hostname, *env.list("EXTRA_HOSTS", default=[])]
CSRF_TRUSTED_ORIGINS = [f"{BASE_URL.scheme}://{BASE_URL.netloc}"]

SECURE_SSL_REDIRECT = env.bool("HTTPS_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
)
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=365 * 24 * 3600)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
