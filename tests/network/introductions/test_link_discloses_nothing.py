"""An introducer in bad faith has the personal link, and tries everything with it.

Whether it waits for an answer, was answered by a quiet no, or was held back, and for what cause, everything that they
can open and post has to look the same.
"""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from network.contacts.actions import add_contact
from network.conversations.queries import is_open
from network.introductions import actions, guests
from network.models import Block, Contact, Introduction, Member, ReachCode
from tests.factories.people import make_handshake, make_member
from tests.network.introductions.conftest import as_, ask, pass_on

pytestmark = pytest.mark.django_db
CHANGING = re.compile(
    r"(?<=/i/)[^/]+|(?<=/code/)[^/]+|(?<=/thank-you/yes/)[^/]+|(?<=/introductions/)\d+"
    r"|(?<=csrfmiddlewaretoken\" value=\")[^\"]+"
)
WHO = ("email", "ben@bakery.example")


@pytest.fixture
def known(amina: Member) -> Contact:
    """Amina's record of somebody who answers by a link; with an address, so that it can turn out who it is."""
    contact = add_contact(owner=amina, name="Ben Baker", addresses=[WHO])
    Contact.objects.filter(pk=contact.pk).update(line_of_work="pastry chef")
    contact.refresh_from_db()
    return contact


def waiting(asked: Introduction) -> str:
    return pass_on(asked).token


def quiet(asked: Introduction) -> str:
    token = pass_on(asked).token
    guests.decline_by_link(token=token, telling="quietly")
    return token


def told_by_themselves(asked: Introduction) -> str:
    token = pass_on(asked).token
    guests.decline_by_link(token=token, telling="myself")
    return token


def the_requester_blocked_the_introducer(asked: Introduction) -> str:
    Block.objects.create(owner=asked.requester, other=asked.introducer)
    return pass_on(asked).token


def the_one_to_meet_blocked_the_requester(asked: Introduction) -> str:
    """Who it is shows by a third member's card alone, so that it still goes by a link."""
    ben = make_member("Ben")
    add_contact(owner=make_member("Somebody else"), name="Ben", addresses=[WHO, ("email", ben.email)])
    Block.objects.create(owner=ben, other=asked.requester)
    return pass_on(asked).token


def the_requester_blocked_the_one_to_meet(asked: Introduction) -> str:
    ben = make_member("Ben")
    add_contact(owner=make_member("Somebody else"), name="Ben", addresses=[WHO, ("email", ben.email)])
    Block.objects.create(owner=asked.requester, other=ben)
    return pass_on(asked).token


def blocked_since(asked: Introduction) -> str:
    ben = make_member("Ben")
    add_contact(owner=make_member("Somebody else"), name="Ben", addresses=[WHO, ("email", ben.email)])
    token = pass_on(asked).token
    Block.objects.create(owner=asked.requester, other=ben)
    Introduction.objects.filter(pk=asked.pk).update(target=ben.person)
    return token


def the_requester_has_left(asked: Introduction) -> str:
    Member.objects.filter(pk=asked.requester_id).update(is_active=False)
    asked.refresh_from_db()
    return pass_on(asked).token


def asked_already_through_another(asked: Introduction) -> str:
    other = make_member("Omar")
    make_handshake(asked.requester, other)
    second = add_contact(owner=other, name="Benny", addresses=[WHO])
    Contact.objects.filter(pk=second.pk).update(line_of_work="pastry chef")
    second.refresh_from_db()
    pass_on(ask(asked.requester, second))
    return pass_on(asked).token


def it_is_of_a_member(asked: Introduction) -> str:
    make_member("Ben", email=WHO[1])
    return pass_on(asked).token


Fate = Callable[[Introduction], str]
FATES: list[Fate] = [
    waiting,
    quiet,
    told_by_themselves,
    blocked_since,
    the_requester_blocked_the_introducer,
    the_one_to_meet_blocked_the_requester,
    the_requester_blocked_the_one_to_meet,
    it_is_of_a_member,
    asked_already_through_another,
]
ENDED: list[Fate] = [the_requester_has_left]
"""What looks the same until somebody says yes, and opens no conversation then."""


def plain(answer: HttpResponse, token: str) -> tuple[int, str, str]:
    """What the browser is given, without what differs from link to link."""
    page = answer.content.decode().replace(token, "T")
    return answer.status_code, CHANGING.sub("…", answer.get("Location", "")), CHANGING.sub("…", page)


