"""The personal link: the message it is sent with, finding it again until it is sent, and the one reminder."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from network.introductions import actions, link_actions
from network.introductions.errors import NotAllowedError
from network.introductions.links import message_of
from network.models import Contact, Introduction, Member
from network.platform.first_names import first_name
from network.platform.text import with_article
from tests.network.introductions.conftest import acts, as_, page, pass_on, text

Wait = Callable[[timedelta], None]


@pytest.fixture
def passed(asked: Introduction) -> Introduction:
    pass_on(asked)
    asked.refresh_from_db()
    return asked


def send_page(introduction: Introduction) -> str:
    return reverse("introduction_send", args=[introduction.pk])


def links_in(seen: str) -> set[str]:
    return set(re.findall(r"http://testserver(/i/[\w-]{43}/)", seen))


class TestMessage:
    def test_it_reads_as_the_introducer_would_write_it(self, rosa: Member, passed: Introduction) -> None:
        Member.objects.filter(pk=rosa.pk).update(name="Rosa Okafor")
        passed = Introduction.objects.select_related("requester", "contact").get(pk=passed.pk)
        assert message_of(passed, "worked", "", "https://x/i/1/") == (
            "Hi Ben, I’ve worked with Rosa Okafor. Rosa is looking for work as a pastry chef and would love ten "
            "minutes of your time. This page says more: https://x/i/1/"
        )
        passed.purpose, passed.line_of_work = Introduction.Purpose.ROLE, "HGV driver"
        assert message_of(passed, "friend", "school_gate", "…").startswith(
            "Hi Ben, I know Rosa Okafor from the school gate. Rosa is looking for work as an HGV driver and would "
            "love to hear if there’s a job going."
        )

    def test_each_way_to_send_it_is_a_plain_link_with_the_same_message(
        self, amina: Member, passed: Introduction
    ) -> None:
        seen = unquote(text(as_(amina), send_page(passed))).replace("&amp;", "&")
        message = re.search(r"Hi Ben, .*?/i/[\w-]{43}/", seen)
        assert message
        for way in (f"sms:?&body={message[0]}", f"https://wa.me/?text={message[0]}", f"&body={message[0]}"):
            assert way in seen
        assert "tel:" not in seen  # Amina has no number of Ben's

    @pytest.mark.parametrize(
        ("name", "greeted"),
        [
            ("Dilys Morgan", "Dilys"),
            ("Mr Amir Khan (dentist)", "Mr Khan"),
            ("my cousin Dev", "Dev"),
            ("Big Dave who plasters", "Big Dave"),
            ("Sue from the chippy", "Sue"),
            ("Bell, Jo", "Jo"),
            ("de la Cruz, Ana", "Ana"),
            ("van der Berg, Jan", "Jan"),
            ("Jo Bell, Plumber", "Jo"),
            ("Jo’s mum", "Jo’s mum"),
            ("Mum", "Mum"),
            ("my mum", "mum"),
            ("J. Smith", "J. Smith"),
        ],
    )
    def test_people_are_greeted_as_they_are_called(self, name: str, greeted: str) -> None:
        assert first_name(name) == greeted

    @pytest.mark.parametrize("noun", ["a baker", "an actor", "an HGV driver", "a union rep", "a UX designer"])
    def test_articles_are_as_they_sound(self, noun: str) -> None:
        assert with_article(noun.partition(" ")[2]) == noun


class TestFindingItAgain:
    def test_it_is_the_same_link_until_it_is_sent(self, amina: Member, passed: Introduction) -> None:
        first = links_in(text(as_(amina), send_page(passed)))
        assert len(first) == 1
        assert links_in(text(as_(amina), send_page(passed))) == first
        assert send_page(passed) in page(amina, passed)
        answer = as_(amina).post(send_page(passed), {"sent": ""}, follow=True).content.decode()
        assert "You’ll know by" in answer
        assert "have you sent the link?" not in answer
        assert as_(amina).get(send_page(passed)).status_code == 302
        assert Client().get(first.pop()).status_code == 200
        passed.refresh_from_db()
        assert passed.link_handle == ""
        assert acts(passed) == ["asked", "passed_on", "link_sent"]

    def test_saying_so_twice_is_written_down_once(self, amina: Member, passed: Introduction) -> None:
        for _ in range(2):
            link_actions.say_link_sent(introduction=passed, by=amina)
        assert acts(passed).count("link_sent") == 1

    def test_a_lost_link_is_made_again_also_after_it_was_sent(self, amina: Member, passed: Introduction) -> None:
        old = links_in(text(as_(amina), send_page(passed)))
        link_actions.say_link_sent(introduction=passed, by=amina)
        made = as_(amina).post(reverse("introduction_link", args=[passed.pk]), follow=True).content.decode()
        assert links_in(made)
        assert not links_in(made) & old

    def test_a_quiet_no_changes_nothing_about_it(self, amina: Member, passed: Introduction) -> None:
        before = text(as_(amina), send_page(passed)), text(as_(amina), reverse("today"))
        Introduction.objects.filter(pk=passed.pk).update(
            state="declined", declined_by="target", telling="quietly", closed_at=passed.created_at
        )
        assert (text(as_(amina), send_page(passed)), text(as_(amina), reverse("today"))) == before

    def test_one_that_a_block_has_cut_off_answers_as_one_taken_back(self, amina: Member, passed: Introduction) -> None:
        with transaction.atomic():
            actions.withdraw(introduction=passed, by=passed.requester)
            taken_back = as_(amina).get(send_page(passed)), as_(amina).post(send_page(passed), {"sent": ""})
            transaction.set_rollback(True)
        Introduction.objects.filter(pk=passed.pk).update(cut_off_at=passed.created_at)
        cut_off = as_(amina).get(send_page(passed)), as_(amina).post(send_page(passed), {"sent": ""})
        assert [(page.status_code, page["Location"]) for page in cut_off] == [
            (page.status_code, page["Location"]) for page in taken_back
        ]
        assert "have you sent the link?" not in text(as_(amina), reverse("today"))

    def test_not_after_the_deadline_and_not_for_anybody_else(
        self, rosa: Member, cal: Member, amina: Member, passed: Introduction, wait: Wait
    ) -> None:
        assert as_(rosa).get(send_page(passed)).status_code == 302
        assert as_(cal).get(send_page(passed)).status_code == 404
        with pytest.raises(NotAllowedError):
            link_actions.say_link_sent(introduction=passed, by=rosa)
        wait(timedelta(days=15))
        assert as_(amina).get(send_page(passed)).status_code == 302

    def test_a_link_of_a_key_that_leaked_cannot_be_found_again_but_made_again(
        self, amina: Member, passed: Introduction, settings: Any
    ) -> None:
        old = settings.SECRET_KEY
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another" * 9, [old]
        assert links_in(text(as_(amina), send_page(passed)))
        settings.SECRET_KEY_FALLBACKS = []
        assert "Make a new link" in page(amina, passed)


class TestReminder:
    def test_today_reminds_until_it_is_answered_once(self, amina: Member, passed: Introduction) -> None:
        asks = "Waiting for Ben Baker: have you sent the link?"
        assert asks in text(as_(amina), reverse("today"))
        shown = as_(amina).post(send_page(passed), {"show": ""}, follow=True).content.decode()
        assert links_in(shown)
        assert asks not in text(as_(amina), reverse("today"))
        assert asks in page(amina, passed)

    def test_not_once_it_is_sent(self, amina: Member, passed: Introduction) -> None:
        as_(amina).post(send_page(passed), {"sent": ""})
        assert "have you sent the link?" not in text(as_(amina), reverse("today"))

    def test_not_about_an_answer_that_comes_in_the_service(self, amina: Member, for_cal: Introduction) -> None:
        assert "have you sent the link?" not in text(as_(amina), reverse("today"))
        assert Contact.objects.filter(owner=amina, confirmed_as=for_cal.target_member).exists()
