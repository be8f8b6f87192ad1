"""Which Person a contact is, in the database: always as if it were worked out anew."""

from importlib import import_module
from io import StringIO
from typing import Any
from unittest.mock import patch

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from network.contacts.actions import add_contact, add_many, change_contact, remove_contact
from network.contacts.cards import ContactCard
from network.identity.confirmed import part
from network.identity.fingerprints import fingerprint_of
from network.identity.names import MOST_NAMES
from network.identity.resolve import refresh_member
from network.identity.same_person import Record, group_same_person
from network.models import Contact, Fingerprint, Introduction, Member, OutboxRow, Person
from tests.factories.introductions import make_introduction
from tests.factories.people import make_handshake, make_member
from tests.hypothesis_profiles import examples

EMAILS = ["ann@example.com", "ben@example.com", "info@example.com"]  # few, so that cards often meet
PHONES = ["07700 900101", "+44 7700 900102", "01632 960001"]  # the last of each can be nobody's own


def graph_version(member: Member) -> int:
    row = OutboxRow.objects.filter(consumer="graph", subject=str(member.pk)).first()
    return row.version if row else 0


def sorted_anew() -> tuple[set[tuple[int, ...]], dict[int, int]]:
    """Who all the contacts are, worked out from nothing: groups of contacts, and which of them are which member."""
    members = dict(Fingerprint.objects.filter(member__isnull=False).values_list("digest", "member_id"))
    shared = {fingerprint_of("email", EMAILS[-1]), fingerprint_of("phone", PHONES[-1])} - members.keys()
    records = []
    for contact in Contact.objects.prefetch_related("fingerprints").order_by("pk"):
        held: dict[str, set[str]] = {"email": set(), "phone": set()}
        for print_ in contact.fingerprints.all():
            held[print_.kind] |= {print_.digest} - shared
        emails, phones = frozenset(held["email"]), frozenset(held["phone"])
        records.append(Record(contact.pk, emails, phones, contact.confirmed_as_id, contact.owner_id, contact.name))
    groups: dict[Any, list[int]] = {}
    of_member: dict[int, int] = {}
    for number, identity in enumerate(group_same_person(records, members)):
        groups.setdefault(f"member {identity.member}" if identity.member else number, []).extend(identity.contacts)
        if identity.member:
            of_member |= dict.fromkeys(identity.contacts, identity.member)
    return {tuple(sorted(group)) for group in groups.values()}, of_member


def as_kept() -> tuple[set[tuple[int, ...]], dict[int, int]]:
    groups: dict[int, list[int]] = {}
    for contact in Contact.objects.order_by("pk"):
        groups.setdefault(contact.person_id, []).append(contact.pk)
    persons = dict(Member.objects.values_list("person_id", "pk"))
    of_member = {pk: persons[person] for person, group in groups.items() if person in persons for pk in group}
    return {tuple(group) for group in groups.values()}, of_member


pair = st.one_of(
    st.tuples(st.just("email"), st.sampled_from(EMAILS)), st.tuples(st.just("phone"), st.sampled_from(PHONES))
)
cards = st.tuples(st.sampled_from(["Dee", "Dee Marsh", "Ann", ""]), st.lists(pair, max_size=2))
pick = st.integers(0, 30)
act = st.one_of(
    st.tuples(st.just("add"), pick, cards),
    st.tuples(st.just("add many"), pick, st.lists(cards, min_size=1, max_size=5)),
    st.tuples(st.just("change"), pick, cards),
    st.tuples(st.just("remove"), pick, st.none()),
    st.tuples(st.just("ask"), pick, st.none()),
    st.tuples(st.just("prove"), pick, st.sampled_from(EMAILS)),
    st.tuples(st.just("give up"), pick, st.sampled_from(EMAILS)),
    st.tuples(st.just("shake hands"), pick, pick),
    st.tuples(st.just("part"), pick, pick),
)


def do(kind: str, owners: list[Member], number: int, what: Any) -> None:
    owner = owners[number % len(owners)]
    contacts = list(Contact.objects.order_by("pk"))
    contact = contacts[number % len(contacts)] if contacts else None
    if kind == "add":
        add_contact(owner=owner, name=what[0] or "Somebody", addresses=what[1])
    elif kind == "add many":
        add_many(owner=owner, cards=[ContactCard(name or "Somebody", addresses=each) for name, each in what])
    elif kind == "change" and contact:
        change_contact(
            owner=contact.owner, contact_id=contact.pk, card=ContactCard(what[0] or contact.name, addresses=what[1])
        )
    elif kind == "ask" and contact and not Introduction.objects.filter(contact=contact).exists():
        make_introduction(make_member(email=f"asker{contact.pk}@network.example"), contact)
    elif kind == "remove" and contact:
        remove_contact(owner=contact.owner, contact_id=contact.pk)
    elif kind == "prove" and not EmailAddress.objects.filter(email=what).exists():
        EmailAddress.objects.create(user=owner, email=what, verified=True)
        refresh_member(owner)
    elif kind == "give up":
        for address in EmailAddress.objects.filter(email=what):
            address.delete()
            refresh_member(Member.objects.get(pk=address.user_id))
    elif kind == "shake hands" and owners[what % len(owners)] != owner:
        from network.invitations.handshakes import shake_hands

        shake_hands(member=owner, other=owners[what % len(owners)], origin="invitation")
    elif kind == "part" and owners[what % len(owners)] != owner:
        part(one=owner, other=owners[what % len(owners)])