def tries(asked: Introduction, token: str) -> dict[str, object]:
    """Everything that can be tried with the link by a browser that nobody is signed in with, and what comes of it."""
    guest = Client(enforce_csrf_checks=True, headers={"origin": "null"})
    link = f"/i/{token}/"
    seen: dict[str, object] = {page: plain(guest.get(link + page), token) for page in ("", "yes/", "no/", "code/x/")}
    for telling in ("quietly", "myself", "now", "nonsense"):
        with transaction.atomic():
            answer = guest.post(f"{link}no/", {"telling": telling})
            seen[f"no, {telling}"] = [
                plain(answer, token),
                *(plain(guest.get(link + page), token) for page in ("", "no/")),
            ]
            seen[f"no, {telling}: the introducer"] = of_introducer(asked, token)
            transaction.set_rollback(True)
    for name, address in (("Ben", asked.introducer.email), ("", "ben@example.org"), ("Ben", "ben@example.org")):
        answer = guest.post(f"{link}yes/", {"name": name, "address": address})
        seen[f"yes, {name} {address}"] = plain(answer, token)
    tried = ReachCode.objects.latest("pk")
    code = guests.code_for(tried.handle)
    for typed in ("000000" if code != "000000" else "111111", code):
        answer = guest.post(f"{link}code/{tried.handle}/", {"code": typed})
        seen[f"code, {typed == code}"] = plain(answer, token)
    return seen


def of_introducer(asked: Introduction, token: str) -> list[object]:
    """What the introducer's own pages say."""
    amina = as_(asked.introducer)
    return [
        plain(amina.get(page), token) for page in (f"/introductions/{asked.pk}/", "/introductions/", f"/i/{token}/")
    ]


@pytest.fixture
def comes_to(rosa: Member, known: Contact, monkeypatch: pytest.MonkeyPatch) -> Callable[[Fate], dict[str, object]]:
    """Everything that Amina can find out after one fate, which then has never been."""
    now = timezone.now()
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)

    def comes_to(fate: Fate) -> dict[str, object]:
        with transaction.atomic():
            asked = ask(rosa, known)
            token = fate(asked)
            seen = {"introducer": of_introducer(asked, token)} | tries(asked, token)
            transaction.set_rollback(True)
        return seen

    return comes_to


@pytest.mark.costly("ten fates, each with all that can be tried")
def test_nothing_that_is_opened_or_posted_tells_what_became_of_it(
    comes_to: Callable[[Fate], dict[str, object]], subtests: pytest.Subtests
) -> None:
    expected = comes_to(waiting)
    for fate in (*FATES[1:], *ENDED):
        with subtests.test(fate.__name__):
            outcome = comes_to(fate)
            assert expected.keys() == outcome.keys()
            for what, seen in expected.items():
                assert outcome[what] == seen, what


@pytest.mark.parametrize("fate", [fate for fate in FATES if fate is not waiting], ids=lambda fate: fate.__name__)
def test_whoever_holds_the_link_and_says_yes_themselves_learns_nothing(
    rosa: Member, amina: Member, known: Contact, fate: Fate
) -> None:
    """A conversation opens in each case: the address that they prove decides, and it is their own."""
    asked = ask(rosa, known)
    token = fate(asked)
    tried = guests.send_code(token=token, name="Ben", address="a.second@mailbox.example")
    guests.confirm_code(token=token, handle=tried.handle, code=guests.code_for(tried.handle))
    asked.refresh_from_db()
    assert asked.state == "agreed"


@pytest.mark.parametrize("by_requester", [True, False])
def test_a_requester_does_not_learn_by_blocks_of_their_own_which_member_the_guest_is(
    rosa: Member, ben: Contact, by_requester: bool
) -> None:
    """Blocking those one has shaken hands with, one after the other, showed by whom the conversation ended."""
    member = make_member("Regina", email="ben@bakery.example")
    make_handshake(rosa, member)
    token = pass_on(ask(rosa, ben)).token
    tried = guests.send_code(token=token, name="Ben", address="ben@bakery.example")
    agreed = guests.confirm_code(token=token, handle=tried.handle, code=guests.code_for(tried.handle))
    Block.objects.create(owner=rosa if by_requester else member, other=member if by_requester else rosa)
    assert is_open(agreed.conversation, rosa) is by_requester
    assert not is_open(agreed.conversation, None), "whom one has blocked cannot write"


def test_who_is_full_or_away_looks_like_who_thinks_about_it(rosa: Member, cals_record: Contact, cal: Member) -> None:
    """In the service there is no link: the introducer's page is all there is."""
    seen = []
    for away in (False, True):
        with transaction.atomic():
            asked = ask(rosa, cals_record)
            if away:
                Member.objects.filter(pk=cal.pk).update(break_until=timezone.now() + timedelta(days=9))
            actions.pass_on(introduction=asked, by=asked.introducer, words="She is good", basis="friend")
            asked.refresh_from_db()
            assert asked.held_back is away
            amina = as_(asked.introducer)
            seen.append(
                [plain(amina.get(page), "x")[::2] for page in (f"/introductions/{asked.pk}/", "/introductions/")]
            )
            transaction.set_rollback(True)
    assert seen[0] == seen[1]
