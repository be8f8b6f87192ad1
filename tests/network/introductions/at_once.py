"""What several people, or several clicks, do in one moment; on a database file of its own, or on PostgreSQL."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

from network.conversations.actions import post_message
from network.introductions import actions, guests
from network.introductions.errors import IntroductionError
from network.models import (
    Contact,
    Conversation,
    Introduction,
    LedgerEntry,
    Member,
    Message,
    Notice,
    ReachCode,
    Recommendation,
)
from network.platform.ledger.verify import Count, broken_entries
from network.platform.subjects import subject_name
from tests.factories.people import make_contact, make_handshake, make_member

ROUNDS = 5
Act = Callable[[], object]


def everything() -> dict[str, Any]:
    return {
        "asks of a full introducer": [asks_of_one_with_room_for_two() for _ in range(ROUNDS)],
        "asks of one who may ask for five": [asks_of_one_who_may_ask_for_five() for _ in range(ROUNDS)],
        "one request sent eight times": [one_request_many_times() for _ in range(ROUNDS)],
        "one target through four introducers": [one_target_through_many() for _ in range(ROUNDS)],
        "one passing on clicked eight times": [one_passing_on_many_times() for _ in range(ROUNDS)],
        "yes, no and taking back": [every_end_at_once() for _ in range(3 * ROUNDS)],
        "one message sent eight times": one_message_many_times(),
        "twenty wrong codes": many_wrong_codes(),
        "one right code eight times": one_right_code_many_times(),
        "broken ledger entries": len(list(broken_entries(Count()))),
    }


def at_once(acts: Sequence[Act]) -> Counter[str]:
    """Do all of `acts` in the same moment, a thread each; return how often each outcome came."""
    start = Barrier(len(acts))

    def run(act: Act) -> str:
        start.wait()
        try:
            act()
        except IntroductionError as refused:
            return type(refused).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return Counter(pool.map(run, acts))


def asks_of_one_with_room_for_two() -> dict[str, int]:
    introducer = make_member(requests_a_month=2)
    contact = make_contact(introducer, line_of_work="baker")
    return at_once([asking(knows(introducer), contact) for _ in range(8)])


def asks_of_one_who_may_ask_for_five() -> list[Any]:
    """Three wait; five more are asked for at once. Return what came of it, and how many there are."""
    asker = make_member()
    contacts = []
    for _ in range(8):
        introducer = make_member()
        make_handshake(asker, introducer)
        contacts.append(make_contact(introducer, line_of_work="baker"))
    for contact in contacts[:3]:
        ask(asker, contact)
    outcome = at_once([asking(asker, contact) for contact in contacts[3:]])
    return [outcome, Introduction.objects.filter(requester=asker).count()]


def one_request_many_times() -> dict[str, int]:
    introducer = make_member(requests_a_month=20)
    contact = make_contact(introducer, line_of_work="baker")
    asker = knows(introducer)
    return at_once([asking(asker, contact) for _ in range(8)])


def one_target_through_many() -> list[int]:
    """Return how many got through to somebody with room for two, and how many were held back."""
    target = make_member(requests_a_month=2)
    waiting = []
    for _ in range(4):
        introducer = knows(target)
        record = Contact.objects.get(owner=introducer, confirmed_as=target)
        Contact.objects.filter(pk=record.pk).update(line_of_work="baker")
        record.refresh_from_db()
        waiting.append(ask(knows(introducer), record))
    at_once([passing_on(introduction) for introduction in waiting])
    passed = Introduction.objects.filter(target_member=target, state="passed_on")
    return [passed.filter(held_back=held).count() for held in (False, True)]


def one_passing_on_many_times() -> list[Any]:
    introduction = ask_through_somebody()
    outcome = at_once([passing_on(introduction) for _ in range(8)])
    return [outcome, Recommendation.objects.filter(introduction=introduction).count(), acts_of(introduction)]


def every_end_at_once() -> list[Any]:
    """Return how many of four ends came through, and what the ledger and the conversation say of it."""
    target = make_member()
    introducer = knows(target)
    record = Contact.objects.get(owner=introducer, confirmed_as=target)
    Contact.objects.filter(pk=record.pk).update(line_of_work="baker")
    record.refresh_from_db()
    introduction = ask(knows(introducer), record)
    introduction = actions.pass_on(introduction=introduction, by=introducer, words="good", basis="friend").introduction
    outcome = at_once(
        [
            lambda: actions.agree(introduction=introduction, by=target),
            lambda: actions.agree(introduction=introduction, by=target),
            lambda: actions.decline(introduction=introduction, by=target, telling="now"),
            lambda: actions.withdraw(introduction=introduction, by=introduction.requester),
        ]
    )
    introduction.refresh_from_db()
    talking = Conversation.objects.filter(introduction=introduction).exists()
    return [outcome, acts_of(introduction)[2:], introduction.state, talking]


def one_message_many_times() -> list[int]:
    conversation = agreed_by_link()
    by = conversation.introduction.requester
    at_once([lambda: post_message(conversation=conversation, by=by, text="hello", key="a" * 32)] * 8)
    announced = Notice.objects.filter(subject=subject_name(conversation), kind="conversation_message")
    return [Message.objects.filter(conversation=conversation).count(), announced.count()]


def many_wrong_codes() -> list[Any]:
    token, tried = with_a_code()
    wrong = "000000" if guests.code_for(tried.handle) != "000000" else "111111"
    outcome = at_once([lambda: guests.confirm_code(token=token, handle=tried.handle, code=wrong)] * 20)
    tried.refresh_from_db()
    return [outcome, tried.attempts]


def one_right_code_many_times() -> list[Any]:
    token, tried = with_a_code()
    right = guests.code_for(tried.handle)
    outcome = at_once([lambda: guests.confirm_code(token=token, handle=tried.handle, code=right)] * 8)
    return [outcome["done"], Conversation.objects.filter(introduction=tried.introduction).count()]


def knows(other: Member) -> Member:
    """A new member who shares a handshake with `other`."""
    member = make_member(requests_a_month=20)
    make_handshake(member, other)
    return member


def ask(requester: Member, contact: Contact) -> Introduction:
    return actions.ask(
        requester=requester,
        introducer=contact.owner,
        contact=contact,
        line_of_work="baker",
        purpose="chat",
        words="hello",
    )


def asking(requester: Member, contact: Contact) -> Act:
    return lambda: ask(requester, contact)


def passing_on(introduction: Introduction) -> Act:
    by = introduction.introducer
    return lambda: actions.pass_on(introduction=introduction, by=by, words="good", basis="friend")


def ask_through_somebody() -> Introduction:
    introducer = make_member()
    return ask(knows(introducer), make_contact(introducer, line_of_work="baker"))


def agreed_by_link() -> Conversation:
    token, tried = with_a_code()
    guests.confirm_code(token=token, handle=tried.handle, code=guests.code_for(tried.handle))
    return Conversation.objects.select_related("introduction__requester").get(introduction=tried.introduction)


def with_a_code() -> tuple[str, ReachCode]:
    introduction = ask_through_somebody()
    by = introduction.introducer
    token = actions.pass_on(introduction=introduction, by=by, words="good", basis="friend").token
    return token, guests.send_code(token=token, name="Ben", address="ben@bakery.example")


def acts_of(introduction: Introduction) -> list[str]:
    chain = LedgerEntry.objects.filter(chain=f"introduction:{introduction.pk}")
    return list(chain.order_by("number").values_list("act", flat=True))
