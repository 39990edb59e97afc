"""Newsroom's settings, one file from top to bottom; README.md lists the variables.

With nothing set but DEBUG=true it runs from a fresh clone: SQLite, the database cache and the
filesystem broker, all below var/. With DEBUG off it refuses to start on an unsafe SECRET_KEY.
"""

from pathlib import Path
from typing import cast
from urllib.parse import quote

from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import EnvValidationError

from newsroom.environment import open_environment

BASE_DIR = Path(__file__).resolve().parent.parent

# ---------------------------------------------------------------- the environment

env = open_environment()

DEVELOPMENT_KEY = "django-insecure-only-for-development-never-for-a-public-site"


def problem_with_secret_key(key: str) -> str:
    """Say why `key` cannot protect a public site, or return an empty string."""
    if not key:
        problem = "is missing"
    elif "insecure" in key:
        problem = "is the one for development"
    elif len(key) < 50:
        problem = "is shorter than 50 characters"
    elif len(set(key)) < 10:
        problem = "has fewer than 10 different characters"
    else:
        return ""
    return (
        f"{problem}, and DEBUG is off. Make a key with: "
        "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
    )


DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default=DEVELOPMENT_KEY if DEBUG else "")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", default="localhost,127.0.0.1" if DEBUG else "")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS", default="")
DATA_DIR = env.path("DATA_DIR", default=BASE_DIR / "var")
DATABASE = env.database(
    "DATABASE_URL", default=f"sqlite:///{quote(str((DATA_DIR or BASE_DIR) / 'newsroom.sqlite3'))}"
)
BROKER_URL = env.str("CELERY_BROKER_URL", default="filesystem://localhost")
REDIS_URL = env.str("REDIS_URL", default="")
DESK_TIME_ZONE = env.time_zone("DESK_TIME_ZONE", default="UTC")
HTTPS = env.bool("HTTPS_ONLY", default=not DEBUG)
HSTS_SECONDS = env.int("HSTS_SECONDS", default=3600)
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
LOG_LEVEL = env.log_level_name("LOG_LEVEL", default="INFO")
CHANGES_KEPT_DAYS = env.int("CHANGES_KEPT_DAYS", default=30)
API_RATE = env.rate("API_RATE", default="600/minute")
API_MAX_AGE = env.whole_number("API_MAX_AGE", default="10", least=0, most=86_400)
API_CORS_ORIGINS = env.origins("API_CORS_ORIGINS", default="")
PREVIEW_HOURS = env.whole_number("PREVIEW_HOURS", default="72", least=1, most=8_760)


def refuse_bad_environment() -> None:
    """Stop with one message that names every variable that is missing or wrong."""
    problems: dict[str, list[str]] = {}
    try:
        env.seal()
    except EnvValidationError as error:
        problems |= cast("dict[str, list[str]]", error.error_messages)
    # Without a readable DEBUG, only DEBUG is the problem.
    if "DEBUG" not in problems and not DEBUG and (problem := problem_with_secret_key(SECRET_KEY)):
        problems["SECRET_KEY"] = [problem]
    if problems:
        lines = (f"  {name}: {' '.join(texts)}" for name, texts in sorted(problems.items()))
        raise ImproperlyConfigured("\n".join(["Newsroom cannot start:", *lines]))


refuse_bad_environment()

# ---------------------------------------------------------------- local files

BROKER_DIR = DATA_DIR / "broker"
MEDIA_ROOT = DATA_DIR / "media"
STATIC_ROOT = DATA_DIR / "static"


def make_folders() -> None:
    """Make the folders that SQLite, the filesystem broker and whitenoise expect to find."""
    try:
        for folder in (BROKER_DIR / "queue", BROKER_DIR / "control", MEDIA_ROOT, STATIC_ROOT):
            folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"Newsroom cannot write to {DATA_DIR} ({error.strerror}). "
            "Give its user the right to, or set DATA_DIR to a folder that it may write to."
        ) from error


make_folders()

# ---------------------------------------------------------------- the application

INSTALLED_APPS = [
    "newsroom",  # first: its templates win over the admin's
    "actors",
    "summits",
    "articles",
    "newsroom.apps.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",  # its templates, for ours of single controls
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "newsroom.wire.middleware.PublicStore",  # answers the API: readers have no session
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "newsroom.clock.EditorsClock",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# ---------------------------------------------------------------- database and cache

ON_SQLITE = DATABASE["ENGINE"] == "django.db.backends.sqlite3"
if ON_SQLITE:
    # IMMEDIATE: a transaction takes its write lock when it begins, and so waits for its turn
    # instead of failing half-way; WAL lets readers go on reading meanwhile.
    DATABASE["OPTIONS"] = {
        **DATABASE.get("OPTIONS", {}),
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON"
        ),
    }
else:
    DATABASE["CONN_HEALTH_CHECKS"] = True
DATABASE["CONN_MAX_AGE"] = DATABASE.get("CONN_MAX_AGE") or 60

