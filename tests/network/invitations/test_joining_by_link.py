"""From a personal link to a handshake, page by page, for people new and known; and what the token leaves behind."""

import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network.contacts.actions import add_contact
from network.invitations import actions
from network.models import Contact, Handshake, Invitation, Member
from network.platform.privacy.blocks import block
from network.platform.privacy.tokens import hash_of_token


@pytest.fixture(autouse=True)
def no_memory_of_tries() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def contact(alice: Member) -> Contact:
    addresses = [("email", "bobby@example.com"), ("phone", "01632 960123")]
    return add_contact(owner=alice, name="Bobby owes me £5", addresses=addresses)


@pytest.fixture
def as_bob(bob: Member) -> Client:
    client = Client()
    client.force_login(bob)
    return client


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


def make_link(client: Client, contact: Contact) -> str:
    """Make a link as its owner does; return its path."""
    page = words(client.post(f"/people/{contact.pk}/link/"))
    match = re.search(r'value="http://testserver(/join/[^"]+)"', page)
    assert match, page
    return match[1]


def token_of(link: str) -> str:
    return link.removeprefix("/join/").rstrip("/")


def test_the_link_is_shown_once_with_ways_to_send_it(as_alice: Client, contact: Contact) -> None:
    page = words(as_alice.post(f"/people/{contact.pk}/link/"))
    match = re.search(r'value="(http://testserver/join/[^"]+)"', page)
    assert match
    link = match[1]
    assert f'data-copy="{link}"' in page
    assert re.search(r'data-share="[^"]*' + re.escape(link), page)
    assert 'href="mailto:bobby@example.com?subject=Alice%20has%20invited%20you' in page
    assert 'href="https://wa.me/441632960123?text=Hello' in page
    assert 'rel="noopener noreferrer"' in page
    later = words(as_alice.get(f"/people/{contact.pk}/"))
    assert token_of(link) not in later
    assert "To be safe, we don’t keep a copy of it" in later
    assert not mail.outbox, "the service sends it to nobody"


def test_a_link_can_be_made_for_one_without_address(as_alice: Client, alice: Member) -> None:
    contact = add_contact(owner=alice, name="<b>Dee & Ő</b>", addresses=[("phone", "ext 12")])
    page = words(as_alice.post(f"/people/{contact.pk}/link/"))
    assert 'href="mailto:?subject=' in page
    assert 'href="https://wa.me/?text=' in page
    assert "<b>Dee" not in page


def test_somebody_new_sees_who_asks_joins_and_says_yes(
    client: Client, as_alice: Client, contact: Contact, alice: Member
) -> None:
    link = make_link(as_alice, contact)
    opened = client.get(link)
    page = words(opened)
    assert "“Alice” has invited you" in page
    assert "owes me" not in page, "what Alice wrote of him is hers"
    assert alice.email not in page
    signup = reverse("account_signup") + "?next=/join/"
    assert f'href="{signup}"' in page
    client.post(signup, {"email": "bobby@example.com", "next": "/join/"})
    match = re.search(r"\b(\d{4}-\d{4})\b", mail.outbox[-1].body)
    assert match
    answer = client.post(reverse("account_email_verification_sent"), {"code": match[1], "next": "/join/"})
    assert (answer.status_code, answer["Location"]) == (302, "/join/")
    assert "Do you know “Alice”?" in words(client.get("/join/"))
    assert not Handshake.objects.exists(), "reading answers nothing"
    answer = client.post("/join/", {"yes": "yes"})
    assert answer["Location"] == reverse("welcome", args=[1]), "then the first steps"
    bobby = Member.objects.get(email="bobby@example.com")
    contact.refresh_from_db()
    assert (contact.confirmed_as, contact.person) == (bobby, bobby.person)
    assert Contact.objects.get(owner=bobby).name == "Alice"


def test_a_member_is_asked_and_says_yes(as_bob: Client, as_alice: Client, contact: Contact, bob: Member) -> None:
    link = make_link(as_alice, contact)
    opened = as_bob.get(link)
    assert (opened.status_code, opened["Location"]) == (302, "/join/")
    assert "Do you know “Alice”?" in words(as_bob.get("/join/"))
    assert not Handshake.objects.exists()
    page = words(as_bob.post("/join/", {"yes": "yes"}, follow=True))
    assert "You and Alice have shaken hands." in page
    assert "You and Bob have shaken hands" in words(as_alice.get(f"/people/{contact.pk}/"))


def test_a_no_leaves_everything_as_it_was(as_bob: Client, as_alice: Client, contact: Contact) -> None:
    link = make_link(as_alice, contact)
    before = words(as_alice.get(f"/people/{contact.pk}/"))
    as_bob.get(link)
    as_bob.post("/join/", {"no": "no"})
    assert not Handshake.objects.exists()
    assert Invitation.objects.get().accepted_at is None
    after = words(as_alice.get(f"/people/{contact.pk}/"))
    assert re.sub(r'name="csrf[^>]*>', "", after) == re.sub(r'name="csrf[^>]*>', "", before)
    assert "We don’t know this link" in words(as_bob.get("/join/"))


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_no_way_of_reading_answers(method: str, as_bob: Client, as_alice: Client, contact: Contact) -> None:
    link = make_link(as_alice, contact)
    as_bob.get(link)
    for address in (link, f"{link}?yes=yes", "/join/", "/join/?yes=yes"):
        getattr(as_bob, method)(address)
    as_bob.post("/join/")
    as_bob.post("/join/?yes=yes")
    assert as_bob.post(link, {"yes": "yes"}).status_code == 405
    assert not Handshake.objects.exists()


