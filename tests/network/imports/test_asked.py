"""Where only the member can tell whether two are one, they are asked, and nothing is done until they have said."""

import re
from html import unescape

import pytest
from django.test import Client

from network.contacts.actions import add_contact, remove_contact
from network.imports.actions import forget_old
from network.imports.known import MOST_NAMESAKES
from network.models import Address, Contact, ContactImport, ImportRow, Member
from tests.network.imports.samples import book, vcard
from tests.network.imports.test_flow import choose, names, page_of, upload

pytestmark = pytest.mark.django_db
QUESTION = "You already have Jo Bell on your list (Baker, jo@example.com). Is this the same person?"


def jo_of(alice: Member) -> Contact:
    return add_contact(owner=alice, name="Jo Bell", work="Baker", addresses=[("email", "jo@example.com")])


def plans() -> list[str]:
    newest = ContactImport.objects.latest("pk")
    return list(newest.rows.order_by("number").values_list("plan", flat=True))


def linkedin(*rows: str) -> bytes:
    head = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
    return "\n".join([head, *rows, ""]).encode()


@pytest.fixture
def url(as_alice: Client, alice: Member) -> str:
    jo_of(alice)
    return upload(as_alice, book(vcard("Di Lee", email="di@example.com"), vcard("Jo Bell", phone="07700 900002")))


def test_the_question_comes_first_with_two_answers(as_alice: Client, url: str) -> None:
    page = page_of(as_alice, url)
    assert QUESTION in page
    assert "Questions for you: 1" in page
    assert (page.count("Yes, the same"), page.count("No, somebody else")) == (1, 1)
    assert "Di Lee" not in page


def test_yes_and_no_are_one_tap_and_may_be_sent_with_the_adding(as_alice: Client, alice: Member, url: str) -> None:
    page_of(as_alice, choose(as_alice, url, show="ask", add="yes", **{"answer-2": "2-update"}))
    assert names(alice) == ["Di Lee", "Jo Bell"]
    assert Address.objects.filter(contact__name="Jo Bell").count() == 2
    again = upload(as_alice, book(vcard("Jo Bell", phone="07700 900003")))
    choose(as_alice, again, show="ask", add="yes", **{"answer-1": "1-add"})
    assert names(alice) == ["Di Lee", "Jo Bell", "Jo Bell"]


def test_nobody_is_added_before_the_questions_are_answered_or_left(as_alice: Client, alice: Member, url: str) -> None:
    page = page_of(as_alice, choose(as_alice, url, show="add", shown="1", row=[1], add="yes"))
    assert "First tell us about one person we’re not sure of." in page
    assert QUESTION in page
    assert names(alice) == ["Jo Bell"]
    done = page_of(as_alice, choose(as_alice, url, show="ask", add="without"))
    assert names(alice) == ["Di Lee", "Jo Bell"]
    assert "Left out, as you didn’t say if they’re the same" in done
    assert not Address.objects.filter(value="07700 900002").exists()


def test_an_answer_can_be_changed(as_alice: Client, alice: Member, url: str) -> None:
    choose(as_alice, url, show="ask", keep="ask:1", **{"answer-2": "2-update"})
    assert "The same person as Jo Bell. New: a phone number." in page_of(as_alice, f"{url}?show=update")
    choose(as_alice, url, show="update", shown="2", row=[2], keep="update:1", instead="2-add")
    assert plans() == ["add", "add"]
    choose(as_alice, url, show="add", shown="2", row=[2], keep="add:1", instead="2-update")
    assert plans() == ["add", "update"]


@pytest.mark.parametrize(("button", "plan"), [("all_same", "update"), ("all_apart", "add")])
def test_many_are_answered_at_once(as_alice: Client, alice: Member, button: str, plan: str) -> None:
    for n in range(30):
        add_contact(owner=alice, name=f"Jo Bell{n}")
    upload_url = upload(as_alice, book(*(vcard(f"Jo Bell{n}", email=f"jo{n}@example.com") for n in range(30))))
    assert set(plans()) == {"ask"}
    choose(as_alice, upload_url, show="ask", **{button: "yes"})
    assert set(plans()) == {plan}
    choose(as_alice, upload_url, show=plan, add="yes")
    assert Contact.objects.filter(owner=alice).count() == (30 if plan == "update" else 60)


