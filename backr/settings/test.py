"""For tests, type checks and tools: needs no environment variables and writes only to a temporary folder.

`BACKR_TEST_DATABASE_URL` selects another database than SQLite.
"""

import hashlib
import tempfile
from pathlib import Path

from backr.settings.base import *  # noqa: F403
from backr.settings.environment import PROJECT, env

# One folder per checkout, so that two tested at once do not overwrite each other's stylesheet.
_CHECKOUT = hashlib.sha256(str(PROJECT).encode()).hexdigest()[:12]
BACKR_HOME = Path(tempfile.gettempdir()) / f"backr-test-{_CHECKOUT}"
BACKR_HOME.mkdir(mode=0o700, exist_ok=True)
EMBEDDED = True
INTERNAL_PAGES = True
SECRET_KEY = "a key for tests only, of no use anywhere else, and long enough to pass"
FINGERPRINT_KEY = "a fingerprint key for tests only"
LEDGER_KEY = "a ledger key for tests only"
LEDGER_WITNESS: Path | None = None  # what tests write is rolled back or emptied
ALLOWED_HOSTS = ["*"]

DATABASES = {"default": env.db_url_config(env.str("BACKR_TEST_DATABASE_URL", default="sqlite://:memory:"))}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

GRAPH_URI = ""  # set by the fixtures that need a graph
GRAPH_USER = "root"
GRAPH_PASSWORD = ""
GRAPH_DATABASE = "backr"
GRAPH_TIMEOUT_SECONDS = 15.0  # for several test processes on a small machine

CELERY_TASK_ALWAYS_EAGER = False
CELERY_BROKER_URL = "memory://"

EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
EMAIL_FILE_PATH = BACKR_HOME / "mail"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

MATCHING_ENCODER = "tests.factories.encoder.WordEncoder"
STATIC_ROOT = BACKR_HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
