"""Whoever did the work once is kept and shown to their owner as that, and the owner has the last word."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from network.contacts.actions import add_contact, change_contact, find_line_again, hide_line, show_line
from network.contacts.cards import ContactCard
from network.contacts.names_and_work import ReadApart, read_apart
from network.models import Contact, Member
from tests.factories.people import make_contact

pytestmark = pytest.mark.django_db
LOADS_VECTORS = pytest.mark.costly("the first of its process to look for a line of work by meaning loads the vectors")


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


def kept(contact: Contact) -> tuple[str, bool]:
    contact.refresh_from_db()
    return (contact.line_of_work, contact.line_is_past)


@pytest.mark.parametrize(
    ("written", "name", "work"),
    [
        ("Dave was a sparky", "Dave", "was a sparky"),
        ("Big Dave who used to plaster", "Big Dave", "used to plaster"),
        ("Sue, was a nurse", "Sue", "was a nurse"),
        ("Mr Khan (retired dentist)", "Mr Khan", "retired dentist"),
        ("Dev (was a sparky, now drives a taxi)", "Dev", "was a sparky, now drives a taxi"),
        ("Dave retired plumber", "Dave", "retired plumber"),
        ("retired plumber Dave", "retired plumber Dave", "retired plumber"),
        ("ex-copper Bob", "ex-copper Bob", "ex-copper"),
        ("Bob the ex-copper", "Bob the ex-copper", "ex-copper"),
    ],
)
def test_a_past_job_that_stands_with_the_name_is_read(written: str, name: str, work: str) -> None:
    assert read_apart(written) == ReadApart(name, work)


@pytest.mark.parametrize(
    "written", ["my ex Dave", "Retired Dave", "Will Was", "Ann was at school with me", "Jim (retired)"]
)
def test_what_tells_of_no_past_job_is_only_a_name(written: str) -> None:
    assert read_apart(written) == ReadApart(written)


@pytest.mark.parametrize("address", ["/people/add/", "/people/walk/near/"])
def test_it_is_shown_that_it_was_read_as_past_and_one_tap_undoes_it(
    as_alice: Client, alice: Member, address: str
) -> None:
    page = words(as_alice.post(address, {"name": "Dave was a sparky", "go": "add"}, follow=True))
    contact = Contact.objects.get(owner=alice)
    assert kept(contact) == ("electrician", True)
    assert "We’ve put “was a sparky” down as what Dave used to do." in page
    as_alice.post(f"/people/{contact.pk}/as-written/", {"was": "Dave was a sparky"})
    assert kept(contact) == ("", False)
    assert contact.name == "Dave was a sparky"


def test_the_owner_sees_it_on_the_list_the_page_and_the_circles(as_alice: Client, alice: Member) -> None:
    dave = add_contact(owner=alice, name="Dave", work="was a sparky")
    page = words(as_alice.get(f"/people/{dave.pk}/"))
    assert '<span class="pill">was an electrician</span>' in page
    assert "did this work once and knows it" in page
    for address in ("/people/", f"/people/{dave.pk}/", f"{reverse('people_map')}?person={dave.pk}"):
        assert "past work" in words(as_alice.get(address)), address
    assert "was an electrician" in words(as_alice.get(reverse("people_map")))
    show_line(owner=alice, contact_id=dave.pk, words="electrician", is_past=False)
    for address in ("/people/", f"/people/{dave.pk}/", f"{reverse('people_map')}?person={dave.pk}"):
        said = words(as_alice.get(address))
        assert "past work" not in said, address
        assert "was an electrician" not in said, address


class TestTheQuestion:
    @LOADS_VECTORS
    def test_says_was_and_a_tap_answers_so(self, as_alice: Client, alice: Member) -> None:
        page = words(as_alice.post("/people/add/", {"name": "Sue", "work": "was good with hems"}, follow=True))
        contact = Contact.objects.get(owner=alice)
        assert "Sue: “was good with hems”. Shall we say <strong>was a seamstress</strong>?" in page
        assert "that somebody you know did this work once" in page
        as_alice.post(f"/people/{contact.pk}/line/", {"show": "yes", "line": "seamstress"})
        assert kept(contact) == ("seamstress", True)

    @LOADS_VECTORS
    def test_is_about_the_present_job_where_there_is_one(self, as_alice: Client, alice: Member) -> None:
        said = {"name": "Sue", "work": "was a nurse, now good with hems"}
        page = words(as_alice.post("/people/add/", said, follow=True))
        assert "Shall we say <strong>seamstress</strong>?" in page
        contact = Contact.objects.get(owner=alice)
        assert kept(contact) == ("", False)
        as_alice.post(f"/people/{contact.pk}/line/", {"show": "yes", "line": "seamstress"})
        assert kept(contact) == ("seamstress", False)

    def test_an_answer_holds_for_others_of_the_same_words_and_time(self, alice: Member) -> None:
        sue, jo = (make_contact(alice, name, work="used to be good with hems") for name in ("Sue", "Jo"))
        show_line(owner=alice, contact_id=sue.pk, words="seamstress", is_past=False)
        assert kept(sue) == ("seamstress", False)
        assert kept(jo) == ("seamstress", True)
        assert kept(add_contact(owner=alice, name="Al", work="used to be good with hems")) == ("seamstress", True)


class TestTheOwnerSays:
    def test_that_it_goes_on_or_is_over_on_a_plain_form(self, as_alice: Client, alice: Member) -> None:
        dave = add_contact(owner=alice, name="Dave", work="was a sparky")
        address = f"/people/{dave.pk}/line/"
        assert 'value="past" id="id_when_1" checked' in words(as_alice.get(address)).replace("required ", "")
        as_alice.post(address, {"show": "yes", "line": "electrician", "when": "now"})
        assert kept(dave) == ("electrician", False)
        assert 'value="now" id="id_when_0" checked' in words(as_alice.get(address)).replace("required ", "")
        as_alice.post(address, {"show": "yes", "line": "electrician", "when": "past"})
        assert kept(dave) == ("electrician", True)

    def test_it_in_the_words_of_the_line_too(self, as_alice: Client, alice: Member) -> None:
        dave = add_contact(owner=alice, name="Dave")
        as_alice.post(f"/people/{dave.pk}/line/", {"show": "yes", "line": "was a baker", "when": "now"})
        assert kept(dave) == ("baker", True)

    @LOADS_VECTORS
    def test_it_before_one_of_several_lines_is_chosen(self, as_alice: Client, alice: Member) -> None:
        dave = add_contact(owner=alice, name="Dave")
        said = {"show": "yes", "line": "good with hems", "when": "past"}
        assert 'type="hidden" name="when" value="past"' in words(as_alice.post(f"/people/{dave.pk}/line/", said))

    def test_nothing_of_somebody_who_is_hidden_or_has_no_line(self, alice: Member) -> None:
        dave = add_contact(owner=alice, name="Dave", work="was a sparky")
        hide_line(owner=alice, contact_id=dave.pk)
        assert kept(dave) == ("", False)
        find_line_again(owner=alice, contact_id=dave.pk)
        assert kept(dave) == ("electrician", True)
        with pytest.raises(IntegrityError):
            Contact.objects.filter(pk=dave.pk).update(line_of_work="")


class TestOtherWords:
    @pytest.mark.parametrize(
        ("before", "after", "line"),
        [
            ("sparky", "retired sparky", ("electrician", True)),
            ("was a sparky", "sparky", ("electrician", False)),
            ("was a sparky", "was a sparky, now drives a taxi", ("taxi driver", False)),
            ("was a sparky", "something with dragons", ("", False)),
        ],
    )
    def test_say_it_anew(self, alice: Member, before: str, after: str, line: tuple[str, bool]) -> None:
        dave = add_contact(owner=alice, name="Dave", work=before)
        change_contact(owner=alice, contact_id=dave.pk, card=ContactCard("Dave", work=after))
        assert kept(dave) == line

    def test_make_a_chosen_line_past_and_never_present(self, alice: Member) -> None:
        dave = add_contact(owner=alice, name="Dave", work="good with hems")
        show_line(owner=alice, contact_id=dave.pk, words="seamstress")
        change_contact(owner=alice, contact_id=dave.pk, card=ContactCard("Dave", work="retired, was good with hems"))
        assert kept(dave) == ("seamstress", True)
        change_contact(owner=alice, contact_id=dave.pk, card=ContactCard("Dave", work="hems"))
        assert kept(dave) == ("seamstress", True)


@pytest.mark.parametrize(
    ("work", "source", "line", "after"),
    [
        ("was a sparky", "found", "electrician", ("electrician", True)),
        ("was a sparky, now drives a taxi", "found", "electrician", ("taxi driver", False)),
        ("ex-copper, now something with hems", "found", "police officer", ("", False)),
        ("was good with hems", "chosen", "seamstress", ("seamstress", True)),
        ("ex-copper, now something with hems", "chosen", "seamstress", ("seamstress", False)),
        ("sparky", "found", "electrician", ("electrician", False)),
    ],
)
def test_what_was_written_before_is_read_anew_by_the_migration(
    alice: Member, work: str, source: str, line: str, after: tuple[str, bool]
) -> None:
    contact = make_contact(alice, "Dave", work=work, line_source=source, line_of_work=line)
    import_module("network.migrations.0036_was_a_sparky").read_what_is_past(apps, None)
    assert kept(contact) == after
