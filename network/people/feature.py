from celery.schedules import crontab

from network.platform.access import SIGN_IN_FIRST, Answers, everybody, members, only
from network.platform.features import Feature, ScheduledTask, Tasks, Urls

FRESH_CODE: Answers = ("fresh_code", "fresh_code")

OWN_PAGES = {
    "welcome": members((200, "welcome")),
    "settings": members((200, 405)),
    "settings_about": members((200, "settings")),
    "say_name": members((200, 422)),
    "settings_work": members((200, "settings")),
    "settings_requests": members((200, 200)),
    "settings_break": members((200, 200)),
    "settings_break_end": members((405, "settings")),
    "signed_in": members((200, 405)),
    "sign_ins_end_others": members((405, "signed_in")),
    "sign_in_end": only(owner=(405, "signed_in")),
    "place_suggest": members((200, 405)),
    "fresh_code": members((200, "fresh_code")),
    "forget_device": everybody(
        (200, 200), because="leaving a computer that is not one's own, also after the sign-in has ended"
    ),
    "language": everybody((405, 400), because="the words of the pages that strangers see"),
    "still_here": everybody((401, 401), because="whether one is still signed in; says nothing else"),
}

INSIDE: Answers = ("today", "today")
WAY_IN = "a way in"

SIGNING_IN = {
    "account_login": everybody((200, 200), INSIDE, because=WAY_IN),
    "account_signup": everybody((200, 200), INSIDE, because=WAY_IN),
    "account_request_login_code": everybody((200, 200), INSIDE, because=WAY_IN),
    "account_confirm_login_code": everybody(
        ("account_request_login_code", "account_request_login_code"), INSIDE, because=WAY_IN, on_the_way=(200, 200)
    ),
    "account_email_verification_sent": everybody(
        SIGN_IN_FIRST, ("account_email", "account_email"), because=WAY_IN, on_the_way=(200, 200)
    ),
    "account_reset_password": everybody((200, 200), because=WAY_IN),
    "account_confirm_password_reset_code": everybody(SIGN_IN_FIRST, because=WAY_IN, on_the_way=(200, 200)),
    "account_complete_password_reset": everybody(
        ("account_reset_password", "account_reset_password"), because=WAY_IN, on_the_way=(200, 200)
    ),
    "account_password_reset_completed": everybody((200, 405), because=WAY_IN),
    "account_inactive": everybody((200, 405), because="says that an account is closed; the same for everybody"),
    "account_logout": everybody(("home", "home"), (200, "home"), because="a way out"),
    "mfa_authenticate": everybody(SIGN_IN_FIRST, INSIDE, because=WAY_IN, on_the_way=(200, 200)),
    "mfa_login_webauthn": everybody(SIGN_IN_FIRST, INSIDE, because=WAY_IN),
}

SECURITY = {
    "account_email": members((200, "fresh_code"), with_fresh_code=(200, "account_email")),
    "account_set_password": members(FRESH_CODE, with_fresh_code=(200, 200)),
    "account_change_password": members(FRESH_CODE, with_password=(200, 200)),
    "account_reauthenticate": members(FRESH_CODE),
    "mfa_reauthenticate": members(FRESH_CODE),
    "mfa_reauthenticate_webauthn": members(FRESH_CODE),
    "mfa_index": members((200, 405)),
    "mfa_activate_totp": members(FRESH_CODE, with_fresh_code=(200, 200)),
    "mfa_deactivate_totp": members(FRESH_CODE, with_fresh_code=(404, 404), with_app=(200, "mfa_index")),
    "mfa_view_recovery_codes": members(FRESH_CODE, with_fresh_code=(404, 405), with_app=(200, 405)),
    "mfa_generate_recovery_codes": members(
        FRESH_CODE, with_fresh_code=(200, 200), with_app=(200, "mfa_view_recovery_codes")
    ),
    "mfa_download_recovery_codes": members(FRESH_CODE, with_fresh_code=(404, 404), with_app=(200, 405)),
    "mfa_list_webauthn": members((200, 405)),
    "mfa_add_webauthn": members(FRESH_CODE, with_fresh_code=(200, 200)),
    "mfa_edit_webauthn": members(FRESH_CODE, with_fresh_code=(404, 404), owner=(200, 200)),
    "mfa_remove_webauthn": members(FRESH_CODE, with_fresh_code=(404, 404), owner=(200, "mfa_list_webauthn")),
}

FEATURE = Feature(
    urls=(
        Urls("network.people.urls"),  # before allauth's, some of which it puts behind a fresh code
        Urls("allauth.urls", prefix="account/"),
    ),
    access=OWN_PAGES | SIGNING_IN | SECURITY,
    tasks=(Tasks("network.people.tasks"),),
    startup=("network.people.receivers",),
    schedule=(
        ScheduledTask("forget-sign-ins", "network.people.tasks.forget_old_sign_ins", crontab(minute=23), expires=600),
        ScheduledTask(
            "forget-authentication", "network.people.tasks.forget_old_authentication_events", crontab(hour=4, minute=11)
        ),
        ScheduledTask(
            "remove-unconfirmed", "network.people.tasks.remove_unconfirmed_accounts", crontab(hour=4, minute=51)
        ),
    ),
)
