"""For pytest: no file of the person's, nothing slow, nothing sent."""

import tempfile
from pathlib import Path

from agirtot.settings.base import *  # noqa: F403
from agirtot.settings.base import DATABASES, MAILERS, STORAGES

SECRET_KEY = "for-tests-only"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAILERS["server"] = {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}
MAIL_DELIVERY = "command"
MEDIA_ROOT = Path(tempfile.gettempdir()) / "agirtot-test-media"
PRIVATE_ROOT = Path(tempfile.gettempdir()) / "agirtot-test-private"
# Without a manifest: collectstatic is not part of a test run.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
API_REQUESTS_PER_MINUTE = 0
DATABASES["default"].setdefault("TEST", {})
