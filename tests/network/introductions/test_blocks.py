"""Blocks and introductions: what is taken and never delivered, held back, or let through, and that none of it shows."""

import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from network.introductions import actions
from network.introductions.capacity import asked_this_month
from network.introductions.errors import NotAllowedError, NotOpenError
from network.introductions.offers import sign_offer
from network.introductions.queries import lists_for, waiting_for
from network.models import Block, Contact, Handshake, Introduction, Member, Notice, OutboxRow
from network.platform.privacy.blocks import block
from tests.factories.people import make_handshake, make_member
from tests.network.introductions.conftest import (
    WORDS,
    acts,
    as_,
    ask,
    notified,
    notified_at_deadline,
    page,
    pass_on,
    text,
)

Wait = Callable[[timedelta], None]
A_DAY = timedelta(days=1)


def test_a_block_by_whom_one_asks_for_stops_no_request_to_the_introducer(
    rosa: Member, cal: Member, cals_record: Contact
) -> None:
    """Or Rosa, or Amina, could tell by it. It is held back when Amina passes it on."""
    Block.objects.create(owner=cal, other=rosa)
    waiting = ask(rosa, cals_record)
    assert notified() == {("Amina", "introduction_asked")}
    assert pass_on(waiting).introduction.held_back


def test_a_request_for_whom_one_has_blocked_is_as_if_it_was_never_made(
    rosa: Member, amina: Member, cal: Member, cals_record: Contact
) -> None:
    """Amina and Cal together could tell by what she passes on and he never gets."""
    Block.objects.create(owner=rosa, other=cal)
    ask(rosa, cals_record)
    assert notified() == set()
    assert notified_at_deadline() == {("Rosa", "introduction_over")}
    assert waiting_for(amina) == lists_for(amina).past == []


def test_a_request_to_somebody_who_has_blocked_the_requester_is_taken_and_never_delivered(
    rosa: Member, amina: Member, ben: Contact, wait: Wait
) -> None:
    Block.objects.create(owner=amina, other=rosa)
    asked = ask(rosa, ben)
    assert (asked.state, acts(asked)) == ("asked", ["asked"])
    assert notified() == set()
    assert notified_at_deadline() == {("Rosa", "introduction_over")}
    assert waiting_for(amina) == lists_for(amina).past == []
    for act in (
        lambda: pass_on(asked),
        lambda: actions.decline(introduction=asked, by=amina, telling="now"),
    ):
        with pytest.raises(NotAllowedError):
            act()
    Block.objects.all().delete()
    assert waiting_for(amina) == [], "nor is it once the block is undone: its moment would tell"
    wait(14 * A_DAY)
    actions.expire_due()
    assert lists_for(amina).past == []
    asked.refresh_from_db()
    assert asked.state == "expired"


def test_a_request_that_is_never_delivered_counts_in_the_introducers_month(
    amina: Member, ben: Contact, cals_record: Contact
) -> None:
    """Or whoever is blocked learns it from a second account, by whether Amina can still be asked."""
    for number in range(3):
        asker = make_member()
        make_handshake(asker, amina)
        if number:
            Block.objects.create(owner=amina, other=asker)
        ask(asker, ben)
    other = make_member()
    make_handshake(other, amina)
    with pytest.raises(NotOpenError):
        ask(other, cals_record)


@pytest.mark.parametrize("cause", ["blocks rosa", "blocks amina", "rosa blocks amina", "parted", "nobody"])
def test_nothing_behind_a_link_is_held_back(rosa: Member, amina: Member, ben: Contact, cause: str) -> None:
    """The introducer has the link, and could tell by saying yes themselves."""
    waiting = ask(rosa, ben)
    member = make_member("Ben")
    Contact.objects.filter(pk=ben.pk).update(person=member.person)
    if cause == "blocks rosa":
        Block.objects.create(owner=member, other=rosa)
    elif cause == "blocks amina":
        Block.objects.create(owner=member, other=amina)
    elif cause == "rosa blocks amina":
        Block.objects.create(owner=rosa, other=amina)
    elif cause == "parted":
        Handshake.objects.between(rosa, amina).delete()
    passed = pass_on(waiting)
    assert passed.token
    assert not passed.introduction.held_back


