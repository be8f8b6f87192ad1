"""Finding somebody in one's own list: by any spelling of the name, by number, by address, by what was written."""

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from matching.spelling import sort_key
from network.contacts.actions import add_contact, add_many, change_contact
from network.contacts.cards import ContactCard
from network.contacts.queries import fitting, names_like, people_of
from network.contacts.searching import search_for
from network.invitations.bulk_load import load_handshakes
from network.models import Address, Contact, Member, Place
from network.models.contact import address_to_search, names_to_search, texts_to_search
from network.platform.text import tidy
from tests.factories.people import make_contact, make_handshake, make_member
from tests.network.contacts.test_actions import NASTY


def names(member: Member, search: str) -> list[str]:
    return [contact.name for contact in people_of(member, search, "1").page]


@pytest.mark.parametrize(
    ("name", "searches"),
    [
        ("Tariq Ahmed", "tarik|TARIQ|tareq|tarik ahmad|ahmed tariq|tar|tarqi|tarriq|طارق"),
        ("طارق", "tarik|طار"),
        ("Muhammad Ali", "mohamed|mohammed|mo|muhamad|محمد|muhammed aly"),
        ("Siobhán O’Neill", "siobhan|oneill|o'neill|o neill|SIOBHÁN|siobahn|shivaun"),
        ("Sinead O Brien", "obrien|o'brien"),
        ("Catherine Hart", "katherine|kath|kate|catherin|cahterine|hart"),
        ("Bob Mac Donald", "robert|bobby|macdonald|mcdonald|bob macdonald"),
        ("Łukasz Żak", "lukasz|zak|łukasz"),
        ("Тарас Шевченко", "taras|тарас"),
        ("王小明", "小明|王"),
        ("Big Dave", "david|dave|big d"),
        ("Jean-Luc", "jean luc|jeanluc|luc"),
        ("🌟", "🌟"),
        ("07700 900123", "07700900123|900 123"),
    ],
)
def test_a_name_is_found_in_any_spelling(name: str, searches: str, alice: Member) -> None:
    add_contact(owner=alice, name=name)
    add_contact(owner=alice, name="Wendy Quigg")
    for search in searches.split("|"):
        assert names(alice, search) == [name], search


@pytest.mark.parametrize(
    "written", ["07700 900123", "+44 7700 900123", "+44 (0)7700-900.123", "0044 7700900123", "٠٧٧٠٠ ٩٠٠١٢٣"]
)
def test_a_number_is_found_however_either_is_written(written: str, alice: Member) -> None:
    add_contact(owner=alice, name="Dee", addresses=[("phone", written)])
    add_contact(owner=alice, name="Other", addresses=[("phone", "01947 600555")])
    for search in (
        "07700900123", "07700 900 123", "+447700900123", "+44 (0) 7700 900123", "00447700900123", "(07700) 900123",
        "07700.900.123", "900123", "900-123", "07700", "+44 7700", "dee 0123", "٩٠٠١٢٣",
    ):  # fmt: skip
        assert names(alice, search) == ["Dee"], search
    assert names(alice, "07700 900124") == []


def test_numbers_abroad_and_numbers_of_other_things(alice: Member) -> None:
    add_contact(owner=alice, name="Anja", addresses=[("phone", "+49 30 901820")])
    add_contact(owner=alice, name="Ward 101", note="since 1999")
    assert names(alice, "+49 30 9018") == names(alice, "0049309018") == ["Anja"]
    assert names(alice, "101") == names(alice, "ward 101") == names(alice, "1999") == ["Ward 101"]


@pytest.mark.parametrize(
    "search",
    ["dee@harbour", "DEE@Harbour.example", "harbour.example", "bäcker", "cafe nero", "baecker|no", "Bakes", "whitby",
     "line of tea", "baker", "dee bakes whitby"],
)  # fmt: skip
def test_what_was_written_is_found_and_so_are_parts_of_addresses(search: str, alice: Member) -> None:
    whitby = Place.objects.create(
        geoname_id=1, name="Whitby", search_name="whitby", country="GB", latitude=0, longitude=0
    )
    card = ContactCard(
        "Dee", work="Bakes", firm="Café Nero", place=whitby, note="Bäcker. Fond of a line of tea",
        addresses=[("email", "Dee@Harbour.example")],
    )  # fmt: skip
    add_many(owner=alice, cards=[card])
    Contact.objects.update(line_of_work="baker")
    search, _, nobody = search.partition("|")
    assert names(alice, search) == ([] if nobody else ["Dee"])


def test_the_very_name_comes_first_then_what_begins_so_and_last_what_sounds_so(alice: Member) -> None:
    for name, work in (
        ("Zed", "baker"), ("Becker Q", ""), ("Ann Baker", ""), ("Baker Zoe", ""), ("Baker", ""), ("Stubaker Jo", ""),
    ):  # fmt: skip
        add_contact(owner=alice, name=name, work=work)
    assert names(alice, "baker") == ["Baker", "Baker Zoe", "Ann Baker", "Stubaker Jo", "Zed", "Becker Q"]


