"""Rosa asks Amina to be introduced to Ben, a pastry chef whom Amina knows; or to Cal, who is a member too."""

import re
from collections.abc import Callable, Iterable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network.introductions import actions
from network.models import Contact, Introduction, LedgerEntry, Member, Notice
from network.platform.notices.post import address_to_post_to
from network.platform.subjects import load_subjects
from tests.factories.people import make_contact, make_handshake, make_member

WORDS = "I bake every weekend and would love to hear what the early mornings are like."
PRAISE = "Rosa is never late, and her bread is better than mine."


@pytest.fixture
def rosa(db: None) -> Member:
    return make_member("Rosa", phone="01632 960123")


@pytest.fixture
def amina(rosa: Member) -> Member:
    amina = make_member("Amina")
    make_handshake(rosa, amina)
    return amina


@pytest.fixture
def ben(amina: Member) -> Contact:
    """Amina's record of somebody who has no account."""
    return make_contact(amina, "Ben Baker", line_of_work="pastry chef")


@pytest.fixture
def cal(amina: Member) -> Member:
    """A member who shares a handshake with Amina."""
    cal = make_member("Cal", phone="01632 960999")
    make_handshake(amina, cal)
    Contact.objects.filter(owner=amina, confirmed_as=cal).update(line_of_work="pastry chef", name="Cal from choir")
    return cal


@pytest.fixture
def cals_record(amina: Member, cal: Member) -> Contact:
    return Contact.objects.get(owner=amina, confirmed_as=cal)


def ask(requester: Member, contact: Contact, **given: object) -> Introduction:
    fields: dict[str, object] = {"purpose": "chat", "words": WORDS, "line_of_work": contact.line_of_work}
    return actions.ask(requester=requester, introducer=contact.owner, contact=contact, **(fields | given))  # type: ignore[arg-type]


def pass_on(introduction: Introduction) -> actions.PassedOn:
    return actions.pass_on(introduction=introduction, by=introduction.introducer, words=PRAISE, basis="friend")


@pytest.fixture
def asked(rosa: Member, ben: Contact) -> Introduction:
    return ask(rosa, ben, shares=["email", "phone"])


@pytest.fixture
def for_cal(rosa: Member, cals_record: Contact) -> Introduction:
    """Passed on to Cal, in the service."""
    return pass_on(ask(rosa, cals_record, shares=["email"])).introduction


def acts(introduction: Introduction) -> list[str]:
    chain = LedgerEntry.objects.filter(chain=f"introduction:{introduction.pk}")
    return list(chain.order_by("number").values_list("act", flat=True))


def notified() -> set[tuple[str, str]]:
    """Return the name and kind of each notice that is due now and goes to somebody."""
    return _going_to(Notice.objects.filter(due_at__lte=timezone.now()))


def notified_at_deadline() -> set[tuple[str, str]]:
    """Return the name and kind of each notice that is due later and goes to somebody."""
    return _going_to(Notice.objects.filter(due_at__gt=timezone.now()))


def _going_to(notices: Iterable[Notice]) -> set[tuple[str, str]]:
    every = list(notices)
    about = load_subjects(notice.subject for notice in every)
    return {
        (notice.member.name if notice.member else notice.address, notice.kind)
        for notice in every
        if address_to_post_to(notice, about.get(notice.subject))
    }


def as_(member: Member) -> Client:
    client = Client()
    client.force_login(member)
    return client


def text(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, response.content.decode()
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


def page(member: Member, introduction: Introduction) -> str:
    return text(as_(member), reverse("introduction", args=[introduction.pk]))


@pytest.fixture
def wait(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Let time go by: `wait(timedelta(days=3))`."""
    real = timezone.now
    gone = [timedelta()]
    monkeypatch.setattr("django.utils.timezone.now", lambda: real() + gone[0])

    def wait(more: timedelta) -> None:
        gone[0] += more

    return wait
