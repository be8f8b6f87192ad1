from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from network.introductions.offers import OFFER_LIFE, Offer, OfferUnreadableError, read_offer, sign_offer


def test_an_offer_comes_back_as_it_was_made() -> None:
    assert read_offer(sign_offer(3, 17, "pâtissière"), 3) == Offer(3, 17, "pâtissière")


def test_an_offer_is_of_no_use_to_anybody_else() -> None:
    with pytest.raises(OfferUnreadableError):
        read_offer(sign_offer(3, 17, "pastry chef"), 4)


def test_two_offers_of_one_contact_cannot_be_told_to_be_that() -> None:
    one, other = sign_offer(3, 17, "pastry chef"), sign_offer(3, 17, "pastry chef")
    assert one != other
    assert one[20:] != other[20:]


def test_an_old_offer_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    old = sign_offer(3, 17, "pastry chef")
    later = time.time() + (OFFER_LIFE + timedelta(minutes=1)).total_seconds()
    monkeypatch.setattr("cryptography.fernet.time.time", lambda: later)
    with pytest.raises(OfferUnreadableError):
        read_offer(old, 3)


def test_an_offer_goes_into_an_address() -> None:
    reverse("introduction_ask", args=[sign_offer(3, 17, "é" * 120)])


@given(st.text(max_size=300) | st.just(Fernet(Fernet.generate_key()).encrypt(b"[1,2,3]").decode()))
def test_anything_else_is_not_read(value: str) -> None:
    with pytest.raises(OfferUnreadableError):
        read_offer(value, 1)
