"""One member asks for so many introductions at a time and no more."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from network.introductions import actions
from network.introductions.errors import AlreadyAskingError, NotOpenError, TooManyOpenError
from network.introductions.offers import sign_offer
from network.models import Contact, Introduction, LedgerEntry, Member, OutboxRow
from tests.factories.people import make_contact, make_handshake, make_member
from tests.network.introductions.conftest import WORDS, as_, ask, pass_on

Wait = Callable[[timedelta], None]
LIMIT = 3


@pytest.fixture
def others(rosa: Member, settings: Any) -> list[Contact]:
    """One more than Rosa may ask for, each by another introducer."""
    settings.OPEN_INTRODUCTIONS = LIMIT
    contacts = []
    for number in range(LIMIT + 1):
        introducer = make_member(f"Introducer {number}")
        make_handshake(rosa, introducer)
        contacts.append(make_contact(introducer, f"Chef {number}", line_of_work="pastry chef"))
    return contacts


@pytest.fixture
def open_ones(rosa: Member, others: list[Contact]) -> list[Introduction]:
    return [ask(rosa, contact) for contact in others[:LIMIT]]


def test_the_usual_limit_is_five(settings: Any) -> None:
    assert settings.OPEN_INTRODUCTIONS == 5


def test_one_more_is_refused_and_leaves_no_trace(
    rosa: Member, others: list[Contact], open_ones: list[Introduction]
) -> None:
    before = LedgerEntry.objects.count(), OutboxRow.objects.count()
    with pytest.raises(TooManyOpenError, match="already waiting to hear about 3 requests"):
        ask(rosa, others[LIMIT])
    assert Introduction.objects.count() == LIMIT
    assert (LedgerEntry.objects.count(), OutboxRow.objects.count()) == before


def test_somebody_else_can_still_ask(others: list[Contact], open_ones: list[Introduction]) -> None:
    sam = make_member("Sam")
    make_handshake(sam, others[LIMIT].owner)
    assert ask(sam, others[LIMIT]).state == "asked"


def test_a_quiet_no_and_what_is_held_back_keep_their_place_until_the_deadline(
    rosa: Member, others: list[Contact], open_ones: list[Introduction], wait: Wait
) -> None:
    """Else whoever can ask again knows that one of them said no."""
    actions.decline(introduction=open_ones[0], by=open_ones[0].introducer, telling="quietly")
    actions.decline(introduction=open_ones[1], by=open_ones[1].introducer, telling="myself")
    pass_on(open_ones[2])
    Introduction.objects.filter(pk=open_ones[2].pk).update(held_back=True)
    with pytest.raises(TooManyOpenError):
        ask(rosa, others[LIMIT])
    wait(timedelta(days=14))
    assert ask(rosa, others[LIMIT]).state == "asked"


def told_no(introduction: Introduction) -> None:
    actions.decline(introduction=introduction, by=introduction.introducer, telling="now")


def taken_back(introduction: Introduction) -> None:
    actions.withdraw(introduction=introduction, by=introduction.requester)


@pytest.mark.parametrize("heard", [told_no, taken_back])
def test_whoever_has_heard_of_one_can_ask_again(
    rosa: Member, others: list[Contact], open_ones: list[Introduction], heard: Callable[[Introduction], None]
) -> None:
    heard(open_ones[1])
    assert ask(rosa, others[LIMIT]).state == "asked"


def test_asking_for_the_same_again_is_answered_by_the_first(
    rosa: Member, others: list[Contact], open_ones: list[Introduction]
) -> None:
    with pytest.raises(AlreadyAskingError):
        ask(rosa, others[0])


def test_it_is_said_before_whether_the_way_is_open(
    rosa: Member, others: list[Contact], open_ones: list[Introduction]
) -> None:
    Contact.objects.filter(pk=others[LIMIT].pk).update(private=True)
    with pytest.raises(TooManyOpenError):
        ask(rosa, others[LIMIT])
    taken_back(open_ones[0])
    with pytest.raises(NotOpenError):
        ask(rosa, others[LIMIT])


class TestThePage:
    @pytest.fixture
    def path(self, rosa: Member, others: list[Contact], open_ones: list[Introduction]) -> str:
        return f"/introductions/ask/{sign_offer(rosa.pk, others[LIMIT].pk, 'pastry chef')}/"

    def test_says_so_kindly_before_anything_is_written(self, rosa: Member, path: str) -> None:
        answer = as_(rosa).get(path)
        said = answer.content.decode()
        assert answer.status_code == 409
        assert "already waiting to hear about 3 requests" in said
        assert "take it back" in said
        assert 'href="/introductions/"' in said

    def test_keeps_what_was_written_in_another_window(self, rosa: Member, path: str) -> None:
        answer = as_(rosa).post(path, {"purpose": "chat", "words": WORDS + "\n<b>Rosa</b>"})
        said = answer.content.decode()
        assert answer.status_code == 409
        assert WORDS in said
        assert "<b>Rosa" not in said

    def test_is_the_form_again_once_there_is_room(self, rosa: Member, path: str, open_ones: list[Introduction]) -> None:
        taken_back(open_ones[2])
        assert as_(rosa).get(path).status_code == 200
