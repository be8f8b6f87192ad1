"""Settings that every deployment shares."""

from datetime import timedelta
from typing import Any

from celery.schedules import crontab

from backr.settings.environment import PROJECT, env, json_or_text, old_secret_keys

DEBUG = False
ROOT_URLCONF = "backr.urls"
WSGI_APPLICATION = "backr.wsgi.application"
ASGI_APPLICATION = "backr.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SECRET_KEY_FALLBACKS = old_secret_keys()  # each deployment has a SECRET_KEY of its own
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # one member an e-mail: by a constraint on its lower case, which it overlooks

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
    "csp.middleware.CSPMiddleware",  # the outermost: static files, redirects to HTTPS and errors carry the policy too
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "backr.middleware.PrivatePages",  # outside of all that answers instead of a view
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "backr.middleware.MembersLanguage",
    "backr.middleware.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "backr.middleware.NoteSignIns",
    "backr.middleware.SharedComputers",
    "backr.middleware.WrongWay",
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
                "backr.context.service",
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
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8}  # as 1234-5678: a number pad, and read out over the phone
ACCOUNT_RATE_LIMITS = {
    # a code has 10^8 values and 5 tries; 20 codes a day for one address leave a guesser one chance in a million a day
    "request_login_code": "20/m/ip,3/m/key,20/d/key",
    "reset_password": "20/m/ip,3/m/key,20/d/key",
    "confirm_email": "1/10s/key,20/d/key",  # also what anybody may have sent to an address that they merely type
    "signup": "20/m/ip",
    "fresh_code": "3/m/user,20/d/user",
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
MAIL_APART = False  # whether letters about accounts are sent by a thread of their own; see the adapter
MFA_ADAPTER = "network.people.adapter.MFAAdapter"
MFA_FORMS = {
    "authenticate": "network.people.account_forms.AuthenticateForm",
    "activate_totp": "network.people.account_forms.ActivateTOTPForm",
    "login_webauthn": "network.people.account_forms.LoginWebAuthnForm",
    "authenticate_webauthn": "network.people.account_forms.AuthenticateWebAuthnForm",
    "add_webauthn": "network.people.account_forms.AddWebAuthnForm",
    "edit_webauthn": "network.people.account_forms.EditWebAuthnForm",
}
MFA_REAUTHENTICATION_REQUIRED = False  # network.privacy.fresh_code asks instead, and asks everybody
MFA_TOTP_TOLERANCE = 1  # half a minute either way: cheap phones' clocks are off
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_TOTP_ISSUER = "Backr"

# Security
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SHARED_COMPUTER_IDLE = timedelta(minutes=15)  # without a tap, where somebody said that others use the computer too
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
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 25_000  # the preview of an import of 10,000 cards has a box for each
IMPORT_MAX_BYTES = 25 * 1024 * 1024
IMPORT_MAX_CARDS = 10_000

# Static files
STATIC_URL = "/static/"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "backr.stylesheet.StylesheetFinder",
]

# The graph
GRAPH_DATABASE = env.str("BACKR_GRAPH_DATABASE", default="neo4j")
GRAPH_TIMEOUT_SECONDS = 3.0  # for which a page waits; with 100,000 members an answer takes some 0.03

# The matcher
MATCHING_MODEL = env.str("BACKR_MODEL", default="all-MiniLM-L6-v2")
MATCHING_ADAPTER = env.str("BACKR_ADAPTER", default="backr2")  # of the default model; empty: none
MATCHING_ENCODER = "matching.encoder.SentenceTransformerEncoder"

# Projections of the record, each with its own rows in the outbox
OUTBOX_CONSUMERS = {
    "graph": "network.graph.projector.project_members",
    "vectors": "network.suggestions.texts.project_members",
    "mail": "network.notices.post.project_notices",
}
OUTBOX_QUEUES = {"vectors": "vectors"}  # the model works beside the others' way; who is not named: "outbox"
OUTBOX_BATCH = {"default": 200, "mail": 10}  # subjects a lease: what can surely be done before it runs out
OUTBOX_LEASE = timedelta(seconds=60)
OUTBOX_HINT_SECONDS = 0.0  # between two hints of one process for one consumer
OUTBOX_MAX_ATTEMPTS = 8

