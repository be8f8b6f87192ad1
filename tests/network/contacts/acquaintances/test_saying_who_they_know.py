"""Saying which of one's contacts know each other: by name, without JavaScript, for one's own eyes alone."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from network.contacts.actions import remove_contact, say_they_know, take_back
from network.models import Acquaintance, Contact, Member, OutboxRow
from network.platform.errors import NotFoundError
from tests.factories.people import make_contact
from tests.network.contacts.test_actions import NASTY


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def ama(alice: Member) -> Contact:
    return make_contact(alice, "Ama Mensah")


@pytest.fixture
def dee(alice: Member) -> Contact:
    return make_contact(alice, "Dee Marsh", work="baker")


def pairs() -> set[tuple[int, int]]:
    return set(Acquaintance.objects.values_list("low_id", "high_id"))


def test_a_name_is_enough_and_both_pages_show_it(as_alice: Client, ama: Contact, dee: Contact) -> None:
    answer = as_alice.post(reverse("contact_knows", args=[dee.pk]), {"name": "ama mensah"}, follow=True)
    assert pairs() == {(ama.pk, dee.pk)}
    assert "Saved." in words(answer)
    assert "Dee Marsh" in words(as_alice.get(reverse("contact", args=[ama.pk])))
    assert "Ama Mensah" in words(as_alice.get(reverse("contact", args=[dee.pk])))


def test_saying_it_again_or_the_other_way_round_changes_nothing(alice: Member, ama: Contact, dee: Contact) -> None:
    say_they_know(owner=alice, contact_id=ama.pk, other_id=dee.pk)
    say_they_know(owner=alice, contact_id=dee.pk, other_id=ama.pk)
    assert pairs() == {(ama.pk, dee.pk)}


def test_where_several_fit_we_ask_which(as_alice: Client, alice: Member, ama: Contact) -> None:
    twins = [make_contact(alice, "Jo", work=work) for work in ("plumber", "")]
    address = reverse("contact_knows", args=[ama.pk])
    page = words(as_alice.post(address, {"name": "jo"}))
    assert "More than one person matches. Choose one." in page
    assert "Jo, plumber" in page
    assert pairs() == set()
    as_alice.post(address, {"name": "jo", "other": str(twins[0].pk)})
    assert pairs() == {(ama.pk, twins[0].pk)}


def test_a_part_of_the_name_will_do_but_the_whole_name_comes_first(
    as_alice: Client, alice: Member, ama: Contact
) -> None:
    jo = make_contact(alice, "Jo")
    make_contact(alice, "Jo Bell")
    as_alice.post(reverse("contact_knows", args=[ama.pk]), {"name": "JO"})
    assert pairs() == {(ama.pk, jo.pk)}


def test_nobody_of_that_name_is_said_plainly(as_alice: Client, ama: Contact) -> None:
    page = words(as_alice.post(reverse("contact_knows", args=[ama.pk]), {"name": "Zed"}))
    assert "Nobody else on your list is called that." in page
    assert 'value="Zed"' in page


def test_nobody_knows_themselves(as_alice: Client, alice: Member, ama: Contact) -> None:
    page = words(as_alice.post(reverse("contact_knows", args=[ama.pk]), {"name": "Ama Mensah"}))
    assert "Nobody else on your list is called that." in page
    with pytest.raises(ValueError, match="themselves"):
        say_they_know(owner=alice, contact_id=ama.pk, other_id=ama.pk)


def test_it_can_be_taken_back_from_either_side(as_alice: Client, alice: Member, ama: Contact, dee: Contact) -> None:
    say_they_know(owner=alice, contact_id=ama.pk, other_id=dee.pk)
    as_alice.post(reverse("contact_knows_not", args=[dee.pk, ama.pk]))
    assert pairs() == set()
    assert not take_back(owner=alice, contact_id=ama.pk, other_id=dee.pk)


def test_it_is_ones_own_alone(as_alice: Client, alice: Member, bob: Member, ama: Contact) -> None:
    theirs, more = make_contact(bob, "Ben Okoro"), make_contact(bob, "Cy Young")
    with pytest.raises(NotFoundError):
        say_they_know(owner=alice, contact_id=ama.pk, other_id=theirs.pk)
    with pytest.raises(NotFoundError):
        say_they_know(owner=alice, contact_id=theirs.pk, other_id=more.pk)
    say_they_know(owner=bob, contact_id=theirs.pk, other_id=more.pk)
    assert not take_back(owner=alice, contact_id=theirs.pk, other_id=more.pk)
    assert as_alice.get(reverse("contact_knows", args=[theirs.pk])).status_code == 404
    assert as_alice.post(reverse("contact_knows_not", args=[theirs.pk, more.pk])).status_code == 404
    page = words(as_alice.post(reverse("contact_knows", args=[ama.pk]), {"name": "Ben Okoro"}))
    assert "Nobody else on your list is called that." in page
    assert as_alice.get(reverse("contact_suggest"), {"q": "be"}).json() == {"suggestions": []}
    assert pairs() == {(theirs.pk, more.pk)}


def test_names_come_up_while_typing(as_alice: Client, ama: Contact, dee: Contact) -> None:
    assert as_alice.get(reverse("contact_suggest"), {"q": "MEN"}).json() == {"suggestions": ["Ama Mensah"]}
    assert as_alice.get(reverse("contact_suggest"), {"q": "\x00"}).json() == {"suggestions": []}


def test_it_goes_with_either_of_the_two(alice: Member, ama: Contact, dee: Contact) -> None:
    say_they_know(owner=alice, contact_id=ama.pk, other_id=dee.pk)
    remove_contact(owner=alice, contact_id=dee.pk)
    assert pairs() == set()


def test_it_is_hearsay_so_neither_the_graph_nor_the_vectors_are_told(alice: Member, ama: Contact, dee: Contact) -> None:
    say_they_know(owner=alice, contact_id=ama.pk, other_id=dee.pk)
    take_back(owner=alice, contact_id=ama.pk, other_id=dee.pk)
    assert not OutboxRow.objects.exists()


def test_the_database_keeps_one_row_a_pair_in_order(ama: Contact, dee: Contact) -> None:
    Acquaintance.objects.create(low=ama, high=dee)
    for low, high in ((ama, dee), (dee, ama), (ama, ama)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Acquaintance.objects.create(low=low, high=high)


@pytest.mark.parametrize("nasty", NASTY)
def test_nothing_that_is_typed_breaks_the_page(nasty: str, as_alice: Client, ama: Contact) -> None:
    address = reverse("contact_knows", args=[ama.pk])
    answer = as_alice.post(
        address, {"name": nasty.encode("utf-8", "replace"), "other": nasty.encode("utf-8", "replace")}
    )
    assert answer.status_code in (200, 413)
    assert b"<script>alert" not in answer.content
