"""A person's own machine: the only settings with defaults for secrets."""

from agirtot.settings.base import *  # noqa: F403
from agirtot.settings.base import DATA_DIR, MAILERS, env

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="for-a-persons-own-machine-only")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
MAILERS["server"] = {
    "BACKEND": "home.mail_files.MailFiles",
    "OPTIONS": {"folder": DATA_DIR / "mail"},
}
# Webhooks and links may then lead to a server on this machine.
OUTSIDE_ALLOWS_LOOPBACK = env.bool("OUTSIDE_ALLOWS_LOOPBACK", default=False)