@pytest.mark.django_db
@pytest.mark.parametrize("many", [1, MOST_NAMES])
@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(act, max_size=14))
def test_whatever_happens_persons_are_as_if_worked_out_anew(
    many: int, acts: list[tuple[str, int, Any]], db: None
) -> None:
    """Also where an address on two contacts of an owner is nobody's, and not followed (`many`)."""
    with (
        patch("network.identity.resolve.MOST_NAMES", many),
        patch("network.identity.same_person.MOST_NAMES", many),
    ):
        whatever_happens(acts)


def whatever_happens(acts: list[tuple[str, int, Any]]) -> None:
    Introduction.objects.all().delete()
    Contact.objects.all().delete()
    Member.objects.all().delete()
    Person.objects.all().delete()
    owners = [make_member(email=f"owner{n}@network.example") for n in range(3)]
    for kind, number, what in acts:
        before = dict(Contact.objects.values_list("pk", "person_id"))
        versions = {owner.pk: graph_version(owner) for owner in owners}
        do(kind, owners, number, what)
        assert as_kept() == sorted_anew(), kind
        for contact in Contact.objects.all():
            if before.get(contact.pk) != contact.person_id and contact.owner_id in versions:
                assert graph_version(contact.owner) > versions[contact.owner_id], "an owner was not marked"
        for asked in Introduction.objects.exclude(contact=None).select_related("contact"):
            assert asked.contact is not None
            assert asked.target_id == asked.contact.person_id
    assert not Person.objects.filter(contacts=None, member=None, introductions=None).exists(), "nobody was kept"


def test_two_owners_contacts_with_one_address_are_one_person(alice: Member, bob: Member) -> None:
    one = add_contact(owner=alice, name="Dee", addresses=[("email", "Dee@Example.com ")])
    both = [("email", "dee@example.com"), ("phone", "07700 900123")]
    other = add_contact(owner=bob, name="Dee Marsh", addresses=both)
    third = add_contact(owner=bob, name="Marsh, Dee", addresses=[("phone", "+44 7700 900123")], private=True)
    one.refresh_from_db()
    assert one.person_id == other.person_id == third.person_id
    stranger = add_contact(owner=bob, name="Dee Marsh")
    assert stranger.person_id != one.person_id, "a name alone says nothing"


OF_SEVERAL = [("phone", "01632 960001"), ("phone", "07700 900101 ext. 7"), ("email", "info@example.com")]
"""A landline, an extension and an office's mailbox."""


@pytest.mark.parametrize("address", [*OF_SEVERAL, ("email", "reception+bell@example.com")])
@pytest.mark.parametrize("other", ["Dee Marsh", "Dee"])
def test_nobody_is_joined_by_what_several_people_answer(
    address: tuple[str, str], other: str, alice: Member, bob: Member
) -> None:
    """Also of one name: there are two John Smiths in one firm."""
    people = [add_contact(owner=owner, name=name, addresses=[address]).person_id
              for owner, name in ((alice, "Dee Marsh"), (alice, other), (bob, other))]  # fmt: skip
    assert len(set(people)) == 3


def test_an_office_s_mailbox_is_of_the_member_who_has_proved_it(alice: Member, bob: Member) -> None:
    office = EmailAddress.objects.create(user=bob, email="info@example.com", verified=True)
    contacts = [add_contact(owner=owner, name="Bob", addresses=[("email", office.email)]) for owner in (alice, bob)]
    refresh_member(bob)
    assert set(Contact.objects.values_list("person", flat=True)) == {bob.person_id}
    office.delete()
    refresh_member(bob)
    assert len(set(Contact.objects.filter(pk__in=[c.pk for c in contacts]).values_list("person", flat=True))) == 2


def test_fingerprints_from_before_are_marked_by_their_addresses(alice: Member, bob: Member) -> None:
    own = [("phone", PHONES[0]), ("email", EMAILS[0]), ("email", "nonsense")]
    for owner in (alice, bob):
        add_contact(owner=owner, name="Dee", addresses=[*OF_SEVERAL, *own])
    written = dict(Fingerprint.objects.values_list("pk", "can_be_own"))
    assert sorted(written.values()) == [*[False] * 6, *[True] * 6], "and two members'"
    Fingerprint.objects.update(can_be_own=True)
    import_module("network.migrations.0037_addresses_of_ones_own").mark_shared(apps, None)
    assert dict(Fingerprint.objects.values_list("pk", "can_be_own")) == written


