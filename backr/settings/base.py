"""Settings that every deployment shares."""

from datetime import timedelta
from typing import Any

from backr.settings.environment import PROJECT, env, json_or_text, list_of_texts
from backr.settings.features import FEATURES as FEATURES
from backr.settings.features import outbox_consumers, scheduled_tasks, task_routes

DEBUG = False
ROOT_URLCONF = "backr.urls"
WSGI_APPLICATION = "backr.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SECRET_KEY_FALLBACKS = list_of_texts("BACKR_OLD_SECRET_KEYS")  # each deployment has a SECRET_KEY of its own
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # e-mail is unique by a constraint on its lower case, which the check overlooks

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "backr",
    "network",
    "matching",
]

MIDDLEWARE = [
    "csp.middleware.CSPMiddleware",  # first, so that static files, redirects to HTTPS and errors get the policy too
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "backr.middleware.NoStore",  # before every middleware that may answer in place of a view
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "backr.middleware.MemberLanguage",
    "backr.request_bounds.RequestBounds",  # before anything that reads the query or the body
    "backr.middleware.SignInRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "backr.middleware.NotFoundPage",
    "allauth.account.middleware.AccountMiddleware",
    "backr.middleware.RecordSignIns",
    "backr.middleware.SharedComputerTimeout",
    "backr.middleware.MethodNotAllowedPage",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PROJECT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "backr.context_processors.service",
                "backr.context_processors.navigation",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Language and place
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LOCALE_PATHS = [PROJECT / "backr" / "locale"]
TIME_ZONE = env.str("BACKR_TIME_ZONE", default="Europe/London")
USE_TZ = True
PHONE_REGION = env.str("BACKR_PHONE_REGION", default="GB")
PLACE_COUNTRIES = env.list("BACKR_PLACE_COUNTRIES", default=["GB"])

# People and how they sign in
AUTH_USER_MODEL = "network.Member"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
ACCOUNT_ADAPTER = "network.people.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_SIGNUP_FORM_CLASS = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PASSWORD_RESET_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_MAX_EMAIL_ADDRESSES = 5
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8}  # 1234-5678: typed on a number pad, read out on the phone
ACCOUNT_RATE_LIMITS = {  # of one computer; network.people.code_limits counts for each address
    "request_login_code": "20/m/ip",
    "reset_password": "20/m/ip",
    "confirm_email": "20/m/ip",
    "signup": "20/m/ip",
}
ACCOUNT_FORMS = {
    "login": "network.people.account_forms.LoginForm",
    "signup": "network.people.account_forms.SignupForm",
    "request_login_code": "network.people.account_forms.RequestLoginCodeForm",
    "confirm_login_code": "network.people.account_forms.ConfirmLoginCodeForm",
    "confirm_email_verification_code": "network.people.account_forms.ConfirmEmailVerificationCodeForm",
    "confirm_password_reset_code": "network.people.account_forms.ConfirmPasswordResetCodeForm",
    "add_email": "network.people.account_forms.AddEmailForm",
    "set_password": "network.people.account_forms.SetPasswordForm",
    "change_password": "network.people.account_forms.ChangePasswordForm",
    "reset_password": "network.people.account_forms.ResetPasswordForm",
    "reset_password_from_key": "network.people.account_forms.ResetPasswordKeyForm",
}
MAIL_APART = False  # whether account e-mail is made and sent by threads of its own; see network.people.letters
MFA_ADAPTER = "network.people.adapter.MFAAdapter"
MFA_FORMS = {
    "authenticate": "network.people.authenticator_forms.AuthenticateForm",
    "activate_totp": "network.people.authenticator_forms.ActivateTOTPForm",
    "login_webauthn": "network.people.authenticator_forms.LoginWebAuthnForm",
    "authenticate_webauthn": "network.people.authenticator_forms.AuthenticateWebAuthnForm",
    "add_webauthn": "network.people.authenticator_forms.AddWebAuthnForm",
    "edit_webauthn": "network.people.authenticator_forms.EditWebAuthnForm",
}
MFA_REAUTHENTICATION_REQUIRED = False  # network.platform.privacy.fresh_code does it for everybody
MFA_TOTP_TOLERANCE = 1  # half a minute either way, for phones whose clocks are wrong
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_TOTP_ISSUER = "Backr"

