"""Settings of a full deployment: PostgreSQL, Redis, Neo4j and real e-mail, all given by environment variables."""

from django.core.exceptions import ImproperlyConfigured

from backr.settings.base import *  # noqa: F403
from backr.settings.environment import env, home_folder


def required(name: str, *, at_least: int = 1) -> str:
    """Return the environment variable `name`. Raises `ImproperlyConfigured` if it is missing or too short."""
    value: str = env.str(name, default="")
    if len(value) < at_least:
        raise ImproperlyConfigured(f"Set {name} in the environment (at least {at_least} characters). See README.md.")
    return value


BACKR_HOME = home_folder("var/server")
EMBEDDED = False
INTERNAL_PAGES = False
SECRET_KEY = required("BACKR_SECRET_KEY", at_least=50)
FINGERPRINT_KEY = required("BACKR_FINGERPRINT_KEY", at_least=32)
LEDGER_KEY = required("BACKR_LEDGER_KEY", at_least=32)
if len({SECRET_KEY, FINGERPRINT_KEY, LEDGER_KEY}) < 3:
    raise ImproperlyConfigured("BACKR_SECRET_KEY, BACKR_FINGERPRINT_KEY and BACKR_LEDGER_KEY must be three secrets.")
LEDGER_WITNESS = BACKR_HOME / "ledger"
ALLOWED_HOSTS = env.list("BACKR_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("BACKR_ORIGINS", default=[f"https://{host}" for host in ALLOWED_HOSTS])

DATABASES = {"default": env.db_url_config(required("DATABASE_URL"))}
DATABASES["default"]["CONN_MAX_AGE"] = 600
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

REDIS_URL = required("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "json",  # what an earlier release wrote with pickle is never read
        "OPTIONS": {"serializer": "backr.cache.JsonSerializer"},
    }
}
CELERY_BROKER_URL = REDIS_URL
SESSION_ENGINE = "django.contrib.sessions.backends.db"

GRAPH_URI = required("NEO4J_URI")
GRAPH_USER = env.str("NEO4J_USER", default="neo4j")
GRAPH_PASSWORD = required("NEO4J_PASSWORD", at_least=8)

MAIL_PROVIDER = env.str("BACKR_MAIL_PROVIDER", default="")
"""Anymail's name of a provider ("mailgun", "postmark", "sendgrid"); empty: SMTP by EMAIL_URL."""
if MAIL_PROVIDER:
    INSTALLED_APPS = [*INSTALLED_APPS, "anymail"]  # noqa: F405
    EMAIL_BACKEND = f"anymail.backends.{MAIL_PROVIDER}.EmailBackend"
    ANYMAIL = env.dict("BACKR_MAIL_SETTINGS", default={})
elif env.str("EMAIL_URL", default=""):
    vars().update(env.email_url("EMAIL_URL"))
else:
    raise ImproperlyConfigured(
        "No e-mail could leave, so nobody could sign in. Set EMAIL_URL in the environment (a mail server), "
        "or BACKR_MAIL_PROVIDER and BACKR_MAIL_SETTINGS (a provider). See .env.example."
    )
EMAIL_TIMEOUT = 10
MAIL_APART = True

SECURE_SSL_REDIRECT = env.bool("BACKR_HTTPS_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = env.int("BACKR_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

STATIC_ROOT = env.str("BACKR_STATIC_ROOT", default=str(BACKR_HOME / "static"))
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": BACKR_HOME / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
