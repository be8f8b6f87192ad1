"""What an owner calls a line of work is kept for them alone, and known wherever they write it again."""

import re
from dataclasses import replace
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from matching.offers import nearest_lines
from network.contacts.actions import add_contact, change_contact, find_line_again, show_line
from network.contacts.cards import card_of
from network.models import Contact, EverydayName, Member
from network.suggestions.vectors import project_members
from tests.factories.people import make_contact

pytestmark = pytest.mark.django_db
WORDS = "the sums lady at the academy"


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


def offered(page: str) -> list[str]:
    return re.findall(r'<button[^>]* name="line" value="([^"]*)"', page)


def say(client: Client, contact: Contact, typed: str) -> str:
    """Type words by hand that are no line, tap the first that is offered, and return it."""
    url = reverse("contact_line", args=[contact.pk])
    page = words(client.post(url, {"show": "yes", "line": typed}))
    choice = offered(page)[0]
    said = re.findall(r'name="said" value="([^"]*)"', page)
    assert client.post(url, {"show": "yes", "line": choice, "said": said}).status_code == 302
    return choice


def line_of(contact: Contact) -> tuple[str, str]:
    contact.refresh_from_db()
    return contact.line_of_work, contact.line_source


@pytest.mark.parametrize("typed", [WORDS, "owes me money", "xyzzy", "good with small people", "työ"])
def test_whatever_is_typed_by_hand_is_kept_with_the_line_that_was_chosen(
    as_alice: Client, alice: Member, typed: str
) -> None:
    line = say(as_alice, add_contact(owner=alice, name="Sue"), typed)
    assert list(EverydayName.objects.values_list("member", "words", "line_of_work")) == [(alice.pk, typed, line)]
    page = words(as_alice.get(reverse("own_words")))
    assert f"“{typed}”" in page
    assert line in page


@pytest.mark.parametrize("typed", ["???", "👩🏽‍🍳"])
def test_what_has_no_word_in_it_is_asked_again(as_alice: Client, alice: Member, typed: str) -> None:
    contact = add_contact(owner=alice, name="Sue")
    page = words(as_alice.post(f"/people/{contact.pk}/line/", {"show": "yes", "line": typed}))
    assert "We couldn’t make out any work in that." in page
    assert offered(page) == []


def test_lines_however_far_are_lines_of_the_vocabulary_and_differ() -> None:
    lines = nearest_lines("owes me money for nothing")
    assert 1 < len(lines) == len(set(lines)) <= 5


@pytest.mark.parametrize("again", [WORDS, WORDS.upper(), f"  {WORDS.capitalize()}. "])
def test_the_same_words_are_placed_at_once_wherever_they_are_written(
    as_alice: Client, alice: Member, again: str
) -> None:
    line = say(as_alice, add_contact(owner=alice, name="Sue"), WORDS)
    page = words(as_alice.post("/people/add/", {"name": "Ann", "work": again}, follow=True))
    assert "work-question" not in page
    page = words(as_alice.post("/people/walk/near/", {"name": "Mo", "work": again, "go": "add"}, follow=True))
    assert "work-question" not in page
    changed = add_contact(owner=alice, name="Jo", work="Baker")
    change_contact(owner=alice, contact_id=changed.pk, card=replace(card_of(changed), work=again))
    by_hand = add_contact(owner=alice, name="Di")
    as_alice.post(f"/people/{by_hand.pk}/line/", {"show": "yes", "line": again})
    assert set(Contact.objects.values_list("line_of_work", "line_source")) == {(line, "chosen")}


def test_whoever_was_written_in_these_words_before_has_the_line_too(as_alice: Client, alice: Member) -> None:
    before = make_contact(alice, "Ann", work=WORDS.title())
    private = make_contact(alice, "Mo", work=WORDS, private=True)
    hidden = make_contact(alice, "Jo", work=WORDS, line_source="hidden")
    line = say(as_alice, add_contact(owner=alice, name="Sue"), WORDS)
    assert line_of(before) == (line, "chosen")
    assert line_of(private) == ("", "found")
    assert line_of(hidden) == ("", "hidden")


def test_they_are_nobody_elses(as_alice: Client, alice: Member, bob: Member) -> None:
    theirs = make_contact(bob, "Bea", work=WORDS)
    say(as_alice, add_contact(owner=alice, name="Sue"), WORDS)
    assert line_of(theirs) == ("", "found")
    assert line_of(add_contact(owner=bob, name="Di", work=WORDS)) == ("", "found")
    name = EverydayName.objects.get()
    client = Client()
    client.force_login(bob)
    assert WORDS not in words(client.get(reverse("own_words")))
    assert client.post(reverse("own_words_forget", args=[name.pk])).status_code == 404
    assert EverydayName.objects.exists()


