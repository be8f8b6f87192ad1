"""A long list of people: in order, in pages with numbers, with letters that lead to where they begin."""

import re
from itertools import pairwise

import pytest
from django.core.paginator import Paginator
from django.test import Client

from backr.templatetags.pagination import page_numbers
from matching.spelling import sort_key
from network.models import Contact, Member, Person
from tests.factories.people import make_contact

LETTER = re.compile(r'<li><a href="([^"#]*)#(letter-[0-9a-f]+)">')


def many(owner: Member, names: list[str]) -> None:
    people = Person.objects.bulk_create(Person() for _ in names)
    Contact.objects.bulk_create(
        Contact(owner=owner, person=person, name=name) for name, person in zip(names, people, strict=True)
    )


def listed(page: str) -> list[str]:
    return re.findall(r'class="chip-name"><a [^>]*>([^<]*)</a>', page)


NAMES = [
    *(f"{letter}{vowel}{number:02}" for letter in "ABCDEGŁMŚZ" for vowel in "ae" for number in range(7)),
    *("Éva", "Ödön", "Llinos", "Lz", "øyvind", "Жанна", "Яна", "مريم", "王小明", "김민수", "07700 900123", "🌟", "…!"),
]


def test_the_order_is_the_same_everywhere_and_is_that_of_a_reader(as_alice: Client, alice: Member) -> None:
    many(alice, NAMES[::-1])
    pages = [listed(as_alice.get("/people/", {"page": page}).content.decode()) for page in (1, 2, 3, 4)]
    shown = [name for page in pages for name in page]
    assert [name for name in shown if name[:1].isascii() and name[:1].isalpha()] == sorted(
        (name for name in NAMES if name[:1].isascii() and name[:1].isalpha()), key=str.casefold
    )
    assert sorted(NAMES, key=sort_key) == shown
    for before, after in pairwise(
        ("Ea06", "Ee06", "Éva", "Ga00", "Łe06", "Llinos", "Lz", "Ma00", "Ödön", "øyvind", "Śa00", "Za00", "Жанна",
         "Яна", "مريم", "김민수", "07700 900123")
    ):  # fmt: skip
        assert shown.index(before) < shown.index(after), (before, after)


@pytest.mark.parametrize("names", [NAMES, [f"Same {n:03}" for n in range(60)], [f"王{n}" for n in range(60)]])
def test_each_letter_leads_to_the_page_on_which_it_begins(as_alice: Client, alice: Member, names: list[str]) -> None:
    many(alice, names)
    letters = LETTER.findall(as_alice.get("/people/").content.decode())
    assert len({anchor for _, anchor in letters}) == len(letters) == len({sort_key(name)[:4] for name in names})
    before = ""
    for address, anchor in letters:
        page = as_alice.get(f"/people/{address}").content.decode()
        assert page.count(f'id="{anchor}"') == 1
        first = listed(page[page.index(f'id="{anchor}"') :])[0]
        assert sort_key(first) == min(sort_key(name) for name in names if sort_key(name)[:4] == sort_key(first)[:4])
        assert not before or sort_key(before) < sort_key(first)
        before = first


def test_few_people_need_neither_letters_nor_numbers(as_alice: Client, alice: Member) -> None:
    many(alice, NAMES[:50])
    page = as_alice.get("/people/").content.decode()
    assert 'class="letters"' not in page
    assert 'class="pages"' not in page
    assert len(listed(page)) == 50


def test_a_search_has_numbers_but_no_letters(as_alice: Client, alice: Member) -> None:
    many(alice, [f"Tariq {n:03}" for n in range(130)])
    page = as_alice.get("/people/", {"q": "tarik", "page": "2"}).content.decode()
    assert 'class="letters"' not in page
    assert 'href="?q=tarik&amp;page=3" rel="next"' in page
    assert re.search(r'href="\?q=tarik&amp;page=2" aria-current="page"', page)
    assert listed(page)[0] == "Tariq 050"


@pytest.mark.parametrize(("page", "count", "shown"), [
    (1, 9, [1, 2, None, 9]), (5, 9, [1, None, 4, 5, 6, None, 9]), (9, 9, [1, None, 8, 9]), (1, 1, [1]),
    (2, 3, [1, 2, 3]), (200, 400, [1, None, 199, 200, 201, None, 400]),
])  # fmt: skip
def test_the_first_the_last_and_the_pages_around_have_numbers(page: int, count: int, shown: list[int | None]) -> None:
    numbers = page_numbers(Paginator(range(count * 10), 10).page(page))
    assert numbers == shown
    known = [number for number in numbers if number]
    assert all(one < other for one, other in pairwise(known))


def test_other_peoples_initials_are_nobody_elses_business(as_alice: Client, alice: Member, bob: Member) -> None:
    many(alice, [f"Anna {n:02}" for n in range(60)])
    make_contact(bob, "Zoe")
    assert len(LETTER.findall(as_alice.get("/people/").content.decode())) == 1
