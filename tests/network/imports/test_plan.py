"""What becomes of each card, and why."""

from network.contacts.cards import ContactCard
from network.identity.names import plain
from network.imports.keys import Normal, key_for
from network.imports.plan import Planned, plan_cards
from network.imports.reading import Card, NamedAfter
from network.imports.sharing import Known
from network.models import ImportRow

Plan = ImportRow.Plan
ASK, ADD, UPDATE, SKIP = Plan.ASK, Plan.ADD, Plan.UPDATE, Plan.SKIP


def known_as(name: str, keys: set[Normal], contact: int, work: str = "") -> Known:
    addresses = [(kind, value) for kind, value in sorted(keys) if kind != "page"]
    return Known(ContactCard(name, work=work, addresses=addresses), map(key_for, keys), contact)


def fresh() -> Known:
    return known_as("Jo Bell", {("email", "jo@example.com"), ("phone", "+447700900001")}, 7, work="Baker")


def plan(*cards: Card, known: list[Known] | None = None, own: tuple[str, ...] = ()) -> list[Planned]:
    return list(plan_cards(cards, [fresh()] if known is None else known, own))


def test_somebody_new_is_added() -> None:
    [one] = plan(Card(1, "Al Fox", emails=("al@example.com",)))
    assert (one.plan, one.reason, one.contact) == (ADD, "", None)


def test_the_same_e_mail_is_the_same_person_however_it_is_written_if_the_names_go_together() -> None:
    for email in ("jo@example.com", "JO@Example.COM"):
        [one] = plan(Card(1, "Jo", emails=(email,), work="Baker"))
        assert (one.plan, one.contact) == (SKIP, 7)
        assert "Jo Bell" in one.reason


def test_the_same_e_mail_under_another_name_is_somebody_else_until_the_member_says_so() -> None:
    [mum] = plan(Card(1, "Mum", emails=("jo@example.com",), work="Cook"))
    assert (mum.plan, mum.contact) == (ADD, None)
    assert mum.reason == "The same e-mail address as Jo Bell, but a different name."
    assert mum.instead is not None
    assert (mum.instead.plan, mum.instead.contact) == (UPDATE, 7)


def test_what_is_new_is_added_to_the_one_who_is_there_and_said() -> None:
    [one] = plan(
        Card(1, "Jo", emails=("jo@example.com", "b@example.com"), phones=("01632 960123",), work="baker", note="kind")
    )
    assert (one.plan, one.contact) == (UPDATE, 7)
    assert one.reason == "The same person as Jo Bell. New: an e-mail address, a phone number, a note."


def test_the_same_phone_is_the_same_person_if_the_names_go_together() -> None:
    for name in ("Jo", "Jo Bell", "J. Bell", "Bell, Jo", "Dr. Jo Bell"):
        [one] = plan(Card(1, name, phones=("07700 900001",)))
        assert (one.plan, one.contact) == (SKIP, 7), name
    for name in ("Joanna Bell", "Dr. Jo Bell MBE"):
        [one] = plan(Card(1, name, phones=("07700 900001",)))
        assert (one.plan, one.contact) == (UPDATE, 7), name


def test_two_people_of_a_household_share_a_number_and_stay_two() -> None:
    [tom] = plan(Card(1, "Tom Bell", phones=("07700 900001",)))
    assert tom.plan == ADD
    assert tom.reason == "The same phone number as Jo Bell, but a different name."


def test_a_number_without_its_area_code_is_not_enough_to_be_one_person() -> None:
    known = [known_as("Jo", {("phone", "101")}, 7)]
    assert plan(Card(1, "Jo Bell", phones=("101",)), known=known)[0].plan == ADD
    assert plan(Card(1, "jo", phones=("101",)), known=known)[0].plan == SKIP


def test_people_of_one_word_who_share_a_number_stay_apart() -> None:
    household = [Card(n, name, phones=("01632 960321",)) for n, name in enumerate(("Mum", "Dad", "Ann Jones"), start=1)]
    assert [one.plan for one in plan(*household, known=[])] == [ADD, ADD, ADD]


def test_an_organisation_and_somebody_there_share_a_number_and_stay_two() -> None:
    bakery = Card(1, "Quay Bakery", phones=("01632 960321",), named_after=NamedAfter.ORGANISATION)
    assert [one.plan for one in plan(bakery, Card(2, "Tom Fox", phones=("01632 960321",)), known=[])] == [ADD, ADD]


