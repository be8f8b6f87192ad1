"""Nothing that a member can do or see tells whether somebody they wrote down is a member."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from network.contacts.actions import add_contact
from network.invitations import handshakes
from network.models import Contact, Member
from network.platform.privacy.blocks import block, unblock
from tests.factories.people import make_member

MEMBER, STRANGER = "dee@network.example", "kay@network.example"


@pytest.fixture
def dee(db: None) -> Member:
    return make_member("Dee", email=MEMBER)


def seen(response: Any) -> str:
    """The page as its reader sees it, without what differs from one page to the next anyway."""
    page = " ".join(response.content.decode().split())
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page)
    page = re.sub(r"/people/\d+/", "/people/N/", page)
    return re.sub(r"/join/[\w-]{20,}|%2Fjoin%2F[\w-]{20,}", "/join/TOKEN", page)


def doings(client: Client, email: str) -> tuple[list[tuple[int, str]], list[int]]:
    """Add somebody with this address, look at them everywhere, make a link, change and remove them."""
    pages, counts = [], []

    def do(method: str, address: str, data: Any = None) -> Any:
        with CaptureQueriesContext(connection) as queries:
            response = getattr(client, method)(address, data or {})
        pages.append((response.status_code, seen(response).replace(email, "THE ADDRESS")))
        counts.append(len(queries))
        return response

    said = {"name": "Dee", "work": "Baker", "email": email}
    do("post", "/people/add/", said)
    pk = Contact.objects.get(owner_id=client.session["_auth_user_id"]).pk
    for address in ("/people/", "/people/?q=dee", f"/people/{pk}/", f"/people/{pk}/change/", "/people/who-knows-you/"):
        do("get", address)
    do("get", f"/people/{pk}/handshake/end/")
    do("post", f"/people/{pk}/link/")
    do("get", f"/people/{pk}/")
    do("post", f"/people/{pk}/link/stop/")
    do("post", f"/people/{pk}/change/", said | {"note": "Nice"})
    do("get", f"/people/{pk}/remove/")
    do("post", f"/people/{pk}/remove/")
    do("get", "/people/")
    return pages, counts


def test_a_member_and_a_stranger_look_the_same_to_who_wrote_them_down(as_alice: Client, dee: Member) -> None:
    as_alice.get("/today/")  # the first page of an hour also notes in which browser it was
    of_stranger, stranger_counts = doings(as_alice, STRANGER)
    of_member, member_counts = doings(as_alice, MEMBER)
    assert of_member == of_stranger
    assert member_counts == stranger_counts, "nor does the time that it takes"


@pytest.mark.parametrize("what", ["waits", "declined", "blocked", "unblocked", "left"])
def test_whatever_she_does_looks_the_same_until_she_says_yes(
    what: str, as_alice: Client, alice: Member, dee: Member
) -> None:
    contact = add_contact(owner=alice, name="Dee", work="Baker", addresses=[("email", MEMBER)])
    addresses = ("/people/", f"/people/{contact.pk}/", "/people/who-knows-you/")
    before = [seen(as_alice.get(address)) for address in addresses]
    if what == "declined":
        handshakes.decline_recognition(member=dee, by_id=alice.pk)
    if what in {"blocked", "unblocked"}:
        block(owner=dee, other=alice)
    if what == "unblocked":
        unblock(owner=dee, other=alice)
    if what == "left":
        Member.objects.filter(pk=dee.pk).update(is_active=False)
    assert [seen(as_alice.get(address)) for address in addresses] == before


def test_only_a_yes_is_seen(as_alice: Client, alice: Member, dee: Member) -> None:
    contact = add_contact(owner=alice, name="Dee", addresses=[("email", MEMBER)])
    handshakes.accept_recognition(member=dee, by_id=alice.pk)
    assert "You and Dee have shaken hands" in seen(as_alice.get(f"/people/{contact.pk}/"))


def test_a_block_after_a_handshake_cannot_be_seen(as_alice: Client, alice: Member, dee: Member) -> None:
    contact = add_contact(owner=alice, name="Dee", addresses=[("email", MEMBER)])
    handshakes.accept_recognition(member=dee, by_id=alice.pk)
    address = f"/people/{contact.pk}/"

    def page() -> str:
        return re.sub(r"/settings/block/[^/]+/", "", seen(as_alice.get(address)))

    before = page(), seen(as_alice.get("/people/"))
    block(owner=dee, other=alice)
    assert (page(), seen(as_alice.get("/people/"))) == before


def as_member(member: Member) -> Client:
    client = Client()
    client.force_login(member)
    return client


def test_her_own_page_asks_her_and_takes_her_answer(alice: Member, dee: Member) -> None:
    add_contact(owner=alice, name="Deedee from the pub", addresses=[("email", MEMBER)])
    client = as_member(dee)
    page = seen(client.get("/people/who-knows-you/"))
    assert "“Alice” says they know you" in page
    assert "Deedee" not in page, "how Alice calls her is Alice's"
    assert "Only say yes if you’re sure who it is." in page
    assert alice.email not in page
    assert client.get(f"/people/who-knows-you/{alice.pk}/yes/").status_code == 405
    page = seen(client.post(f"/people/who-knows-you/{alice.pk}/yes/", follow=True))
    assert "You and Alice have shaken hands." in page
    assert "Nobody just now" in page


def test_her_page_offers_her_own_contacts_and_takes_the_one_she_chooses(alice: Member, dee: Member) -> None:
    add_contact(owner=alice, name="Dee", addresses=[("email", MEMBER)])
    hers = add_contact(owner=dee, name="Alice at number 9", work="Nurse")
    client = as_member(dee)
    page = seen(client.get("/people/who-knows-you/"))
    assert "Is “Alice” on your list already?" in page
    assert "Yes: Alice at number 9, Nurse" in page
    for contact in ("nonsense", "-1", "0", str(10**40), str(hers.pk + 10**6)):
        assert client.post(f"/people/who-knows-you/{alice.pk}/yes/", {"contact": contact}).status_code == 404
    client.post(f"/people/who-knows-you/{alice.pk}/yes/", {"contact": str(hers.pk)})
    hers.refresh_from_db()
    assert hers.confirmed_as == alice


@pytest.mark.parametrize("address", ["alice", "nobody"])
def test_whose_address_she_has_written_down_shows_nowhere_on_her_page(alice: Member, dee: Member, address: str) -> None:
    add_contact(owner=alice, name="Dee", addresses=[("email", MEMBER)])

    def page() -> str:
        return re.sub(r"/settings/block/[^/]+/", "", seen(as_member(dee).get("/people/who-knows-you/")))

    before = page()
    add_contact(owner=dee, name="A guess", addresses=[("email", f"{address}@example.com")])
    assert page() == before


def test_a_no_on_her_page_is_quiet(alice: Member, dee: Member) -> None:
    add_contact(owner=alice, name="Dee", addresses=[("email", MEMBER)])
    client = as_member(dee)
    page = seen(client.post(f"/people/who-knows-you/{alice.pk}/no/", follow=True))
    assert "That’s fine. They won’t know." in page
    assert "Nobody just now" in page


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_answering_where_nobody_asked_is_not_found(answer: str, as_alice: Client, bob: Member, alice: Member) -> None:
    add_contact(owner=alice, name="Bob", addresses=[("email", bob.email)])
    for pk in (bob.pk, alice.pk, 10**9, 10**40):
        assert as_alice.post(f"/people/who-knows-you/{pk}/{answer}/").status_code == 404
    as_bob = as_member(bob)
    assert as_bob.post(f"/people/who-knows-you/{alice.pk}/{answer}/").status_code == 302


def test_ending_a_handshake_on_the_page(alice: Member, dee: Member) -> None:
    contact = add_contact(owner=alice, name="Dee", addresses=[("email", MEMBER)])
    handshakes.accept_recognition(member=dee, by_id=alice.pk)
    client = as_member(alice)
    assert "End your handshake with Dee?" in seen(client.get(f"/people/{contact.pk}/handshake/end/"))
    page = seen(client.post(f"/people/{contact.pk}/handshake/end/", follow=True))
    assert "The handshake has ended." in page
    assert "have shaken hands" not in page
    hers = Contact.objects.get(owner=dee)
    assert "have shaken hands" not in seen(as_member(dee).get(f"/people/{hers.pk}/"))