def test_a_slip_is_forgiven_only_if_nobody_is_found_and_the_page_says_so(as_alice: Client, alice: Member) -> None:
    for name in ("Priya Shah", "Prijak Holm"):
        add_contact(owner=alice, name=name)
    assert names(alice, "priya") == ["Priya Shah"]
    assert names(alice, "prija") == ["Prijak Holm"]
    page = as_alice.get("/people/", {"q": "prija shah"}).content.decode()
    assert "Nobody matches that exactly. 1 person is close." in page
    assert "Priya Shah" in page
    assert names(alice, "shh") == []  # too short to guess at


def test_a_search_for_slips_compares_no_more_than_is_said(monkeypatch: pytest.MonkeyPatch, alice: Member) -> None:
    """A list has no end, and names may have many words: one search must not keep everybody else waiting."""
    compared: list[str] = []

    def counted(word: str, part: str, near: dict[tuple[str, str], bool]) -> bool:
        compared.append(part)
        return near.setdefault((word, part), False)

    monkeypatch.setattr("network.contacts.searching._near", counted)
    monkeypatch.setattr("network.contacts.searching.MOST_COMPARED", 100)
    add_many(owner=alice, cards=[ContactCard(name=f"Priya Shah Number {number}") for number in range(60)])
    assert names(alice, "prija") == []
    assert 90 <= len(compared) <= 100


@pytest.mark.parametrize("search", ["%", "_", "\\", "' OR 1=1 --", "~", "|", "+", "*", "[a-z]", "x" * 5000, *NASTY])
def test_signs_mean_nothing_but_themselves(search: str, alice: Member) -> None:
    add_contact(owner=alice, name="Tariq Bell")
    assert names(alice, search) == ([] if tidy(search) else ["Tariq Bell"])


def test_only_ones_own_people_are_looked_through(alice: Member, bob: Member) -> None:
    add_contact(owner=bob, name="Tariq", addresses=[("phone", "07700 900123"), ("email", "tariq@example.com")])
    for search in ("tariq", "tarik", "tariqq", "900123", "tariq@example.com"):
        assert names(alice, search) == [], search
        assert names_like(alice, search) == []


def test_a_name_that_is_typed_elsewhere_is_understood_as_well(alice: Member) -> None:
    dee = add_contact(owner=alice, name="Dee")
    add_contact(owner=alice, name="Tariq Ahmed", note="mo")
    assert [other.name for other in fitting(dee, "tarik")] == ["Tariq Ahmed"]
    assert names_like(alice, "tarik") == ["Tariq Ahmed"]
    assert names_like(alice, "mo") == []
    assert fitting(dee, "dee") == []


def test_as_one_types_only_what_changes_is_sent(as_alice: Client, alice: Member) -> None:
    add_contact(owner=alice, name="Tariq Ahmed")
    part = as_alice.get("/people/", {"q": "tarik"}, headers={"X-Part": "found"})
    text = part.content.decode()
    assert "Tariq Ahmed" in text
    assert 'role="status" id="people-count"' in text
    assert "1 of 1 matches." in text
    assert "<html" not in text
    assert "X-Part" in part.headers["Vary"]


def test_more_words_than_anybody_types_are_a_bounded_question(alice: Member) -> None:
    assert len(search_for(" ".join(f"w{number}" for number in range(60))).terms) == 8
    add_contact(owner=alice, name="Dee")
    with CaptureQueriesContext(connection) as queries:
        people_of(alice, "a b c d e f g h i j", "1")
    assert len(queries) <= 6


def fresh(contact: Contact) -> tuple[Any, ...]:
    return sort_key(contact.name), names_to_search(contact.name), texts_to_search(contact)


def test_whichever_way_somebody_is_written_down_they_can_be_found(alice: Member) -> None:
    contact = add_contact(owner=alice, name="Dee", addresses=[("phone", "07700 900123")])
    change_contact(
        owner=alice, contact_id=contact.pk, card=ContactCard("Émile", work="Bäcker", addresses=[("phone", "1 2 3")])
    )
    make_contact(alice, "Made")
    make_handshake(alice, make_member("Handshaken"))
    load_handshakes([("ann", "tariq")])
    for row in Contact.objects.all():
        assert (bytes(row.sort_key), row.search_names, row.search_texts) == fresh(row)
    assert [(row.search_value, address_to_search(row)) for row in Address.objects.all()] == [("123", "123")]
    assert Contact.objects.count() == 6
    assert names(alice, "emile backer") == ["Émile"]
    assert names(alice, "dee") == []
    assert names(Member.objects.get(name="ann"), "tarik") == ["tariq"]


def test_those_written_down_before_there_was_a_search_are_found_after_the_migration(alice: Member) -> None:
    for name in ("Émile", "Tariq"):
        add_contact(owner=alice, name=name, work="Bäcker", addresses=[("phone", "07700 900123")])
    columns = Contact.objects.order_by("pk").values_list("sort_key", "search_names", "search_texts")
    before = list(columns)
    Contact.objects.update(sort_key=b"", search_names="", search_texts="")
    Address.objects.update(search_value="")
    assert names(alice, "emile") == []
    migration = import_module("network.migrations.0023_searchable_people")
    migration.fill(apps, SimpleNamespace(connection=connection))
    assert list(columns.all()) == before
    assert names(alice, "tarik backer 900123") == ["Tariq"]
