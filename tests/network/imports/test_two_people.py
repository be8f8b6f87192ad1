"""Cards that share something, and are two people all the same; and what the member can say of it."""

from pathlib import Path

import pytest

from network.imports.plan import Planned, plan_cards
from network.imports.reading import Card, NamedAfter, read
from network.models import ImportRow

Plan = ImportRow.Plan
ASK, ADD, UPDATE, SKIP = Plan.ASK, Plan.ADD, Plan.UPDATE, Plan.SKIP
BOOKS = Path(__file__).parent / "address_books"
LANDLINE, MOBILE, ANOTHER = "01632 960201", "07700 900201", "07700 900202"


def plan(*cards: Card) -> list[Planned]:
    return list(plan_cards(cards, [], ()))


def plans(*cards: Card) -> list[str]:
    return [one.plan for one in plan(*cards)]


@pytest.mark.parametrize("name", ["club-with-members-addresses", "family-email", "initial-shares-number", "mr-and-mrs"])
def test_everybody_in_the_book_is_somebody(name: str) -> None:
    reading = read((BOOKS / f"{name}.vcf").read_bytes())
    assert {one.plan for one in plan(*reading.cards)} == {ADD}
    assert not reading.bad_rows


def test_colleagues_with_one_switchboard_are_all_there() -> None:
    names = [f"{first}{n} Field" for n in range(120) for first in ("Ann", "Bob", "Cy", "Di", "Ed", "Flo")]
    cards = [
        Card(n, name, emails=(f"p{n}@council.example", "info@council.example"), phones=(LANDLINE, f"0770{n:07}"))
        for n, name in enumerate(names, start=1)
    ]
    assert set(plans(*cards)) == {ADD}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sarah Jones", "Tom Jones"),
        ("Mr Jones", "Mrs Jones"),
        ("J. Smith", "John Brown"),
        ("John Smith", "John Smith Jr"),
        ("Mum", "Dad"),
        ("Jo", "Jo’s Mum"),
        ("Jo & Tom Bell", "Jo Bell"),
    ],
)
@pytest.mark.parametrize("shared", ["e-mail", "landline", "mobile", "both"])
def test_a_household_stays_apart_and_each_resemblance_is_said(one: str, other: str, shared: str) -> None:
    emails = ("family@example.com",) if shared in ("e-mail", "both") else ()
    phones = {"landline": (LANDLINE,), "mobile": (MOBILE,), "both": (LANDLINE,)}.get(shared, ())
    first, second = plan(Card(1, one, emails=emails, phones=phones), Card(2, other, emails=emails, phones=phones))
    assert (first.plan, second.plan) == (ADD, ADD)
    assert second.reason.startswith("The same ")
    assert second.instead is not None
    assert (second.instead.same_as, second.instead.reason[:19]) == (1, "The same person as ")


def test_a_third_with_another_name_keeps_the_first_two_apart_wherever_they_stand() -> None:
    jo = Card(1, "Jo", emails=("family@example.com",), phones=(MOBILE,))
    jo_bell = Card(2, "Jo Bell", emails=("family@example.com",), work="Baker")
    tom = Card(3, "Tom Bell", emails=("family@example.com",))
    assert plans(jo, jo_bell) == [ADD, UPDATE]
    assert plans(jo, jo_bell, tom) == [ADD, ASK, ADD]
    assert plans(tom, jo_bell, jo) == [ADD, ADD, ASK]


def test_an_office_s_mailbox_and_a_landline_are_nobody_s_own() -> None:
    for more in ({"emails": ("info@example.com",)}, {"phones": (LANDLINE,)}):
        assert plans(Card(1, "Dee", **more), Card(2, "Dee Marsh", **more)) == [ADD, ASK]  # type: ignore[arg-type]
    for more in ({"emails": ("dee@example.com",)}, {"phones": (MOBILE,)}):
        assert plans(Card(1, "Dee", **more), Card(2, "Dee Marsh", **more)) == [ADD, UPDATE]  # type: ignore[arg-type]