def test_a_forgotten_one_is_asked_about_again_and_whoever_has_the_line_keeps_it(
    as_alice: Client, alice: Member
) -> None:
    contact = add_contact(owner=alice, name="Sue", work=WORDS)
    show_line(owner=alice, contact_id=contact.pk, words="maths tutor")
    assert WORDS in words(as_alice.get(reverse("own_words")))
    as_alice.post(reverse("own_words_forget", args=[EverydayName.objects.get().pk]))
    assert not EverydayName.objects.exists()
    assert line_of(contact)[1] == "chosen"
    assert "work-question" in words(as_alice.post("/people/add/", {"name": "Ann", "work": WORDS}, follow=True))


def test_they_go_with_the_account(alice: Member) -> None:
    contact = add_contact(owner=alice, name="Sue", work=WORDS)
    show_line(owner=alice, contact_id=contact.pk, words="baker")
    Contact.objects.all().delete()
    assert EverydayName.objects.exists()
    alice.delete()
    assert not EverydayName.objects.exists()


def test_what_was_said_last_counts_and_words_that_name_a_line_by_themselves_are_not_kept(alice: Member) -> None:
    contact = add_contact(owner=alice, name="Sue", work=WORDS)
    for line in ("baker", "florist"):
        show_line(owner=alice, contact_id=contact.pk, words=line)
    baker = add_contact(owner=alice, name="Jo", work="Baker")
    show_line(owner=alice, contact_id=baker.pk, words="pastry chef")
    assert list(EverydayName.objects.values_list("words", "line_of_work")) == [(WORDS, "florist")]
    assert line_of(add_contact(owner=alice, name="Di", work="baker")) == ("baker", "found")


def test_taking_back_what_was_said_of_somebody_forgets_their_words_too(alice: Member) -> None:
    contact = add_contact(owner=alice, name="Sue", work=WORDS)
    show_line(owner=alice, contact_id=contact.pk, words="baker")
    find_line_again(owner=alice, contact_id=contact.pk)
    assert line_of(contact) == ("", "found")
    assert not EverydayName.objects.exists()


@pytest.mark.parametrize("said", ["chosen", "hidden", "by words"])
def test_what_an_owner_said_stays_whatever_is_read_or_edited_later(as_alice: Client, alice: Member, said: str) -> None:
    contact = add_contact(owner=alice, name="Sue", work="" if said == "by words" else WORDS)
    answers = {"chosen": {"line": "florist"}, "hidden": {"hide": "yes"}, "by words": {"line": "florist"}}
    as_alice.post(f"/people/{contact.pk}/line/", {"show": "yes", **answers[said]})
    stands = line_of(contact)
    project_members([str(alice.pk)])
    assert line_of(contact) == stands
    for change in ({"note": "a nurse, really"}, {"firm": "Nurses Ltd"}, {"name": "Nurse Sue"}, {"work": "nurse"}):
        card = replace(card_of(Contact.objects.get(pk=contact.pk)), **change)  # type: ignore[arg-type]
        change_contact(owner=alice, contact_id=contact.pk, card=card)
        project_members([str(alice.pk)])
        assert line_of(contact) == stands
    assert "nurse" not in words(as_alice.get(reverse("own_words")))


JOBS = [
    "keen on braids and good with hems",
    "fond of tills / keen on braids",
    "good with hems, then the kids at the club",
]


@pytest.mark.parametrize("work", JOBS)
@pytest.mark.parametrize("choice", [0, 1, -1])
def test_somebody_with_several_jobs_has_the_one_that_is_tapped(
    as_alice: Client, alice: Member, work: str, choice: int
) -> None:
    page = words(as_alice.post("/people/add/", {"name": "Sue", "work": work}, follow=True))
    lines = offered(page)
    assert len(lines) > 1
    contact = Contact.objects.get(owner=alice)
    as_alice.post(f"/people/{contact.pk}/line/", {"show": "yes", "line": lines[choice], "then": "contact_add"})
    assert line_of(contact) == (lines[choice], "chosen")
    assert line_of(add_contact(owner=alice, name="Ann", work=work)) == (lines[choice], "chosen")


def test_what_was_chosen_before_there_were_everyday_names_is_known_after_the_migration(
    alice: Member, bob: Member
) -> None:
    chosen = {"line_source": "chosen", "line_of_work": "florist"}
    make_contact(alice, "Sue", work=WORDS, line_source="chosen", line_of_work="baker")
    make_contact(alice, "Ann", work=WORDS.upper(), **chosen)
    make_contact(alice, "Mo", work="Plumber", **chosen)
    make_contact(alice, "Di", work="", **chosen)
    make_contact(alice, "Jo", work="someone else’s words", line_source="hidden")
    make_contact(bob, "Bea", work=WORDS, line_source="chosen", line_of_work="cook")
    import_module("network.migrations.0034_keep_what_was_said_of_words").keep_names(apps, None)
    names = set(EverydayName.objects.values_list("member", "words", "line_of_work"))
    assert names == {(alice.pk, WORDS.upper(), "florist"), (bob.pk, WORDS, "cook")}
