"""Whoever can write to the database and drop its triggers, but has no key, changes nothing in the ledger unseen."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from network.models import Introduction, LedgerEntry, LedgerWords, Member
from network.platform.ledger import triggers, witness
from network.platform.ledger.heads import (
    NotThatHead,
    Tally,
    broken_heads,
    last_head,
    published,
    published_head,
    write_head,
)
from network.platform.ledger.record import SETTLING, commitment, hash_of, write_entry
from network.platform.ledger.signing import public_key
from network.platform.ledger.verify import Broken, Count, broken_entries, lost_entries
from tests.factories.introductions import make_introduction
from tests.factories.people import make_contact
from tests.hypothesis_profiles import examples

DAYS = LedgerEntry.DAYS


@pytest.fixture
def ledger(
    alice: Member, bob: Member, settings: Any, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> Iterator[None]:
    """Three chains; a head; two of them grow, a fourth begins; a head; and today's: one grows, a fifth begins."""
    settings.LEDGER_WITNESS = tmp_path / "ledger"
    rows = [make_introduction(alice, make_contact(bob, name)) for name in "CDEFG"]
    with django_capture_on_commit_callbacks(execute=True):
        for days, growing in ((rows[:3], 2), ([*rows[:2], rows[3]], 3), ([rows[0], rows[4]], 2)):
            for act in ("asked", "passed_on", "thanked")[:growing]:
                for row in days:
                    write_entry(subject=row, act=act, details={"by": alice.pk, "words": "Ça va"})
            if row is not rows[4]:
                write_head(now=timezone.now() + SETTLING)
    triggers.remove(connection)
    yield
    triggers.install(connection)


def broken() -> list[Broken]:
    """Return what is broken by the ledger alone, whatever the introductions say."""
    return list(chain(broken_entries(Count()), broken_heads(), lost_entries()))


@dataclass
class Attacker:
    """Has the database and the program, and no key. `choose` draws from what there is."""

    choose: Callable[[list[Any]], Any]

    def entry(self, **wanted: Any) -> LedgerEntry:
        return LedgerEntry.objects.get(
            pk=self.choose(list(LedgerEntry.objects.filter(**wanted).values_list("pk", flat=True)))
        )

    def delete(self, **wanted: Any) -> None:
        LedgerWords.objects.filter(**{f"entry__{name}": value for name, value in wanted.items()}).delete()
        LedgerEntry.objects.filter(**wanted).delete()

    def make_everything_fit(self) -> None:
        """Number, chain and hash every entry anew, and work the heads out again. The signatures stay as they are."""
        before: LedgerEntry | None = None
        for entry in LedgerEntry.objects.exclude(chain=DAYS).order_by("chain", "number"):
            before = self.fit(entry, before)
        head, tally = None, Tally()
        for later in LedgerEntry.objects.filter(chain=DAYS).order_by("number"):
            tally.add(head, later.at)
            details = asdict(tally)
            LedgerWords.objects.filter(entry=later).update(details=details)
            later.commitment = commitment("", details) if later.act == "signed_head" else tally.digest
            head = self.fit(later, head)

    def fit(self, entry: LedgerEntry, before: LedgerEntry | None) -> LedgerEntry:
        follows = before is not None and before.chain == entry.chain
        entry.number = before.number + 1 if before is not None and follows else 1
        entry.previous = before.hash if before is not None and follows else ""
        entry.hash = hash_of(entry)
        entry.save()
        return entry


def change_an_entry(by: Attacker) -> None:
    entry = by.entry()
    field, value = by.choose([("act", "declined"), ("at", entry.at - timedelta(days=1)), ("commitment", "0" * 64)])
    LedgerEntry.objects.filter(pk=entry.pk).update(**{field: value})


def change_the_words(by: Attacker) -> None:
    words = LedgerWords.objects.get(entry=by.entry(words__isnull=False))
    words.details = {**words.details, "by": 0}
    words.save()
    LedgerEntry.objects.filter(pk=words.entry_id).update(commitment=commitment(words.salt, words.details))


def delete_an_entry(by: Attacker) -> None:
    by.delete(pk=by.entry().pk)


def cut_a_chain_short(by: Attacker) -> None:
    entry = by.entry()
    by.delete(chain=entry.chain, number__gte=entry.number)


def delete_a_chain_with_its_introduction(by: Attacker) -> None:
    name = by.choose(sorted(set(LedgerEntry.objects.exclude(chain=DAYS).values_list("chain", flat=True))))
    by.delete(chain=name)
    Introduction.objects.filter(pk=name.partition(":")[2]).delete()


def swap_two_entries(by: Attacker) -> None:
    first = by.entry(number=1)
    second = LedgerEntry.objects.get(chain=first.chain, number=2)
    LedgerEntry.objects.filter(pk=first.pk).update(number=99)
    LedgerEntry.objects.filter(pk=second.pk).update(number=1)
    LedgerEntry.objects.filter(pk=first.pk).update(number=2)