def test_after_the_rule_has_changed_all_is_worked_out_anew(alice: Member, bob: Member) -> None:
    one, two, three = (
        add_contact(owner=owner, name="Dee", addresses=[(kind, value)])
        for owner, kind, value in ((alice, *OF_SEVERAL[0]), (bob, *OF_SEVERAL[0]), (bob, "phone", PHONES[0]))
    )
    Contact.objects.update(person=one.person_id)  # as an earlier rule had it
    version = graph_version(bob)
    call_command("resolve_people", stdout=StringIO())
    people = Contact.objects.in_bulk([one.pk, two.pk, three.pk])
    assert len({contact.person_id for contact in people.values()}) == 3
    assert graph_version(bob) > version


def test_an_address_that_a_member_has_proved_is_that_member(alice: Member, bob: Member) -> None:
    contact = add_contact(owner=alice, name="Bobby", addresses=[("email", "BOB@example.com")])
    assert contact.person_id == bob.person_id


def test_an_address_that_is_not_proved_is_nobody(alice: Member) -> None:
    zed = make_member("Zed", verified=False)
    refresh_member(zed)
    contact = add_contact(owner=alice, name="Zed", addresses=[("email", zed.email)])
    assert contact.person_id != zed.person_id


def test_proving_an_address_and_giving_it_up_again(alice: Member, bob: Member) -> None:
    contact = add_contact(owner=alice, name="Bobby", addresses=[("email", "second@example.com")])
    before, version = contact.person_id, graph_version(alice)
    second = EmailAddress.objects.create(user=bob, email="Second@example.com", verified=True)
    refresh_member(bob)
    contact.refresh_from_db()
    assert contact.person_id == bob.person_id
    assert not Person.objects.filter(pk=before).exists()
    assert graph_version(alice) > version
    second.delete()
    refresh_member(bob)
    contact.refresh_from_db()
    assert contact.person_id != bob.person_id
    assert Member.objects.filter(pk=bob.pk).exists()


def test_who_proved_an_address_first_keeps_it(alice: Member, bob: Member) -> None:
    # allauth tells addresses apart by their letters; these two are one mailbox
    EmailAddress.objects.create(user=alice, email="a@bücher.example", verified=True)
    refresh_member(alice)
    EmailAddress.objects.create(user=bob, email="a@xn--bcher-kva.example", verified=True)
    refresh_member(bob)
    contact = add_contact(owner=bob, name="A", addresses=[("email", "A@BÜCHER.example")])
    assert contact.person_id == alice.person_id


def test_plus_addresses_are_different_people(alice: Member) -> None:
    one = add_contact(owner=alice, name="One", addresses=[("email", "family+one@example.com")])
    two = add_contact(owner=alice, name="Two", addresses=[("email", "family+two@example.com")])
    assert one.person_id != two.person_id


def test_a_person_whom_an_introduction_is_about_is_kept(alice: Member, bob: Member) -> None:
    from django.utils import timezone

    contact = add_contact(owner=bob, name="Dee", addresses=[("email", "dee@example.com")])
    Introduction.objects.create(
        requester=alice,
        introducer=bob,
        target=contact.person,
        contact=contact,
        line_of_work="baker",
        purpose="chat",
        words="Hello",
        requester_agreed_at=timezone.now(),
        deadline=timezone.now(),
    )
    remove_contact(owner=bob, contact_id=contact.pk)
    assert Person.objects.filter(pk=contact.person_id).exists()


@pytest.mark.parametrize("how", ["removed", "changed"])
def test_two_part_when_the_card_that_joined_them_goes(how: str, alice: Member, bob: Member) -> None:
    one = add_contact(owner=alice, name="Dee", addresses=[("phone", PHONES[0])])
    two = add_contact(owner=bob, name="Dee Marsh", addresses=[("email", EMAILS[0])])
    joining = add_contact(owner=alice, name="Dee Marsh", addresses=[("phone", PHONES[0]), ("email", EMAILS[0])])
    assert {c.person_id for c in Contact.objects.all()} == {joining.person_id}
    version = graph_version(bob)
    if how == "removed":
        remove_contact(owner=alice, contact_id=joining.pk)
    else:
        change_contact(owner=alice, contact_id=joining.pk, card=ContactCard("Neither"))
    one.refresh_from_db()
    two.refresh_from_db()
    assert one.person_id != two.person_id
    assert graph_version(bob) > version


def test_ending_a_handshake_unconfirms_both_sides(alice: Member, bob: Member) -> None:
    make_handshake(alice, bob)
    mine = Contact.objects.get(owner=alice)
    remove_contact(owner=alice, contact_id=mine.pk)
    theirs = Contact.objects.get(owner=bob)
    assert theirs.confirmed_as is None
    assert theirs.person_id != alice.person_id
