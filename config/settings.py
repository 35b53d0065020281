"""Every setting of the site, read from the environment, each with a default that runs."""

import os
import re
from pathlib import Path

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext

BASE_DIR = Path(__file__).resolve().parent.parent


def setting(name: str, default: str = "") -> str:
    """Return the environment variable; an empty one is as good as none."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool = False) -> bool:
    """Return whether the variable says yes."""
    return setting(name).lower() in {"1", "true", "yes", "on"} if setting(name) else default


def words(name: str, default: str = "") -> list[str]:
    """Return the variable's words, separated by commas or spaces, each once."""
    found = setting(name).replace(",", " ").split() or default.split()
    return list(dict.fromkeys(found))


def required(name: str, why: str) -> None:
    """Refuse to start in production without the variable, saying what to set."""
    if not DEBUG and not words(name):
        raise ImproperlyConfigured(f"Set {name}: {why} (or set DEBUG=1 on a machine of your own).")


def site_url() -> str:
    """Return the public address of the site; refuse one that is more or less than a scheme and a host."""
    address = setting("SITE_URL", "http://127.0.0.1:8000").removesuffix("/")
    if not re.fullmatch(r"https?://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]+)?", address):
        raise ImproperlyConfigured(
            f"SITE_URL is not the address of a site: {address} (write it as https://papers.example.org, without a path)."
        )
    return address


def languages() -> list[tuple[str, str]]:
    """Return the codes of the site's languages with what each calls itself; refuse codes that nobody knows."""
    codes = words("LANGUAGES", "en ja")
    if unknown := [code for code in codes if "name_local" not in LANG_INFO.get(code, {})]:
        raise ImproperlyConfigured(
            f"LANGUAGES has codes that are not known: {', '.join(unknown)} (write them as en, ja, zh-hant)."
        )
    return [(code, LANG_INFO[code]["name_local"]) for code in codes]


def site_names() -> dict[str, str]:
    """Return what the site is called in those of its languages that have a SITE_NAME_xx; others use the first."""
    codes = [code for code, _ in LANGUAGES]
    named = {code: setting(f"SITE_NAME_{code.upper().replace('-', '_')}") for code in codes}
    plain = {code: "対訳 Taiyaku" if code == "ja" else "Taiyaku" for code in codes}
    return {code: name for code, name in named.items() if name} or plain


def label_name(name: str, code: str) -> str:
    """Return what the desk calls a label's field: its name, and the language as that calls itself."""
    return gettext("%(name)s (%(more)s)") % {"name": name, "more": dict(LANGUAGES).get(code, code)}


# Without any setting the site runs for its developer; production sets DEBUG=0.
DEBUG = flag("DEBUG", default=True)

required("SECRET_KEY", "a long random text, kept out of the repository")
required("ALLOWED_HOSTS", "the host names this site answers to, separated by commas")
required("SITE_URL", "the public address of the site, such as https://papers.example.org")

SECRET_KEY = setting("SECRET_KEY", "for-development-only-never-in-production-0123456789")
ALLOWED_HOSTS = words("ALLOWED_HOSTS", "localhost 127.0.0.1 [::1]")
# Absolute addresses (canonical, feeds, sitemap) are made from this and never from a request's Host.
SITE_URL = site_url()
# Set by the operator when a proxy in front ends TLS and overwrites this header.
if flag("TRUST_FORWARDED_PROTO"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Where readers report an error; empty: the page says nothing.
CONTACT_EMAIL = setting("CONTACT_EMAIL", "editors@example.org" if DEBUG else "")

# Languages of the papers and of the interface, as BCP 47 codes. The first is the default one.
LANGUAGES = languages()
LANGUAGE_CODE = LANGUAGES[0][0]
SITE_NAMES = site_names()
MODELTRANSLATION_LANGUAGES = tuple(code for code, _ in LANGUAGES)
MODELTRANSLATION_DEFAULT_LANGUAGE = LANGUAGE_CODE
# One accessor reads labels (papers/models/labels.py) and says which language they are in; the bare name guesses nothing.
MODELTRANSLATION_ENABLE_FALLBACKS = False
MODELTRANSLATION_BUILD_LOCALIZED_VERBOSE_NAME = label_name
# An installation with further languages keeps the migrations of their label columns in a package of its own.
if setting("LABEL_MIGRATIONS"):
    MIGRATION_MODULES = {"papers": setting("LABEL_MIGRATIONS")}
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
USE_I18N = True
USE_TZ = True
# A printed "today", a year facet and a scheduled hour mean the site's day.
TIME_ZONE = setting("TIME_ZONE", "Asia/Tokyo")

INSTALLED_APPS = [
    "modeltranslation",  # stands before the admin, which it extends
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",  # its templates stand beside ours, for the editors' widgets
    "reversion",
    "django_prose_editor",
    "taggit",
    "csp",
    "references",
    "papers",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",  # outside those that answer by themselves
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "papers.middleware.LanguageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = True

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
    },
    # The public pages name this engine; the admin and whatever Django renders by itself take the first.
    {
        "NAME": "pages",
        "BACKEND": "config.pages.Pages",
        "DIRS": [BASE_DIR / "templates"],
    },
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {
    "default": dj_database_url.parse(
        setting("DATABASE_URL", f"sqlite:///{BASE_DIR / 'var' / 'taiyaku.sqlite3'}"),
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    (BASE_DIR / "var").mkdir(exist_ok=True)
    DATABASES["default"]["ENGINE"] = "config.sqlite"
    DATABASES["default"]["OPTIONS"] = {
        # A transaction that will write says so at its start; otherwise SQLite refuses it half-way.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # Without recursive triggers INSERT OR REPLACE would pass the guards of the public record.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;"
            "PRAGMA recursive_triggers=ON;"
        ),
    }
    DATABASES["default"]["TEST"] = {"NAME": str(BASE_DIR / "var" / "test.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

STATIC_URL = "/static/"
STATIC_ROOT = Path(setting("STATIC_ROOT", str(BASE_DIR / "var" / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = Path(setting("MEDIA_ROOT", str(BASE_DIR / "var" / "media")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "config.static.StaticStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
# The fonts that PDFs are set in; Debian's fonts-noto-cjk lies here. Without a Japanese one `manage.py check` complains.
FONT_DIRS = words("FONT_DIRS", "/usr/share/fonts/opentype/noto")
# Nothing but a manuscript or an image is ever uploaded; both have bounds of their own below these.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# Public pages need no inline script or style; the admin gets a nonce for its import map.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "papers.admin.refusals.csrf_failure"
# A site with an https address takes no other; the demo on 127.0.0.1 has no certificate to show.
if not DEBUG and SITE_URL.startswith("https://"):
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = int(setting("HSTS_SECONDS", "31536000"))
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True

# Tests read the real page from here, when it is at hand.
TAIYAKU_SAMPLE = setting("TAIYAKU_SAMPLE")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": setting("LOG_LEVEL", "WARNING")},
}
