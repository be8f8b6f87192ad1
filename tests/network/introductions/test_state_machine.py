"""Any sequence of what people do, against a plain model; and what must hold after every step."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from network.introductions import actions, guests
from network.introductions.capacity import asked_this_month
from network.introductions.errors import (
    AlreadyAskingError,
    ContactPrivateError,
    NotAllowedError,
    NotOpenError,
)
from network.introductions.states import Role
from network.introductions.transitions import unaccounted
from network.introductions.visibility import role_of, visible_status
from network.models import (
    Block,
    Contact,
    Conversation,
    Fingerprint,
    Introduction,
    LedgerEntry,
    Member,
    Notice,
    OutboxRow,
)
from network.platform.ledger.verify import Count, broken_entries
from tests.factories.people import make_contact, make_handshake, make_member
from tests.hypothesis_profiles import examples
from tests.network.introductions.reference_model import Ask, Town

REFUSALS = {
    AlreadyAskingError: "already",
    NotOpenError: "not open",
    NotAllowedError: "not allowed",
    ContactPrivateError: "private",
}
LIMITS = {"rosa": 3, "sam": 3, "amina": 3, "bea": 2, "cal": 1}
REQUESTERS, TARGETS = st.sampled_from(["rosa", "sam"]), st.sampled_from(["cal", "ben"])
PEOPLE = st.sampled_from(sorted(LIMITS))


class Introductions(RuleBasedStateMachine):
    """Rosa and Sam ask Amina and Bea to meet Cal, a member with little time, or Ben, who has no account."""

    def __init__(self) -> None:
        super().__init__()
        self.rolled_back = transaction.atomic()
        self.rolled_back.__enter__()
        self.town = Town(limits=dict(LIMITS))
        self.real_now = timezone.now
        self.start = timezone.now()
        timezone.now = lambda: self.start + timedelta(days=self.town.today)
        self.rows: list[Introduction] = []
        self.tokens: dict[int, str] = {}

    def teardown(self) -> None:
        timezone.now = self.real_now
        try:
            assert list(broken_entries(Count())) == []
            assert list(unaccounted()) == []
        finally:
            transaction.set_rollback(True)
            self.rolled_back.__exit__(None, None, None)

    @initialize()
    def people_come_together(self) -> None:
        self.people = {name: make_member(name, requests_a_month=limit) for name, limit in LIMITS.items()}
        self.records: dict[tuple[str, str], Contact] = {}
        ben = None
        for introducer in ("amina", "bea"):
            for other in ("rosa", "sam", "cal"):
                make_handshake(self.people[introducer], self.people[other])
            cal = Contact.objects.get(owner=self.people[introducer], confirmed_as=self.people["cal"])
            self.records[introducer, "cal"] = cal
            record = make_contact(self.people[introducer], "Ben", person=ben)
            Fingerprint.objects.create(contact=record, kind="phone", digest="b" * 32)
            ben = record.person
            self.records[introducer, "ben"] = record
        Contact.objects.filter(pk__in=[record.pk for record in self.records.values()]).update(line_of_work="baker")

    def outcome(self, act: Callable[[], Any]) -> str:
        """Do it as a request would: what it wrote before it was refused is undone."""
        try:
            with transaction.atomic():
                act()
        except tuple(REFUSALS) as refused:
            return REFUSALS[type(refused)]
        return "done"

    def pick(self, data: st.DataObject) -> tuple[Ask, Introduction]:
        number = data.draw(st.integers(0, len(self.rows) - 1), label="which")
        return self.town.asks[number], self.rows[number]

    @rule(requester=REQUESTERS, introducer=st.sampled_from(["amina", "bea"]), whom=TARGETS)
    def ask(self, requester: str, introducer: str, whom: str) -> None:
        def act() -> None:
            made = actions.ask(
                requester=self.people[requester],
                introducer=self.people[introducer],
                contact=self.records[introducer, whom],
                line_of_work="baker",
                purpose="chat",
                words="hello",
                shares=["email"],
            )
            self.rows.append(made)

        expected = self.town.ask(requester, introducer, whom, in_service=whom == "cal")
        assert self.outcome(act) == expected

    @precondition(lambda self: self.rows)
    @rule(data=st.data())
    def pass_on(self, data: st.DataObject) -> None:
        plain, row = self.pick(data)

        def act() -> None:
            by = self.people[plain.introducer]
            passed = actions.pass_on(introduction=row, by=by, words="good", basis="friend")
            self.tokens[row.pk] = passed.token

        expected = self.town.pass_on(plain)
        assert self.outcome(act) == expected

    @precondition(lambda self: self.rows)
    @rule(
        data=st.data(),
        by=st.sampled_from(["introducer", "target"]),
        telling=st.sampled_from(["quietly", "now", "myself"]),
    )
    def decline(self, data: st.DataObject, by: str, telling: str) -> None:
        plain, row = self.pick(data)
        expected = self.town.decline(plain, by, telling)
        if by == "target" and not plain.in_service:
            token = self.tokens.get(row.pk, "none")
            assert self.outcome(lambda: guests.decline_by_link(token=token, telling=telling)) == expected
        else:
            who = self.people[plain.introducer if by == "introducer" else plain.target]
            assert self.outcome(lambda: actions.decline(introduction=row, by=who, telling=telling)) == expected

    @precondition(lambda self: self.rows)
    @rule(data=st.data())
    def agree(self, data: st.DataObject) -> None:
        plain, row = self.pick(data)

        def by_link() -> None:
            token = self.tokens.get(row.pk, "none")
            tried = guests.send_code(token=token, name="Ben", address=f"ben{row.pk}@example.org")
            guests.confirm_code(token=token, handle=tried.handle, code=guests.code_for(tried.handle))

        expected = self.town.agree(plain)
        if plain.in_service:
            cal = self.people["cal"]
            assert self.outcome(lambda: actions.agree(introduction=row, by=cal, shares=["email"])) == expected
        else:
            assert self.outcome(by_link) == expected

    @precondition(lambda self: self.rows)
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        plain, row = self.pick(data)
        expected = self.town.withdraw(plain)
        by = self.people[plain.requester]
        assert self.outcome(lambda: actions.withdraw(introduction=row, by=by)) == expected

    @precondition(lambda self: self.rows)
    @rule(data=st.data(), act=st.sampled_from(["pass_on", "decline", "agree", "withdraw"]), who=PEOPLE)
    def somebody_whom_it_does_not_concern_tries(self, data: st.DataObject, act: str, who: str) -> None:
        plain, row = self.pick(data)
        by = self.people[who]
        if who in (plain.requester, plain.introducer, plain.target):
            return
        given: dict[str, Any] = {"pass_on": {"words": "x", "basis": "friend"}, "decline": {"telling": "now"}}.get(
            act, {}
        )
        assert self.outcome(lambda: getattr(actions, act)(introduction=row, by=by, **given)) == "not allowed"

    @rule(days=st.sampled_from([1, 5, 13, 14, 20]))
    def wait(self, days: int) -> None:
        self.town.today += days

    @rule()
    def the_clock_comes_by(self) -> None:
        self.town.expire_due()
        actions.expire_due()

    @rule(owner=PEOPLE, other=PEOPLE)
    def block_or_unblock(self, owner: str, other: str) -> None:
        if owner == other:
            return
        if (owner, other) in self.town.blocks:
            Block.objects.filter(owner=self.people[owner], other=self.people[other]).delete()
        else:
            Block.objects.create(owner=self.people[owner], other=self.people[other])
        self.town.blocks ^= {(owner, other)}

    @rule(who=st.sampled_from(["amina", "bea", "cal"]))
    def take_a_break_or_come_back(self, who: str) -> None:
        self.town.away ^= {who}
        until = self.start + timedelta(days=10_000) if who in self.town.away else None
        Member.objects.filter(pk=self.people[who].pk).update(break_until=until)

    @rule(whom=TARGETS)
    def make_private_or_open(self, whom: str) -> None:
        self.town.private ^= {whom}
        records = [record.pk for (_, known), record in self.records.items() if known == whom]
        Contact.objects.filter(pk__in=records).update(private=whom in self.town.private)

    @invariant()
    def the_record_says_what_the_model_says(self) -> None:
        now = timezone.now()
        for plain, row in zip(self.town.asks, self.rows, strict=True):
            row.refresh_from_db()
            kept = (row.state, row.declined_by, row.telling, row.held_back)
            assert kept == (plain.state, plain.declined_by, plain.telling, plain.held_back)
            assert visible_status(row, Role.REQUESTER, now) == plain.requester_sees(self.town.today)

    @invariant()
    def every_act_is_in_the_ledger_once_and_in_order(self) -> None:
        for plain, row in zip(self.town.asks, self.rows, strict=True):
            chain = LedgerEntry.objects.filter(chain=f"introduction:{row.pk}").order_by("number")
            assert list(chain.values_list("act", flat=True)) == plain.acts

    @invariant()
    def nothing_is_disclosed_before_everybody_has_said_yes(self) -> None:
        for row in self.rows:
            row.refresh_from_db()
            agreed = row.state == "agreed"
            consents = (row.requester_agreed_at, row.introducer_agreed_at, row.target_agreed_at)
            assert agreed == bool(all(consents) and row.target_shares)
            assert Conversation.objects.filter(introduction=row).exists() == agreed
            if row.held_back:
                never_reached = row.introducer if row.introducer_agreed_at is None else self.people["cal"]
                assert role_of(row, never_reached) is None
                assert not row.token_hash, "nothing behind a link is held back"

    @invariant()
    def nobody_is_asked_beyond_what_they_can_take_on(self) -> None:
        if hasattr(self, "people"):
            asked = asked_this_month([member.pk for member in self.people.values()])
            for name, member in self.people.items():
                assert asked[member.pk] == self.town.load(name) <= LIMITS[name]

    @invariant()
    def every_notice_is_marked_and_the_promised_ones_are_those_that_wait(self) -> None:
        notices = set(Notice.objects.values_list("pk", flat=True))
        marked = set(OutboxRow.objects.filter(consumer="mail").values_list("subject", flat=True))
        assert {str(pk) for pk in notices} <= marked
        promised: set[tuple[str, int | None]] = set(
            Notice.objects.filter(kind="introduction_over").values_list("subject", "member")
        )
        expected: set[tuple[str, int | None]] = set()
        for plain, row in zip(self.town.asks, self.rows, strict=True):
            if plain.state not in ("agreed", "withdrawn") and plain.telling != "now":
                expected.add((f"introduction:{row.pk}", self.people[plain.requester].pk))
                if plain.passed_on_day is not None:
                    expected.add((f"introduction:{row.pk}", self.people[plain.introducer].pk))
        assert promised == expected


@pytest.mark.django_db
def test_introductions_go_as_they_ought_to() -> None:
    run_state_machine_as_test(
        Introductions,
        settings=settings(
            max_examples=examples(40),
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
