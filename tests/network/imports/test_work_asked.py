"""The preview asks what people do where we could not place it: once for the same words, and nothing is kept before."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from network.contacts.actions import add_contact, hide_line
from network.imports import queries
from network.imports.actions import forget_old, leave, undo
from network.imports.queries import look
from network.models import Contact, ContactImport, EverydayName, Member, UnplacedWork
from tests.network.imports.samples import book, vcard
from tests.network.imports.test_flow import choose, page_of, upload

pytestmark = pytest.mark.django_db
BRAIDS, SUMS = "keen on braids", "the sums lady at the academy"


def bring(client: Client, *cards: str) -> str:
    return upload(client, book(*cards))


def asked(words: str) -> UnplacedWork:
    return UnplacedWork.objects.get(words=words)


def say(client: Client, url: str, words: str, answer: str, **pressed: Any) -> str:
    """Answer a question by a tap, and press what there is to be pressed."""
    return choose(client, url, show="work", **{f"work-{asked(words).pk}": answer}, **(pressed or {"keep": "work:1"}))


def lines(member: Member) -> dict[str, tuple[str, str]]:
    contacts = Contact.objects.filter(owner=member).values_list("name", "line_of_work", "line_source")
    return {name: (line, source) for name, line, source in contacts}


def done(member: Member) -> ContactImport:
    brought = ContactImport.objects.get(member=member)
    assert brought.state == "done"
    return brought


def taken_back(brought: ContactImport) -> list[str]:
    undo(member=brought.member, import_id=brought.pk)
    brought.refresh_from_db()
    assert brought.state == "undone"
    return list(brought.rows.exclude(reason="").values_list("reason", flat=True))


def test_the_same_words_are_asked_once_with_who_has_them_and_up_to_five_lines(as_alice: Client, alice: Member) -> None:
    written = [BRAIDS, BRAIDS.upper(), f"{BRAIDS}.", BRAIDS]
    cards = [vcard(f"Person {n}", title=title) for n, title in enumerate(written)]
    page = page_of(as_alice, bring(as_alice, *cards, vcard("Jo", title="Baker")))
    assert "What they do: 1 to answer" in page
    page = page_of(as_alice, f"{reverse('import_look', args=[ContactImport.objects.get().pk])}?show=work")
    assert "“keen on braids”: shall we say hairdresser?" in page
    assert "Person 0, Person 1 and 2 more" in page
    offered = re.findall(rf'name="work-{asked(BRAIDS).pk}" value="([^"]*)"', page)
    assert offered[0] == "hairdresser"
    assert offered[-1] == "out"
    assert len(offered) <= 6
    assert "Baker" not in page


def test_an_answer_places_all_who_have_the_words_and_is_kept_for_later(as_alice: Client, alice: Member) -> None:
    url = bring(as_alice, vcard("Ann", title=BRAIDS), vcard("Mo", title=BRAIDS.title()), vcard("Jo", title="Baker"))
    say(as_alice, url, BRAIDS, "hairdresser")
    assert {
        row.card["name"]: row.others_read for row in look(alice, ContactImport.objects.get().pk, "add", "1").page
    } == {
        "Ann": "hairdresser",
        "Mo": "hairdresser",
        "Jo": "baker",
    }
    choose(as_alice, url, add="yes")
    said = ("hairdresser", "chosen")
    assert lines(alice) == {"Ann": said, "Mo": said, "Jo": ("baker", "found")}
    assert list(EverydayName.objects.values_list("words", "line_of_work")) == [(BRAIDS, "hairdresser")]
    add_contact(owner=alice, name="Di", work=BRAIDS)
    assert lines(alice)["Di"] == said
    upload(as_alice, book(vcard("Bea", title=BRAIDS)))
    assert not UnplacedWork.objects.exists(), "said once, it is asked in no later preview"


def test_kept_out_is_said_to_nobody_and_asked_no_more(as_alice: Client, alice: Member) -> None:
    url = bring(as_alice, vcard("Ann", title=BRAIDS), vcard("Mo", title=SUMS))
    say(as_alice, url, BRAIDS, "out")
    choose(as_alice, url, add="yes")
    assert lines(alice) == {"Ann": ("", "hidden"), "Mo": ("", "found")}
    assert BRAIDS not in page_of(as_alice, reverse("contact_work"))
    assert not EverydayName.objects.exists()


def test_nothing_is_kept_before_the_import_is_confirmed_nor_if_it_is_left(as_alice: Client, alice: Member) -> None:
    url = bring(as_alice, vcard("Ann", title=BRAIDS))
    say(as_alice, url, BRAIDS, "hairdresser")
    assert not EverydayName.objects.exists()
    assert not Contact.objects.exists()
    leave(member=alice, import_id=ContactImport.objects.get().pk)
    assert not UnplacedWork.objects.exists()
    assert not EverydayName.objects.exists()


def test_of_whom_is_not_added_nothing_is_kept_either(as_alice: Client, alice: Member) -> None:
    url = bring(as_alice, vcard("Ann", title=BRAIDS), vcard("Mo", title="Baker"))
    say(as_alice, url, BRAIDS, "hairdresser")
    choose(as_alice, url, shown="1,2", row=[2], add="yes")
    assert lines(alice) == {"Mo": ("baker", "found")}
    assert not EverydayName.objects.exists()
    assert not UnplacedWork.objects.exists()


@pytest.mark.parametrize("answer", ["hairdresser", "out", "later"])
def test_other_pages_of_the_preview_lose_no_answer(as_alice: Client, alice: Member, answer: str) -> None:
    cards = [vcard(f"Person {n:02}", title=f"{BRAIDS} {'very ' * n}much") for n in range(12)]
    url = bring(as_alice, *cards)
    first = UnplacedWork.objects.get(number=1)
    away = say(as_alice, url, first.words, answer, keep="work:2")
    assert away.endswith("?show=work&page=2#what-they-do")
    assert "Person 11" in page_of(as_alice, away)
    choose(as_alice, url, show="add", shown="1", row=[1], keep="add:1")
    choose(as_alice, url, show="work", keep="work:1")
    page = page_of(as_alice, f"{url}?show=work")
    is_checked = f'value="{answer}" id="work-{first.pk}-' in page and " checked> " in page
    assert is_checked is (answer != "later")
    assert UnplacedWork.objects.count() == 12


def test_an_answer_can_be_changed_and_taken_back(as_alice: Client, alice: Member) -> None:
    url = bring(as_alice, vcard("Ann", title=BRAIDS))
    for answer in ("hairdresser", "out", "barber", "later"):
        say(as_alice, url, BRAIDS, answer)
        row = asked(BRAIDS)
        expected = {"out": ("", True), "later": ("", False)}.get(answer, (answer, False))
        assert (row.line_of_work, row.kept_out) == expected


@pytest.mark.parametrize("typed", [SUMS, "owes me money", "good with small people"])
def test_in_words_of_ones_own_the_nearest_lines_are_asked_and_the_words_are_kept(
    as_alice: Client, alice: Member, typed: str
) -> None:
    url = bring(as_alice, vcard("Ann", title="xyzzy"))
    back = choose(as_alice, url, show="work", add="yes", **{f"typed-{asked('xyzzy').pk}": typed})
    assert back.endswith("?show=work&page=1")
    assert not Contact.objects.exists(), "nobody is added before it is clear"
    page = page_of(as_alice, back)
    assert f"“xyzzy”: which is closest to “{typed}”?" in page
    line = re.findall(rf'name="work-{asked("xyzzy").pk}" value="([^"]*)"', page)[0]
    say(as_alice, url, "xyzzy", line, add="yes")
    assert lines(alice) == {"Ann": (line, "chosen")}
    assert dict(EverydayName.objects.values_list("words", "line_of_work")) == {"xyzzy": line, typed: line}


def test_where_no_word_is_in_what_was_typed_it_is_still_to_be_said(as_alice: Client, alice: Member) -> None:
    url = bring(as_alice, vcard("Ann", title="xyzzy"))
    back = choose(as_alice, url, show="work", keep="add:1", **{f"typed-{asked('xyzzy').pk}": "???"})
    assert "“xyzzy”: what would you call that work?" in page_of(as_alice, back)


def test_a_line_typed_by_hand_is_taken_at_once_before_any_tap(as_alice: Client, alice: Member) -> None:
    url = bring(as_alice, vcard("Ann", title=BRAIDS))
    pk = asked(BRAIDS).pk
    for sent in ({f"work-{pk}": "barber", f"typed-{pk}": "Plumber"}, {f"typed-{pk}": "plumber", f"work-{pk}": "out"}):
        choose(as_alice, url, show="work", keep="work:1", **sent)
        assert asked(BRAIDS).line_of_work == "plumber"


@pytest.mark.parametrize("value", ["no such line", "", "\x00", "out out", "x" * 9000])
def test_what_is_no_answer_changes_nothing(as_alice: Client, alice: Member, value: str) -> None:
    url = bring(as_alice, vcard("Ann", title=BRAIDS))
    pk = asked(BRAIDS).pk
    choose(as_alice, url, show="work", keep="work:1", **{f"work-{pk}": value, "work-x": "out", "work-": "out"})
    assert not asked(BRAIDS).answered


def test_questions_of_another_member_are_not_there(as_alice: Client, alice: Member, bob: Member) -> None:
    url = bring(as_alice, vcard("Ann", title=BRAIDS))
    client = Client()
    client.force_login(bob)
    theirs = bring(client, vcard("Bea", title=SUMS))
    choose(client, theirs, show="work", keep="work:1", **{f"work-{asked(BRAIDS).pk}": "hairdresser"})
    assert not asked(BRAIDS).answered
    say(as_alice, url, BRAIDS, "hairdresser", add="yes")
    assert add_contact(owner=bob, name="Di", work=BRAIDS).line_of_work == ""


def test_only_those_are_asked_about_who_would_be_added_and_of_whom_something_could_be_read(
    as_alice: Client, alice: Member
) -> None:
    address = [("email", "jo@example.com")]
    add_contact(owner=alice, name="Has Work", work="Baker", addresses=[("email", "has@example.com")])
    add_contact(owner=alice, name="Private", private=True, addresses=[("email", "private@example.com")])
    hidden = add_contact(owner=alice, name="Hidden", addresses=[("email", "hidden@example.com")])
    hide_line(owner=alice, contact_id=hidden.pk)
    add_contact(owner=alice, name="Jo Bell", addresses=address)
    bring(
        as_alice,
        vcard("Has Work", email="has@example.com", title="has one already"),
        vcard("Private", email="private@example.com", title="of somebody private"),
        vcard("Hidden", email="hidden@example.com", title="of somebody hidden"),
        vcard("Jo Bell", email="jo@example.com", title=BRAIDS),
        vcard("Di", title="marked in the file", more="CLASS:PRIVATE"),
        vcard("Tesco", title="of no person"),
        vcard("Al", title="Roofer"),
        vcard("Nobody"),
    )
    assert [(row.words, row.people) for row in UnplacedWork.objects.all()] == [(BRAIDS, 1)]


def test_if_all_are_private_nothing_is_asked(as_alice: Client, alice: Member) -> None:
    url = bring(as_alice, vcard("Ann", title=BRAIDS))
    choose(as_alice, url, shown="1", row=[1], all_private="on", keep="add:1")
    page = page_of(as_alice, f"{url}?show=work")
    assert "What they do" not in page.replace("<th", "").split("People in the file")[0]
    assert "shall we say" not in page


def test_when_a_table_is_read_anew_its_answers_stay(as_alice: Client, alice: Member) -> None:
    data = f"Name,Job Title\nAnn,{BRAIDS}\nMo,{SUMS}\n".encode()
    url = upload(as_alice, data, "people.csv")
    say(as_alice, url, BRAIDS, "hairdresser")
    columns = {"column-0-0": "name", "column-0-1": "title"}
    as_alice.post(f"{url}columns/", columns)
    assert {row.words: row.line_of_work for row in UnplacedWork.objects.all()} == {BRAIDS: "hairdresser", SUMS: ""}


def test_a_long_preview_asks_ten_at_a_time_with_as_many_queries_as_a_short_one(
    as_alice: Client, alice: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("matching.index.FRESH_FOR", 3600.0)  # it looks for newer vectors now and then
    taken = []
    for count in (12, 120):
        cards = [vcard(f"P{n}", title=f"{BRAIDS} {n}") for n in range(count)]
        url = bring(as_alice, *cards)
        for show in ("add", "work"):
            as_alice.get(f"{url}?show={show}")
            with CaptureQueriesContext(connection) as asked_for:
                page = page_of(as_alice, f"{url}?show={show}")
            taken.append(len(asked_for))
            assert page.count("work-asked") == (10 if show == "work" else 0)
            assert page.count("Say what they do") == (min(count, 100) if show == "add" else 0)
    assert taken[:2] == taken[2:]
    number = UnplacedWork.objects.get(words=f"{BRAIDS} 50").number
    assert f'value="work:{(number - 1) // 10 + 1}"' in page_of(as_alice, f"{url}?show=add")


def test_no_more_are_asked_than_anybody_answers_and_those_of_most_people_come_first(
    as_alice: Client, alice: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("network.imports.work.MOST_ASKED", 3)
    titles = ["one of these", "two of these", SUMS, BRAIDS, BRAIDS]
    bring(as_alice, *(vcard(f"P{n}", title=title) for n, title in enumerate(titles)))
    assert list(UnplacedWork.objects.values_list("words", flat=True)) == [BRAIDS, "one of these", "two of these"]


def test_after_a_week_they_are_forgotten_with_the_preview(as_alice: Client, alice: Member) -> None:
    url = bring(as_alice, vcard("Ann", title=BRAIDS))
    say(as_alice, url, BRAIDS, "hairdresser")
    ContactImport.objects.update(created_at="2020-01-01T00:00Z")
    forget_old()
    assert not UnplacedWork.objects.exists()
    assert not queries.open_questions(ContactImport.objects.get().pk)
