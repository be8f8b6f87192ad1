"""The pages of the people a member knows: add, find, read, change, hide, remove; only ever one's own."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from network.contacts.actions import add_contact, add_many
from network.contacts.cards import ContactCard
from network.models import Contact, Member, Place
from network.platform.privacy.blocks import block
from tests.factories.people import make_handshake, make_member
from tests.network.contacts.test_actions import NASTY


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_the_first_visit_says_what_to_do(as_alice: Client) -> None:
    page = words(as_alice.get("/people/"))
    assert "Start with one person" in page
    assert reverse("contact_add") in page


def test_a_name_and_what_they_do_is_all_it_takes(as_alice: Client, alice: Member) -> None:
    response = as_alice.post("/people/add/", {"name": "Dee Marsh", "work": "Baker"}, follow=True)
    assert response.redirect_chain == [("/people/add/", 302)]
    assert "Dee Marsh is on your list." in words(response)
    contact = Contact.objects.get(owner=alice)
    assert (contact.work, contact.line_of_work, contact.closeness) == ("Baker", "baker", 2)
    assert "Dee Marsh" in words(as_alice.get("/people/"))


def test_everything_can_be_said_and_is_shown_to_its_owner(as_alice: Client, alice: Member) -> None:
    whitby = Place.objects.create(
        geoname_id=1,
        name="Whitby",
        search_name="whitby",
        country="GB",
        latitude=54.5,
        longitude=-0.6,
        population=13_000,
    )
    said = {
        "name": "Dee",
        "work": "Baker",
        "how_known": "school_gate",
        "closeness": "4",
        "firm": "Harbour Lane Bakery",
        "place": "Whitby",
        "email": "dee@example.com\nDee.Marsh@Bücher.example\n",
        "phone": "01632 960123",
        "note": "Two boys.\nLikes tea.",
        "private": "on",
        "and_look": "yes",
    }
    response = as_alice.post("/people/add/", said, follow=True)
    contact = Contact.objects.get()
    assert response.redirect_chain == [(f"/people/{contact.pk}/", 302)]
    page = words(response)
    for shown in (
        "Dee.Marsh@Bücher.example",
        "01632 960123",
        "Two boys.<br>Likes tea.",
        "school gate",
        "very well",
        "Harbour Lane Bakery",
    ):
        assert shown in page
    assert "You’re keeping this person private" in page
    assert (contact.place, contact.place_words, contact.private) == (whitby, "Whitby", True)


@pytest.mark.parametrize(
    ("field", "typed", "complaint"),
    [
        ("name", "", "Write a name."),
        ("name", "\u202e\x07", "Write a name."),
        ("name", "D" * 10_240, "Please shorten this to 120 characters"),
        ("work", "D" * 10_240, "Please shorten this to 200 characters"),
        ("note", "D" * 10_240, "Please shorten this to 5,000 characters"),
        ("firm", "D" * 10_240, "Please shorten this to 120 characters"),
        ("place", "D" * 10_240, "Please shorten this to 120 characters"),
        ("email", "dee at example", "“dee at example”: That doesn’t look like an e-mail address."),
        ("email", "ok@example.com\nD" * 1 + "D" * 10_240, "That doesn’t look like an e-mail address."),
        ("email", "\n".join(f"d{n}@example.com" for n in range(60)), "more than we can keep"),
        ("phone", "999", "“999”: That doesn’t look like a whole phone number."),
        ("closeness", "9", "Choose one of these."),
        ("closeness", "\x00", "Choose one of these."),
        ("how_known", "enemies", "Choose one of these."),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_typed_is_lost(
    field: str, typed: str, complaint: str, as_alice: Client
) -> None:
    response = as_alice.post("/people/add/", {"name": "Dee", "work": "Baker", field: typed})
    assert response.status_code == 200
    page = words(response)
    assert complaint in page
    assert "You haven’t lost anything you typed." in page
    if field != "work":
        assert 'value="Baker"' in page
    assert ('<details class="more" open>' in page) == (field not in {"name", "work"})
    assert not Contact.objects.exists()


@pytest.mark.parametrize("nasty", NASTY)
def test_nothing_that_is_typed_breaks_a_page(nasty: str, as_alice: Client) -> None:
    typed = dict.fromkeys(("work", "place", "email", "phone", "note"), nasty)
    for said in ({"name": nasty, "work": nasty, "note": nasty}, {"name": "Dee", **typed}):
        body = urlencode(said, errors="surrogatepass")
        answer = as_alice.post("/people/add/", body, content_type="application/x-www-form-urlencoded", follow=True)
        assert answer.status_code in (200, 413)
    search = urlencode({"q": nasty, "page": nasty}, errors="surrogatepass")
    assert as_alice.get("/people/", query_params=None, QUERY_STRING=search).status_code in (200, 414)
    for contact in Contact.objects.all():
        page = as_alice.get(f"/people/{contact.pk}/")
        assert page.status_code == 200
        assert b"<script>alert" not in page.content


def test_the_same_address_twice_is_mentioned(as_alice: Client, alice: Member) -> None:
    add_contact(owner=alice, name="Dee", addresses=[("email", "dee@example.com")])
    page = words(as_alice.post("/people/add/", {"name": "D. Marsh", "email": "DEE@example.com"}, follow=True))
    assert "You already have somebody with the same address: Dee." in page


def test_what_only_another_members_card_brings_together_is_not_mentioned(as_alice: Client, bob: Member) -> None:
    add_contact(owner=bob, name="Zed", addresses=[("email", "zed@example.com"), ("phone", "01632 960555")])
    as_alice.post(reverse("contact_add"), {"name": "A letter", "email": "zed@example.com"}, follow=True)
    page = as_alice.post(reverse("contact_add"), {"name": "A call", "phone": "01632 960555"}, follow=True)
    assert "A call is on your list." in page.content.decode()
    assert "A letter" not in page.content.decode()


def test_changing_shows_what_was_there_and_keeps_odd_addresses_that_came_with_an_import(
    as_alice: Client, alice: Member
) -> None:
    contact = add_contact(owner=alice, name="Dee", work="Baker", addresses=[("phone", "ext 12"), ("email", "odd")])
    page = words(as_alice.get(f"/people/{contact.pk}/change/"))
    assert "ext 12" in page
    said = {"name": "Dee Marsh", "work": "Baker", "phone": "ext 12", "email": "odd\nnew@example.com", "closeness": "3"}
    as_alice.post(f"/people/{contact.pk}/change/", said)
    contact.refresh_from_db()
    assert (contact.name, contact.closeness) == ("Dee Marsh", 3)
    assert set(contact.addresses.values_list("value", flat=True)) == {"ext 12", "odd", "new@example.com"}


def test_the_form_of_a_change_says_what_is_kept_when_sent_back_as_it_is(as_alice: Client, alice: Member) -> None:
    card = ContactCard(
        "Dee",
        work="Baker",
        addresses=(("email", "a@example.com"), ("email", "b@example.com"), ("phone", "01632 960123")),
        how_known="club",
        closeness=3,
        place_words="up the coast",
        note="One\nTwo",
        private=True,
    )
    [contact] = add_many(owner=alice, cards=[card])
    before = Contact.objects.filter(pk=contact.pk).values().get()
    form = as_alice.get(f"/people/{contact.pk}/change/").context["form"]
    as_alice.post(f"/people/{contact.pk}/change/", {name: form[name].value() for name in form.fields})
    after = Contact.objects.filter(pk=contact.pk).values().get()
    assert after | {"updated_at": None} == before | {"updated_at": None}
    assert contact.addresses.count() == 3


def test_what_others_may_read_can_be_changed_hidden_and_found_again(as_alice: Client, alice: Member) -> None:
    contact = add_contact(owner=alice, name="Dee", work="Baker")
    line = f"/people/{contact.pk}/line/"
    assert '<span class="pill">baker</span>' in words(as_alice.get(f"/people/{contact.pk}/"))
    as_alice.post(line, {"show": "yes", "line": "Florist"})
    assert '<span class="pill">florist</span>' in words(as_alice.get(f"/people/{contact.pk}/"))
    assert "We couldn’t make out any work in that." in words(as_alice.post(line, {"show": "yes", "line": "???"}))
    assert "Write a line of work" in words(as_alice.post(line, {"show": "yes", "line": " "}))
    as_alice.post(line, {"hide": "yes"})
    assert "You’ve hidden what they do" in words(as_alice.get(f"/people/{contact.pk}/"))
    as_alice.post(line, {"find": "yes"})
    assert '<span class="pill">baker</span>' in words(as_alice.get(f"/people/{contact.pk}/"))


def test_a_look_removes_nothing_and_a_yes_removes(as_alice: Client, alice: Member) -> None:
    contact = add_contact(owner=alice, name="Dee")
    as_alice.get(f"/people/{contact.pk}/remove/")
    assert Contact.objects.exists()
    assert "Done. Dee isn’t on your list any more." in words(
        as_alice.post(f"/people/{contact.pk}/remove/", follow=True)
    )
    assert not Contact.objects.exists()


@pytest.mark.parametrize("search", ["mar", "MARSH dee", "baker", "haverby", "florence nightingale"])
def test_people_are_found_by_any_words_of_theirs(search: str, as_alice: Client, alice: Member) -> None:
    add_contact(owner=alice, name="Dee Marsh", work="Baker", place_words="Haverby")
    add_contact(owner=alice, name="Somebody Else", work="Plumber")
    page = words(as_alice.get("/people/", {"q": search}))
    assert ("Dee Marsh" in page) == (search != "florence nightingale")
    assert "Somebody Else" not in page


def test_letters_beyond_a_to_z_are_found_in_either_case(as_alice: Client, alice: Member) -> None:
    add_contact(owner=alice, name="Éva Ősz")
    for search in ("éva", "ÉVA", "Éva", "ősz"):
        assert "Éva Ősz" in words(as_alice.get("/people/", {"q": search})), search


def test_a_long_list_comes_in_pages(as_alice: Client, alice: Member) -> None:
    add_many(owner=alice, cards=[ContactCard(f"Person {n:03}", work="Baker") for n in range(120)])
    first, last = words(as_alice.get("/people/")), words(as_alice.get("/people/", {"page": "3", "q": "baker"}))
    assert "Person 049" in first
    assert "Person 050" not in first
    assert "Person 119" in last
    for page in ("0", "-1", "99", "x", "", "9" * 400):
        assert as_alice.get("/people/", {"page": page}).status_code == 200


WRONG_WAY = {("invitation_make", "get"), ("invitation_revoke", "get"), ("contact", "post")}
OWN_PAGES = ["contact", "contact_change", "contact_line", "contact_remove", "invitation_make", "invitation_revoke"]


@pytest.mark.parametrize("name", [*OWN_PAGES, "handshake_end"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_somebody_elses_contact_is_not_there(name: str, method: str, as_alice: Client, bob: Member) -> None:
    contact = add_contact(owner=bob, name="Secret Dee", work="Baker")
    make_handshake(bob, make_member("Zed"))
    confirmed = Contact.objects.get(owner=bob, confirmed_as__isnull=False)
    for pk in (contact.pk, confirmed.pk, 10**6, 2**63, 10**40):
        response = getattr(as_alice, method)(reverse(name, args=[pk]), {"name": "Mine", "yes": "yes"})
        expected = 405 if (name, method) in WRONG_WAY else 404
        assert response.status_code == expected
        assert "Secret Dee" not in words(response)
    assert Contact.objects.filter(owner=bob).count() == 2


@pytest.mark.parametrize("name", ["people", "contact_add", "who_knows", "blocks", "invitation_answer"])
def test_strangers_are_asked_to_sign_in(name: str, client: Client) -> None:
    response = client.get(reverse(name))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_the_list_takes_as_many_queries_for_ten_people_as_for_a_thousand(as_alice: Client, alice: Member) -> None:
    def add(start: int, end: int) -> None:
        cards = [
            ContactCard(f"Person {n}", work="Baker", addresses=[("email", f"p{n}@example.com")])
            for n in range(start, end)
        ]
        add_many(owner=alice, cards=cards)

    add(0, 10)
    ten = [queries_of(as_alice, address) for address in ("/people/", "/people/?q=baker")]
    add(10, 1000)
    for number in range(20):
        other = make_member(f"A {number}", email=f"a{number}@network.example")
        make_handshake(alice, other)
        block(owner=alice, other=other)
    assert [queries_of(as_alice, address) for address in ("/people/", "/people/?q=baker")] == ten
    assert max(ten) <= 8


def test_a_contacts_page_takes_as_many_queries_with_one_address_as_with_fifty(as_alice: Client, alice: Member) -> None:
    one = add_contact(owner=alice, name="One", addresses=[("email", "one@example.com")])
    many = add_contact(owner=alice, name="Many", addresses=[("email", f"m{n}@example.com") for n in range(50)])
    counts = [queries_of(as_alice, f"/people/{contact.pk}/") for contact in (one, many)]
    assert counts[0] == counts[1] <= 8


def test_everybody_can_be_had_on_one_page_to_print(client: Client, alice: Member) -> None:
    for number in range(53):
        add_contact(owner=alice, name=f"Person {number:02}")
    client.force_login(alice)
    first = client.get("/people/").content.decode()
    assert "Person 52" not in first
    assert 'href="?page=all"' in first
    everybody = client.get("/people/?page=all").content.decode()
    assert all(f"Person {number:02}" in everybody for number in range(53))
    assert "Print them all" not in everybody