# What an e-mail says beside the notice itself, by its kind: functions of the notice
NOTICE_CONTEXTS: dict[str, str] = {
    "reach_code": "network.introductions.codes.notice_context",
    "conversation_guest": "network.conversations.guests.notice_context",
    "conversation_message": "network.conversations.guests.notice_context",
}

# Promises about time, and about how much is asked of people
OPEN_INTRODUCTIONS = 5  # that one member may have asked for and not yet heard of
INTRODUCTION_LIFE = timedelta(days=14)
INVITATION_LIFE = timedelta(days=30)
REQUESTS_A_MONTH = 3

# Work that is done later
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
QUEUES: dict[str, list[str]] = {  # the packages whose tasks each takes; a test finds those without one
    "outbox": [
        "backr",
        "network.demo",
        "network.drafts",
        "network.graph",
        "network.introductions",
        "network.ledger",
        "network.outbox",
        "network.people",
    ],
    "imports": ["network.contacts"],
    "vectors": ["network.suggestions"],  # the model's own worker
}
CELERY_TASK_ROUTES = {
    f"{package}.tasks.*": {"queue": queue} for queue, packages in QUEUES.items() for package in packages
}
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "sweep-outbox": {
        "task": "network.outbox.tasks.sweep",
        "schedule": 2.0,
        "options": {"expires": 10},
    },
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
    "sweep-imports": {
        "task": "network.contacts.tasks.sweep_imports",
        "schedule": 5.0,
        "options": {"expires": 10},
    },
    "expire-introductions": {
        "task": "network.introductions.tasks.expire_due",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "check-graph": {
        "task": "network.graph.tasks.check_and_mend",
        "schedule": crontab(hour=3, minute=17),
    },
    "make-vectors": {
        "task": "network.suggestions.tasks.make_vectors",
        "schedule": 5.0,
        "options": {"expires": 10},
    },
    "daily-head": {
        "task": "network.ledger.tasks.write_daily_head",
        "schedule": crontab(hour=2, minute=41),
    },
    "forget-sign-ins": {
        "task": "network.people.tasks.forget_old_sign_ins",
        "schedule": crontab(minute=23),
        "options": {"expires": 600},
    },
    "forget-drafts": {
        "task": "network.drafts.tasks.forget_old_drafts",
        "schedule": crontab(hour=4, minute=31),
    },
    "forget-vectors": {
        "task": "network.suggestions.tasks.forget_unheld_texts",
        "schedule": crontab(hour=4, minute=7),
    },
}

DEMO = False

# Who runs this
SERVICE_NAME = "Backr"
OPERATOR_NAME = env.str("BACKR_OPERATOR_NAME", default="")
OPERATOR_CONTACT = env.str("BACKR_OPERATOR_CONTACT", default="")
MINIMUM_AGE = env.int("BACKR_MINIMUM_AGE", default=16)  # introductions lead to adults whom one does not know yet
CRISIS_LINES = json_or_text("BACKR_CRISIS_LINES")  # None: the United Kingdom's; see network.help.checks
DEFAULT_FROM_EMAIL = env.str("BACKR_FROM_EMAIL", default="Backr <hello@localhost>")
PUBLIC_ADDRESS = env.str("BACKR_PUBLIC_ADDRESS", default="http://localhost:8000")

# A line for each look into the outbox, thirty times a minute, would bury the others.
_CHATTER = ("celery.beat", "celery.app.trace", "celery.worker.request", "celery.worker.strategy")
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"links": {"()": "backr.logs.HidePersonalLinks"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["links"]}},
    "root": {"handlers": ["console"], "level": env.str("BACKR_LOG_LEVEL", default="INFO")},
    "loggers": {
        **{name: {"level": "WARNING"} for name in _CHATTER},
        # runserver's own handler would write personal links out in full
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
