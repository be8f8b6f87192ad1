"""The circles as a page: what is drawn, narrowed, opened and moved; only ever one's own."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from network.contacts.actions import say_they_know
from network.models import Contact, Member, OutboxRow, Person
from network.platform.privacy.blocks import block
from tests.factories.people import make_contact, make_handshake, make_member
from tests.hypothesis_profiles import examples
from tests.network.contacts.test_actions import NASTY

MAP = "/people/map/"


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


def drawn(response: Any) -> list[str]:
    """What each mark in the drawing says to somebody who hears it."""
    return re.findall(r'<a class="dot [^>]*aria-label="([^"]*)"', response.content.decode())


def many(owner: Member, count: int, **fields: Any) -> list[Contact]:
    people = Person.objects.bulk_create(Person() for _ in range(count))
    return Contact.objects.bulk_create(
        Contact(owner=owner, person=person, **{"name": f"Person {number:04}", **fields})
        for number, person in enumerate(people)
    )


def test_bare_circles_say_how_to_begin(as_alice: Client) -> None:
    page = words(as_alice.get(MAP))
    assert "Your circles are still empty" in page
    assert reverse("walk") in page


def test_a_person_stands_in_their_ring_and_sector_with_their_work(as_alice: Client, alice: Member) -> None:
    make_contact(alice, "Ama Mensah", line_of_work="baker", how_known="school_gate", closeness=4, private=True)
    answer = as_alice.get(MAP)
    assert drawn(answer) == ["Ama Mensah, baker, very well, School gate, private"]
    page = words(answer)
    assert '<g class="map-ring-4"> <a class="dot dot-5' in page
    assert ">School gate</textPath>" in page
    assert "Skilled trades" in page


def test_the_list_says_the_same_as_the_drawing(as_alice: Client, alice: Member) -> None:
    many(alice, 300, how_known="work")
    make_contact(alice, "Zed Last", how_known="family", closeness=4)
    page = as_alice.get(MAP).content.decode()
    drawing = re.findall(r'data-name="([^"]*)"', page[page.index('<g class="map-ring') :])
    listed = re.findall(r'#person"[^>]*>([^<]*)</a>', page[page.index('id="list"') :])
    assert drawing == listed
    assert 50 < len(drawing) < 301
    more = 301 - len(drawing)
    assert f"{more} more: a little, Work. See them." in page
    assert f"and {more} more" in page


@pytest.mark.parametrize("query", ["", "?work=8", "?ring=2&sector=work", "?q=person"])
def test_whom_the_drawing_leaves_out_is_said_and_why_and_the_list_has_exactly_them(
    as_alice: Client, alice: Member, query: str
) -> None:
    many(alice, 700, how_known="work", line_of_work="bus driver")
    answer = as_alice.get(MAP + query)
    shown = {said.split(",")[0] for said in drawn(answer)}
    page = words(answer)
    assert f"The drawing has room for {len(shown)} of 700. In each part, people you’ve shaken hands with" in page
    link = re.search(r'<a href="([^"]*)">See the (\d+) it leaves out</a>', page)
    assert link is not None
    assert int(link[2]) == 700 - len(shown)
    address = f"{MAP}{link[1].replace('&amp;', '&')}".partition("#")[0]
    listed: list[str] = []
    for number in range(1, 15):
        text = as_alice.get(f"{address}&page={number}").content.decode()
        part = text[text.index('id="list"') :]
        names = re.findall(r'#person"[^>]*>([^<]*)</a>', part)
        if names == listed[-len(names) :]:
            break
        listed += names
    assert listed == sorted({f"Person {number:04}" for number in range(700)} - shown)
    assert "Not in the drawing" in text
    assert "it leaves out" not in text


def test_where_there_is_room_for_all_nothing_is_said_of_it(as_alice: Client, alice: Member) -> None:
    many(alice, 20)
    page = words(as_alice.get(MAP))
    assert "The drawing has room for" not in page
    assert as_alice.get(f"{MAP}?left_out=yes").status_code == 200


def test_those_with_a_handshake_come_first_and_wear_it_unless_blocked(
    as_alice: Client, alice: Member, bob: Member, carol: Member
) -> None:
    many(alice, 500)
    make_handshake(alice, bob, closeness=2)
    make_handshake(alice, carol, closeness=2)
    block(owner=alice, other=carol)
    said = drawn(as_alice.get(MAP))
    assert said[0] == "Bob, a little, Not said yet, handshake"
    assert "Carol, a little, Not said yet, handshake" not in said
    assert drawn(as_alice.get(f"{MAP}?handshake=yes")) == ["Bob, a little, Not said yet, handshake"]


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("q=ama", ["Ama"]),
        ("q=HARBOUR", ["Ama", "Dee"]),
        ("ring=4", ["Ama"]),
        ("sector=family", ["Dee"]),
        ("sector=unsaid", ["Mo"]),
        ("work=5", ["Ama"]),
        ("work=0", ["Mo"]),
        ("ring=4&sector=family", []),
        ("q=harbour&work=8", ["Dee"]),
    ],
)
def test_the_circles_can_be_narrowed(as_alice: Client, alice: Member, query: str, left: list[str]) -> None:
    make_contact(alice, "Ama", line_of_work="baker", how_known="work", closeness=4, firm="Harbour Lane")
    make_contact(alice, "Dee", line_of_work="bus driver", how_known="family", closeness=3, note="lives at the harbour")
    make_contact(alice, "Mo")
    answer = as_alice.get(f"{MAP}?{query}")
    assert [said.split(",")[0] for said in drawn(answer)] == left
    assert f"{len(left)} of 3 match" in words(answer)


def test_a_count_opens_its_part_by_line_of_work_and_then_a_list_of_all(as_alice: Client, alice: Member) -> None:
    many(alice, 300, how_known="work", line_of_work="bus driver")
    many(alice, 3, how_known="work", line_of_work="baker", closeness=4)
    page = as_alice.get(MAP).content.decode()
    link = re.search(r'<a class="map-more" href="([^"]*)"', page)
    assert link is not None
    assert link[1] == "?ring=2&amp;sector=work"
    opened = as_alice.get(MAP + link[1].replace("&amp;", "&"))
    page = words(opened)
    assert "You’ve opened one part." in page
    assert ">Driving, machines</textPath>" in page
    assert ">Skilled trades</textPath>" not in page
    assert "Page 1 of 6" in page
    last = words(as_alice.get(f"{MAP}?ring=2&sector=work&page=6"))
    assert "Person 0299" in last[last.index('id="list"') :]


def test_somebody_is_opened_beside_the_drawing_with_whom_they_know_and_work_with(
    as_alice: Client, alice: Member
) -> None:
    ama = make_contact(alice, "Ama", firm="Harbour Bakery", closeness=3)
    dee = make_contact(alice, "Dee")
    make_contact(alice, "Mo", firm="The Harbour Bakery Ltd")
    say_they_know(owner=alice, contact_id=ama.pk, other_id=dee.pk)
    answer = as_alice.get(f"{MAP}?person={ama.pk}")
    page = words(answer)
    beside = page[page.index('id="person"') :]
    assert "They know" in beside
    assert ">Dee</a>" in beside
    assert "Also at Harbour Bakery" in beside
    assert ">Mo</a>" in beside
    assert 'class="map-known map-here" d="M' in page
    assert 'class="map-firm map-here" d="M' in page
    assert 'value="3" id="move-closeness_1"' in beside.replace(" required", "")
    assert drawn(answer)[0].startswith("Ama")


def test_whoever_is_opened_is_drawn_even_in_a_crowd(as_alice: Client, alice: Member) -> None:
    last = many(alice, 2000)[-1]
    assert "Person 1999, a little, Not said yet" in drawn(as_alice.get(f"{MAP}?person={last.pk}"))


def test_lines_join_those_who_know_each_other_or_share_a_firm(as_alice: Client, alice: Member) -> None:
    ama, dee = make_contact(alice, "Ama", firm="Boots"), make_contact(alice, "Dee", firm="BOOTS")
    page = as_alice.get(MAP).content.decode()
    assert 'class="map-firm" d="M' in page
    assert 'class="map-known" d="M' not in page.split("</svg>")[0].split('id="drawing"')[-1]
    say_they_know(owner=alice, contact_id=ama.pk, other_id=dee.pk)
    page = as_alice.get(MAP).content.decode()
    assert f'data-near="{dee.pk}"' in page
    assert f'data-near="{ama.pk}"' in page


def move(client: Client, contact: Contact, closeness: object, **more: str) -> Any:
    return client.post("/people/map/move/", {"person": str(contact.pk), "closeness": str(closeness), **more})


def test_somebody_is_moved_to_another_ring_and_the_graph_is_told(as_alice: Client, alice: Member) -> None:
    ama = make_contact(alice, "Ama", closeness=2)
    OutboxRow.objects.all().delete()
    answer = move(as_alice, ama, 4, look="?q=a&sector=unsaid&ring=2")
    assert answer.headers["Location"] == f"{MAP}?q=a&person={ama.pk}#person"
    ama.refresh_from_db()
    assert ama.closeness == 4
    assert list(OutboxRow.objects.values_list("consumer", "subject")) == [("graph", str(alice.pk))]
    assert "Ama: very well. Saved." in words(as_alice.get(answer.headers["Location"]))


def test_from_the_drawing_one_comes_back_to_the_drawing(as_alice: Client, alice: Member) -> None:
    ama = make_contact(alice, "Ama", closeness=2)
    answer = move(as_alice, ama, 3, look="?work=0", back="drawing")
    assert answer.headers["Location"] == f"{MAP}?work=0&person={ama.pk}#p{ama.pk}"


@pytest.mark.parametrize("ring", ["", "9", "0", "-1", "\x00", "very well", "2" * 40])
def test_a_ring_that_is_none_changes_nothing_and_says_so(as_alice: Client, alice: Member, ring: str) -> None:
    ama = make_contact(alice, "Ama", closeness=2)
    answer = as_alice.post("/people/map/move/", {"person": str(ama.pk), "closeness": ring}, follow=True)
    assert "Nothing has changed." in words(answer)
    ama.refresh_from_db()
    assert ama.closeness == 2


def test_nobody_elses_people_are_drawn_opened_or_moved(as_alice: Client, alice: Member, bob: Member) -> None:
    make_contact(alice, "Ama")
    theirs = make_contact(bob, "Ben Okoro", closeness=2)
    for query in ("", "?q=ben", f"?person={theirs.pk}"):
        assert "Ben" not in words(as_alice.get(MAP + query)).replace('value="ben"', "")
    assert move(as_alice, theirs, 4).status_code == 404
    theirs.refresh_from_db()
    assert theirs.closeness == 2


def test_a_stranger_is_asked_to_sign_in(client: Client, db: None) -> None:
    assert client.get(MAP).status_code == 302
    assert client.post("/people/map/move/").status_code == 302


@pytest.mark.parametrize("nasty", NASTY)
def test_nasty_names_and_searches_break_nothing(nasty: str, as_alice: Client, alice: Member) -> None:
    name = nasty.encode("utf-8", "replace").decode().replace("\x00", "")[:120]
    make_contact(alice, name or "x", work=name, firm=name)
    search = urlencode({"q": nasty, "page": nasty, "person": nasty}, errors="surrogatepass")
    for query in ("", search):
        answer = as_alice.get(MAP, QUERY_STRING=query)
        assert answer.status_code == 200
        assert b"<script>alert" not in answer.content


@settings(max_examples=examples(60), deadline=None)
@given(
    query=st.dictionaries(
        st.sampled_from(["q", "ring", "sector", "work", "handshake", "person", "left_out", "page"]),
        st.text(max_size=20),
    )
)
@pytest.mark.django_db
def test_no_address_breaks_the_page(query: dict[str, str]) -> None:
    member = Member.objects.filter(name="Looker").first() or make_member("Looker")
    client = Client()
    client.force_login(member)
    assert client.get(MAP, QUERY_STRING=urlencode(query, errors="surrogatepass")).status_code == 200


def test_it_takes_as_many_queries_for_2000_as_for_20(as_alice: Client, alice: Member) -> None:
    taken = []
    for more in (20, 1980):
        made = many(alice, more, firm="Boots")
        for query in ("", f"?person={made[0].pk}", "?ring=2&sector=unsaid"):
            as_alice.get(MAP + query)
            with CaptureQueriesContext(connection) as queries:
                as_alice.get(MAP + query)
            taken.append(len(queries))
    assert taken[:3] == taken[3:]
    assert max(taken) <= 12


def test_2000_people_make_a_small_page(as_alice: Client, alice: Member) -> None:
    many(alice, 2000)
    page = as_alice.get(MAP).content
    assert len(re.findall(rb"<[a-z]", page)) < 3000
    assert len(page) < 300_000