def test_whoever_is_surely_the_one_who_is_asked_about_goes_where_they_go(as_alice: Client, alice: Member) -> None:
    jo_of(alice)
    cards = vcard("Jo Bell", phone="07700 900002"), vcard("Jo", phone="07700 900002", note="tall")
    for answer, there in (("1-update", 1), ("1-add", 2)):
        url = upload(as_alice, book(*cards))
        assert plans() == ["ask", "update"]
        choose(as_alice, url, show="ask", add="yes", **{"answer-1": answer})
        assert len(names(alice)) == there
        assert Contact.objects.filter(owner=alice, note__contains="tall").count() == 1
        as_alice.post(f"{url}undo/")
    url = upload(as_alice, book(*cards))
    choose(as_alice, url, show="ask", add="without")
    assert names(alice) == ["Jo Bell"]


def test_the_same_file_again_has_nothing_new_whatever_was_answered(as_alice: Client, alice: Member) -> None:
    jo_of(alice)
    data = book(
        vcard("Jo Bell", phone="01632 960123"),
        vcard("Al Fox"),
        vcard("Al Fox", title="Cook"),
        vcard("Mum", phone="01632 960123"),
        vcard("Tom", phone="01632 960123"),
        vcard("T. Smith", email="info@example.com"),
        vcard("Tim Smith", email="info@example.com", note="tall"),
    )
    url = upload(as_alice, data)
    assert plans() == ["ask", "add", "ask", "add", "add", "add", "ask"]
    answers = {"answer-1": "1-add", "answer-3": "3-update", "answer-7": "7-add"}
    choose(as_alice, url, show="ask", add="yes", **answers)
    before = names(alice)
    upload(as_alice, data)
    assert set(plans()) == {"skip"}
    assert names(alice) == before


def test_next_month_s_linkedin_asks_about_nobody_again(as_alice: Client, alice: Member) -> None:
    add_contact(owner=alice, name="Jo Bell", addresses=[("phone", "07700 900002")])
    rows = [f"P{n},Fox,https://www.linkedin.com/in/p{n},,Quay Bakery,Baker,0{n % 9 + 1} Mar 2026" for n in range(20)]
    jo = "Jo,Bell,https://www.linkedin.com/in/jo,,Quay Bakery,{work},01 Mar 2026"
    url = upload(as_alice, linkedin(*rows, jo.format(work="Baker")), "Connections.csv")
    assert plans().count("ask") == 1
    choose(as_alice, url, show="ask", all_same="yes")
    choose(as_alice, url, show="add", add="yes")
    assert len(names(alice)) == 21
    url = upload(as_alice, linkedin(*rows, jo.format(work="Head baker")), "Connections.csv")
    assert plans() == [*["skip"] * 20, "update"]


def test_the_identifier_of_the_same_program_is_one_s_own(as_alice: Client, alice: Member) -> None:
    uid = "UID:5A2C3B1E-0000-4000-8000-000000000001"
    url = upload(as_alice, book(vcard("Jo Bell", phone="01632 960123", more=uid)))
    choose(as_alice, url, shown="1", row=[1], add="yes")
    upload(as_alice, book(vcard("Jo Bell", email="jo@new.example", more=uid)))
    assert plans() == ["update"]
    upload(as_alice, book(vcard("Jo Marsh", email="jo@new.example", more=uid)))  # she may have married
    assert plans() == ["ask"]
    both = vcard("Di Lee", phone="01632 960124", more=uid), vcard("Al Fox", phone="01632 960125", more=uid)
    upload(as_alice, book(*both))
    assert set(plans()) <= {"ask", "add"}


def test_cards_that_all_have_one_identifier_are_not_one(as_alice: Client, alice: Member) -> None:
    uid = "UID:contact-0000001"
    upload(as_alice, book(*(vcard(name, more=uid) for name in ("Jo Bell", "Di Lee", "Al Fox"))))
    assert plans() == ["add", "add", "add"]


@pytest.mark.parametrize("removed", ["by its owner", "with all that is kept of somebody"])
def test_what_a_contact_came_from_is_forgotten_with_the_contact(removed: str, as_alice: Client, alice: Member) -> None:
    cards = vcard("Jo Bell", email="jo@example.com"), vcard("Di Lee", email="di@example.com")
    choose(as_alice, upload(as_alice, book(*cards)), shown="1,2", row=[1, 2], add="yes")
    jo = Contact.objects.get(name="Jo Bell")
    if removed == "by its owner":
        remove_contact(owner=alice, contact_id=jo.pk)
    else:
        jo.delete()
        forget_old()
    assert [bool(row.seen_as) for row in ImportRow.objects.order_by("number")] == [False, True]


