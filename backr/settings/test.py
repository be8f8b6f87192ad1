"""For the test suite, type checks and tools: loads with no environment set, touches nothing outside a temporary folder.

`BACKR_TEST_DATABASE_URL` runs the suite on another database than SQLite.
"""

import hashlib
import tempfile
from pathlib import Path

from backr.settings.base import *  # noqa: F403
from backr.settings.environment import PROJECT, env

# One folder a checkout: two that are tested at once do not write over each other's stylesheet.
_CHECKOUT = hashlib.sha256(str(PROJECT).encode()).hexdigest()[:12]
BACKR_HOME = Path(tempfile.gettempdir()) / f"backr-test-{_CHECKOUT}"
BACKR_HOME.mkdir(mode=0o700, exist_ok=True)
EMBEDDED = True
INTERNAL_PAGES = True
SECRET_KEY = "a key for tests only, of no use anywhere else, and long enough to pass"
FINGERPRINT_KEY = "a fingerprint key for tests only"
ALLOWED_HOSTS = ["*"]

DATABASES = {"default": env.db_url_config(env.str("BACKR_TEST_DATABASE_URL", default="sqlite://:memory:"))}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

GRAPH_URI = ""  # the fixtures that need a graph name one
GRAPH_USER = "root"
GRAPH_PASSWORD = ""
GRAPH_DATABASE = "backr"
GRAPH_TIMEOUT_SECONDS = 15.0  # many tests may run at once on a small machine

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