# Security
# Address and scheme of a client are what the proxies in front say, and nobody else: see backr.serving.proxies.
PROXIES = env.int("BACKR_PROXIES", default=1)
TRUSTED_PROXIES = env.list("BACKR_TRUSTED_PROXIES", default=["127.0.0.0/8", "::1/128"])
ALLAUTH_TRUSTED_PROXY_COUNT = 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SHARED_COMPUTER_IDLE = timedelta(minutes=15)  # on a computer that a member said is shared
AUTHENTICATION_LOG_LIFE = timedelta(days=90)
UNCONFIRMED_LIFE = timedelta(days=2)  # of an account whose address nobody has confirmed; its code lives 15 minutes
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
LONGEST_QUERY = 64 * 1024  # bytes of a path or of a query: a page of text that somebody pasted is read to its beginning
FORM_MAX_BYTES = 256 * 1024  # the longest form, all in emoji and percent-encoded, takes 100 kB
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * FORM_MAX_BYTES  # of an upload, what is not the file
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000  # a page of an import's preview has some 300
DATA_UPLOAD_MAX_NUMBER_FILES = 50
IMPORT_MAX_BYTES = 25 * 1024 * 1024
IMPORT_MAX_CARDS = 20_000

# Static files
STATIC_URL = "/static/"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "backr.stylesheet.StylesheetFinder",
]

# The graph
GRAPH_DATABASE = env.str("BACKR_GRAPH_DATABASE", default="neo4j")
GRAPH_TIMEOUT_SECONDS = 3.0  # how long a page waits; an answer takes about 0.03 s with 100,000 members

# The matcher
MATCHING_MODEL = env.str("BACKR_MODEL", default="all-MiniLM-L6-v2")
MATCHING_ADAPTER = env.str("BACKR_ADAPTER", default="backr2")  # for the default model; empty: none
MATCHING_ENCODER = "matching.encoder.SentenceTransformerEncoder"

# Projections: each consumer has its own rows in the outbox
OUTBOX_CONSUMERS = outbox_consumers()
OUTBOX_LEASE = timedelta(seconds=60)
OUTBOX_HINT_SECONDS = 0.0  # least time between two hints from one process to one consumer
OUTBOX_MAX_ATTEMPTS = 8

# Deadlines, and how much is asked of people
OPEN_INTRODUCTIONS = 5  # most requests of one member that wait for an answer
INTRODUCTION_LIFE = timedelta(days=14)
INVITATION_LIFE = timedelta(days=30)
REQUESTS_A_MONTH = 3

# The ledger's entries are signed with LEDGER_KEY, which each deployment has of its own. These are the public halves of
# earlier keys, as `ledger_head` prints them.
OLD_LEDGER_KEYS = list_of_texts("BACKR_OLD_LEDGER_KEYS")

# For `manage.py prepare`, which runs as the owner of the tables: the role of everything else, and its password.
APPLICATION_ROLE = env.str("BACKR_APPLICATION_ROLE", default="")
APPLICATION_PASSWORD = env.str("BACKR_APPLICATION_PASSWORD", default="")

# Background work
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_ROUTES = {"backr.tasks.*": {"queue": "outbox"}} | task_routes()
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "heartbeat": {
        "task": "backr.tasks.beat_heart",
        "schedule": 10.0,
        "args": ["outbox"],
        "options": {"expires": 20},
    },
    "heartbeat-vectors": {
        "task": "backr.tasks.beat_heart",
        "schedule": 10.0,
        "args": ["vectors"],
        "options": {"queue": "vectors", "expires": 20},
    },
    "heartbeat-imports": {
        "task": "backr.tasks.beat_heart",
        "schedule": 10.0,
        "args": ["imports"],
        "options": {"queue": "imports", "expires": 20},
    },
} | scheduled_tasks(demo=False)

DEMO = False

# Who runs this
SERVICE_NAME = "Backr"
OPERATOR_NAME = env.str("BACKR_OPERATOR_NAME", default="")
OPERATOR_CONTACT = env.str("BACKR_OPERATOR_CONTACT", default="")
LOCAL_HELP = env.str("BACKR_LOCAL_HELP", default="").strip()  # whom to ask in the place: a library, a hub
LOCAL_HELP_CONTACT = env.str("BACKR_LOCAL_HELP_CONTACT", default="")
MINIMUM_AGE = env.int("BACKR_MINIMUM_AGE", default=18)  # introductions lead to adults that the member does not know yet
CRISIS_LINES = json_or_text("BACKR_CRISIS_LINES")  # None: those of the United Kingdom; see network.help.crisis
DEFAULT_FROM_EMAIL = env.str("BACKR_FROM_EMAIL", default="Backr <hello@localhost>")
PUBLIC_ADDRESS = env.str("BACKR_PUBLIC_ADDRESS", default="http://localhost:8000")

# These log a line for each sweep of the outbox, thirty a minute.
_NOISY = ("celery.beat", "celery.app.trace", "celery.worker.request", "celery.worker.strategy")
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"links": {"()": "backr.logs.HidePersonalLinks"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["links"]}},
    "root": {"handlers": ["console"], "level": env.str("BACKR_LOG_LEVEL", default="INFO")},
    "loggers": {
        **{name: {"level": "WARNING"} for name in _NOISY},
        # runserver's own handler does not hide personal links
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
