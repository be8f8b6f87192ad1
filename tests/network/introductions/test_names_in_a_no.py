"""A no with words: whoever names somebody on their list is asked before the requester reads the name."""

import pytest
from django.test import Client
from django.urls import reverse

from network.contacts.named import contacts_named, first_names_in
from network.models import Introduction, Member
from tests.factories.people import make_contact
from tests.network.introductions.conftest import as_, pass_on


def say_no(member: Member, introduction: Introduction, words: str, **given: str) -> tuple[int, str]:
    path = reverse("introduction_decline", args=[introduction.pk])
    answer = as_(member).post(path, {"telling": "now", "words": words, **given})
    introduction.refresh_from_db()
    return answer.status_code, answer.content.decode()


def test_an_introducer_who_names_somebody_is_asked_first(amina: Member, asked: Introduction) -> None:
    status, page = say_no(amina, asked, "Sorry Rosa, Ben is too busy. Amina")
    assert status == 422
    assert "You’ve named Ben Baker, and Rosa will read it." in page
    assert "Sorry Rosa, Ben is too busy. Amina" in page
    assert asked.state == "asked"
    status, _ = say_no(amina, asked, "Sorry Rosa, Ben is too busy. Amina", with_name="on")
    assert (status, asked.closing_words) == (302, "Sorry Rosa, Ben is too busy. Amina")


def test_words_without_a_name_are_sent_at_once(amina: Member, asked: Introduction) -> None:
    status, _ = say_no(amina, asked, "Not this month, sorry. Try the mill on Bakers Lane.")
    assert (status, asked.state) == (302, "declined")


def test_whoever_was_asked_for_is_asked_about_their_own_name(cal: Member, for_cal: Introduction) -> None:
    status, page = say_no(cal, for_cal, "All the best, Cal")
    assert status == 422
    assert "You’ve named Cal, and Rosa will read it." in page


def test_a_guest_is_asked_about_any_first_name_whatever_the_introducer_calls_them(asked: Introduction) -> None:
    guest, link = Client(), f"/i/{pass_on(asked).token}/no/"
    words = "Sorry Rosa, I’ve no time before June. All the best, Gita"
    page = guest.post(link, {"telling": "now", "words": words}).content.decode()
    assert "You’ve named Gita, and Rosa will read it." in page
    assert words in page
    assert "Ben" not in page, "the guest learns nothing of the introducer's record"
    answer = guest.post(link, {"telling": "now", "words": words, "with_name": "on"})
    asked.refresh_from_db()
    assert (answer.status_code, asked.closing_words) == (302, words)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Ask Gita’s brother, or Jean-Luc", ["Gita", "Jean-Luc"]),
        ("Sorry Rosa, not till May. Will you try in Whitby on Monday?", []),
        ("gita sends her best", []),
        ("", []),
    ],
)
def test_first_names_alone_are_found(text: str, named: list[str]) -> None:
    assert first_names_in(text, but="Rosa Diaz") == named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Try Dee at the mill", ["Dee Marsh"]),
        ("Dee’s very good", ["Dee Marsh"]),
        ("ask at dee", []),
        ("Ask Mr Khan", ["Mr Khan"]),
        ("Will you ask again in May?", []),
        ("My Mum might know", []),
        ("Zoë or Jean-Luc would be better", ["Zoë", "Jean-Luc"]),
        ("", []),
    ],
)
def test_names_are_found_as_people_write_them(amina: Member, text: str, named: list[str]) -> None:
    for name in ("Dee Marsh", "Mr Khan", "Will Price", "May Lee", "Mum", "Zoë", "Jean-Luc"):
        make_contact(amina, name)
    assert contacts_named(amina, text) == named
