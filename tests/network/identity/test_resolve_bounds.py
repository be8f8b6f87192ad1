"""Working out who is one person stays bounded, however many share an address."""

from typing import Any
from unittest.mock import patch

import pytest

from network.contacts.actions import add_contact, add_many, remove_contact
from network.contacts.cards import ContactCard
from network.identity.same_person import group_same_person
from network.models import Contact, Member, Person
from tests.factories.people import make_member


@pytest.mark.parametrize("size", [10, 400])
def test_adding_many_takes_as_many_queries_for_ten_as_for_hundreds(
    size: int, alice: Member, django_assert_max_num_queries: Any
) -> None:
    cards = [
        ContactCard(f"Person {n}", addresses=[("email", f"p{n}@example.com"), ("phone", f"01632 9{n:05}")])
        for n in range(size)
    ]
    with django_assert_max_num_queries(36):
        add_many(owner=alice, cards=cards)
    assert Person.objects.filter(contacts__owner=alice).distinct().count() == size


def test_a_switchboard_does_not_lead_to_everybody_who_has_it(alice: Member) -> None:
    switchboard = ("phone", "01632 960000")
    names = [
        f"{name} {surname}" for name in ("Ann", "Bob", "Cy", "Di") for surname in ("Ash", "Elm", "Fir", "Oak", "Yew")
    ]
    add_many(owner=alice, cards=[ContactCard(name, addresses=[switchboard]) for name in names])
    with patch("network.identity.resolve.group_same_person", wraps=group_same_person) as grouping:
        last = add_contact(owner=alice, name="Flo Ash", addresses=[switchboard, ("email", "flo@example.com")])
        remove_contact(owner=alice, contact_id=last.pk)
    assert [len(call.args[0]) for call in grouping.call_args_list] == [1, 0]


def test_addresses_by_the_dozen_on_cards_of_many_owners_are_followed_to_a_bounded_number(
    alice: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twenty accounts could make a group of 260,000: every change of it held up everybody's for half a minute."""
    monkeypatch.setattr("network.identity.resolve.MOST_LINKS", 300)
    monkeypatch.setattr("network.identity.resolve.FOLLOWED_AT_ONCE", 5)
    owners = [alice, *(make_member() for _ in range(3))]
    for owner in owners:
        addresses = [[("email", f"a{at}.{card >> at % 4}@example.com") for at in range(20)] for card in range(20)]
        add_many(owner=owner, cards=[ContactCard("Jo", addresses=each) for each in addresses])
    people = dict(Contact.objects.exclude(owner=owners[0]).values_list("pk", "person"))
    with patch("network.identity.resolve.group_same_person", wraps=group_same_person) as grouping:
        add_contact(owner=owners[0], name="Jo", addresses=[("email", "a3.0@example.com")])
    [call] = grouping.call_args_list
    assert 300 <= sum(len(record.digests) for record in call.args[0]) <= 300 + 5 * 20
    beyond = people.keys() - {record.contact for record in call.args[0]}
    assert beyond
    assert {pk: people[pk] for pk in beyond} == dict(Contact.objects.filter(pk__in=beyond).values_list("pk", "person"))
