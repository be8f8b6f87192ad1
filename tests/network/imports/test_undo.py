"""Taking an import back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from network.contacts.actions import change_contact, hide_line, remove_contact, say_they_know, show_line
from network.contacts.cards import ContactCard, card_of
from network.imports.actions import add_chosen, bring, forget_old, undo
from network.imports.merge import same
from network.invitations.actions import make_invitation
from network.models import Contact, ContactImport, Fingerprint, ImportRow, Member, Person
from tests.factories.introductions import make_introduction
from tests.factories.people import make_handshake
from tests.network.imports.samples import book, vcard

pytestmark = pytest.mark.django_db


def brought_in(member: Member, *cards: str) -> ContactImport:
    brought = bring(member=member, filename="contacts.vcf", data=book(*cards))
    assert add_chosen(member=member, import_id=brought.pk)
    brought.refresh_from_db()
    assert brought.state == "done"
    return brought


def taken_back(brought: ContactImport) -> list[str]:
    """Undo; return what is said of rows that could not simply be taken back."""
    undo(member=brought.member, import_id=brought.pk)
    brought.refresh_from_db()
    assert brought.state == "undone"
    return list(brought.rows.filter(chosen=True).exclude(reason="").values_list("reason", flat=True))


def add(owner: Member, name: str, **more: object) -> Contact:
    from network.contacts.actions import add_contact

    return add_contact(owner=owner, name=name, **more)  # type: ignore[arg-type]


def test_who_was_added_goes_with_all_that_hung_on_them(alice: Member) -> None:
    people = Person.objects.count()
    brought = brought_in(alice, vcard("Jo Bell", email="jo@example.com"), vcard("Al Fox", phone="07700 900001"))
    assert Contact.objects.filter(owner=alice).count() == 2
    assert taken_back(brought) == []
    assert not Contact.objects.filter(owner=alice).exists()
    assert not Fingerprint.objects.filter(contact__isnull=False).exists()
    assert Person.objects.count() == people


def test_an_undo_keeps_whether_somebody_does_the_work_or_did_it_once(alice: Member) -> None:
    add(alice, "Jo Bell", work="was a baker", addresses=[("email", "jo@example.com")])
    al = add(alice, "Al Fox", addresses=[("email", "al@example.com")])
    brought = brought_in(
        alice,
        vcard("Jo Bell", email="jo@example.com", phone="07700 900001", title="Roofer"),
        vcard("Al Fox", email="al@example.com", title="Retired roofer"),
        vcard("Di Ash", title="Retired nurse"),
    )
    al.refresh_from_db()
    assert (al.line_of_work.casefold(), al.line_is_past) == ("roofer", True)
    show_line(owner=alice, contact_id=Contact.objects.get(name="Di Ash").pk, words="nurse", is_past=False)
    taken_back(brought)
    kept = Contact.objects.filter(owner=alice).values_list("name", "line_of_work", "line_is_past")
    assert set(kept) == {("Jo Bell", "baker", True), ("Al Fox", "", False), ("Di Ash", "nurse", False)}


def test_who_was_added_to_is_as_before(alice: Member) -> None:
    jo = add(alice, "Jo Bell", addresses=[("email", "jo@example.com")], closeness=4, how_known="family")
    before = card_of(jo)
    brought = brought_in(
        alice,
        vcard("Jo", email="jo@example.com", phone="07700 900001", title="Baker", note="kind"),
        vcard("Jo", email="jo@example.com", phone="07700 900002"),
    )
    now = card_of(Contact.objects.get(pk=jo.pk))
    assert (now.work, now.note, len(now.addresses)) == ("Baker", "kind", 3)
    assert taken_back(brought) == []
    assert same(card_of(Contact.objects.get(pk=jo.pk)), before)


def test_what_went_into_the_note_is_taken_out_of_it_and_what_was_written_beside_it_stays(alice: Member) -> None:
    jo = add(alice, "Jo", work="Cook", addresses=[("email", "jo@example.com")], note="Kind")
    brought = brought_in(alice, vcard("Jo Bell", email="jo@example.com", title="Baker", note="Plays the tuba"))
    now = card_of(Contact.objects.get(pk=jo.pk))
    assert (now.work, now.note) == ("Cook", "Kind\nPlays the tuba\nAlso called Jo Bell\nAlso: Baker")
    change_contact(owner=alice, contact_id=jo.pk, card=replace(now, note=f"{now.note}\nLikes cats"))
    assert len(taken_back(brought)) == 1
    assert card_of(Contact.objects.get(pk=jo.pk)).note == "Kind\nLikes cats"


def test_what_the_member_changed_since_stays_and_is_said(alice: Member) -> None:
    jo = add(alice, "Jo Bell", addresses=[("email", "jo@example.com")])
    brought = brought_in(
        alice, vcard("Jo", email="jo@example.com", phone="07700 900001", title="Baker"), vcard("Al Fox")
    )
    al = Contact.objects.get(name="Al Fox")
    new = [("email", "jo@example.com"), ("phone", "07700 900001"), ("email", "new@example.com")]
    change_contact(owner=alice, contact_id=jo.pk, card=ContactCard("Jo Smith", work="Head baker", addresses=new))
    change_contact(owner=alice, contact_id=al.pk, card=ContactCard("Al Fox", note="He plays the tuba"))
    said = taken_back(brought)
    assert said == [
        "You’ve changed what you wrote about Jo Smith since then, so we’ve only taken away what came from this file.",
        "You’ve changed what you wrote about Al Fox since then, so we’ve left them on your list.",
    ]
    now = card_of(Contact.objects.get(pk=jo.pk))
    assert (now.name, now.work) == ("Jo Smith", "Head baker")
    assert sorted(now.addresses) == [("email", "jo@example.com"), ("email", "new@example.com")]
    assert Contact.objects.filter(pk=al.pk).exists()


def test_handshakes_links_hidden_lines_and_whom_they_know_keep_somebody_in_the_list(alice: Member, bob: Member) -> None:
    brought = brought_in(alice, *(vcard(name) for name in ("Shaken", "Linked", "Hidden", "Joined", "Plain")))
    found = {contact.name: contact for contact in Contact.objects.filter(owner=alice)}
    Contact.objects.filter(pk=found["Shaken"].pk).update(confirmed_as=bob)
    make_handshake(alice, bob)
    make_invitation(owner=alice, contact_id=found["Linked"].pk)
    hide_line(owner=alice, contact_id=found["Hidden"].pk)
    say_they_know(owner=alice, contact_id=found["Joined"].pk, other_id=add(alice, "Neighbour").pk)
    said = taken_back(brought)
    assert len(said) == 4
    left = ["Hidden", "Joined", "Linked", "Neighbour", "Shaken"]
    assert sorted(Contact.objects.filter(owner=alice).values_list("name", flat=True)) == left


@pytest.mark.parametrize("delivered", [True, False])
def test_an_undo_does_not_tell_of_a_request_that_never_reached_the_owner(
    alice: Member, bob: Member, *, delivered: bool
) -> None:
    brought = brought_in(alice, vcard("Jo Bell", title="Pastry chef"))
    asked = make_introduction(bob, Contact.objects.get(name="Jo Bell"), held_back=not delivered)
    assert bool(taken_back(brought)) == delivered
    assert Contact.objects.filter(owner=alice).exists() == delivered
    asked.refresh_from_db()
    assert asked.state == "asked"


def test_who_was_removed_by_hand_already_is_no_trouble(alice: Member) -> None:
    brought = brought_in(alice, vcard("Jo Bell"), vcard("Al Fox"))
    remove_contact(owner=alice, contact_id=Contact.objects.get(name="Jo Bell").pk)
    assert taken_back(brought) == ["You’ve already removed them."]
    assert not Contact.objects.filter(owner=alice).exists()


def test_nothing_of_the_file_is_kept_after_an_undo(alice: Member) -> None:
    brought = brought_in(alice, vcard("Jo Bell", email="jo@example.com"))
    taken_back(brought)
    assert list(brought.rows.values_list("card", "before")) == [({}, None)]


def test_the_pages_of_an_undo(as_alice: Client, alice: Member) -> None:
    brought = brought_in(alice, vcard("Jo Bell"), vcard("Al Fox"))
    change_contact(owner=alice, contact_id=Contact.objects.get(name="Al Fox").pk, card=ContactCard("Alan Fox"))
    assert b"2 people who came from this file" in as_alice.get(f"/people/import/{brought.pk}/undo/").content
    answer = as_alice.post(f"/people/import/{brought.pk}/undo/", follow=True)
    assert "You’ve changed what you wrote about Alan Fox since then" in answer.content.decode()
    assert as_alice.post(f"/people/import/{brought.pk}/undo/").status_code == 404


def test_after_thirty_days_it_stands_and_the_cards_are_forgotten(as_alice: Client, alice: Member) -> None:
    brought = brought_in(alice, vcard("Jo Bell"))
    ContactImport.objects.update(finished_at=timezone.now() - timedelta(days=31))
    forget_old()
    assert list(brought.rows.values_list("card", flat=True)) == [{}]
    assert as_alice.post(f"/people/import/{brought.pk}/undo/").status_code == 404
    assert b"Undo it all" not in as_alice.get(f"/people/import/{brought.pk}/").content
    assert Contact.objects.filter(owner=alice).exists()


def test_a_preview_that_nobody_came_back_to_is_forgotten(alice: Member) -> None:
    old, new = (bring(member=alice, filename="a.vcf", data=book(vcard("Jo Bell"))) for _ in range(2))
    ContactImport.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=8))
    forget_old()
    assert list(ImportRow.objects.values_list("origin", flat=True)) == [new.pk]
    assert dict(ContactImport.objects.values_list("pk", "state")) == {old.pk: "cancelled", new.pk: "preview"}
