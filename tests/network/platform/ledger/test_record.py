"""Each act has its place in its introduction's chain."""

from typing import Any

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError

from network.models import Introduction, LedgerEntry, LedgerWords, Member
from network.platform.ledger.record import commitment, hash_of, write_entry
from tests.factories.introductions import make_introduction
from tests.factories.people import make_contact


@pytest.fixture
def introduction(alice: Member, bob: Member) -> Introduction:
    return make_introduction(alice, make_contact(bob, "Carol"))


def test_an_act_is_chained_to_the_one_before(introduction: Introduction) -> None:
    first = write_entry(subject=introduction, act="asked", details={"by": 1, "words": "Please ☕"})
    second = write_entry(subject=introduction, act="passed_on", details={})
    assert (first.number, first.previous) == (1, "")
    assert (second.number, second.previous) == (2, first.hash)
    assert second.hash == hash_of(LedgerEntry.objects.get(pk=second.pk))


def test_two_introductions_have_two_chains(introduction: Introduction, alice: Member, bob: Member) -> None:
    other = make_introduction(alice, make_contact(bob, "Dev"))
    write_entry(subject=introduction, act="asked", details={})
    assert write_entry(subject=other, act="asked", details={}).number == 1


def test_the_words_stand_beside_the_entry_with_their_salt(introduction: Introduction) -> None:
    details: dict[str, Any] = {"by": 3, "said": ["á", "\u2028", "👩🏽‍🍳"], "n": {"b": None, "a": True}}
    entry = write_entry(subject=introduction, act="asked", details=details)
    words = LedgerWords.objects.get(entry=entry)
    assert words.details == details
    assert entry.commitment == commitment(words.salt, words.details)
    again = write_entry(subject=introduction, act="asked", details=details)
    assert again.commitment != entry.commitment


@pytest.mark.parametrize("details", [{"x": 1.5}, {"x": object()}, {1: "x"}, {"x": "a\x00b"}, {"x": "\ud800"}])
def test_details_that_would_not_last_are_refused(introduction: Introduction, details: dict[Any, Any]) -> None:
    with pytest.raises((TypeError, ValueError)):
        write_entry(subject=introduction, act="asked", details=details)


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_of_a_transaction_is_refused(introduction: Introduction) -> None:
    with pytest.raises(TransactionManagementError):
        write_entry(subject=introduction, act="asked", details={})
    assert not LedgerEntry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_entry_goes_when_its_act_fails(introduction: Introduction) -> None:
    @transaction.atomic
    def act() -> None:
        write_entry(subject=introduction, act="asked", details={})
        raise RuntimeError

    with pytest.raises(RuntimeError):
        act()
    assert not LedgerEntry.objects.exists()
    assert not LedgerWords.objects.exists()
