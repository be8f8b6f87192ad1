"""Everything on one machine, on loopback, with all state below `BACKR_HOME`."""

from celery.schedules import crontab

from backr.settings.base import *  # noqa: F403
from backr.settings.environment import env, home_folder, secret_made_once

BACKR_HOME = home_folder("var/live")
EMBEDDED = True
SECRET_KEY = secret_made_once(BACKR_HOME, "secret_key")
FINGERPRINT_KEY = secret_made_once(BACKR_HOME, "fingerprint_key")
GRAPH_USER = "root"
GRAPH_PASSWORD = secret_made_once(BACKR_HOME, "graph_password")
GRAPH_PORT = env.int("BACKR_GRAPH_PORT", default=0)
GRAPH_URI = env.str("BACKR_GRAPH_URI", default="")  # empty: read from the running server's own note in BACKR_HOME
GRAPH_DATABASE = "backr"
GRAPH_HEAP = env.str("BACKR_GRAPH_HEAP", default="1g")  # 100,000 people with 1.85 million ties took 730 MB

ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
INTERNAL_PAGES = True  # /dev/mail/ and /gallery/: shown on loopback only
DEMO = env.bool("BACKR_DEMO", default=False)  # opens the signed doors into the invented town

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
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": BACKR_HOME / "cache",
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
OUTBOX_HINT_SECONDS = 0.5  # some thirty writes a second came faster than a broker of files is read
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False  # its replies would be files that nobody takes away
if DEMO:
    CELERY_BEAT_SCHEDULE["keep-demo-open"] = {  # noqa: F405
        "task": "network.demo.tasks.keep_open",
        "schedule": crontab(minute=37),
    }
CELERY_BEAT_SCHEDULE_FILENAME = str(BACKR_HOME / "beat-schedule")

EMAIL_BACKEND = "backr.internal.mailbox.EmailBackend"
EMAIL_FILE_PATH = BACKR_HOME / "mail"
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
