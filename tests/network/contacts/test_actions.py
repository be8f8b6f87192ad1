"""Writing down whom a member knows."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from network.contacts import actions
from network.contacts.cards import ContactCard, card_of
from network.models import Contact, Fingerprint, Handshake, Member, OutboxRow, Person
from network.platform.errors import NotFoundError
from tests.factories.people import make_handshake
from tests.hypothesis_profiles import examples

NASTY = [
    "\x00",
    "D\x00ee",
    "Dee\ud800",
    "\u202eeeD\u202c",
    "Dee\r\nMarsh",
    "D" * 10_000,
    "دينا الحسن",
    "👩🏽‍🍳 Dee 🇬🇧",
    "<script>alert(1)</script>",
    "'; DROP TABLE network_contact; --",
    "𒐫" * 200,
    "Z̷̢̛a̸l̵g̸o̷" * 20,
]


def versions(member: Member) -> dict[str, int]:
    rows = OutboxRow.objects.filter(subject=str(member.pk), due_at__isnull=False)
    return dict(rows.values_list("consumer", "version"))


def test_a_name_is_enough(alice: Member) -> None:
    contact = actions.add_contact(owner=alice, name="Dee")
    assert (contact.name, contact.work, contact.line_of_work, contact.private) == ("Dee", "", "", False)
    assert versions(alice) == {"graph": 1, "vectors": 1}


def test_what_others_may_read_is_found_in_the_vocabulary(alice: Member) -> None:
    contact = actions.add_contact(owner=alice, name="Dee", work="Baker")
    assert contact.line_of_work == "baker"
    assert contact.line_source == Contact.LineSource.FOUND


@pytest.mark.parametrize("nasty", NASTY)
def test_odd_text_is_kept_as_far_as_it_can_be(nasty: str, alice: Member) -> None:
    card = ContactCard(f"Dee {nasty}", work=nasty, place_words=nasty, note=nasty, addresses=[("email", nasty)])
    [contact] = actions.add_many(owner=alice, cards=[card])
    contact.refresh_from_db()
    contact.full_clean()
    assert contact.name.startswith("Dee")
    assert "\x00" not in contact.name + contact.work + contact.note + contact.place_words
    assert all(not 0xD800 <= ord(letter) <= 0xDFFF for letter in contact.name + contact.note)


@settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(max_size=200), work=st.text(max_size=300), note=st.text(), value=st.text(max_size=300))
def test_any_text_is_kept_or_refused(name: str, work: str, note: str, value: str, alice: Member) -> None:
    card = ContactCard(name, work=work, note=note, addresses=[("phone", value), ("email", value)])
    try:
        [contact] = actions.add_many(owner=alice, cards=[card])
    except ValueError:
        assert not any(letter.isalnum() for letter in name)
        return
    again = card_of(Contact.objects.get(pk=contact.pk))
    assert actions.change_contact(owner=alice, contact_id=contact.pk, card=again).name == contact.name


@pytest.mark.parametrize("name", ["", "   ", "\x00", "\u202e\u202c", "\ufeff"])
def test_a_contact_without_a_name_is_refused(name: str, alice: Member) -> None:
    with pytest.raises(ValueError, match="has a name"):
        actions.add_contact(owner=alice, name=name)
    assert not Contact.objects.exists()


def test_one_address_written_twice_is_kept_once(alice: Member) -> None:
    pairs = [("email", "dee@example.com"), ("email", "dee@example.com "), ("email", "DEE@example.com")]
    contact = actions.add_contact(owner=alice, name="Dee", addresses=pairs)
    assert contact.addresses.count() == 2, "as written, less the blank"
    assert Fingerprint.objects.filter(contact=contact).count() == 1


def test_a_card_with_hundreds_of_addresses_keeps_fifty(alice: Member) -> None:
    pairs = [("email", f"dee{n}@example.com") for n in range(300)]
    assert actions.add_contact(owner=alice, name="Dee", addresses=pairs).addresses.count() == 50


def test_many_come_back_in_the_order_of_their_cards_and_only_once_each(alice: Member) -> None:
    cards = [ContactCard(f"Person {n % 700}", addresses=[("email", f"p{n % 700}@example.com")]) for n in range(1200)]
    contacts = actions.add_many(owner=alice, cards=cards)
    assert [contact.name for contact in contacts] == [card.name for card in cards]
    assert Contact.objects.count() == 1200
    assert Contact.objects.values("person").distinct().count() == 700
    assert {c.pk: c.person_id for c in contacts[700:]} == {
        c.pk: c.person_id for c in Contact.objects.filter(pk__in=[c.pk for c in contacts[700:]])
    }


def test_changing_keeps_a_line_that_was_chosen_and_finds_a_new_one_otherwise(alice: Member) -> None:
    contact = actions.add_contact(owner=alice, name="Dee", work="Baker")
    contact = actions.change_contact(owner=alice, contact_id=contact.pk, card=ContactCard("Dee", work="Plumber"))
    assert contact.line_of_work == "plumber"
    actions.show_line(owner=alice, contact_id=contact.pk, words="Florist")
    contact = actions.change_contact(owner=alice, contact_id=contact.pk, card=ContactCard("Dee", work="Baker"))
    assert contact.line_of_work == "florist"
    actions.hide_line(owner=alice, contact_id=contact.pk)
    contact = actions.change_contact(owner=alice, contact_id=contact.pk, card=ContactCard("Dee", work="Plumber"))
    assert (contact.line_of_work, contact.line_source) == ("", "hidden")
    contact = actions.find_line_again(owner=alice, contact_id=contact.pk)
    assert (contact.line_of_work, contact.line_source) == ("plumber", "found")


def test_a_line_that_the_worker_has_found_stays_while_the_words_stay(alice: Member) -> None:
    contact = actions.add_contact(owner=alice, name="Dee", work="does the sandwiches")
    Contact.objects.filter(pk=contact.pk).update(line_of_work="sandwich maker")
    card = ContactCard("Dee Marsh", work="does the sandwiches")
    assert actions.change_contact(owner=alice, contact_id=contact.pk, card=card).line_of_work == "sandwich maker"


def test_only_a_line_that_the_vocabulary_knows_can_be_shown(alice: Member) -> None:
    contact = actions.add_contact(owner=alice, name="Dee")
    with pytest.raises(ValueError, match="vocabulary"):
        actions.show_line(owner=alice, contact_id=contact.pk, words="owes me five pounds zzxq")


def test_every_write_marks_the_owner(alice: Member) -> None:
    contact = actions.add_contact(owner=alice, name="Dee")
    writes: list[Any] = [
        lambda: actions.change_contact(owner=alice, contact_id=contact.pk, card=ContactCard("Dee", private=True)),
        lambda: actions.show_line(owner=alice, contact_id=contact.pk, words="baker"),
        lambda: actions.hide_line(owner=alice, contact_id=contact.pk),
        lambda: actions.find_line_again(owner=alice, contact_id=contact.pk),
        lambda: actions.remove_contact(owner=alice, contact_id=contact.pk),
    ]
    for write in writes:
        before = versions(alice)
        write()
        assert versions(alice) == {consumer: version + 1 for consumer, version in before.items()}


def test_nobody_writes_to_somebody_elses_contact(alice: Member, bob: Member) -> None:
    contact = actions.add_contact(owner=alice, name="Dee")
    for write in (
        lambda: actions.change_contact(owner=bob, contact_id=contact.pk, card=ContactCard("Changed")),
        lambda: actions.remove_contact(owner=bob, contact_id=contact.pk),
        lambda: actions.show_line(owner=bob, contact_id=contact.pk, words="baker"),
        lambda: actions.hide_line(owner=bob, contact_id=contact.pk),
        lambda: actions.find_line_again(owner=bob, contact_id=contact.pk),
    ):
        with pytest.raises(NotFoundError):
            write()
    assert actions.remove_many(owner=bob, contact_ids=[contact.pk]) == 0
    assert Contact.objects.get().name == "Dee"


def test_removing_a_confirmed_contact_ends_the_handshake_and_leaves_no_empty_person(alice: Member, bob: Member) -> None:
    make_handshake(alice, bob)
    before = versions(bob)
    actions.remove_contact(owner=alice, contact_id=Contact.objects.get(owner=alice).pk)
    assert not Handshake.objects.exists()
    assert Contact.objects.get(owner=bob).confirmed_as is None
    assert versions(bob)["graph"] > before.get("graph", 0)
    assert not Person.objects.filter(contacts=None, member=None).exists()


def test_changing_one_who_has_shaken_hands_keeps_the_handshake(alice: Member, bob: Member) -> None:
    make_handshake(alice, bob)
    mine = Contact.objects.get(owner=alice)
    cards = {mine.pk: ContactCard("Bobby", work="Baker", note="Tall")}
    [changed] = actions.change_many(owner=alice, cards=cards)
    mine.refresh_from_db()
    assert (mine.name, mine.work, mine.note, mine.line_of_work) == ("Bobby", "Baker", "Tall", "baker")
    assert (mine.confirmed_as, mine.person, changed.person) == (bob, bob.person, bob.person)
    assert Handshake.objects.exists()


def test_many_are_changed_in_few_statements(alice: Member, django_assert_max_num_queries: Any) -> None:
    contacts = actions.add_many(owner=alice, cards=[ContactCard(f"Person {n}") for n in range(300)])
    cards = {
        contact.pk: ContactCard(f"New {n}", work="Baker", addresses=[("email", f"n{n}@example.com")])
        for n, contact in enumerate(contacts)
    }
    with django_assert_max_num_queries(40):
        changed = actions.change_many(owner=alice, cards=cards)
    assert [contact.name for contact in changed] == [f"New {n}" for n in range(300)]
    assert Contact.objects.filter(name__startswith="New", work="Baker", line_of_work="baker").count() == 300
    assert Contact.objects.filter(updated_at__gt=contacts[0].created_at).count() == 300
