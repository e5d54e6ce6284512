"""What every way of running shares. Environment variables are listed in ``.env.example``."""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _
from whitenoise.compress import Compressor

from search.backends import choice as search_backends

BASE_DIR = Path(__file__).resolve().parents[2]

env = environ.Env()
env.read_env(BASE_DIR / ".env")

# Everything that changes while the site runs lives in one folder.
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var")))
try:
    DATA_DIR.mkdir(parents=True, exist_ok=True)
except (FileExistsError, NotADirectoryError) as error:
    raise ImproperlyConfigured(f"DATA_DIR is {DATA_DIR}, which is not a folder.") from error
except OSError:
    pass  # who writes in it says what is wrong

INSTALLED_APPS = [
    "agirtot",  # before wagtail.admin: its templates brand the admin
    "django_comments_xtd",  # before blog, which takes its signal handler away
    "blog",
    "toolkit",
    "home",
    "search",  # after toolkit, whose rows it reads as soon as they are written
    "django_comments",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.api.v3",
    "ninja",  # serves the pages that document the API
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.embeds",
    "wagtail.sites",
    "agirtot.users_app.UsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "django_filters",
    "lucide",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",  # Wagtail says with its words how long ago something was
    "django.contrib.messages",
    "django.contrib.postgres",  # the search index on PostgreSQL asks for it
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.sites",  # comments ask for it; addresses come from Wagtail's sites
    "agirtot.apps.StaticFiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "home.api.middleware.ApiMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "search.marking.MarkingMiddleware",
    "home.middleware.PublicPageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "home.middleware.PathLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "home.middleware.RefusalMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "home.api.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "agirtot.urls"
WSGI_APPLICATION = "agirtot.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Data -------------------------------------------------------------------------------

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Writers queue for the one lock instead of failing half-way (docs/adr/0002).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 45,  # seconds: SQLite lets late comers pass those who wait
        # 32 MB of pages stay in each connection's memory, instead of 2; others are read where
        # the system keeps the file's, instead of being copied from there.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            "PRAGMA cache_size=-32000; PRAGMA mmap_size=268435456"
        ),
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": env.cache("CACHE_URL", default="locmemcache://")}

MAILERS = {
    "default": {"BACKEND": "home.outbox_backend.Outbox"},
    "server": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": env.str("SMTP_HOST", default="localhost"),
            "port": env.int("SMTP_PORT", default=25),
            "username": env.str("SMTP_USER", default=""),
            "password": env.str("SMTP_PASSWORD", default=""),
            "use_tls": env.bool("SMTP_TLS", default=False),
            "timeout": 10,
        },
    },
}
# Who sends what is written: "process", a thread beside the pages; "command", deliver_mail alone.
MAIL_DELIVERY = env.str("MAIL_DELIVERY", default="process")
# Who publishes what is planned: "process", a thread beside the pages; "command", publish_scheduled.
SCHEDULE = env.str("SCHEDULE", default="process")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("MAIL_FROM", default="agirtôt <bonjour@localhost>")

