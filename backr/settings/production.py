"""A full deployment: PostgreSQL, Redis, Neo4j and real e-mail, all named by the environment."""

from django.core.exceptions import ImproperlyConfigured

from backr.settings.base import *  # noqa: F403
from backr.settings.environment import env, home_folder


def required(name: str, *, at_least: int = 1) -> str:
    """Return the environment variable `name`; raise `ImproperlyConfigured`, saying which, if it is missing or short."""
    value: str = env.str(name, default="")
    if len(value) < at_least:
        raise ImproperlyConfigured(f"Set {name} in the environment (at least {at_least} characters). See README.md.")
    return value


BACKR_HOME = home_folder("var/server")
EMBEDDED = False
INTERNAL_PAGES = False
SECRET_KEY = required("BACKR_SECRET_KEY", at_least=50)
FINGERPRINT_KEY = required("BACKR_FINGERPRINT_KEY", at_least=32)
ALLOWED_HOSTS = env.list("BACKR_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("BACKR_ORIGINS", default=[f"https://{host}" for host in ALLOWED_HOSTS])

DATABASES = {"default": env.db_url_config(required("DATABASE_URL"))}
DATABASES["default"]["CONN_MAX_AGE"] = 600
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

REDIS_URL = required("REDIS_URL")
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
CELERY_BROKER_URL = REDIS_URL
SESSION_ENGINE = "django.contrib.sessions.backends.db"

GRAPH_URI = required("NEO4J_URI")
GRAPH_USER = env.str("NEO4J_USER", default="neo4j")
GRAPH_PASSWORD = required("NEO4J_PASSWORD", at_least=8)

MAIL_PROVIDER = env.str("BACKR_MAIL_PROVIDER", default="")
"""As anymail calls it ("mailgun", "postmark", "sendgrid"); empty: by SMTP, as EMAIL_URL says."""
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
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("BACKR_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("BACKR_PROXIES", default=1)

STATIC_ROOT = env.str("BACKR_STATIC_ROOT", default=str(BACKR_HOME / "static"))
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": BACKR_HOME / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
