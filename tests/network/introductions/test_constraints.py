"""What the database itself refuses, whatever the code above it does."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from network.models import Introduction, Member
from tests.factories.introductions import make_introduction
from tests.factories.people import make_contact

NOW = timezone.now()
AGREED = {"state": "agreed", "target_agreed_at": NOW, "target_reach_verified_at": NOW}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields",
    [
        AGREED | {"introducer_agreed_at": None},
        AGREED | {"target_agreed_at": None},
        AGREED | {"held_back": True},
        AGREED | {"target_reach_verified_at": None},
        {"state": "passed_on", "introducer_agreed_at": None},
        {"target_shares": [["email", "ben@bakery.example"]]},
        {"state": "declined", "telling": ""},
        {"state": "declined", "declined_by": ""},
        {"telling": "now"},
        {"closing_words": "told before anybody said no"},
        {"state": "declined", "closing_words": "told though it is to be quiet"},
        {"state": "withdrawn", "closed_at": None},
        {"closed_at": NOW},
    ],
)
def test_a_row_that_breaks_a_promise_cannot_be_written(alice: Member, bob: Member, fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_introduction(alice, make_contact(bob), **fields)
    assert not Introduction.objects.exists()


@pytest.mark.django_db
def test_what_keeps_its_promises_can(alice: Member, bob: Member) -> None:
    make_introduction(alice, make_contact(bob), **AGREED)
    make_introduction(alice, make_contact(bob), state="declined", telling="now", closing_words="Try Dee.")


@pytest.mark.django_db
def test_nobody_introduces_themselves_and_nobody_has_two_live_requests_by_one_record(
    alice: Member, bob: Member
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_introduction(alice, make_contact(alice))
    first = make_introduction(alice, make_contact(bob))
    assert first.contact is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        make_introduction(alice, first.contact)