def test_two_of_one_name_with_a_page_each_are_two() -> None:
    pages = ["https://www.linkedin.com/in/js-1", "https://www.linkedin.com/in/js-2", "https://uk.linkedin.com/in/JS-1/"]
    cards = [Card(number, "John Smith", note=page) for number, page in enumerate(pages, start=1)]
    assert [(one.plan, one.same_as) for one in plan(*cards, known=[])] == [(ADD, None), (ADD, None), (SKIP, 1)]


def test_whoever_has_nothing_but_a_name_is_not_added_again() -> None:
    there = [
        known_as("Bobby", set(), 7),
        known_as("Quay Bakery", set(), 8),
        known_as("Jo Bell", {("phone", "+447700900001")}, 9),
        known_as("Jo Bell", set(), 10),
    ]
    cards = [
        Card(1, "Bobby", named_after=NamedAfter.NICKNAME),
        Card(2, "Quay Bakery", named_after=NamedAfter.ORGANISATION),
        Card(3, "Jo Bell"),
    ]
    assert [(one.plan, one.contact) for one in plan(*cards, known=there)] == [(SKIP, 7), (SKIP, 8), (SKIP, 10)]


def test_the_same_name_alone_is_asked_about() -> None:
    nameless = [known_as("Jo Bell", set(), 7), known_as("Al Fox", {("phone", "+447700900009")}, 8)]
    jo, al = plan(
        Card(1, "JÓ  BELL", emails=("a@example.com",)), Card(2, "al fox", emails=("b@example.com",)), known=nameless
    )
    assert [(jo.plan, jo.contact), (al.plan, al.contact)] == [(ASK, None), (ASK, None)]
    assert jo.reason == "You already have Jo Bell on your list. Is this the same person?"
    assert al.reason == "You already have Al Fox on your list (+447700900009). Is this the same person?"
    assert [(one.instead and one.instead.contact, one.apart and one.apart.plan) for one in (jo, al)] == [
        (7, ADD),
        (8, ADD),
    ]
    assert not jo.is_ticked


def test_the_same_name_with_another_address_is_asked_about_too() -> None:
    [one] = plan(Card(1, "Jo Bell", emails=("another.jo@example.com",)))
    assert (one.plan, one.instead and one.instead.plan) == (ASK, UPDATE)
    assert one.reason.startswith("You already have Jo Bell on your list (Baker, jo@example.com, +447700900001).")


def test_of_a_name_that_two_have_either_may_be_meant() -> None:
    two = [known_as("Jo Bell", {("email", f"{n}@example.com")}, n) for n in (7, 8)]
    [one] = plan(Card(1, "Jo Bell", emails=("jo@example.com",)), known=two)
    assert one.plan == ASK
    assert one.instead is not None
    assert [same.contact for same in (one.instead, *one.also)] == [7, 8]


def test_a_name_that_we_made_up_is_no_reason_to_be_the_same() -> None:
    made = Card(1, "Jo Bell", emails=("jo.bell@example.org",), named_after=NamedAfter.ADDRESS)
    [one] = plan(made, known=[known_as("Jo Bell", set(), 7)])
    assert one.plan == ADD
    assert "no name in it" in one.reason


def test_one_person_twice_in_a_file_is_one_person() -> None:
    first, again, more = plan(
        Card(1, "Al Fox", emails=("al@example.com",)),
        Card(2, "Al", emails=("AL@example.com",)),
        Card(3, "Al Fox", emails=("al@example.com",), phones=("07700 900002",)),
    )
    assert (first.plan, first.same_as) == (ADD, None)
    assert (again.plan, again.same_as, again.reason) == (
        SKIP,
        1,
        "The same person as Al Fox, no. 1 in this file, with nothing new.",
    )
    assert (more.plan, more.same_as) == (UPDATE, 1)


def test_what_an_earlier_card_brings_to_a_contact_is_not_new_in_a_later_one() -> None:
    one, two = plan(
        Card(1, "Jo", emails=("jo@example.com", "b@example.com")), Card(2, "Jo Bell", emails=("b@example.com",))
    )
    assert (one.plan, one.contact) == (UPDATE, 7)
    assert (two.plan, two.contact) == (SKIP, 7)


def test_the_member_s_own_card_stays_out() -> None:
    [one] = plan(Card(1, "Me", emails=("alice@example.com", "other@example.com")), own=("Alice@example.com",))
    assert (one.plan, one.reason) == (SKIP, "This is your own card.")


def test_names_are_compared_without_case_accents_titles_and_punctuation() -> None:
    assert plain("Mrs. Zoë  O’Neil-Smith") == plain("zoe o neil smith")
    assert plain("李") == "李"
    assert plain("!!!") == "!!!"
