"""`verify_ledger` finds whatever was tampered with, and does not mind words that were destroyed."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from network.models import Introduction, LedgerEntry, LedgerWords, Member
from network.platform.ledger import triggers
from network.platform.ledger.heads import SETTLING, broken_heads, published, published_head, write_head
from network.platform.ledger.record import hash_of, write_entry
from network.platform.ledger.tasks import write_daily_head
from network.platform.ledger.verify import Broken, Count, broken_entries
from network.platform.subjects import subject_name
from tests.factories.introductions import make_introduction
from tests.factories.people import make_contact

CHANGED = "what it says was changed"


@pytest.fixture
def introductions(alice: Member, bob: Member) -> list[Introduction]:
    """Two introductions of three acts each."""
    now = timezone.now()
    agreed = {"state": "agreed", "target_agreed_at": now, "target_reach_verified_at": now}
    made = [make_introduction(alice, make_contact(bob, name), **agreed) for name in ("Carol", "Dev")]
    for act in ("asked", "passed_on", "agreed"):
        for introduction in made:
            write_entry(subject=introduction, act=act, details={"by": alice.pk, "words": "Ça va — “fine” ☕"})
    return made


def tamper(change: Callable[[], object]) -> None:
    """Change entries as somebody would who owns the database."""
    triggers.remove(connection)
    change()
    triggers.install(connection)


def entry(introduction: Introduction, number: int) -> LedgerEntry:
    return LedgerEntry.objects.get(chain=f"introduction:{introduction.pk}", number=number)


def broken() -> list[Broken]:
    return list(broken_entries(Count()))


def verify() -> str:
    out = StringIO()
    call_command("verify_ledger", stdout=out)
    return out.getvalue()


def test_an_untouched_ledger_is_whole(introductions: list[Introduction]) -> None:
    assert verify() == "The ledger is whole: 6 entries in 2 chains, 6 with their words.\n"


@pytest.mark.django_db
def test_an_empty_ledger_is_whole() -> None:
    assert "0 entries" in verify()


def test_the_chain_still_verifies_when_words_are_destroyed(introductions: list[Introduction]) -> None:
    LedgerWords.objects.filter(entry__chain=subject_name(introductions[0])).delete()
    assert verify() == "The ledger is whole: 6 entries in 2 chains, 3 with their words.\n"


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("act", "declined", CHANGED),
        ("at", timezone.now() - timedelta(days=1), CHANGED),
        ("commitment", "0" * 64, CHANGED),
        ("hash", "0" * 64, CHANGED),
        ("previous", "0" * 64, "it doesn’t follow on from the entry before it"),
    ],
)
def test_a_changed_entry_is_found(introductions: list[Introduction], field: str, value: object, reason: str) -> None:
    second = entry(introductions[1], 2)
    tamper(lambda: LedgerEntry.objects.filter(pk=second.pk).update(**{field: value}))
    assert broken()[0] == Broken(second.chain, 2, reason)


def test_an_entry_rewritten_with_a_fitting_hash_breaks_the_next(introductions: list[Introduction]) -> None:
    first = entry(introductions[0], 1)
    first.act = "declined"
    first.hash = hash_of(first)
    tamper(first.save)
    assert broken() == [
        Broken(first.chain, 1, "it isn’t signed with this service’s key"),
        Broken(first.chain, 2, "it doesn’t follow on from the entry before it"),
    ]


@pytest.mark.parametrize(("number", "found"), [(1, 2), (2, 3)])
def test_an_entry_taken_away_is_found(introductions: list[Introduction], number: int, found: int) -> None:
    gone = entry(introductions[0], number)
    LedgerWords.objects.filter(entry=gone).delete()
    tamper(gone.delete)
    assert broken()[0] == Broken(gone.chain, found, "an entry before it is missing")


def test_words_that_were_changed_are_found(introductions: list[Introduction]) -> None:
    words = LedgerWords.objects.get(entry=entry(introductions[0], 2))
    words.details = {**words.details, "words": "Never met her."}
    words.save()
    assert broken() == [Broken(words.entry.chain, 2, "the words kept beside it were changed")]


def test_the_command_names_the_first_broken_entry(introductions: list[Introduction]) -> None:
    chosen = entry(introductions[0], 2)
    tamper(lambda: LedgerEntry.objects.filter(pk__gte=chosen.pk).update(act="x"))
    with pytest.raises(CommandError, match=f"Broken at entry 2 of {chosen.chain}: {CHANGED}") as raised:
        verify()
    assert raised.value.returncode == 1


def test_the_command_notices_guards_that_are_gone(introductions: list[Introduction]) -> None:
    triggers.remove(connection)
    with pytest.raises(CommandError, match="no longer guards it: ledger_refuses_change"):
        verify()
    triggers.install(connection)


def test_a_day_is_closed_by_a_head_over_all_chains(introductions: list[Introduction]) -> None:
    head = write_head(now=timezone.now() + SETTLING)
    write_entry(subject=introductions[0], act="thanked", details={})
    following = write_head(now=timezone.now() + timedelta(days=1))
    assert (head.number, following.number, following.previous) == (1, 2, head.hash)
    assert list(broken_heads()) == []
    assert "9 entries in 3 chains" in verify()


def test_an_entry_written_after_a_head_does_not_disturb_it(introductions: list[Introduction]) -> None:
    write_daily_head()
    write_entry(subject=introductions[0], act="thanked", details={})
    assert list(broken_heads()) == []


def test_a_last_entry_or_a_whole_chain_taken_away_is_shown_by_where_the_introduction_stands(
    introductions: list[Introduction],
) -> None:
    chain = f"introduction:{introductions[1].pk}"
    for first, said in ((3, 2), (1, 0)):
        gone = LedgerEntry.objects.filter(chain=chain, number__gte=first)
        LedgerWords.objects.filter(entry__in=gone).delete()
        tamper(gone.delete)
        assert broken() == []
        with pytest.raises(CommandError, match=f"Broken at entry {said} of {chain}: it says “agreed”, and no"):
            verify()


def test_an_introduction_that_was_moved_without_an_entry_is_found(introductions: list[Introduction]) -> None:
    Introduction.objects.filter(pk=introductions[0].pk).update(state="expired")
    with pytest.raises(CommandError, match="it says “expired”, and no entry explains that"):
        verify()


def test_the_last_entry_taken_away_is_shown_by_the_head(introductions: list[Introduction]) -> None:
    write_head(now=timezone.now() + timedelta(days=1))
    last = entry(introductions[1], 3)
    LedgerWords.objects.filter(entry=last).delete()
    tamper(last.delete)
    assert broken() == []
    with pytest.raises(CommandError, match="Broken at entry 1 of days: an entry from that time"):
        verify()


@pytest.mark.django_db
def test_a_head_is_found_however_it_was_copied_and_what_is_none_is_refused() -> None:
    head = write_head()
    out = StringIO()
    call_command("ledger_head", stdout=out)
    printed = out.getvalue()
    line = published(head)
    assert line in printed
    for copied in (printed, line.upper(), line.replace("-", " - "), line[:40] + "\n  " + line[40:], f"“{line}”"):
        assert published_head(copied) == head
        call_command("verify_ledger", since=copied, stdout=out)
    for wrong, said in (
        ("", "is no head"),
        ("1-0123", "is no head"),
        (line.replace("1-", "2-", 1), "Head 2 is gone"),
        (line[:-1] + ("0" if line[-1] != "0" else "1"), "is not the one you gave"),
    ):
        with pytest.raises(CommandError, match=said):
            call_command("verify_ledger", since=wrong)
