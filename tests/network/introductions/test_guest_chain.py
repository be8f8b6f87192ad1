"""Somebody without an account sees the chain that led to their conversation, and nobody whom they may not know."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from network.conversations.guests import guest_path
from network.introductions import actions, guests, link_actions
from network.models import Contact, Introduction, LedgerEntry, LedgerWords, Member, Recommendation
from network.platform.subjects import subject_name
from tests.factories.introductions import make_introduction
from tests.factories.people import make_contact, make_handshake, make_member
from tests.network.introductions.conftest import PRAISE, WORDS, as_, ask, pass_on

Wait = Callable[[timedelta], None]


def agree(introduction: Introduction, token: str) -> str:
    """Say yes by the link and a code; return the path of the guest's conversation."""
    tried = guests.send_code(token=token, name="Ben", address="ben@bakery.example")
    agreed = guests.confirm_code(token=token, handle=tried.handle, code=guests.code_for(tried.handle))
    return guest_path(agreed.conversation)


def chain(path: str, client: Client | None = None) -> list[str]:
    """Return what each line of the page's timeline says, without its time."""
    page = (client or Client()).get(path)
    assert page.status_code == 200
    timeline = re.search(r'<ol class="timeline">(.*?)</ol>', page.content.decode(), re.DOTALL)
    lines = re.findall(r"<li>(.*?)</li>", timeline[1], re.DOTALL) if timeline else []
    return [" ".join(re.sub(r"<time.*?</time>|<[^>]+>", " ", line).split()) for line in lines]


@pytest.fixture
def passed(asked: Introduction, wait: Wait) -> actions.PassedOn:
    wait(timedelta(days=1))
    passed = pass_on(asked)
    wait(timedelta(days=1))
    return passed


@pytest.fixture
def path(passed: actions.PassedOn) -> str:
    return agree(*passed)


CHAIN = [
    f"Rosa asked to meet a pastry chef. {WORDS}",
    f"Amina passed it on to you. {PRAISE} neighbour or friend",
    "You said yes.",
]


def test_it_says_who_asked_who_passed_it_on_with_what_words_and_that_they_agreed(path: str) -> None:
    assert chain(path) == CHAIN


def test_a_member_in_their_place_reads_the_same(for_cal: Introduction, cal: Member) -> None:
    actions.agree(introduction=for_cal, by=cal)
    assert chain(f"/introductions/{for_cal.pk}/", as_(cal)) == CHAIN


def test_before_the_yes_there_is_no_chain(passed: actions.PassedOn, for_cal: Introduction, cal: Member) -> None:
    for page in ("", "yes/", "no/"):
        assert chain(f"/i/{passed.token}/{page}") == []
    assert chain(f"/introductions/{for_cal.pk}/", as_(cal)) == [CHAIN[1]], "not when it was asked, so not for how long"


def test_after_the_yes_the_link_that_the_introducer_has_too_shows_none(path: str, passed: actions.PassedOn) -> None:
    assert Client().get(f"/i/{passed.token}/").status_code == 410


def test_another_introducer_who_was_asked_first_does_not_show(
    rosa: Member, ben: Contact, passed: actions.PassedOn, wait: Wait
) -> None:
    for name, fate in (("Bea", "declined"), ("Ivo", "expired"), ("Una", "withdrawn")):
        other = make_member(name)
        make_handshake(rosa, other)
        same = make_contact(other, "Ben Baker", person=ben.person, line_of_work="pastry chef")
        fields = {"declined_by": "introducer", "telling": "now", "closing_words": f"Words of {name}"}
        make_introduction(rosa, same, state=fate, **(fields if fate == "declined" else {}))
    path = agree(*passed)
    assert chain(path) == CHAIN
    seen = Client().get(path).content.decode()
    assert not re.search("Bea|Ivo|Una", seen)


def test_what_another_introducer_on_the_way_said_does_not_show(
    path: str, passed: actions.PassedOn, rosa: Member
) -> None:
    bea = make_member("Bea")
    Recommendation.objects.create(
        introduction=passed.introduction, by=bea, about=rosa, words="I managed her.", basis="managed"
    )
    Recommendation.objects.filter(by=passed.introduction.introducer).update(id=10**6)
    seen = Client().get(path).content.decode()
    assert "I managed her." not in seen
    assert PRAISE in seen


def test_that_the_link_was_made_again_is_the_introducers_alone(passed: actions.PassedOn, amina: Member) -> None:
    token = link_actions.make_link_again(introduction=passed.introduction, by=amina)
    assert chain(agree(passed.introduction, token)) == CHAIN


def test_a_no_of_their_own_shows_to_them_once_they_said_yes_after_all(passed: actions.PassedOn, rosa: Member) -> None:
    guests.decline_by_link(token=passed.token, telling="quietly")
    path = agree(*passed)
    assert chain(path) == [*CHAIN[:2], "You said not this time.", CHAIN[2]]
    assert not any("not this time" in line for line in chain(f"/introductions/{passed.introduction.pk}/", as_(rosa)))


@pytest.mark.parametrize("end", ["declined", "expired", "withdrawn"])
def test_where_nothing_came_of_it_there_is_no_page_to_read_it_on(
    passed: actions.PassedOn, rosa: Member, wait: Wait, end: str
) -> None:
    introduction = passed.introduction
    if end == "declined":
        guests.decline_by_link(token=passed.token, telling="now")
    elif end == "withdrawn":
        actions.withdraw(introduction=introduction, by=rosa)
    else:
        wait(timedelta(days=14))
        actions.expire(introduction=introduction)
    assert Client().get(f"/i/{passed.token}/").status_code == 410


def test_an_act_whose_words_were_destroyed_does_not_show(path: str, passed: actions.PassedOn) -> None:
    entry = LedgerEntry.objects.get(chain=subject_name(passed.introduction), act="passed_on")
    LedgerWords.objects.filter(entry=entry).delete()
    assert chain(path) == [CHAIN[0], CHAIN[2]]


@pytest.mark.parametrize("who", ["Rosa", "Amina"])
def test_when_somebody_on_the_chain_is_erased_so_is_the_page(path: str, who: str) -> None:
    Member.objects.get(name=who).delete()
    assert Client().get(path).status_code == 410


def test_who_left_for_good_reads_it_no_more(path: str) -> None:
    Client().post(path + "leave/")
    assert Client().get(path).status_code == 410


def test_the_chain_costs_two_queries(path: str, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    client = Client()
    client.get(path)
    # The conversation, its newest message, whose address, messages, that they were read, acts, words.
    with django_assert_num_queries(7):
        client.get(path)


def test_markup_in_the_words_is_shown_as_it_was_typed(rosa: Member, ben: Contact, amina: Member) -> None:
    asked = ask(rosa, ben, words="<b>Hello</b>")
    passed = actions.pass_on(introduction=asked, by=amina, words="<i>fine</i>\nand kind", basis="friend")
    seen = Client().get(agree(*passed)).content.decode()
    assert "&lt;b&gt;Hello" in seen
    assert "&lt;i&gt;fine&lt;/i&gt;<br>and kind" in seen