def test_couples_of_like_names_are_two() -> None:
    for his, hers in (("Daniel", "Daniela"), ("John", "Jo"), ("Jan", "Janneke"), ("Mr John", "Mrs John")):
        for more in ({"emails": ("marsh@example.com",)}, {"phones": (MOBILE,)}):
            he, she = Card(1, f"{his} Marsh", **more), Card(2, f"{hers} Marsh", **more)  # type: ignore[arg-type]
            assert plans(he, she) == plans(she, he) == [ADD, ADD]


def test_an_initial_is_not_enough_where_another_address_speaks_against_it() -> None:
    first = Card(1, "J. Jones", emails=("jones@example.com",), phones=(MOBILE,))
    assert plans(first, Card(2, "Jim Jones", emails=("jones@example.com",), phones=(ANOTHER,))) == [ADD, ADD]
    assert plans(first, Card(2, "Jim Jones", emails=("jones@example.com",), work="Baker")) == [ADD, UPDATE]


def test_father_and_son_of_one_name_are_two_unless_they_share_what_is_ones_own() -> None:
    father = Card(1, "John Smith", emails=("john@example.com",), phones=(LANDLINE,))
    assert plans(father, Card(2, "John Smith", emails=("jack@example.com",), phones=(LANDLINE,))) == [ADD, ADD]
    assert plans(father, Card(2, "John Smith", emails=("john@example.com",), phones=(MOBILE,))) == [ADD, UPDATE]


def test_one_name_with_another_work_or_town_is_two() -> None:
    assert plans(Card(1, "John Smith", work="Baker"), Card(2, "John Smith", work="Teacher")) == [ADD, ADD]
    assert plans(Card(1, "John Smith", place_words="Leeds"), Card(2, "John Smith", place_words="York")) == [ADD, ADD]
    assert plans(Card(1, "John Smith", work="Baker, Quay"), Card(2, "John Smith", work="Baker")) == [ADD, SKIP]


def test_one_name_that_nothing_contradicts_is_asked_about() -> None:
    _first, again = plan(Card(1, "John Smith", phones=(MOBILE,)), Card(2, "John Smith", emails=("j@example.com",)))
    assert (again.plan, again.same_as) == (ASK, None)
    assert again.reason == "John Smith is in this file already, as no. 1 (07700 900201). Is this the same person?"
    assert again.instead is not None
    assert (again.instead.plan, again.instead.same_as) == (UPDATE, 1)


def test_nobody_is_asked_about_a_name_that_two_have_in_the_file() -> None:
    phone, email, third = {"phones": (MOBILE,)}, {"emails": ("j@example.com",)}, {"emails": ("k@example.com",)}
    assert plans(Card(1, "John", **phone), Card(2, "John", **email)) == [ADD, ASK]  # type: ignore[arg-type]
    johns = [Card(n, "John Smith", **more) for n, more in enumerate((phone, email, third), start=1)]  # type: ignore[arg-type]
    assert plans(*johns) == [ADD, ADD, ADD]


def test_two_of_a_firm_without_names_are_two() -> None:
    acme = [
        Card(1, "Acme", emails=("sara@example.com",), named_after=NamedAfter.ORGANISATION),
        Card(2, "Acme", phones=(MOBILE,), named_after=NamedAfter.ORGANISATION),
    ]
    assert plans(*acme) == [ADD, ADD]


def test_every_card_that_is_joined_or_left_out_can_be_somebody_else() -> None:
    own, jo, again, copy = plan_cards(
        [
            Card(1, "Me", emails=("alice@example.com",)),
            Card(2, "Jo Bell", emails=("jo@example.com",)),
            Card(3, "Jo Bell", emails=("jo@example.com",), phones=(MOBILE,)),
            Card(4, "Jo Bell", emails=("jo@example.com",)),
        ],
        [],
        ["alice@example.com"],
    )
    assert (own.plan, jo.plan, again.plan, copy.plan) == (SKIP, ADD, UPDATE, SKIP)
    assert jo.instead is None
    for one in (own, again, copy):
        assert one.instead is not None
        assert (one.instead.plan, one.instead.contact, one.instead.same_as) == (ADD, None, None)
        assert one.instead.reason.startswith("You’ve said that this isn’t ")


