"""Whoever is to be met did the work once: every page and letter says so, and none that they do it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network.introductions import actions
from network.introductions.detail import introduction_detail
from network.introductions.errors import NotOpenError
from network.introductions.offers import Offer, open_offer, read_offer, sign_offer
from network.introductions.states import Role
from network.models import Contact, Introduction, Member
from tests.network.introductions.conftest import ask, pass_on
from tests.network.introductions.test_notices import post


@pytest.fixture(autouse=True)
def _ben_has_retired(ben: Contact) -> None:
    Contact.objects.filter(pk=ben.pk).update(line_is_past=True)
    ben.refresh_from_db()


@pytest.fixture
def past(rosa: Member, ben: Contact) -> Introduction:
    return ask(rosa, ben, line_is_past=True)


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


def as_member(member: Member) -> Client:
    client = Client()
    client.force_login(member)
    return client


def test_an_offer_keeps_that_it_is_past_and_one_made_before_says_nothing_of_it() -> None:
    assert read_offer(sign_offer(3, 17, "pastry chef", line_is_past=True), 3) == Offer(3, 17, "pastry chef", True)
    assert read_offer(sign_offer(3, 17, "pastry chef"), 3).line_is_past is False


@pytest.mark.parametrize("shown", [True, False])
@pytest.mark.parametrize("now", [True, False])
def test_only_what_was_shown_can_be_asked_for(rosa: Member, ben: Contact, shown: bool, now: bool) -> None:
    Contact.objects.filter(pk=ben.pk).update(line_is_past=now)
    offer = sign_offer(rosa.pk, ben.pk, "pastry chef", line_is_past=shown)
    if shown == now:
        assert open_offer(offer, rosa).line_is_past == shown
        assert ask(rosa, ben, line_is_past=shown).line_is_past == shown
    else:
        with pytest.raises(NotOpenError):
            open_offer(offer, rosa)
        with pytest.raises(NotOpenError):
            ask(rosa, ben, line_is_past=shown)


def test_the_page_that_asks_says_was_and_offers_no_workplace_and_no_job(rosa: Member, ben: Contact) -> None:
    address = reverse("introduction_ask", args=[sign_offer(rosa.pk, ben.pk, "pastry chef", line_is_past=True)])
    said = words(as_member(rosa).get(address))
    assert "Amina knows somebody who was a pastry chef." in said
    assert 'value="advice"' in said
    for purpose in ("visit", "role"):
        assert f'value="{purpose}"' not in said
        as_member(rosa).post(address, {"purpose": purpose, "words": "Hello"})
    assert not Introduction.objects.exists()
    as_member(rosa).post(address, {"purpose": "advice", "words": "Hello"})
    assert Introduction.objects.get().line_is_past


def test_the_introducer_reads_what_the_requester_was_told(past: Introduction, amina: Member) -> None:
    said = words(as_member(amina).get(reverse("introduction", args=[past.pk])))
    assert "We’ve only told them that you know somebody who was a pastry chef." in said
    assert "in this line of work" not in said
    assert "was a pastry chef · a chat about the work" in words(as_member(amina).get(reverse("introductions")))


def test_the_letter_to_the_introducer_says_was(past: Introduction) -> None:
    letter = post()["amina@example.com: Rosa is asking you for an introduction"]
    for said in (str(letter.body), str(letter.alternatives[0][0])):
        assert "Rosa is looking for work as a pastry chef, and you know somebody who was one." in " ".join(said.split())


def test_the_link_to_whoever_is_to_be_met_asks_about_the_work(past: Introduction) -> None:
    said = words(Client().get(reverse("consent", args=[pass_on(past).token])))
    assert "They’d like: a chat about the work · pastry chef" in said


def test_once_all_have_agreed_each_reads_it(rosa: Member, cals_record: Contact, cal: Member) -> None:
    Contact.objects.filter(pk=cals_record.pk).update(line_is_past=True)
    passed_on = pass_on(ask(rosa, cals_record, line_is_past=True)).introduction
    agreed = actions.agree(introduction=passed_on, by=cal)
    timeline = introduction_detail(agreed, Role.TARGET, timezone.now()).timeline
    assert timeline[0].what == "Rosa asked to meet somebody who was a pastry chef."
    for member in (rosa, cal):
        talk = words(as_member(member).get(reverse("conversation", args=[agreed.conversation.pk])))
        assert "Amina brought you together, to talk about this work: pastry chef." in talk
        assert "was a pastry chef" in words(as_member(member).get(reverse("conversations")))


def test_what_was_asked_stays_as_it_was_shown(past: Introduction, ben: Contact, rosa: Member) -> None:
    Contact.objects.filter(pk=ben.pk).update(line_is_past=False)
    assert "was a pastry chef" in words(as_member(rosa).get(reverse("introduction", args=[past.pk])))
