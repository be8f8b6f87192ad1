from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from network.introductions.capacity import able_to_take_requests
from network.models import Member
from tests.factories.introductions import make_introduction
from tests.factories.people import make_contact, make_member

pytestmark = pytest.mark.django_db


def test_who_was_never_asked_can_be(alice: Member, bob: Member) -> None:
    assert able_to_take_requests([alice.pk, bob.pk]) == {alice.pk, bob.pk}


def test_nobody_is_asked_about_nobody() -> None:
    assert able_to_take_requests([]) == set()


def test_who_reached_their_number_this_month_is_full(alice: Member, bob: Member) -> None:
    for _ in range(3):
        make_introduction(bob, make_contact(alice))
    assert able_to_take_requests([alice.pk, bob.pk]) == {bob.pk}


def test_what_was_asked_longer_ago_counts_no_more(alice: Member, bob: Member) -> None:
    for days in (31, 2, 1):
        make_introduction(bob, make_contact(alice), at=timezone.now() - timedelta(days=days))
    assert able_to_take_requests([alice.pk]) == {alice.pk}


def test_a_request_that_was_declined_or_withdrawn_was_still_a_request(alice: Member, bob: Member) -> None:
    for state in ("declined", "withdrawn", "expired"):
        make_introduction(bob, make_contact(alice), state=state)
    assert able_to_take_requests([alice.pk]) == set()


def test_being_the_one_to_meet_counts_once_it_was_passed_on(alice: Member, bob: Member, carol: Member) -> None:
    alice.requests_a_month = 1
    alice.save()
    contact = make_contact(bob, "Alice", person=alice.person, confirmed_as=alice)
    waiting = make_introduction(carol, contact)
    assert alice.pk in able_to_take_requests([alice.pk])
    waiting.delete()
    make_introduction(carol, contact, state="passed_on", target_member=alice)
    assert able_to_take_requests([alice.pk]) == set()


def test_a_target_who_could_not_take_it_is_not_counted(alice: Member, bob: Member, carol: Member) -> None:
    alice.requests_a_month = 1
    alice.save()
    contact = make_contact(bob, "Alice", person=alice.person, confirmed_as=alice)
    make_introduction(carol, contact, state="passed_on", target_member=alice, held_back=True, target_counted_at=None)
    assert able_to_take_requests([alice.pk]) == {alice.pk}


def test_what_a_block_held_back_counts_like_any_other(alice: Member, bob: Member, carol: Member) -> None:
    """Or those whom it concerns could tell by whether Alice can still be asked."""
    Member.objects.filter(pk=alice.pk).update(requests_a_month=1)
    contact = make_contact(bob, "Alice", person=alice.person, confirmed_as=alice)
    make_introduction(carol, contact, state="passed_on", target_member=alice, held_back=True)
    assert able_to_take_requests([alice.pk]) == set()


def test_a_break_an_account_that_ended_and_a_number_of_none_all_mean_no(db: None) -> None:
    away = make_member("Away", break_until=timezone.now() + timedelta(days=1))
    back = make_member("Back", break_until=timezone.now() - timedelta(seconds=1))
    gone = make_member("Gone", is_active=False)
    never = make_member("Never", requests_a_month=0)
    assert able_to_take_requests([away.pk, back.pk, gone.pk, never.pk, 10**9]) == {back.pk}


def test_asking_about_many_costs_no_more_queries(
    alice: Member, bob: Member, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    everyone = [alice.pk, bob.pk, *(make_member().pk for _ in range(20))]
    with django_assert_num_queries(3):
        able_to_take_requests(everyone)
