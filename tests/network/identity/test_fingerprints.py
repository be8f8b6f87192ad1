"""Fingerprints: the same for every way to write one address, different for different ones."""

import hashlib
import hmac

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from network.identity.fingerprints import (
    fingerprint_of,
    fingerprint_of_email,
    normalise_email,
    normalise_phone,
)


@pytest.mark.parametrize(
    ("written", "normalised"),
    [
        ("ann@example.com", "ann@example.com"),
        (" Ann@EXAMPLE.com\t", "ann@example.com"),
        ("ann@bücher.example", "ann@xn--bcher-kva.example"),
        ("ann@BÜCHER.example", "ann@xn--bcher-kva.example"),
        ("ann@xn--bcher-kva.example", "ann@xn--bcher-kva.example"),
        ("ann@bu\u0308cher.example", "ann@xn--bcher-kva.example"),
        ("ann@straße.example", "ann@xn--strae-oqa.example"),
        ("ann+market@example.com", "ann+market@example.com"),
        ("ann@example.com.", "ann@example.com"),
        ("ann@network", "ann@network"),
        ("δοκιμή@παράδειγμα.example", "δοκιμή@xn--hxajbheg2az3al.example"),
    ],
)
def test_an_email_address_is_normalised(written: str, normalised: str) -> None:
    assert normalise_email(written) == normalised


@pytest.mark.parametrize(
    "written",
    [
        *["", "@", "ann", "ann@", "@example.com", "a b@example.com", "ann@@example.com", "Ann <ann@example.com>"],
        *["ann\x00@example.com", "\ud800@example.com", "ann@\ud800.com", "ann@ex_ample.com", "ann@-example.com"],
        *["\u202eann@example.com", "a" * 65 + "@example.com", "ann@" + "x" * 10_000, "x" * 10_000, "ann@a..b"],
        "ann@😀.com",
    ],
)
def test_what_is_no_email_address_is_refused_in_plain_words(written: str) -> None:
    with pytest.raises(ValueError, match="doesn’t look like an e-mail address"):
        normalise_email(written)


@pytest.mark.parametrize(
    ("written", "normalised"),
    [
        ("01632 960123", "+441632960123"),
        ("+44 (0)1632 960123", "+441632960123"),
        ("0044 1632 960123", "+441632960123"),
        ("tel:+44-1632-960123", "+441632960123"),
        ("٠١٦٣٢٩٦٠١٢٣", "+441632960123"),
        ("+1 212 555 0100", "+12125550100"),
        ("020 7946 0000 ext. 12", "+442079460000;ext=12"),
    ],
)
def test_a_phone_number_is_normalised(written: str, normalised: str) -> None:
    assert normalise_phone(written, "GB") == normalised
    assert fingerprint_of("phone", written) == fingerprint_of("phone", normalised)


def test_a_number_without_country_is_read_as_dialled_at_home() -> None:
    assert normalise_phone("01 23 45 67 89", "FR") == "+33123456789"
    with override_settings(PHONE_REGION="FR"):
        assert normalise_phone("01 23 45 67 89") == "+33123456789"


@pytest.mark.parametrize("written", ["", "0", "999", "960123", "ann", "\x00", "+", "+44", "9" * 10_000, "+999 123456"])
def test_what_nobody_could_ring_has_no_fingerprint(written: str) -> None:
    assert fingerprint_of("phone", written) is None
    with pytest.raises(ValueError, match="doesn’t look like a whole phone number"):
        normalise_phone(written, "GB")


def test_a_fingerprint_is_an_hmac_with_its_own_key() -> None:
    with override_settings(FINGERPRINT_KEY="key", SECRET_KEY="another"):
        expected = hmac.new(b"key", b"ann@example.com", hashlib.sha256).hexdigest()[:32]
        assert fingerprint_of_email("Ann@Example.com") == expected
    with override_settings(FINGERPRINT_KEY="other"):
        assert fingerprint_of_email("Ann@Example.com") != expected


@given(st.sampled_from(["email", "phone"]), st.text(max_size=300))
def test_no_text_breaks_a_fingerprint(kind: str, text: str) -> None:
    digest = fingerprint_of(kind, text)
    assert digest is None or len(digest) == 32


@given(st.emails(), st.sampled_from([str.upper, str.lower, str.title, lambda text: f"  {text}\n"]))
def test_normalising_twice_changes_nothing_and_case_says_nothing(email: str, change: object) -> None:
    try:
        once = normalise_email(email)
    except ValueError:
        return  # quoted or otherwise odd: refused is fine, as long as it is refused in words
    assert normalise_email(once) == once
    if email.isascii():
        assert normalise_email(change(email)) == once  # type: ignore[operator]