# Django's own engines, which bring the public store up to date before every commit.
DATABASE["ENGINE"] = f"newsroom.databases.{'sqlite3' if ON_SQLITE else 'postgresql'}"

DATABASES = {"default": DATABASE}
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "newsroom_cache",
        }
    )
}

# ---------------------------------------------------------------- people and sessions

AUTH_USER_MODEL = "newsroom.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"
SESSION_ENGINE = "django.contrib.sessions.backends.db"

# ---------------------------------------------------------------- language and time

LANGUAGE_CODE = "en-gb"
TIME_ZONE = DESK_TIME_ZONE
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["newsroom.formats"]

# ---------------------------------------------------------------- static files and media

STATIC_URL = "/static/"
MEDIA_URL = "/media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}

# ---------------------------------------------------------------- security

SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = HSTS_SECONDS if HTTPS else 0
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "newsroom.refusals.outdated_form"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a long article with its citations passes the usual 1,000
# Room for a body far over its limit: its field then says so, and the rest of the page is kept.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000_000
if BEHIND_PROXY:  # only where the proxy always sets or removes the header itself
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Whether other subdomains can do without plain HTTP is not ours to know.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
        "base-uri": [NONE],
    }
}

# ---------------------------------------------------------------- background work

CELERY_BROKER_URL = BROKER_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
if BROKER_URL.startswith("filesystem:"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR / "queue"),
        "data_folder_out": str(BROKER_DIR / "queue"),
        "control_folder": str(BROKER_DIR / "control"),
        "polling_interval": 0.1,  # the default of a second makes tasks seconds late
    }
CELERY_TIMEZONE = "UTC"
CELERY_TASK_IGNORE_RESULT = True  # what happened is written in our own rows
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE = {
    "clear expired sessions": {
        "task": "newsroom.tasks.clear_expired_sessions",
        "schedule": crontab(hour=3, minute=10),
    },
    "report broken rules": {
        "task": "newsroom.tasks.report_broken_rules",
        "schedule": crontab(hour=3, minute=40),
    },
    "wake quotation searches": {
        "task": "articles.tasks.wake_quotation_searches",
        "schedule": crontab(),  # every minute
    },
    "keep the public store": {
        "task": "newsroom.tasks.render_what_waits",
        "schedule": crontab(),  # every minute
        # A minute that found every worker busy is made up for by the next.
        "options": {"expires": 60},
    },
    "compact the change log": {
        "task": "newsroom.tasks.compact_the_change_log",
        "schedule": crontab(hour=3, minute=25),
    },
}

# ---------------------------------------------------------------- logging

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    # Without Django's own handlers, which would say everything twice.
    "loggers": {"django": {"handlers": [], "level": "INFO"}},
}

# ---------------------------------------------------------------- the API

if API_CORS_ORIGINS:  # pages of other hosts may read the API in a browser
    INSTALLED_APPS.append("corsheaders")
    MIDDLEWARE.insert(1, "corsheaders.middleware.CorsMiddleware")  # before all that answers
    CORS_URLS_REGEX = r"^/api/"
    CORS_ALLOW_ALL_ORIGINS = "*" in API_CORS_ORIGINS
    CORS_ALLOWED_ORIGINS = [origin for origin in API_CORS_ORIGINS if origin != "*"]
    CORS_ALLOW_METHODS = ("GET", "HEAD", "OPTIONS")
    CORS_ALLOW_HEADERS = ("accept", "content-type", "if-modified-since", "if-none-match")
    CORS_EXPOSE_HEADERS = (
        "Content-Location",
        "ETag",
        "Last-Modified",
        "Link",
        "Retry-After",
        "Surrogate-Key",
    )

REST_FRAMEWORK = {
    # Everybody reads the same: nobody is asked who they are, an editor sees no more than readers.
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": [
        "rest_framework.renderers.JSONRenderer",
        "rest_framework.renderers.BrowsableAPIRenderer",
    ],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "newsroom.problems.Negotiation",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "newsroom.problems.handle_exception",
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Newsroom",
    "DESCRIPTION": (
        "Who said what, where and when, as the desk has published it. Read-only, open to everybody."
    ),
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": False,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_NAME_OVERRIDES": {
        "ActorKind": "actors.models.ActorKind",
        "NameKind": "actors.models.NameKind",
        "DatePrecision": "actors.dates.PRECISIONS",
        "EventKind": "summits.choices.EventKind",
        "EventStatus": "summits.choices.EventStatus",
        "DateBasis": "summits.choices.DateBasis",
        "ParticipationRole": "summits.choices.ParticipationRole",
        "ParticipationStatus": "summits.choices.ParticipationStatus",
        "QuoteKind": "articles.choices.QuoteKind",
        "NoticeKind": "articles.choices.NoticeKind",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "newsroom.schema.complete",
    ],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "/static/newsroom/favicon.svg",
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "docExpansion": "list"},
}