def test_a_card_with_anything_more_is_never_said_to_have_nothing_new() -> None:
    first = Card(
        1, "Jo Bell", emails=("jo@example.com",), phones=(MOBILE,), work="Baker", place_words="Leeds", note="kind"
    )
    for more, news in (
        ({"work": "Teacher"}, "what they do"),
        ({"firm": "Quay School", "work": "Teacher, Quay School"}, "what they do"),
        ({"place_words": "York"}, "where they are"),
        ({"note": "tall"}, "a note"),
        ({"other_numbers": (LANDLINE,)}, "a note"),
        ({"phones": (ANOTHER,)}, "a phone number"),
        ({"emails": ("jo@example.com", "b@example.com")}, "an e-mail address"),
    ):
        second = Card(2, "Jo Bell", **({"emails": ("jo@example.com",)} | more))
        [_first, one] = plan(first, second)
        assert (one.plan, one.reason) == (UPDATE, f"The same person as Jo Bell, no. 1 in this file. New: {news}.")
    assert plans(Card(1, "Dee", emails=("dee@example.com",)), Card(2, "Dee Marsh", emails=("dee@example.com",)))[1] == (
        UPDATE
    )


@pytest.mark.parametrize(
    ("there", "new", "is_news"),
    [
        ("J. Marsh", "John Marsh", True),
        ("Jon Marsh", "Jonathan Marsh", True),
        ("Ana Bell", "Ana Lopez Bell", True),
        ("Jo Bell", "Jo Bell-Marsh", True),
        ("Dee", "Dee Marsh", True),
        ("John Marsh", "J. Marsh", False),
        ("Jonathan Marsh", "Jon Marsh", False),
        ("Ana Lopez Bell", "Ana Bell", False),
        ("Siân Marsh", "Marsh, Sian", False),
    ],
)
def test_a_fuller_name_is_news_and_a_shorter_one_is_not(there: str, new: str, is_news: bool) -> None:
    first, second = plan(Card(1, there, phones=(MOBILE,)), Card(2, new, phones=(MOBILE,)))
    end = "New: another name." if is_news else "with nothing new."
    assert (first.plan, second.plan) == (ADD, UPDATE if is_news else SKIP)
    assert second.reason.endswith(end)


def test_what_is_over_fifty_addresses_is_named_and_kept_in_the_note() -> None:
    emails, phones = tuple(f"a{n}@example.com" for n in range(30)), tuple(f"07700 9002{n:02}" for n in range(22))
    [one] = plan(Card(1, "Jo Bell", emails=emails, phones=phones))
    assert one.reason == "There’s room for 50 addresses. 2 more are in the note: 07700 900220, 07700 900221."
    [tail] = plan(Card(1, "Jo Bell", emails=tuple(f"a{n}@example.com" for n in range(52)), phones=phones[:1]))
    assert "a50@example.com, a51@example.com" in tail.reason
    assert tail.reason.startswith("There’s room for 50 addresses. 3 more are in the note: ")
    again = Card(2, "Jo Bell", emails=(emails[0], "late@example.com"))
    [_first, late] = plan(Card(1, "Jo Bell", emails=emails, phones=phones[:20]), again)
    assert (late.plan, "late@example.com" in late.reason) == (UPDATE, True)
    many = Card(2, "Jo Bell", emails=(emails[0], *(f"b{n}@example.com" for n in range(55))))
    [_first, more] = plan(Card(1, "Jo Bell", emails=emails, phones=phones[:20]), many)
    assert (more.plan, more.reason.count("There’s room for 50 addresses."), more.reason.count("b54@")) == (UPDATE, 1, 0)


def test_a_card_for_whose_note_there_is_no_room_stays_by_itself() -> None:
    first, again = plan(
        Card(1, "Jo Bell", emails=("jo@example.com",), note="x" * 4990),
        Card(2, "Jo Bell", emails=("jo@example.com",), note="plays the tuba"),
    )
    assert (first.plan, again.plan) == (ADD, ADD)
    assert again.reason == "The same person as Jo Bell, whose note is full."