# --- Files ------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
PRIVATE_ROOT = DATA_DIR / "private"  # what was sent and not approved yet: never served
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {"BACKEND": "home.private_files.PrivateStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # no page asks for the others
# Maps of scripts are for who looks into them: too long to compress at each start of a demo.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [*Compressor.SKIP_COMPRESS_EXTENSIONS, "map"]
# An import is corrected in one form of six fields a row; what is pasted can be a whole document.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024

# --- Language ---------------------------------------------------------------------------

LANGUAGE_CODE = "fr"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("fr", _("French")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "America/Toronto"
USE_TZ = True
FORMAT_MODULE_PATH = "agirtot.formats"
WAGTAIL_I18N_ENABLED = True

# --- Security ---------------------------------------------------------------------------

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "base-uri": [CSP.NONE],
    "object-src": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
# The front end that draws previews, for who has one: its address, called with ?token=….
FRONT_END_URL = env.str("FRONT_END_URL", default="")
front_end = ["/".join(FRONT_END_URL.split("/", 3)[:3])] if FRONT_END_URL else []
# Wagtail's admin still writes scripts and styles into its pages and frames its own previews.
ADMIN_CSP = SECURE_CSP | {
    "script-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "frame-src": [CSP.SELF, *front_end],
    "frame-ancestors": [CSP.SELF],
}
# A preview is a public page that the admin, and nobody else, may frame.
PREVIEW_CSP = SECURE_CSP | {"frame-ancestors": [CSP.SELF]}
SECURE_REFERRER_POLICY = "same-origin"
# How many proxies of ours a request passes: from whom X-Forwarded-For is believed.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
# Whether addresses that people type may lead to this machine: never, but for its own tests.
OUTSIDE_ALLOWS_LOOPBACK = False
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = False  # Wagtail's admin reads it from JavaScript
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "wagtailadmin_login"

# --- Comments ---------------------------------------------------------------------------

SITE_ID = 1
COMMENTS_APP = "django_comments_xtd"
COMMENTS_XTD_MODEL = "blog.models.Comment"
COMMENTS_XTD_CONFIRM_EMAIL = True
# How many comments one address (email), and one network, may send in ten minutes. 0: any number.
COMMENTS_PER_ADDRESS = env.int("COMMENTS_PER_ADDRESS", default=5)
COMMENTS_PER_NETWORK = env.int("COMMENTS_PER_NETWORK", default=30)

# --- Contributions ----------------------------------------------------------------------

# How many contributions one address (email), and one network, may send in an hour. 0: any number.
CONTRIBUTIONS_PER_ADDRESS = env.int("CONTRIBUTIONS_PER_ADDRESS", default=3)
CONTRIBUTIONS_PER_NETWORK = env.int("CONTRIBUTIONS_PER_NETWORK", default=3)
# A ClamAV daemon that looks at what people send: tcp://host:3310 or unix:///run/clamd.ctl.
CLAMAV_URL = env.str("CLAMAV_URL", default="")

# --- API --------------------------------------------------------------------------------

# Origins of front ends whose scripts may read it in a browser; "*": any, as no cookie counts.
API_ORIGINS = env.list("API_ORIGINS", default=["*"])
# How often one address, and one token, may ask in a minute. 0: as often as it likes.
API_REQUESTS_PER_MINUTE = env.int("API_REQUESTS_PER_MINUTE", default=300)
# How long a cache that many share may give the same answer without asking again.
API_CACHE_SECONDS = env.int("API_CACHE_SECONDS", default=0)
# That cache, which is told what to forget: http://127.0.0.1:6081.
API_CACHE_PURGE = env.str("API_CACHE_PURGE", default="")

# --- Wagtail ----------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "agirtôt"
WAGTAILADMIN_BASE_URL = env.str("BASE_URL", default="http://127.0.0.1:8000")
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_ENABLE_UPDATE_CHECK = False  # it calls a third party
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_REQUIRED_TEMPLATE = "password_required.html"  # noqa: S105
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
# The admin's search: in the database or on a server (docs/how-to/use-opensearch.md).
WAGTAILSEARCH_BACKENDS = {
    "default": search_backends.backend(
        env.str("SEARCH_BACKEND", default="database"),
        urls=env.list("SEARCH_URL", default=[]),
        prefix=env.str("SEARCH_INDEX_PREFIX", default="agirtot_"),
    )
}
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "key", "odt", "ods", "odp", "pdf", "pptx", "txt", "xlsx"]
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
# News of reviews are gathered for so many minutes before they leave as one mail.
NOTICE_MINUTES = env.int("NOTICE_MINUTES", default=5)
TAGGIT_CASE_INSENSITIVE = True
TAGGIT_STRIP_UNICODE_WHEN_SLUGIFYING = True  # addresses in plain letters, as those of pages
WAGTAILEMBEDS_FINDERS = []  # no page shows anything of a third party
