"""What the preview says of each person: what others could read, what has no room, and whom to look at first."""

from typing import Any

import pytest
from django.test import Client

from network.contacts.actions import add_contact, change_contact, hide_line, show_line
from network.contacts.cards import LONGEST, ContactCard
from network.imports.queries import look
from network.imports.worker import work_on
from network.models import Contact, ContactImport, ImportRow, Member
from network.platform.chunks import CHUNK
from tests.network.imports.samples import book, vcard
from tests.network.imports.test_flow import choose, page_of, upload

pytestmark = pytest.mark.django_db
JO = {"email": "jo@example.com"}


def others_read(member: Member, show: str) -> dict[str, str]:
    seen = look(member, ContactImport.objects.latest("pk").pk, show, "1")
    return {row.card["name"]: row.others_read for row in seen.page.object_list}


def test_without_a_name_of_ones_own_the_preview_says_you(as_alice: Client, alice: Member) -> None:
    Member.objects.filter(pk=alice.pk).update(name="")
    page = page_of(as_alice, upload(as_alice, book(vcard("Jo Bell", title="pastry chefs"))))
    assert "that someone you know does this work" in page
    assert "A member" not in page


def test_beside_each_new_person_stands_their_line_of_work_and_no_more(as_alice: Client, alice: Member) -> None:
    url = upload(
        as_alice,
        book(
            vcard("Jo Bell", title="pastry chefs", note="owes me a tenner"),
            vcard("Al Fox", title="Something with dragons"),
            vcard("Di", title="Roofer", more="CLASS:PRIVATE"),
        ),
    )
    page = page_of(as_alice, url)
    assert "that someone Alice knows does this work" in page
    assert others_read(alice, "add") == {"Jo Bell": "pastry chef", "Al Fox": "", "Di": ""}
    choose(as_alice, url, shown="1,2,3", row=[1, 2, 3], keep="add:1", all_private="on")
    assert set(others_read(alice, "add").values()) == {""}
    choose(as_alice, url, shown="1,2,3", row=[1, 2, 3], keep="add:1")
    before = others_read(alice, "add")
    choose(as_alice, url, add="yes")
    after = Contact.objects.filter(owner=alice).values_list("name", "line_of_work", "private")
    assert before == {name: "" if private else line for name, line, private in after}


def test_a_new_person_is_private_if_any_of_their_cards_is(as_alice: Client, alice: Member) -> None:
    url = upload(
        as_alice,
        book(
            vcard("Jo Bell", title="Baker", **JO),
            vcard("Di", title="Roofer"),
            vcard("Jo Bell", **JO, phone="07700 900123"),
            vcard("Jo Bell", **JO, more="CLASS:PRIVATE"),
        ),
    )
    assert others_read(alice, "add") == {"Jo Bell": "", "Di": "roofer"}
    choose(as_alice, url, shown="1,2", row=[2], add="yes")  # a later card of hers takes the place of the first
    assert dict(Contact.objects.values_list("name", "private")) == {"Jo Bell": True, "Di": False}


@pytest.mark.parametrize("act", ["nothing", "private", "hidden", "chosen", "has work"])
def test_of_somebody_who_is_there_stands_what_will_be_readable_of_them(
    as_alice: Client, alice: Member, act: str
) -> None:
    jo = add_contact(owner=alice, name="Jo Bell", addresses=[("email", "jo@example.com")], private=act == "private")
    if act == "hidden":
        hide_line(owner=alice, contact_id=jo.pk)
    elif act == "chosen":
        show_line(owner=alice, contact_id=jo.pk, words="florist")
    elif act == "has work":
        card = ContactCard("Jo Bell", work="my plumber", addresses=[("email", "jo@example.com")])
        change_contact(owner=alice, contact_id=jo.pk, card=card)
    url = upload(as_alice, book(vcard("Jo Bell", title="Roofer", **JO)))
    said = others_read(alice, "update")["Jo Bell"]
    choose(as_alice, url, add="yes")
    jo.refresh_from_db()
    assert said == ("" if jo.private else jo.line_of_work)
    expected = {"nothing": "roofer", "private": "", "hidden": "", "chosen": "florist", "has work": "plumber"}
    assert said.casefold() == expected[act]


def test_two_cards_of_one_new_person_say_what_becomes_of_both(as_alice: Client, alice: Member) -> None:
    url = upload(as_alice, book(vcard("Jo Bell", **JO), vcard("Jo Bell", title="Roofer", **JO)))
    assert others_read(alice, "update")["Jo Bell"].casefold() == "roofer"
    choose(as_alice, url, add="yes")
    assert Contact.objects.get(owner=alice).line_of_work.casefold() == "roofer"


def test_who_did_the_work_once_is_said_to_have_done_it_and_comes_in_so(as_alice: Client, alice: Member) -> None:
    url = upload(
        as_alice,
        book(
            vcard("Jo Bell", title="Retired nurse"),
            vcard("Dave Fox was a sparky"),
            vcard("Al Ash", title="ex-copper, now drives a taxi"),
        ),
    )
    assert others_read(alice, "add") == {
        "Jo Bell": "was a nurse",
        "Dave Fox": "was an electrician",
        "Al Ash": "taxi driver",
    }
    choose(as_alice, url, shown="1,2,3", row=[1, 2, 3], add="yes")
    added = Contact.objects.filter(owner=alice).values_list("name", "line_of_work", "line_is_past")
    assert set(added) == {
        ("Jo Bell", "nurse", True),
        ("Dave Fox", "electrician", True),
        ("Al Ash", "taxi driver", False),
    }


