"""Requests from before it was decided what counts and what is held back: the migration's two steps."""

from importlib import import_module

from django.apps import apps
from django.utils import timezone

from network.introductions.capacity import asked_this_month
from network.models import Contact, Introduction, Member
from tests.factories.introductions import make_introduction

migration = import_module("network.migrations.0024_deliver_by_handshake")


def test_what_was_delivered_counts_as_it_did(rosa: Member, cals_record: Contact, cal: Member) -> None:
    delivered, held_back = (
        make_introduction(rosa, cals_record, state="declined", target_member=cal, held_back=held_back)
        for held_back in (False, True)
    )
    make_introduction(rosa, cals_record)
    Introduction.objects.update(target_counted_at=None)
    migration.count_what_was_delivered(apps, None)
    counted = Introduction.objects.exclude(target_counted_at=None)
    assert set(counted.values_list("pk", flat=True)) == {delivered.pk}
    assert asked_this_month([cal.pk])[cal.pk] == 1
    held_back.refresh_from_db()
    assert held_back.target_counted_at is None


def test_a_link_that_is_out_holds_nothing_back(rosa: Member, ben: Contact, cals_record: Contact, cal: Member) -> None:
    by_link = make_introduction(
        rosa, ben, state="passed_on", held_back=True, token_hash="a" * 64, token_expires_at=timezone.now()
    )
    in_service = make_introduction(rosa, cals_record, state="passed_on", target_member=cal, held_back=True)
    migration.hold_back_nothing_behind_a_link(apps, None)
    held = dict(Introduction.objects.values_list("pk", "held_back"))
    assert held == {by_link.pk: False, in_service.pk: True}
