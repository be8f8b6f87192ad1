"""The member says who a card is: in the preview, by plain form posts; and undo takes it back."""

import re

import pytest
from django.test import Client

from network.contacts.actions import add_contact
from network.models import Contact, ContactImport, ImportRow, Member
from tests.factories.people import make_member
from tests.network.imports.samples import book, vcard
from tests.network.imports.test_flow import choose, names, page_of, upload

pytestmark = pytest.mark.django_db


def decision(page: str, number: int) -> str:
    """Return the value of the row's box for "somebody else" or "the same person"."""
    box = re.search(rf'name="instead" value="({number}-[\w-]+)"', page)
    assert box is not None, page
    return box.group(1)


def test_somebody_else_on_a_row_that_would_be_joined(as_alice: Client, alice: Member) -> None:
    jo = add_contact(owner=alice, name="Jo Bell", addresses=[("email", "jo@example.com")])
    url = upload(as_alice, book(vcard("Jo Bell", email="jo@example.com", phone="07700 900002", note="tall")))
    page = page_of(as_alice, url)
    assert "No, somebody else" in page
    page = page_of(as_alice, choose(as_alice, url, show="update", keep="add:1", instead=decision(page, 1)))
    assert "You’ve said that this isn’t Jo Bell." in page
    assert "It’s the same person" in page
    choose(as_alice, url, shown="1", row=[1], add="yes")
    assert names(alice) == ["Jo Bell", "Jo Bell"]
    jo.refresh_from_db()
    assert (jo.note, jo.addresses.count()) == ("", 1)
    as_alice.post(f"{url}undo/")
    assert list(Contact.objects.filter(owner=alice)) == [jo]


def test_somebody_else_on_a_row_that_would_be_left_out_is_added_with_one_press(as_alice: Client, alice: Member) -> None:
    add_contact(owner=alice, name="Jo Bell", addresses=[("email", "jo@example.com")])
    url = upload(as_alice, book(vcard("Jo Bell", email="jo@example.com")))
    choose(as_alice, url, show="skip", instead="1-add", add="yes")
    assert names(alice) == ["Jo Bell", "Jo Bell"]


def test_one_s_own_address_on_somebody_else_s_card(as_alice: Client, alice: Member) -> None:
    url = upload(as_alice, book(vcard("Tom", email=alice.email)))
    assert "This is your own card." in page_of(as_alice, url)
    choose(as_alice, url, show="skip", instead="1-add", add="yes")
    assert names(alice) == ["Tom"]


def test_the_same_person_after_all(as_alice: Client, alice: Member) -> None:
    jo = add_contact(owner=alice, name="Mum", addresses=[("email", "jo@example.com")])
    url = upload(as_alice, book(vcard("Jo Bell", email="jo@example.com", phone="07700 900002", note="tall")))
    page = page_of(as_alice, url)
    assert "The same e-mail address as Mum, but a different name." in page
    choose(as_alice, url, instead=decision(page, 1), shown="1", row=[1], add="yes")
    assert names(alice) == ["Mum"]
    assert (jo.addresses.count(), Contact.objects.get(pk=jo.pk).note) == (2, "tall\nAlso called Jo Bell")
    as_alice.post(f"{url}undo/")
    assert (jo.addresses.count(), Contact.objects.get(pk=jo.pk).note) == (1, "")


def test_who_was_said_to_be_the_same_person_is_so_in_the_next_import(as_alice: Client, alice: Member) -> None:
    add_contact(owner=alice, name="Mum", addresses=[("email", "jo@example.com")])
    data = book(vcard("Jo Bell", email="jo@example.com", note="tall"))
    choose(as_alice, upload(as_alice, data), instead="1-update", shown="1", row=[1], add="yes")
    assert "The same person as Mum, with nothing new." in page_of(as_alice, upload(as_alice, data))


