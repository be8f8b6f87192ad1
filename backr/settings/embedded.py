"""Everything on one machine, on loopback, with all state below `BACKR_HOME`."""

from backr.settings.base import *  # noqa: F403
from backr.settings.environment import env, home_folder, secret_made_once
from backr.settings.features import scheduled_tasks

BACKR_HOME = home_folder("var/live")
EMBEDDED = True
SECRET_KEY = secret_made_once(BACKR_HOME, "secret_key")
FINGERPRINT_KEY = secret_made_once(BACKR_HOME, "fingerprint_key")
LEDGER_KEY = secret_made_once(BACKR_HOME, "ledger_key")
LEDGER_WITNESS = BACKR_HOME / "ledger"
GRAPH_USER = "root"
GRAPH_PASSWORD = secret_made_once(BACKR_HOME, "graph_password")
GRAPH_PORT = env.int("BACKR_GRAPH_PORT", default=0)
GRAPH_URI = env.str("BACKR_GRAPH_URI", default="")  # empty: read from the running server's note in BACKR_HOME
GRAPH_DATABASE = "backr"
GRAPH_HEAP = env.str("BACKR_GRAPH_HEAP", default="1g")  # 100,000 people with 1.85 million ties take 730 MB

ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
INTERNAL_PAGES = True  # /dev/mail/ and /gallery/, on loopback only
DEMO = env.bool("BACKR_DEMO", default=False)  # enables the signed sign-in links into the demo town

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": BACKR_HOME / "backr.sqlite3",
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
                "PRAGMA mmap_size=134217728; PRAGMA cache_size=-32000;"
            ),
        },
    }
}
CACHES = {
    "default": {
        "BACKEND": "backr.cache.JsonFileCache",
        "LOCATION": BACKR_HOME / "cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},  # counts of tries: with Django's 300 a stranger could push them out
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

CELERY_BROKER_URL = "filesystem://localhost"
CELERY_BROKER_TRANSPORT = "backr.broker:Transport"  # a URL may not name a dotted path
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "data_folder_in": str(BACKR_HOME / "broker" / "queue"),
    "control_folder": str(BACKR_HOME / "broker" / "control"),
    "polling_interval": 0.5,
}
OUTBOX_HINT_SECONDS = 0.5  # the file broker reads more slowly than thirty writes a second send hints
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False  # its replies would be files that nobody deletes
if DEMO:
    LOCAL_HELP = LOCAL_HELP or "Haverby Library, Church Street"  # noqa: F405
    CELERY_BEAT_SCHEDULE |= scheduled_tasks(demo=True)  # noqa: F405
CELERY_BEAT_SCHEDULE_FILENAME = str(BACKR_HOME / "beat-schedule")

EMAIL_BACKEND = "backr.internal.mailbox.EmailBackend"
EMAIL_FILE_PATH = BACKR_HOME / "mail"
MAIL_APART = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # browsers treat http://localhost as secure

STATIC_ROOT = BACKR_HOME / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": BACKR_HOME / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