def test_what_a_block_holds_back_counts_in_the_targets_month_and_what_they_could_not_take_does_not(
    rosa: Member, cal: Member, cals_record: Contact
) -> None:
    waiting = [ask(rosa, cals_record)]
    Block.objects.create(owner=cal, other=rosa)
    assert pass_on(waiting[0]).introduction.target_counted_at is not None
    Member.objects.filter(pk=cal.pk).update(requests_a_month=1)
    other = make_member()
    make_handshake(other, cals_record.owner)
    assert pass_on(ask(other, cals_record)).introduction.target_counted_at is None


@pytest.mark.parametrize("is_blocked", [False, True])
def test_two_requests_to_one_member_count_once_in_their_month_whether_or_not_a_block_holds_them_back(
    rosa: Member, cal: Member, cals_record: Contact, is_blocked: bool
) -> None:
    """Or whoever is blocked learns it from accomplices, by when Cal can no longer be asked."""
    omar = make_member("Omar")
    make_handshake(rosa, omar)
    make_handshake(omar, cal)
    Contact.objects.filter(owner=omar, confirmed_as=cal).update(line_of_work="pastry chef")
    if is_blocked:
        Block.objects.create(owner=cal, other=rosa)
    for record in (cals_record, Contact.objects.get(owner=omar, confirmed_as=cal)):
        pass_on(ask(rosa, record))
    assert asked_this_month([cal.pk]) == {cal.pk: 1}


def asked_by_page(rosa: Member, contact: Contact) -> dict[str, object]:
    """Everything that comes back to Rosa as she asks, and what the service does for it, as counted steps."""
    client = as_(rosa)
    client.get("/today/")  # the first page of an hour also notes in which browser it was
    path = reverse("introduction_ask", args=[sign_offer(rosa.pk, contact.pk, contact.line_of_work)])
    form = client.get(path)
    with CaptureQueriesContext(connection) as captured:
        answer = client.post(path, {"purpose": "chat", "words": WORDS})
    statements = [re.sub(r"\d+|'[^']*'|\b(true|false)\b", "…", query["sql"]) for query in captured]
    assert len(statements) > 20
    made = Introduction.objects.get(requester=rosa)
    own_page = re.sub(r"<time.*?</time>|\d\d:\d\d|/introductions/\d+/", "", page(rosa, made))
    return {
        "form": (form.status_code, len(form.content)),
        "answer": (answer.status_code, re.sub(r"\d+", "N", answer["Location"])),
        "page": own_page,
        "statements": statements,
        "rows": (Notice.objects.count(), OutboxRow.objects.filter(consumer="mail").count()),
    }


def test_to_ask_takes_the_same_steps_and_shows_the_same_whether_or_not_it_is_delivered(
    rosa: Member, amina: Member, ben: Contact, cals_record: Contact, cal: Member
) -> None:
    def seen(*blocks: tuple[Member, Member]) -> dict[str, object]:
        with transaction.atomic():
            for owner, other in blocks:
                Block.objects.create(owner=owner, other=other)
            outcome = asked_by_page(rosa, cals_record)
            transaction.set_rollback(True)
        return outcome

    delivered = seen()
    for blocks in ([(amina, rosa)], [(cal, rosa)], [(cal, amina)], [(amina, cal), (amina, rosa)]):
        assert seen(*blocks) == delivered