def test_what_a_contact_came_from_is_not_kept_of_those_who_were_left_out(as_alice: Client, alice: Member) -> None:
    url = upload(as_alice, book(vcard("Jo Bell", email="jo@example.com"), vcard("Di Lee", email="di@example.com")))
    choose(as_alice, url, shown="1,2", row=[1], add="yes")
    assert [bool(row.seen_as) for row in ImportRow.objects.order_by("number")] == [True, False]
    as_alice.post(f"{url}undo/")
    assert not any(row.seen_as for row in ImportRow.objects.all())


def two_jos(alice: Member) -> tuple[Contact, Contact]:
    baker = jo_of(alice)
    return baker, add_contact(owner=alice, name="Jo Bell", work="Roofer", addresses=[("email", "roof@example.com")])


def answers(page: str) -> dict[str, str]:
    """Return the answers that the page offers to its question, by their words."""
    offered = re.findall(r'<input type="radio" name="answer-\d+" value="([\w-]+)"[^>]*> ([^<]*)</label>', page)
    return {unescape(label): value for value, label in offered}


NUMBER = "07700 900002"
BAKER, ROOFER = "It’s Jo Bell (Baker, jo@example.com)", "It’s Jo Bell (Roofer, roof@example.com)"


@pytest.mark.parametrize("card", [vcard("Jo Bell", phone=NUMBER), vcard("Bell, Jo", phone=NUMBER)])
@pytest.mark.parametrize(("answer", "number"), [(BAKER, 0), (ROOFER, 1)])
def test_of_two_namesakes_both_are_shown_and_the_one_that_is_chosen_gets_it(
    as_alice: Client, alice: Member, card: str, answer: str, number: int
) -> None:
    jos = two_jos(alice)
    url = upload(as_alice, book(card))
    page = page_of(as_alice, url)
    assert "There’s more than one person this could be. Which is it?" in page
    assert list(answers(page)) == [BAKER, ROOFER, "No, somebody else"]
    choose(as_alice, url, show="ask", add="yes", **{"answer-1": answers(page)[answer]})
    assert [NUMBER in jo.addresses.values_list("value", flat=True) for jo in jos] == [number == 0, number == 1]
    assert len(names(alice)) == 2


def test_which_namesake_it_is_can_be_changed(as_alice: Client, alice: Member) -> None:
    baker, roofer = two_jos(alice)
    url = upload(as_alice, book(vcard("Jo Bell", phone=NUMBER)))
    offered = answers(page_of(as_alice, url))
    for _press in range(2):
        choose(as_alice, url, show="ask", keep="update:1", **{"answer-1": offered[ROOFER]})
        assert ImportRow.objects.get().contact == roofer
    page = page_of(as_alice, f"{url}?show=update")
    assert "It’s the same person as Jo Bell (Baker, jo@example.com)" in page
    assert "No, somebody else" in page
    choose(as_alice, url, show="update", shown="1", row=[1], keep="update:1", instead=f"1-update-c{baker.pk}")
    assert ImportRow.objects.get().contact == baker
    choose(as_alice, url, show="update", shown="1", row=[1], instead="1-add", add="yes")
    assert len(names(alice)) == 3


def test_which_of_two_it_is_all_the_same_does_not_say(as_alice: Client, alice: Member) -> None:
    two_jos(alice)
    add_contact(owner=alice, name="Di Lee")
    url = upload(as_alice, book(vcard("Jo Bell", phone=NUMBER), vcard("Di Lee", phone="07700 900003")))
    choose(as_alice, url, show="ask", all_same="yes")
    assert plans() == ["ask", "update"]
    choose(as_alice, url, show="ask", all_apart="yes")
    assert plans() == ["add", "update"]


def test_about_a_name_that_very_many_have_nobody_is_asked(as_alice: Client, alice: Member) -> None:
    for number in range(MOST_NAMESAKES + 1):
        assert plans() == ["ask"] if number else True
        add_contact(owner=alice, name="Jo Bell", work=f"Baker {number}")
        upload(as_alice, book(vcard("Jo Bell", phone=NUMBER)))
    assert plans() == ["add"]


def test_a_business_is_not_asked_about(as_alice: Client, alice: Member) -> None:
    add_contact(owner=alice, name="Doctors Surgery", addresses=[("phone", "01632 960123")])
    upload(as_alice, book(vcard("Doctors Surgery", phone="01632 960124")))
    assert plans() == ["add"]
    assert not ImportRow.objects.get().chosen