def test_a_decision_sent_twice_decides_once_and_can_be_changed(as_alice: Client, alice: Member) -> None:
    add_contact(owner=alice, name="Jo Bell", addresses=[("email", "jo@example.com")])
    url = upload(as_alice, book(vcard("Jo Bell", email="jo@example.com")))
    for _press in range(2):
        choose(as_alice, url, show="skip", instead="1-add", keep="skip:1")
        assert [(row.plan, row.chosen) for row in ImportRow.objects.all()] == [("add", True)]
    choose(as_alice, url, shown="1", row=[1], instead="1-skip", keep="add:1")
    [row] = ImportRow.objects.all()
    assert (row.plan, row.chosen, row.reason) == ("skip", False, "The same person as Jo Bell, with nothing new.")
    assert row.contact is not None


def test_nonsense_decides_nothing(as_alice: Client, alice: Member) -> None:
    url = upload(as_alice, book(vcard("Jo Bell"), vcard(note="nobody")))
    for value in ("1-add", "1-bad", "2-add", "9-skip", "x", "", "-1-add", "1"):
        choose(as_alice, url, instead=value, shown="1", row=[1], keep="add:1")
    assert list(ImportRow.objects.values_list("plan", flat=True)) == ["add", "bad"]


def test_nobody_decides_for_another_member(as_alice: Client, alice: Member) -> None:
    add_contact(owner=alice, name="Jo Bell", addresses=[("email", "jo@example.com")])
    url = upload(as_alice, book(vcard("Jo Bell", email="jo@example.com")))
    stranger = Client()
    stranger.force_login(make_member("Carol"))
    assert stranger.post(f"{url}choose/", {"show": "skip", "instead": "1-add"}).status_code == 404
    assert ImportRow.objects.get().plan == "skip"


def test_a_contact_that_is_gone_meanwhile_is_added_anew(as_alice: Client, alice: Member) -> None:
    jo = add_contact(owner=alice, name="Mum", addresses=[("email", "jo@example.com")])
    url = upload(as_alice, book(vcard("Jo Bell", email="jo@example.com", note="tall")))
    jo.delete()
    choose(as_alice, url, instead="1-update", shown="1", row=[1], add="yes")
    assert names(alice) == ["Jo Bell"]


def test_later_cards_go_where_the_member_has_sent_the_first(as_alice: Client, alice: Member) -> None:
    mum = add_contact(owner=alice, name="Mum", addresses=[("email", "family@example.com")])
    url = upload(
        as_alice,
        book(
            vcard("Jo Bell", email="family@example.com", phone="07700 900002"),
            vcard("Jo Bell", phone="07700 900002", note="tall"),
        ),
    )
    assert ImportRow.objects.get(number=2).card["same_as"] == 1
    choose(as_alice, url, instead="1-update", shown="1", row=[1], add="yes")
    assert names(alice) == ["Mum"]
    assert "tall" in Contact.objects.get(pk=mum.pk).note


def test_the_decided_row_is_not_joined_with_somebody_who_came_meanwhile(as_alice: Client, alice: Member) -> None:
    add_contact(owner=alice, name="Jo Bell", addresses=[("email", "jo@example.com")])
    url = upload(as_alice, book(vcard("Jo Bell", email="jo@example.com")))
    add_contact(owner=alice, name="Jo Bell", addresses=[("email", "jo@example.com")])
    choose(as_alice, url, show="skip", instead="1-add", add="yes")
    assert Contact.objects.filter(owner=alice, name="Jo Bell").count() == 3


def test_everybody_in_a_family_comes_in_and_comes_in_once(as_alice: Client, alice: Member) -> None:
    data = book(
        *(vcard(name, email="family@example.com", phone="01632 960201") for name in ("Jo Bell", "Tom Bell", "Mum"))
    )
    for _time in range(2):
        url = upload(as_alice, data)
        choose(as_alice, url, add="yes")
    assert names(alice) == ["Jo Bell", "Mum", "Tom Bell"]
    assert set(ImportRow.objects.filter(origin=ContactImport.objects.first()).values_list("plan", flat=True)) == {
        "skip"
    }
