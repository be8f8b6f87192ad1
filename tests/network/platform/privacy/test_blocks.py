"""Blocking: either way it counts, and only who did it can tell or undo it."""

import time
from base64 import urlsafe_b64decode

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from network.models import Block, Member
from network.platform.privacy.blocks import (
    LIFE,
    are_blocked,
    block,
    blocked_by,
    blocked_with,
    opened_block,
    seal_block,
    unblock,
)


def test_a_block_counts_both_ways(alice: Member, bob: Member, carol: Member) -> None:
    block(owner=alice, other=bob)
    block(owner=carol, other=alice)
    assert blocked_with(alice.pk) == {bob.pk, carol.pk}
    assert blocked_with(bob.pk) == blocked_with(carol.pk) == {alice.pk}
    assert blocked_by(alice.pk) == {bob.pk}
    assert are_blocked(alice.pk, bob.pk)
    assert are_blocked(bob.pk, alice.pk)
    assert not are_blocked(bob.pk, carol.pk)


def test_blocking_twice_is_blocking_once_and_undoing_undoes_ones_own(alice: Member, bob: Member) -> None:
    block(owner=alice, other=bob)
    block(owner=alice, other=bob)
    block(owner=bob, other=alice)
    unblock(owner=alice, other=bob)
    assert blocked_with(alice.pk) == {bob.pk}
    unblock(owner=bob, other=alice)
    assert blocked_with(alice.pk) == set()


def test_nobody_blocks_themselves(alice: Member) -> None:
    with pytest.raises(ValueError, match="themselves"):
        block(owner=alice, other=alice)
    with pytest.raises(IntegrityError), transaction.atomic():
        Block.objects.create(owner=alice, other=alice)


def test_who_may_be_blocked_is_signed_for_one_member(alice: Member, bob: Member, carol: Member) -> None:
    offer = seal_block(alice.pk, bob.pk)
    assert opened_block(offer, owner=alice) == bob
    assert opened_block(offer, owner=carol) is None
    for nonsense in ("", "x", offer[1:], offer[:-8], offer.swapcase(), "\x00", "é", "[1, 2]", "x" * 10_000):
        assert opened_block(nonsense, owner=alice) is None


def test_the_pages_ask_first_and_undo(as_alice: Client, alice: Member, bob: Member) -> None:
    address = f"/settings/block/{seal_block(alice.pk, bob.pk)}/"
    assert "Block Bob?" in as_alice.get(address).content.decode()
    assert not Block.objects.exists()
    page = as_alice.post(address, follow=True).content.decode()
    assert "Done. You’ve blocked Bob. We won’t tell them." in page
    assert "Stop blocking them" in page
    made = Block.objects.get()
    page = as_alice.post(f"/settings/blocked/{made.pk}/undo/", follow=True).content.decode()
    assert "Done. Bob isn’t blocked any more." in page
    assert not Block.objects.exists()


def test_nobody_undoes_another_members_block(as_alice: Client, alice: Member, bob: Member, carol: Member) -> None:
    made = block(owner=bob, other=alice)
    assert "Bob" not in as_alice.get("/settings/blocked/").content.decode()
    assert as_alice.post(f"/settings/blocked/{made.pk}/undo/").status_code == 404
    assert as_alice.get(f"/settings/block/{seal_block(bob.pk, carol.pk)}/").status_code == 404
    assert as_alice.post(f"/settings/block/{seal_block(bob.pk, carol.pk)}/").status_code == 404
    assert Block.objects.count() == 1


def test_the_address_of_a_block_tells_nothing_and_expires(
    alice: Member, bob: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = seal_block(alice.pk, bob.pk), seal_block(alice.pk, bob.pk)
    assert first != second
    readable = b"".join(urlsafe_b64decode(part + "===") for part in first.split(":"))
    assert f"[{alice.pk}".encode() not in readable
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + LIFE.total_seconds() - 60)
    assert opened_block(first, owner=alice) == bob
    monkeypatch.setattr(time, "time", lambda: now + LIFE.total_seconds() + 60)
    assert opened_block(first, owner=alice) is None
