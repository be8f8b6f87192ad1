"""Accounts: signing in and up, second steps, what members say of themselves, settings."""

from dataclasses import dataclass
from typing import Self

from django.urls import reverse

from network.models import Member, ProfileLine, SignIn
from tests.scenes import arrivals, townsfolk
from tests.scenes.scene import after, alice, at, example
from tests.scenes.town import Town


@dataclass
class PeopleData:
    """What Alice and Bob say of themselves. Bob lets those whom he has shaken hands with read what he would like."""

    @classmethod
    def make(cls, town: Town) -> Self:
        _lines(town.alice, min(town.rows, 20))
        _wishes_to_read(town.bob, min(town.rows, 12))
        return cls()


DATA = PeopleData


def _lines(member: Member, rows: int) -> None:
    kinds = ProfileLine.Kind
    ProfileLine.objects.create(member=member, kind=kinds.WISH, text="something with cakes, early mornings are fine")
    ProfileLine.objects.bulk_create(
        ProfileLine(member=member, kind=kind, text=text)
        for kind in (kinds.DONE, kinds.OFFER)
        for text in townsfolk.sayings(kind, rows // 3)
    )


def _wishes_to_read(bob: Member, rows: int) -> None:
    wishes = [
        "driving a bus",
        "work outdoors, not in an office",
        *(f"something new number {n}" for n in range(rows - 2)),
    ]
    ProfileLine.objects.bulk_create(ProfileLine(member=bob, kind="wish", text=text) for text in wishes)
    Member.objects.filter(pk=bob.pk).update(wishes_seen=True)


def _passkey_number(town: Town) -> int:
    return int(arrivals.passkey().pk)


def _sign_in(town: Town) -> int:
    """Alice, signed in with another browser."""
    alice(town).get(reverse("settings"))
    return int(SignIn.objects.filter(member=town.alice)[0].pk)


SCENES = {
    "account_login": [at("account_login", stranger=True)],
    "account_signup": [at("account_signup", stranger=True)],
    "account_request_login_code": [at("account_request_login_code", stranger=True)],
    "account_reset_password": [at("account_reset_password", stranger=True)],
    "account_email_verification_sent": [at("account_email_verification_sent", after=arrivals.joining)],
    "account_confirm_login_code": [at("account_confirm_login_code", after=arrivals.signing_in)],
    "account_confirm_password_reset_code": [at("account_confirm_password_reset_code", after=arrivals.resetting)],
    "account_complete_password_reset": [at("account_complete_password_reset", after=arrivals.reset_so_far)],
    "account_password_reset_completed": [at("account_password_reset_completed", stranger=True)],
    "account_change_password": [at("account_change_password", after=arrivals.with_a_password)],
    "account_set_password": [at("account_set_password", after=arrivals.with_a_fresh_code)],
    "account_logout": [at("account_logout")],
    "account_inactive": [at("account_inactive", stranger=True)],
    "account_email": [at("account_email"), at("account_email", after=arrivals.with_a_fresh_code, note="fresh")],
    "mfa_authenticate": [at("mfa_authenticate", after=arrivals.one_more_step)],
    "mfa_index": [at("mfa_index"), at("mfa_index", after=arrivals.with_an_app, note="app")],
    "mfa_activate_totp": [at("mfa_activate_totp", after=arrivals.with_a_fresh_code)],
    "mfa_deactivate_totp": [at("mfa_deactivate_totp", after=arrivals.with_an_app)],
    "mfa_view_recovery_codes": [at("mfa_view_recovery_codes", after=arrivals.with_an_app)],
    "mfa_generate_recovery_codes": [at("mfa_generate_recovery_codes", after=arrivals.with_an_app)],
    "mfa_list_webauthn": [at("mfa_list_webauthn"), at("mfa_list_webauthn", after=arrivals.with_a_passkey, note="one")],
    "mfa_add_webauthn": [at("mfa_add_webauthn", after=arrivals.with_a_fresh_code)],
    "mfa_edit_webauthn": [at("mfa_edit_webauthn", _passkey_number, after=arrivals.with_a_passkey)],
    "mfa_remove_webauthn": [at("mfa_remove_webauthn", _passkey_number, after=arrivals.with_a_passkey)],
    "welcome": [at("welcome", lambda town, step=step: step, note=str(step)) for step in (1, 2, 3)],
    "settings": [at("settings")],
    "settings_about": [at("settings_about")],
    "say_name": [at("say_name")],
    "settings_work": [at("settings_work")],
    "settings_requests": [at("settings_requests")],
    "settings_break": [at("settings_break")],
    "fresh_code": [at("fresh_code")],
    "signed_in": [at("signed_in")],
    "forget_device": [at("forget_device"), at("forget_device", stranger=True, note="stranger")],
}
NO_PAGE_OF_ITS_OWN = {
    "place_suggest": "JSON",
    "settings_break_end": "takes a post only",
    "sign_in_end": "takes a post only",
    "language": "takes a post only",
    "sign_ins_end_others": "takes a post only",
    "still_here": "JSON",
    "mfa_login_webauthn": "JSON for the browser's own passkey dialog",
    "account_reauthenticate": "goes to a fresh code of our own",
    "mfa_reauthenticate": "goes to a fresh code of our own",
    "mfa_reauthenticate_webauthn": "goes to a fresh code of our own",
    "mfa_download_recovery_codes": "a text file",
}
WITH_FRESH_CODE = after(arrivals.with_a_fresh_code)
FRESH = example(with_fresh_code=WITH_FRESH_CODE)
FRESH_OR_APP = example(with_fresh_code=WITH_FRESH_CODE, with_app=after(arrivals.with_an_app))
PASSKEY = example(_passkey_number, owner=after(arrivals.with_a_passkey), with_fresh_code=WITH_FRESH_CODE)
EXAMPLES = {
    "welcome": example(lambda town: 1),
    "sign_in_end": example(_sign_in, owner=alice),
    "account_confirm_login_code": example(on_the_way=after(arrivals.signing_in)),
    "account_email_verification_sent": example(on_the_way=after(arrivals.joining)),
    "account_confirm_password_reset_code": example(on_the_way=after(arrivals.resetting)),
    "account_complete_password_reset": example(on_the_way=after(arrivals.reset_so_far)),
    "mfa_authenticate": example(on_the_way=after(arrivals.one_more_step)),
    "account_email": FRESH,
    "account_set_password": FRESH,
    "account_change_password": example(with_password=after(arrivals.with_a_password)),
    "mfa_activate_totp": FRESH,
    "mfa_deactivate_totp": FRESH_OR_APP,
    "mfa_view_recovery_codes": FRESH_OR_APP,
    "mfa_generate_recovery_codes": FRESH_OR_APP,
    "mfa_download_recovery_codes": FRESH_OR_APP,
    "mfa_add_webauthn": FRESH,
    "mfa_edit_webauthn": PASSKEY,
    "mfa_remove_webauthn": PASSKEY,
}
