"""What was answered in a preview is taken back with the import, but for what was said since."""

import pytest
from django.test import Client

from network.contacts.actions import add_contact, find_line_again, show_line
from network.models import Contact, EverydayName, Member, UnplacedWork
from network.suggestions.vectors import project_members
from tests.network.imports.samples import vcard
from tests.network.imports.test_flow import choose
from tests.network.imports.test_work_asked import BRAIDS, SUMS, bring, done, lines, say, taken_back

pytestmark = pytest.mark.django_db


def test_undo_takes_back_the_people_the_answers_and_what_was_made_of_them(as_alice: Client, alice: Member) -> None:
    before = add_contact(owner=alice, name="Jo Bell", addresses=[("email", "jo@example.com")])
    cards = [
        vcard("Ann", title=BRAIDS),
        vcard("Mo", title=SUMS),
        vcard("Jo Bell", email="jo@example.com", title=BRAIDS),
    ]
    url = bring(as_alice, *cards, vcard("Di", email="di@example.com"), vcard("Di", email="di@example.com", title=SUMS))
    say(as_alice, url, BRAIDS, "hairdresser")
    say(as_alice, url, SUMS, "out", add="yes")
    said, out = ("hairdresser", "chosen"), ("", "hidden")
    assert lines(alice) == {"Ann": said, "Mo": out, "Jo Bell": said, "Di": out}
    assert taken_back(done(alice)) == []
    assert lines(alice) == {"Jo Bell": ("", "found")}
    before.refresh_from_db()
    assert before.work == ""
    assert not EverydayName.objects.exists()
    assert not UnplacedWork.objects.exists()


def test_what_the_member_says_after_the_import_stays_when_it_is_undone(as_alice: Client, alice: Member) -> None:
    before = add_contact(owner=alice, name="Jo Bell", addresses=[("email", "jo@example.com")])
    url = bring(as_alice, vcard("Ann", title=BRAIDS), vcard("Jo Bell", email="jo@example.com", title=BRAIDS))
    say(as_alice, url, BRAIDS, "hairdresser", add="yes")
    for contact in (before, Contact.objects.get(name="Ann")):
        show_line(owner=alice, contact_id=contact.pk, words="barber")
    assert len(taken_back(done(alice))) == 1
    assert lines(alice) == {"Ann": ("barber", "chosen"), "Jo Bell": ("barber", "chosen")}
    assert list(EverydayName.objects.values_list("words", "line_of_work")) == [(BRAIDS, "barber")]


def test_what_was_said_of_somebody_stays_when_their_file_comes_again_or_they_are_read_again(
    as_alice: Client, alice: Member
) -> None:
    cards = [vcard("Ann", email="ann@example.com", title=BRAIDS), vcard("Mo", email="mo@example.com", title=SUMS)]
    url = bring(as_alice, *cards)
    say(as_alice, url, BRAIDS, "florist")
    say(as_alice, url, SUMS, "out", add="yes")
    stands = lines(alice)
    project_members([str(alice.pk)])
    assert lines(alice) == stands
    again = [vcard("Ann", email="ann@example.com", title="Hairdresser", note="a nurse"), cards[1]]
    url = bring(as_alice, *again)
    assert not UnplacedWork.objects.exists()
    choose(as_alice, url, shown="1,2", row=[1, 2], add="yes")
    project_members([str(alice.pk)])
    assert lines(alice) == stands
    find_line_again(owner=alice, contact_id=Contact.objects.get(name="Ann").pk)
    assert lines(alice)["Ann"][1] == "found", "but what they take back is taken back"
