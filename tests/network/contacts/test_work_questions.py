"""What somebody does is asked where it was typed, and answered with one tap."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from network.contacts.actions import add_contact
from network.models import Contact, Member
from tests.factories.people import make_contact


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


def offered(page: str) -> list[str]:
    return re.findall(r'<button[^>]* name="line" value="([^"]*)"', page)


@pytest.mark.costly("the first of its process to look for a line of work by meaning loads the vectors")
def test_after_somebody_is_added_what_they_do_is_asked_and_a_tap_answers(as_alice: Client, alice: Member) -> None:
    page = words(as_alice.post("/people/add/", {"name": "Sue", "work": "good with hems"}, follow=True))
    contact = Contact.objects.get(owner=alice)
    assert contact.line_of_work == ""
    assert "Sue: “good with hems”. Shall we say <strong>seamstress</strong>?" in page
    assert offered(page)[0] == "seamstress"
    assert len(offered(page)) <= 5
    answer = as_alice.post(f"/people/{contact.pk}/line/", {"show": "yes", "line": "seamstress", "then": "contact_add"})
    assert answer.headers["Location"] == reverse("contact_add")
    contact.refresh_from_db()
    assert (contact.line_of_work, contact.line_source) == ("seamstress", "chosen")
    assert "Shall we say" not in words(as_alice.get(f"/people/{contact.pk}/"))


def test_what_is_known_or_not_said_is_not_asked(as_alice: Client, alice: Member) -> None:
    for said in (
        {"name": "Sue", "work": "Baker"},
        {"name": "Sue"},
        {"name": "Sue", "work": "keen on braids", "private": "on"},
    ):
        assert "work-question" not in words(as_alice.post("/people/add/", said, follow=True))


def test_keep_it_out_is_kept(as_alice: Client, alice: Member) -> None:
    contact = add_contact(owner=alice, name="Sue", work="keen on braids")
    as_alice.post(f"/people/{contact.pk}/line/", {"show": "yes", "hide": "yes", "then": "contact_work"})
    contact.refresh_from_db()
    assert (contact.line_of_work, contact.line_source) == ("", "hidden")
    assert "keen on braids" not in words(as_alice.get(reverse("contact_work")))


def test_all_who_could_not_be_placed_are_asked_about_ten_at_a_time(
    as_alice: Client, alice: Member, bob: Member
) -> None:
    for number in range(12):
        make_contact(alice, f"Person {number:02}", work="fond of tills")
    make_contact(alice, "Placed", work="Baker", line_of_work="baker")
    make_contact(bob, "Bob’s own", work="keen on braids")
    page = words(as_alice.get(reverse("contact_work")))
    assert "There are 12 people whose work we’re not sure about." in page
    assert "Person 09" in page
    assert "Person 10" not in page
    assert "Placed" not in page
    assert "Bob’s own" not in page
    assert "Person 10" in words(as_alice.get(reverse("contact_work"), {"page": "2"}))
    assert "There are 12 people whose work we’re not sure about." in words(as_alice.get(reverse("walk_end")))
    Contact.objects.filter(owner=alice).update(line_source="hidden", line_of_work="")
    assert "That’s everybody." in words(as_alice.get(reverse("contact_work")))


@pytest.mark.parametrize("then", ["", "https://evil.example", "//evil.example", "account_logout", "contact_work\n"])
def test_an_answer_leads_only_to_where_it_was_asked(as_alice: Client, alice: Member, then: str) -> None:
    contact = add_contact(owner=alice, name="Sue", work="keen on braids")
    answer = as_alice.post(f"/people/{contact.pk}/line/", {"show": "yes", "line": "hairdresser", "then": then})
    assert answer.headers["Location"] == f"/people/{contact.pk}/"


def test_by_hand_what_is_no_line_brings_the_nearest_to_choose_from(as_alice: Client, alice: Member) -> None:
    contact = add_contact(owner=alice, name="Sue", work="")
    for typed, line in (("good with hems", "seamstress"), ("keen on braids", "hairdresser")):
        page = words(as_alice.post(f"/people/{contact.pk}/line/", {"show": "yes", "line": typed}))
        assert f"Which is closest to “{typed}”?" in page
        assert any(line in one for one in offered(page))
        for choice in offered(page):
            assert as_alice.post(f"/people/{contact.pk}/line/", {"show": "yes", "line": choice}).status_code == 302
            contact.refresh_from_db()
            assert contact.line_of_work == choice


@pytest.mark.parametrize(("said", "line"), [("does alterations", "seamstress"), ("on the tills", "till operator")])
def test_what_says_all_is_not_asked_but_told(as_alice: Client, alice: Member, said: str, line: str) -> None:
    page = words(as_alice.post("/people/add/", {"name": "Sue", "work": said}, follow=True))
    assert "work-question" not in page
    assert Contact.objects.get(owner=alice).line_of_work == line


def test_one_answer_is_for_all_of_the_same_words_also_later_ones(as_alice: Client, alice: Member, bob: Member) -> None:
    for name in ("Sue", "Mo"):
        make_contact(alice, name, work="keen on braids")
    kept = make_contact(alice, "Jo", work="keen on braids", line_source="hidden")
    theirs = make_contact(bob, "Bea", work="keen on braids")
    first = Contact.objects.get(owner=alice, name="Sue")
    as_alice.post(f"/people/{first.pk}/line/", {"show": "yes", "line": "hairdresser"})
    add_contact(owner=alice, name="Ann", work="keen on braids")
    lines = dict(Contact.objects.filter(owner=alice).values_list("name", "line_of_work"))
    assert lines == {"Sue": "hairdresser", "Mo": "hairdresser", "Jo": "", "Ann": "hairdresser"}
    assert Contact.objects.get(owner=alice, name="Ann").line_source == "chosen"
    theirs.refresh_from_db()
    assert theirs.line_of_work == ""
    kept.refresh_from_db()
    assert kept.line_source == "hidden"


@pytest.mark.parametrize("added", ["x", "-1", "9" * 40, "\x00", "٣"])
def test_a_question_is_about_ones_own_people_alone(as_alice: Client, bob: Member, added: str) -> None:
    theirs = add_contact(owner=bob, name="Secret", work="keen on braids")
    for value in (added, str(theirs.pk)):
        page = words(as_alice.get("/people/add/", {"added": value}))
        assert "work-question" not in page
        assert "Secret" not in page


def test_on_the_walk_it_is_asked_in_the_next_bubble_and_the_walk_goes_on(as_alice: Client, alice: Member) -> None:
    page = words(
        as_alice.post("/people/walk/near/", {"name": "Sue", "work": "keen on braids", "go": "add"}, follow=True)
    )
    assert "Sue: “keen on braids”. Shall we say <strong>hairdresser</strong>?" in page
    contact = Contact.objects.get(owner=alice)
    answer = as_alice.post(f"/people/{contact.pk}/line/", {"show": "yes", "line": "hairdresser", "then": "near"})
    assert answer.headers["Location"] == "/people/walk/near/"
    assert "work-question" not in words(as_alice.get("/people/walk/near/"))
    contact.refresh_from_db()
    assert contact.line_of_work == "hairdresser"


def test_an_answer_on_a_later_page_stays_there_and_so_does_something_else(as_alice: Client, alice: Member) -> None:
    for number in range(12):
        make_contact(alice, f"Person {number:02}", work="keen on braids")
    page = words(as_alice.get(reverse("contact_work"), {"page": "2"}))
    contact = Contact.objects.get(owner=alice, name="Person 10")
    something_else = f"/people/{contact.pk}/line/?then=contact_work&amp;page=2"
    assert something_else in page
    assert '<input type="hidden" name="page" value="2">' in page
    said = {"show": "yes", "line": "hairdresser"}
    there = f"{reverse('contact_work')}?page=2"
    answer = as_alice.post(f"/people/{contact.pk}/line/", said | {"then": "contact_work", "page": "2"})
    assert answer.headers["Location"] == there
    assert as_alice.post(something_else.replace("&amp;", "&"), said).headers["Location"] == there


def test_where_no_line_comes_near_one_can_say_what_it_is(
    as_alice: Client, alice: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("network.contacts.work_questions.lines_to_choose", lambda texts, _most: [[] for _ in texts])
    make_contact(alice, "Bob", work="does bits and bobs")
    page = words(as_alice.get(reverse("contact_work")))
    assert "Bob: “does bits and bobs”. What would you call that work?" in page
    assert "Say what it is" in page
    assert "Something else" not in page