def add_an_act(by: Attacker) -> None:
    """At the end of a chain, today or long ago, with another entry's signature or none."""
    last = by.entry()
    end = LedgerEntry.objects.filter(chain=last.chain).latest("number")
    at = by.choose([timezone.now(), last.at, datetime(1969, 1, 1, tzinfo=UTC)])
    forged = LedgerEntry(chain=last.chain, number=end.number + 1, act="agreed", at=at, previous=end.hash)
    forged.commitment, forged.signature = commitment("0", {"by": 0}), by.choose([None, last.signature])
    forged.hash = hash_of(forged)
    forged.save()
    LedgerWords.objects.create(entry=forged, salt="0", details={"by": 0})


def delete_the_last_head(by: Attacker) -> None:
    by.delete(chain=DAYS, number=LedgerEntry.objects.filter(chain=DAYS).latest("number").number)


def delete_every_head(by: Attacker) -> None:
    by.delete(chain=DAYS)


def go_back_to_the_last_head(by: Attacker) -> None:
    head = last_head()
    assert head is not None
    by.delete(at__gt=head.at - SETTLING, chain__contains=":")


def go_back_to_the_first_head(by: Attacker) -> None:
    first = LedgerEntry.objects.get(chain=DAYS, number=1)
    by.delete(at__gt=first.at - SETTLING, chain__contains=":")
    by.delete(chain=DAYS, number__gt=1)


def call_the_heads_old_ones(by: Attacker) -> None:
    """As if they were from before heads were signed; and every entry too."""
    LedgerWords.objects.filter(entry__chain=DAYS).delete()
    LedgerEntry.objects.filter(chain=DAYS).update(act="head")
    LedgerEntry.objects.update(signature=None)


def take_a_signature_off(by: Attacker) -> None:
    LedgerEntry.objects.filter(pk=by.entry().pk).update(signature=None)


ATTACKS = [
    change_an_entry,
    change_the_words,
    delete_an_entry,
    cut_a_chain_short,
    delete_a_chain_with_its_introduction,
    swap_two_entries,
    add_an_act,
    delete_the_last_head,
    delete_every_head,
    go_back_to_the_last_head,
    go_back_to_the_first_head,
    call_the_heads_old_ones,
    take_a_signature_off,
]


def tampered(attack: Callable[[Attacker], None], choose: Callable[[list[Any]], Any], *, fits: bool) -> None:
    attacker = Attacker(choose)
    attack(attacker)
    if fits:
        attacker.make_everything_fit()


def everything() -> list[Any]:
    """Return the whole ledger. What was changed may be put right again by making everything fit."""
    return [list(model.objects.order_by("pk").values()) for model in (LedgerEntry, LedgerWords)]


@contextmanager
def undone() -> Iterator[None]:
    """Take back what is done to the database inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_whatever_is_tampered_with_is_found(ledger: None) -> None:
    assert broken() == []

    @hypothesis_settings(max_examples=examples(24), deadline=None)
    @given(seed=st.integers(0, 2**32), fits=st.booleans())
    def tamper(seed: int, fits: bool) -> None:
        for attack in ATTACKS:
            with undone():
                tampered(attack, random.Random(seed).choice, fits=fits)
                assert broken() or everything() == untouched, attack.__name__

    untouched = everything()
    tamper()
    assert broken() == []


@pytest.mark.parametrize("fits", [False, True])
def test_without_a_witness_a_head_that_was_published_proves_what_was_before_it(
    ledger: None, settings: Any, fits: bool
) -> None:
    settings.LEDGER_WITNESS = None
    text = published(write_head(now=timezone.now() + SETTLING))
    assert published_head(text).hash
    assert broken() == []
    untouched = everything()
    for attack in (attack for attack in ATTACKS if attack is not go_back_to_the_last_head):
        with undone():
            tampered(attack, random.Random(7).choice, fits=fits)
            assert is_another(text) or broken() or everything() == untouched, attack.__name__


def is_another(text: str) -> bool:
    try:
        published_head(text)
    except NotThatHead:
        return True
    return False


@pytest.mark.django_db
def test_a_new_key_goes_on_and_the_old_one_is_believed_only_if_it_is_named(settings: Any) -> None:
    write_head()
    old = public_key()
    settings.LEDGER_KEY = "another key for tests only"
    assert [place.reason for place in broken()] == ["it isn’t signed with this service’s key"]
    settings.OLD_LEDGER_KEYS = [old]
    write_head()
    assert broken() == []


def test_the_witness_keeps_only_what_no_head_covers_yet(
    alice: Member, bob: Member, settings: Any, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    settings.LEDGER_WITNESS = tmp_path
    row = make_introduction(alice, make_contact(bob, "Carol"))
    with django_capture_on_commit_callbacks(execute=True):
        entry = write_entry(subject=row, act="asked", details={})
        head = write_head(now=timezone.now() + timedelta(days=2))
    assert list(witness.lines()) == [(DAYS, 1, head.hash), (entry.chain, 1, entry.hash)]
    with django_capture_on_commit_callbacks(execute=True):
        second = write_head(now=timezone.now() + timedelta(days=3))
    assert list(witness.lines()) == [(DAYS, 1, head.hash), (DAYS, 2, second.hash)]


def test_a_line_that_was_cut_short_accuses_nobody(ledger: None, tmp_path: Path) -> None:
    (today,) = (tmp_path / "ledger").glob("20*")
    with today.open("a") as file:
        file.write("introduction:1 2 0f0f")
    assert broken() == []