class TestABlockAfterwards:
    """A request that has been delivered stays as it is for whoever is blocked, or looks taken back."""

    def test_whoever_is_asked_and_blocks_the_requester_has_said_a_quiet_no(
        self, rosa: Member, amina: Member, cal: Member, for_cal: Introduction
    ) -> None:
        before = page(rosa, for_cal), page(amina, for_cal)
        block(owner=cal, other=rosa)
        assert (page(rosa, for_cal), page(amina, for_cal)) == before
        assert waiting_for(cal) == []
        assert notified() == {("Amina", "introduction_asked"), ("Cal", "introduction_for_you")}
        with pytest.raises(NotAllowedError):
            actions.agree(introduction=for_cal, by=cal)

    def test_an_introducer_who_blocks_the_requester_too(self, rosa: Member, amina: Member, ben: Contact) -> None:
        asked = ask(rosa, ben)
        before = page(rosa, asked)
        block(owner=amina, other=rosa)
        assert page(rosa, asked) == before
        assert waiting_for(amina) == []

    def test_a_requester_who_blocks_the_introducer_takes_the_request_back_and_reads_why(
        self, rosa: Member, amina: Member, ben: Contact
    ) -> None:
        asked = ask(rosa, ben)
        block(owner=rosa, other=amina)
        assert acts(asked) == ["asked", "withdrew"]
        assert "You’ve blocked Amina" in page(rosa, asked)
        assert "No answer yet" not in page(rosa, asked)
        assert ("Amina", "introduction_withdrawn") in notified()

    @pytest.mark.parametrize("passed_on", [False, True])
    def test_a_requester_who_blocks_the_one_to_meet_sees_nothing_of_it(
        self, rosa: Member, cal: Member, cals_record: Contact, ben: Contact, passed_on: bool
    ) -> None:
        """Or they would learn who it is, by blocking one member after another."""
        asked, other = ask(rosa, cals_record), ask(rosa, ben)
        if passed_on:
            pass_on(asked)
        before = page(rosa, asked), page(rosa, other), text(as_(rosa), reverse("introductions"))
        block(owner=rosa, other=cal)
        assert (page(rosa, asked), page(rosa, other), text(as_(rosa), reverse("introductions"))) == before
        assert notified_at_deadline() == {("Rosa", "introduction_over")}, "of both"

    @pytest.mark.parametrize("passed_on", [False, True])
    def test_to_the_others_it_is_as_if_the_requester_had_taken_it_back(
        self, rosa: Member, amina: Member, cal: Member, cals_record: Contact, wait: Wait, passed_on: bool
    ) -> None:
        def seen() -> tuple[object, ...]:
            lists = [text(as_(member), reverse("introductions")) for member in (amina, cal)]
            pages = [page(amina, asked), *([page(cal, asked)] if passed_on else [])]
            number = f"/introductions/{asked.pk}/"  # PostgreSQL does not give a number twice
            return (*(shown.replace(number, "/introductions/…/") for shown in lists + pages), notified() - before)

        told = []
        for by_block in (True, False):
            with transaction.atomic():
                asked = ask(rosa, cals_record)
                if passed_on:
                    pass_on(asked)
                before = notified()
                if by_block:
                    block(owner=rosa, other=cal)
                else:
                    actions.withdraw(introduction=asked, by=rosa)
                told.append(seen())
                next_step = partial(actions.agree, introduction=asked, by=cal) if passed_on else partial(pass_on, asked)
                with pytest.raises(NotAllowedError):
                    next_step()
                transaction.set_rollback(True)
        assert told[0] == told[1]

    def test_it_takes_the_same_statements_and_rows_whether_or_not_it_is_of_the_one_to_meet(
        self, rosa: Member, cal: Member, cals_record: Contact, ben: Contact
    ) -> None:
        """A passed on request, too."""
        waiting = [ask(rosa, cals_record), ask(rosa, ben)]
        pass_on(waiting[0])
        taken = []
        for other in (cal, make_member("Nobody")):
            before = Notice.objects.count(), OutboxRow.objects.count()
            with CaptureQueriesContext(connection) as queries:
                block(owner=rosa, other=other)
            rows = Notice.objects.count() - before[0], OutboxRow.objects.count() - before[1]
            taken.append((re.sub(r"\d+", "", "".join(query["sql"][:30] for query in queries)), rows))
            Introduction.objects.update(cut_off_at=None)
        assert taken[0] == taken[1]

    def test_what_was_cut_off_can_be_taken_back_and_is_told_once(
        self, rosa: Member, cal: Member, for_cal: Introduction
    ) -> None:
        block(owner=rosa, other=cal)
        before = Notice.objects.filter(kind="introduction_withdrawn").count()
        actions.withdraw(introduction=for_cal, by=rosa)
        assert page(cal, for_cal).count("took it back.") == 1
        new = Notice.objects.filter(kind="introduction_withdrawn").order_by("pk")[before:]
        assert [notice.details.get("nobody") for notice in new] == [True, True]
