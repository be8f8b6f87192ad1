"""“I'm sorted for now”: nothing more is suggested, and to others one is there as before."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from network.introductions.capacity import able_to_take_requests
from network.models import Member, OutboxRow, ProfileLine
from network.people.actions import look_again, say_sorted, take_break
from network.suggestions.page import suggestions_for
from tests.factories.people import make_contact, make_handshake

pytestmark = pytest.mark.django_db


@pytest.fixture
def wishes(alice: Member, bob: Member) -> None:
    ProfileLine.objects.create(member=alice, kind="wish", text="baker")
    make_contact(alice, "Ama", work="baker", line_of_work="baker")
    make_handshake(alice, bob)


@pytest.mark.usefixtures("wishes")
class TestSorted:
    def test_one_tap_says_it_and_one_tap_takes_it_back(self, as_alice: Client, alice: Member) -> None:
        assert "sorted for now" in as_alice.get("/today/").content.decode()
        page = as_alice.post("/today/sorted/", follow=True).content.decode()
        assert "You’re sorted for now" in page
        assert "I’m looking again" in page
        page = as_alice.post("/today/looking/", follow=True).content.decode()
        assert "Ama" in page
        assert "sorted" not in page.lower()

    def test_nothing_is_suggested_any_more(self, as_alice: Client, alice: Member) -> None:
        assert suggestions_for(alice).own_contacts
        say_sorted(member=alice)
        suggestions = suggestions_for(alice)
        assert suggestions.resting
        assert suggestions.nothing
        page = as_alice.get("/work/").content.decode()
        assert "Ama" not in page
        assert "You’re sorted for now" in page

    def test_who_looks_for_themselves_still_finds(self, as_alice: Client, alice: Member) -> None:
        say_sorted(member=alice)
        assert "Ama" in as_alice.get("/work/?q=baker").content.decode()

    def test_others_can_ask_as_before_and_nothing_is_projected_anew(self, alice: Member) -> None:
        before = list(OutboxRow.objects.order_by("pk").values_list("pk", "version"))
        say_sorted(member=alice)
        assert able_to_take_requests([alice.pk]) == {alice.pk}
        assert list(OutboxRow.objects.order_by("pk").values_list("pk", "version")) == before

    def test_saying_it_twice_keeps_the_first_time(self, alice: Member) -> None:
        say_sorted(member=alice)
        first = alice.sorted_at
        say_sorted(member=alice)
        assert alice.sorted_at == first
        look_again(member=alice)
        assert not alice.sorted_for_now

    def test_a_link_alone_changes_nothing(self, as_alice: Client, alice: Member) -> None:
        assert as_alice.get("/today/sorted/").status_code == 405
        alice.refresh_from_db()
        assert not alice.sorted_for_now


def test_who_wishes_for_nothing_is_not_asked_whether_they_are_sorted(as_alice: Client, alice: Member) -> None:
    make_contact(alice, "Ama")
    assert "sorted" not in as_alice.get("/today/").content.decode().lower()


@pytest.mark.usefixtures("wishes")
def test_who_is_on_a_break_may_say_so_too(as_alice: Client, alice: Member) -> None:
    take_break(member=alice, until=timezone.localdate() + timedelta(days=7))
    assert "sorted for now" in as_alice.get("/today/").content.decode()