def close(how: str, contact: Contact, alice: Member, carol: Member) -> None:
    if how == "used":
        actions.accept_invitation(token_hash=Invitation.objects.get().token_hash, member=carol)
    elif how == "too old":
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif how == "taken back":
        actions.revoke_invitation(owner=alice, contact_id=contact.pk)
    elif how == "replaced":
        actions.make_invitation(owner=alice, contact_id=contact.pk)
    elif how == "left":
        Member.objects.filter(pk=alice.pk).update(is_active=False)


@pytest.mark.parametrize(
    ("how", "heading"),
    [
        ("used", "This link has been used"),
        ("too old", "This link has run out"),
        ("taken back", "This link doesn’t work any more"),
        ("replaced", "This link doesn’t work any more"),
        ("left", "This link doesn’t work any more"),
    ],
)
def test_a_link_that_is_over_says_so_kindly_and_names_nobody(
    how: str,
    heading: str,
    client: Client,
    as_bob: Client,
    as_alice: Client,
    contact: Contact,
    alice: Member,
    carol: Member,
) -> None:
    link = make_link(as_alice, contact)
    as_bob.get(link)
    close(how, contact, alice, carol)
    before = Handshake.objects.count()
    for response in (client.get(link), as_bob.get("/join/"), as_bob.post("/join/", {"yes": "yes"})):
        page = words(response)
        assert response.status_code == 410
        assert heading in page
        assert "ask whoever sent it for a new one" in page
        assert "Alice" not in page
    assert Handshake.objects.count() == before


def test_ones_own_link_says_what_to_do_with_it(as_alice: Client, contact: Contact) -> None:
    page = as_alice.get(make_link(as_alice, contact), follow=True)
    assert page.status_code == 200
    assert "This is your own link" in words(page)


def test_saying_yes_twice_says_that_it_is_done(as_bob: Client, as_alice: Client, contact: Contact) -> None:
    link = make_link(as_alice, contact)
    as_bob.get(link)
    as_bob.post("/join/", {"yes": "yes"})
    assert "You’ve already said yes" in words(as_bob.get(link, follow=True))


@pytest.mark.parametrize("who", ["alice", "bob"])
def test_a_block_looks_like_a_link_taken_back(
    who: str, as_bob: Client, as_alice: Client, contact: Contact, alice: Member, bob: Member
) -> None:
    link = make_link(as_alice, contact)
    block(owner=alice if who == "alice" else bob, other=bob if who == "alice" else alice)
    blocked = as_bob.get(link, follow=True)
    actions.revoke_invitation(owner=alice, contact_id=contact.pk)
    revoked = as_bob.get(link, follow=True)
    assert blocked.status_code == revoked.status_code == 410
    assert re.sub(r'name="csrf[^>]*>', "", words(blocked)) == re.sub(r'name="csrf[^>]*>', "", words(revoked))


@pytest.mark.parametrize("token", ["x", "x" * 5_000, "%00", "%F0%9F%98%80", "..%2f..", "%ED%A0%80", "a b"])
def test_a_link_that_was_never_made_is_not_known_and_makes_no_session(token: str, client: Client, db: None) -> None:
    response = client.get(f"/join/{token}/")
    assert response.status_code == 404
    assert not Session.objects.exists()


def test_the_page_of_a_link_sends_its_address_nowhere(client: Client, as_alice: Client, contact: Contact) -> None:
    opened = client.get(make_link(as_alice, contact))
    assert opened["Referrer-Policy"] == "no-referrer"
    assert "no-store" in opened["Cache-Control"]
    assert 'name="robots" content="noindex"' in words(opened)
    assert 'method="post"' not in words(opened), "a post from a no-referrer page has no origin, and is refused"


def test_the_token_is_in_no_log_line_and_no_row(
    client: Client, as_bob: Client, as_alice: Client, contact: Contact, caplog: pytest.LogCaptureFixture
) -> None:
    from backr.logs import HidePersonalLinks

    caplog.handler.addFilter(HidePersonalLinks())
    with caplog.at_level(logging.DEBUG, logger="django.request"):
        link = make_link(as_alice, contact)
        client.get(link)
        as_bob.get(link)
        actions.revoke_invitation(owner=contact.owner, contact_id=contact.pk)
        client.get(link)
        as_bob.post(link)
    token = token_of(link)
    assert "/join/…" in caplog.text, "what was refused is in the log"
    assert token not in caplog.text
    kept = str([row.get_decoded() for row in Session.objects.all()]) + str(list(Invitation.objects.values()))
    assert token not in kept
    assert hash_of_token(token) in kept


def test_two_open_one_link_and_the_second_is_told_kindly(
    as_bob: Client, as_alice: Client, contact: Contact, carol: Member
) -> None:
    link = make_link(as_alice, contact)
    as_carol = Client()
    as_carol.force_login(carol)
    for client in (as_bob, as_carol):
        client.get(link)
        assert "Do you know “Alice”?" in words(client.get("/join/"))
    as_carol.post("/join/", {"yes": "yes"})
    assert "This link has been used" in words(as_bob.post("/join/", {"yes": "yes"}))
    assert Handshake.objects.count() == 1


def test_stopping_a_link_from_the_contacts_page(client: Client, as_alice: Client, contact: Contact) -> None:
    link = make_link(as_alice, contact)
    assert "Done. The link doesn’t work any more." in words(
        as_alice.post(f"/people/{contact.pk}/link/stop/", follow=True)
    )
    assert "This link doesn’t work any more" in words(client.get(link))
    assert "Stop the link working" not in words(as_alice.get(f"/people/{contact.pk}/"))
