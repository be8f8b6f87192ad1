"""Nobody's address is shown for want of a name; a name is asked for where somebody is about to read it."""

from urllib.parse import parse_qs, unquote

import pytest
from django.test import Client
from django.urls import reverse

from network.identity.fingerprints import fingerprint_of_email
from network.introductions.offers import sign_offer
from network.models import Contact, Fingerprint, Invitation, Member
from tests.factories.introductions import make_introduction
from tests.factories.people import make_contact, make_handshake, make_member

pytestmark = pytest.mark.django_db
ADDRESS = "very.private.part@example.com"


@pytest.fixture
def nameless(db: None) -> Member:
    """Somebody who has skipped the first steps."""
    member = make_member(email=ADDRESS)
    Member.objects.filter(pk=member.pk).update(name="")
    member.refresh_from_db()
    return member


@pytest.fixture
def browser(nameless: Member) -> Client:
    client = Client()
    client.force_login(nameless)
    return client


def asks_for_a_name(answer: object, then: str) -> bool:
    page, _, query = getattr(answer, "url", "").partition("?")
    return page == reverse("say_name") and unquote(parse_qs(query)["next"][0]) == unquote(then)


def test_no_part_of_the_address_stands_for_a_name(nameless: Member, as_alice: Client, alice: Member) -> None:
    contact = make_contact(nameless, "Alice", person=alice.person)
    Fingerprint.objects.create(contact=contact, kind="email", digest=fingerprint_of_email(alice.email))
    page = as_alice.get(reverse("who_knows")).content.decode()
    assert "A member says they know you" in page
    for part in ("very.private", "private.part", "part@", "example.com"):
        assert part not in page


def test_before_asking_one_gives_a_name_and_goes_on_to_ask(nameless: Member, browser: Client, bob: Member) -> None:
    make_handshake(nameless, bob)
    contact = make_contact(bob, "Priya", line_of_work="pastry chef")
    ask = reverse("introduction_ask", args=[sign_offer(nameless.pk, contact.pk, "pastry chef")])
    answer = browser.get(ask)
    assert asks_for_a_name(answer, ask)
    said = browser.post(answer["Location"], {"name": "Nadia"})
    assert unquote(said["Location"]) == ask
    assert "Ask Bob to introduce you" in browser.get(ask).content.decode()
    nameless.refresh_from_db()
    assert nameless.display_name == "Nadia"


def test_before_inviting_one_gives_a_name_and_comes_back_to_the_contact(nameless: Member, browser: Client) -> None:
    contact = make_contact(nameless, "Tom")
    answer = browser.post(reverse("invitation_make", args=[contact.pk]))
    assert asks_for_a_name(answer, reverse("contact", args=[contact.pk]))
    assert not Invitation.objects.exists()
    browser.post(answer["Location"], {"name": "Nadia"})
    assert browser.post(reverse("invitation_make", args=[contact.pk])).status_code == 200


def test_before_passing_on_and_before_saying_yes(nameless: Member, browser: Client, bob: Member, carol: Member) -> None:
    make_handshake(nameless, bob)
    to_pass_on = make_introduction(bob, make_contact(nameless, "Priya", line_of_work="pastry chef"))
    make_handshake(bob, carol)
    mine = Contact.objects.get(owner=bob, confirmed_as=nameless)
    to_answer = make_introduction(carol, mine, state="passed_on", target_member=nameless)
    for name, found in (("introduction_pass_on", to_pass_on), ("introduction_agree", to_answer)):
        page = reverse(name, args=[found.pk])
        assert asks_for_a_name(browser.get(page), page)
        assert asks_for_a_name(browser.post(page, {"words": "She is good", "basis": "friend"}), page)
        before = found.state
        found.refresh_from_db()
        assert found.state == before


def test_whoever_has_no_name_yet_is_called_as_i_call_them(as_alice: Client, alice: Member, nameless: Member) -> None:
    make_handshake(alice, nameless)
    mine = Contact.objects.get(owner=alice, confirmed_as=nameless)
    Contact.objects.filter(pk=mine.pk).update(name="Nan from the shop")
    contact = make_contact(nameless, "Priya", line_of_work="pastry chef")
    asked = make_introduction(alice, contact, line_of_work="plumber")
    for page in (
        reverse("contact", args=[mine.pk]),
        reverse("introductions"),
        reverse("introduction", args=[asked.pk]),
    ):
        said = as_alice.get(page).content.decode()
        assert "Nan from the shop" in said, page
        assert "private" not in said


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_one_goes_on_to_no_other_site(browser: Client, elsewhere: str) -> None:
    answer = browser.post(f"{reverse('say_name')}?next={elsewhere}", {"name": "Nadia"})
    assert answer["Location"] == reverse("today")


@pytest.mark.parametrize("typed", ["", "   ", "\u202e", "x" * 81, "\x00"])
def test_what_is_no_name_is_asked_for_again(browser: Client, nameless: Member, typed: str) -> None:
    assert browser.post(reverse("say_name"), {"name": typed}).status_code == 422
    nameless.refresh_from_db()
    assert nameless.name == ""


def test_a_name_can_be_changed_and_not_taken_away(as_alice: Client, alice: Member) -> None:
    answer = as_alice.post(reverse("settings_about"), {"name": "", "place": "", "phone": ""})
    assert "Please leave a name" in answer.content.decode()
    as_alice.post(reverse("settings_about"), {"name": "Alicia", "place": "", "phone": ""})
    alice.refresh_from_db()
    assert alice.name == "Alicia"
