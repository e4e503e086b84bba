"""Settings. Everything a school changes comes from the environment or from `houqin.env` in the data folder."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

DATA = Path(os.environ.get("HOUQIN_DATA", Path.cwd() / "var")).resolve()
DATA.mkdir(parents=True, exist_ok=True)


def _secret(name: str) -> str:
    """A key made once and kept beside the data, so that a restart neither signs people out nor breaks the trail."""
    if name in os.environ:
        return os.environ[name]
    file = DATA / f"{name.lower()}.key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(48))
    return file.read_text().strip()


DEBUG = os.environ.get("HOUQIN_DEBUG") == "1"
SECRET_KEY = _secret("HOUQIN_SECRET")
TRAIL_KEY = _secret("HOUQIN_TRAIL_KEY")
ALLOWED_HOSTS = os.environ.get("HOUQIN_HOSTS", "*").split(",")
BASE_URL = os.environ.get("HOUQIN_URL", "http://127.0.0.1:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [BASE_URL]

AREAS = (
    "suppliers",
    "stores",
    "assets",
    "procurement",
    "stocktakes",
    "repairs",
    "hazards",
    "inspections",
    "plans",
    "summaries",
)
"""From the lowest to the highest, as the import contract has them."""

INSTALLED_APPS = [
    "houqin.kernel",
    "houqin.foundation",
    "houqin.front",
    *[f"houqin.areas.{area}" for area in AREAS],
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_tasks_db",
    "axes",
]  # fmt: skip

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "houqin.kernel.api.middleware.StraightToTheDoor",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "houqin.foundation.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "houqin.kernel.offline.middleware.OfflineMiddleware",
    "houqin.kernel.pages.middleware.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "houqin.config.urls"
WSGI_APPLICATION = "houqin.config.wsgi.application"
AUTH_USER_MODEL = "foundation.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
CSRF_FAILURE_VIEW = "houqin.kernel.pages.middleware.csrf_failed"
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_LOCKOUT_CALLABLE = "houqin.foundation.sign_in.pages.locked_out"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["houqin.kernel.pages.tags"],
        },
    }
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # widgets are drawn with our own tags

SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000; PRAGMA mmap_size=134217728; PRAGMA wal_autocheckpoint=4000;"


def database(url: str) -> dict[str, Any]:
    """DATABASES entry for `postgresql://user:password@host:port/name`, or the embedded SQLite file when empty."""
    if not url:
        return {
            "ENGINE": "houqin.kernel.sqlite",
            "NAME": DATA / "houqin.sqlite3",
            "CONN_MAX_AGE": None,
            "TEST": {"NAME": ":memory:"},
            # Writers queue from their first statement, so that none has to start over at its last.
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
        }
    parts = urlparse(url)
    return {
        "ENGINE": "houqin.kernel.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
FILES_ROOT = DATA / "files"
FILES_PHOTO_MAX = 15 * 1024 * 1024
FILES_PAPER_MAX = 30 * 1024 * 1024
FILES_PIXELS_MAX = 60_000_000
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": FILES_ROOT}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
DATA_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024
SESSION_ENGINE = "houqin.foundation.session_store"
SESSION_COOKIE_AGE = 30 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BASE_URL.startswith("https://")
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = ["axes.W003"]

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": os.environ.get("HOUQIN_LOG", "WARNING")},
}
