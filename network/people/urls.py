from allauth.account import views as account
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import URLPattern, path
from django.views.generic import RedirectView

from network.people import code_views, languages, security_views, views
from network.people.shared_computer import asks_whose_computer
from network.platform.privacy.fresh_code import fresh_code_required as fresh

# These replace allauth's own pages. They ask whether others use the computer, and count tries and letters.
ways_in = [
    path("account/login/", asks_whose_computer(account.login), name="account_login"),
    path("account/login/code/", asks_whose_computer(code_views.request_login_code), name="account_request_login_code"),
    path("account/signup/", asks_whose_computer(account.signup), name="account_signup"),
    path("account/login/code/confirm/", code_views.confirm_login_code, name="account_confirm_login_code"),
    path("account/confirm-email/", code_views.confirm_address, name="account_email_verification_sent"),
    path(
        "account/password/reset/confirm/",
        code_views.confirm_password_reset_code,
        name="account_confirm_password_reset_code",
    ),
    path("account/2fa/webauthn/login/", asks_whose_computer(webauthn.login_webauthn), name="mfa_login_webauthn"),
]

ask_ours = RedirectView.as_view(pattern_name="fresh_code", query_string=True)

# These replace allauth's own pages at the same addresses and names, and ask for a fresh code first.
weighty = [
    path("account/reauthenticate/", ask_ours, name="account_reauthenticate"),
    path("account/2fa/reauthenticate/", ask_ours, name="mfa_reauthenticate"),
    path("account/2fa/webauthn/reauthenticate/", ask_ours, name="mfa_reauthenticate_webauthn"),
    path("account/email/", fresh(code_views.addresses, reading_is_free=True), name="account_email"),
    path("account/password/set/", fresh(account.password_set), name="account_set_password"),
    path("account/password/change/", fresh(account.password_change), name="account_change_password"),
    path("account/2fa/totp/activate/", fresh(security_views.ActivateApp.as_view()), name="mfa_activate_totp"),
    path("account/2fa/totp/deactivate/", fresh(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("account/2fa/recovery-codes/", fresh(recovery_codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "account/2fa/recovery-codes/generate/",
        fresh(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/2fa/recovery-codes/download/",
        fresh(recovery_codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("account/2fa/webauthn/add/", fresh(security_views.AddPasskey.as_view()), name="mfa_add_webauthn"),
    path("account/2fa/webauthn/keys/<int:pk>/remove/", fresh(webauthn.remove_webauthn), name="mfa_remove_webauthn"),
    path("account/2fa/webauthn/keys/<int:pk>/edit/", fresh(webauthn.edit_webauthn), name="mfa_edit_webauthn"),
]

urlpatterns: list[URLPattern] = [
    *ways_in,
    *weighty,
    path("welcome/<int:step>/", views.welcome, name="welcome"),
    path("settings/", views.settings, name="settings"),
    path("settings/about/", views.settings_about, name="settings_about"),
    path("settings/name/", views.say_name, name="say_name"),
    path("settings/work/", views.settings_work, name="settings_work"),
    path("settings/requests/", views.settings_requests, name="settings_requests"),
    path("settings/break/", views.settings_break, name="settings_break"),
    path("settings/break/end/", views.settings_break_end, name="settings_break_end"),
    path("settings/signed-in/", security_views.signed_in, name="signed_in"),
    path("settings/signed-in/others/end/", security_views.sign_ins_end_others, name="sign_ins_end_others"),
    path("settings/signed-in/<int:sign_in_id>/end/", security_views.sign_in_end, name="sign_in_end"),
    path("account/forget/", security_views.forget_device, name="forget_device"),
    path("language/", languages.language, name="language"),
    path("account/still-here/", security_views.still_here, name="still_here"),
    path("settings/confirm/", security_views.confirm, name="fresh_code"),
    path("places/", views.place_suggest, name="place_suggest"),
]