def test_of_somebody_there_who_did_the_work_once_that_is_said_whatever_the_file_adds(
    as_alice: Client, alice: Member
) -> None:
    add_contact(owner=alice, name="Jo Bell", work="was a baker", addresses=[("email", "jo@example.com")])
    upload(as_alice, book(vcard("Jo Bell", title="Roofer", **JO)))
    assert others_read(alice, "update") == {"Jo Bell": "was a baker"}


def test_a_choice_keeps_whether_the_work_is_past(as_alice: Client, alice: Member) -> None:
    add_contact(owner=alice, name="Jo Bell", addresses=[("email", "jo@example.com")])
    url = upload(as_alice, book(vcard("Jo Bell", title="Retired roofer", **JO)))
    assert others_read(alice, "update") == {"Jo Bell": "was a roofer"}
    choose(as_alice, url, show="update", instead="1-add", keep="add:1")
    assert others_read(alice, "add") == {"Jo Bell": "was a roofer"}
    choose(as_alice, url, show="add", shown="1", row=[1], instead="1-update", keep="update:1")
    assert others_read(alice, "update") == {"Jo Bell": "was a roofer"}


def test_a_choice_changes_what_others_could_read(as_alice: Client, alice: Member) -> None:
    jo = add_contact(owner=alice, name="Jo Bell", addresses=[("email", "jo@example.com")])
    show_line(owner=alice, contact_id=jo.pk, words="florist")
    url = upload(as_alice, book(vcard("Jo Bell", title="Roofer", **JO)))
    assert others_read(alice, "update")["Jo Bell"].casefold() == "florist"
    choose(as_alice, url, show="update", instead="1-add", keep="add:1")
    assert others_read(alice, "add")["Jo Bell"].casefold() == "roofer"
    choose(as_alice, url, show="add", shown="1", row=[1], instead="1-update", keep="update:1")
    assert others_read(alice, "update")["Jo Bell"].casefold() == "florist"


@pytest.mark.parametrize(
    ("field", "line", "word"),
    [("name", "FN", "name"), ("work", "TITLE", "job"), ("place_words", "ADR", "place")],
)
def test_what_is_too_long_is_named_and_kept_whole_in_the_note(
    as_alice: Client, alice: Member, field: str, line: str, word: str
) -> None:
    long = "Wilhelmina of the " + "long road and " * 30 + "end"
    told = {"name": vcard(long), "work": vcard("Jo Bell", title=long), "place_words": ""}
    card = told[field] or vcard("Jo Bell", more=f"ADR;TYPE=HOME:;;;{long};;;")
    for _time in range(2):
        url = upload(as_alice, book(card))
        page = page_of(as_alice, url)
        if _time == 0:
            assert f"Too long to keep whole: {word}. All of it is in the note." in page
            choose(as_alice, url, add="yes")
    jo = Contact.objects.get(owner=alice)
    assert long in jo.note
    assert len(getattr(jo, field)) <= LONGEST[field]
    assert "with nothing new" in page, "and the next import finds it there"


def test_what_there_is_something_to_say_of_comes_first(as_alice: Client, alice: Member) -> None:
    add_contact(owner=alice, name="Mum", addresses=[("email", "jo@example.com")])
    cards = [vcard(f"Person {n:03}", email=f"p{n}@example.com") for n in range(110)]
    url = upload(as_alice, book(*cards, vcard("Jo Bell", **JO), vcard("Voicemail", phone="121")))
    page = page_of(as_alice, url)
    assert "There are 2 to check. They’re at the top, and we say why." in page
    assert page.index("Jo Bell") < page.index("Voicemail") < page.index("Person 000")
    assert page.count('name="row"') == 100
    assert "It’s the same person" in page


def every_row() -> list[ImportRow]:
    return list(ImportRow.objects.order_by("number"))


def test_whatever_is_joined_or_left_out_can_be_somebody_else(as_alice: Client, alice: Member) -> None:
    add_contact(owner=alice, name="Jo Bell", addresses=[("email", "jo@example.com")])
    add_contact(owner=alice, name="Al Fox")
    cards: list[dict[str, Any]] = [
        {"name": "Jo Bell", **JO},
        {"name": "Jo", **JO, "note": "tall"},
        {"name": "Al Fox"},
        {"name": "Di Lee", "email": "di@example.com"},
        {"name": "Di Lee", "email": "di@example.com"},
        {"name": "Di Lee", "email": "di@example.com", "note": "kind"},
        {"name": "Me", "email": alice.email},
    ]
    url = upload(as_alice, book(*(vcard(**card) for card in cards)))
    joined = [row for row in every_row() if row.plan in ("update", "skip")]
    assert [row.number for row in joined] == [1, 2, 3, 5, 6, 7]
    assert {row.card["instead"]["plan"] for row in joined} == {"add"}
    for show in ("update", "skip"):
        rows = [row for row in joined if row.plan == show]
        assert page_of(as_alice, f"{url}?show={show}").count("No, somebody else") == len(rows)


def test_a_long_file_keeps_all_this_across_chunks(as_alice: Client, alice: Member) -> None:
    many = [vcard(f"P{n} Bell", email=f"p{n}@example.com", title="Roofer") for n in range(CHUNK + 3)]
    upload(as_alice, book(*many))
    work_on(ContactImport.objects.get().pk)
    assert {row.card["line"].casefold() for row in every_row()} == {"roofer"}
