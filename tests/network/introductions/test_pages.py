"""The pages: who may open them, what each person sees, and that reading never answers."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from pytest_django import DjangoAssertNumQueries

from network.introductions import actions, guests
from network.models import Contact, Introduction, Member
from tests.factories.introductions import make_introduction
from tests.factories.people import make_contact, make_handshake, make_member
from tests.network.introductions.conftest import PRAISE, WORDS, as_, ask, page, pass_on, text

Wait = Callable[[timedelta], None]
STEPS = ("introduction_pass_on", "introduction_decline", "introduction_agree", "introduction_withdraw")


class TestWhoMayOpen:
    def test_strangers_are_sent_to_sign_in_and_others_find_nothing(self, for_cal: Introduction) -> None:
        other = as_(make_member())
        for name in ("introduction", *STEPS):
            path = reverse(name, args=[for_cal.pk])
            assert Client().get(path).status_code == 302
            assert other.get(path).status_code == 404
            assert other.post(path, {"telling": "now"}).status_code in (404, 405)
        assert other.post(reverse("introduction_link", args=[for_cal.pk])).status_code == 404
        for_cal.refresh_from_db()
        assert for_cal.state == "passed_on"

    def test_a_number_that_is_nobodys_is_answered_alike(self, rosa: Member) -> None:
        for number in (10**6, 10**30):
            assert as_(rosa).get(f"/introductions/{number}/").status_code == 404

    def test_the_one_to_meet_finds_nothing_before_it_is_passed_on_or_if_it_is_held_back(
        self, rosa: Member, cal: Member, cals_record: Contact
    ) -> None:
        waiting = ask(rosa, cals_record)
        path = reverse("introduction", args=[waiting.pk])
        assert as_(cal).get(path).status_code == 404
        Member.objects.filter(pk=cal.pk).update(requests_a_month=0)
        pass_on(waiting)
        assert as_(cal).get(path).status_code == 404
        assert "Nothing here yet" in text(as_(cal), reverse("introductions"))

    @pytest.mark.parametrize("who", ["rosa", "amina", "cal"])
    def test_whom_it_concerns_may(self, for_cal: Introduction, who: str) -> None:
        assert page(Member.objects.get(name=who.title()), for_cal)


class TestWhatEachSees:
    def test_the_requester_never_learns_who_it_is_before_the_yes(
        self, rosa: Member, for_cal: Introduction, cal: Member
    ) -> None:
        for path in (reverse("introduction", args=[for_cal.pk]), reverse("introductions")):
            seen = text(as_(rosa), path)
            assert "Cal" not in seen
            assert "choir" not in seen
            assert PRAISE not in seen
            assert "Somebody Amina knows" in seen
        actions.agree(introduction=for_cal, by=cal, shares=["phone"])
        seen = page(rosa, for_cal)
        assert "Cal, through Amina" in seen
        assert "choir" not in seen
        assert PRAISE in seen

    def test_the_introducer_sees_who_asks_for_whom_and_why(self, amina: Member, asked: Introduction) -> None:
        seen = page(amina, asked)
        assert "Rosa would like to meet Ben Baker" in seen
        assert WORDS in seen
        assert "rosa@example.com" not in seen
        assert "960123" not in seen

    def test_the_introducer_never_learns_the_contact_details_of_either(
        self, amina: Member, for_cal: Introduction, cal: Member
    ) -> None:
        agreed = actions.agree(introduction=for_cal, by=cal, shares=["email", "phone"])
        seen = page(amina, for_cal)
        assert "said yes" in seen
        for detail in ("rosa@example.com", "cal@example.com", "960999"):
            assert detail not in seen
        assert as_(amina).get(reverse("conversation", args=[agreed.conversation.pk])).status_code == 404

    def test_the_one_to_meet_sees_who_asks_and_what_the_introducer_says(
        self, cal: Member, for_cal: Introduction
    ) -> None:
        seen = page(cal, for_cal)
        assert "Rosa would like to meet you" in seen
        assert WORDS in seen
        assert PRAISE in seen
        assert "rosa@example.com" not in seen
        assert "choir" not in seen  # what Amina calls Cal is Amina's

    def test_words_that_come_with_an_open_no_reach_who_asked(self, rosa: Member, asked: Introduction) -> None:
        actions.decline(introduction=asked, by=asked.introducer, telling="now", words="Try Dee at the mill.")
        seen = page(rosa, asked)
        assert "Didn’t work out" in seen
        assert "Words from Amina" in seen
        assert "Try Dee at the mill." in seen

    def test_words_of_the_one_to_meet_come_without_their_name(
        self, rosa: Member, cal: Member, for_cal: Introduction
    ) -> None:
        actions.decline(introduction=for_cal, by=cal, telling="now", words="Good luck to you.")
        seen = page(rosa, for_cal)
        assert "Good luck to you." in seen
        assert "Cal" not in seen


FATES = ["nothing", "passed on", "held back", "declined", "myself", "declined by target", "contact gone"]


def meet(introduction: Introduction, fate: str, cal: Member) -> None:
    if fate == "contact gone":
        Contact.objects.filter(pk=introduction.contact_id).delete()
    elif fate in ("declined", "myself"):
        telling = "quietly" if fate == "declined" else "myself"
        actions.decline(introduction=introduction, by=introduction.introducer, telling=telling)
    elif fate != "nothing":
        if fate == "held back":
            Member.objects.filter(pk=cal.pk).update(requests_a_month=0)
        pass_on(introduction)
        if fate == "declined by target":
            actions.decline(introduction=introduction, by=cal, telling="quietly")


class TestOneFaceForEveryCause:
    @pytest.fixture
    def the_same(self, rosa: Member, cals_record: Contact, wait: Wait) -> Introduction:
        return ask(rosa, cals_record)

    def seen_by_requester(self, rosa: Member, introduction: Introduction) -> list[str]:
        client = as_(rosa)
        pages = [reverse("introductions"), reverse("introduction", args=[introduction.pk])]
        seen = [text(client, path) for path in pages]
        taking_back = client.get(reverse("introduction_withdraw", args=[introduction.pk]))
        return [*seen, str(taking_back.status_code), re.sub(r'value="\w{64}"', "", taking_back.content.decode())]

    @pytest.mark.parametrize("fate", FATES)
    def test_until_the_deadline_and_after_it(
        self, rosa: Member, cal: Member, the_same: Introduction, wait: Wait, fate: str
    ) -> None:
        fresh = self.seen_by_requester(rosa, the_same)
        assert "No answer yet" in fresh[1]
        meet(the_same, fate, cal)
        assert self.seen_by_requester(rosa, the_same) == fresh
        left = the_same.deadline - the_same.requester_agreed_at
        wait(left - timedelta(minutes=1))
        assert self.seen_by_requester(rosa, the_same) == fresh
        wait(timedelta(minutes=1))
        before_the_clock = self.seen_by_requester(rosa, the_same)
        assert "Didn’t work out" in before_the_clock[1]
        assert "No answer yet" not in before_the_clock[0] + before_the_clock[1]
        actions.expire_due()
        assert self.seen_by_requester(rosa, the_same) == before_the_clock

    def test_after_the_deadline_every_cause_shows_one_page(
        self, rosa: Member, cal: Member, amina: Member, wait: Wait, django_db_blocker: object
    ) -> None:
        pages = set()
        Member.objects.filter(pk=amina.pk).update(requests_a_month=50)
        made = []
        for fate in FATES:
            asker = make_member("Rosa", email=f"{fate.replace(' ', '')}@example.com")
            make_handshake(asker, amina)
            Member.objects.filter(pk=cal.pk).update(requests_a_month=50)
            record = Contact.objects.get(owner=amina, confirmed_as=cal)
            if fate == "contact gone":
                record = make_contact(amina, "Gone", line_of_work="pastry chef")
            else:
                Contact.objects.filter(pk=record.pk).update(line_of_work="pastry chef")
                record.refresh_from_db()
            introduction = ask(asker, record)
            meet(introduction, fate, cal)
            made.append((asker, introduction))
        wait(timedelta(days=15))
        actions.expire_due()
        for asker, introduction in made:
            seen = page(asker, introduction).replace(f"/introductions/{introduction.pk}/", "")
            pages.add(re.sub(r"<time.*?</time>|\d\d:\d\d", "", seen))
        assert len(pages) == 1

    def test_the_introducer_sees_one_face_too_after_passing_it_on(
        self, amina: Member, cal: Member, the_same: Introduction, wait: Wait
    ) -> None:
        pass_on(the_same)
        fresh = page(amina, the_same), text(as_(amina), reverse("introductions"))
        actions.decline(introduction=the_same, by=cal, telling="quietly")
        assert (page(amina, the_same), text(as_(amina), reverse("introductions"))) == fresh
        Introduction.objects.filter(pk=the_same.pk).update(
            state="passed_on", closed_at=None, declined_by="", telling="", held_back=True
        )
        assert (page(amina, the_same), text(as_(amina), reverse("introductions"))) == fresh


class TestLists:
    def test_what_waits_comes_first_and_the_rest_by_what_it_is(
        self, rosa: Member, amina: Member, asked: Introduction, for_cal: Introduction
    ) -> None:
        mine = text(as_(rosa), reverse("introductions"))
        assert mine.count("Somebody Amina knows") == 2
        hers = text(as_(amina), reverse("introductions"))
        assert hers.index("For you to answer") < hers.index("Ben Baker") < hers.index("You passed on")

    def test_past_ones_come_in_pages(self, rosa: Member) -> None:
        for _ in range(25):
            make_introduction(rosa, make_contact(make_member()), state="withdrawn")
        assert text(as_(rosa), reverse("introductions")).count("Taken back") == 20
        assert text(as_(rosa), reverse("introductions") + "?page=2").count("Taken back") == 5
        assert text(as_(rosa), reverse("introductions") + "?page=nonsense").count("Taken back") == 20

    def test_ten_rows_and_a_thousand_cost_the_same(
        self, rosa: Member, amina: Member, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        client = as_(rosa)
        counts = []
        for number in (10, 990):
            self.fill(rosa, amina, number)
            client.get(reverse("introductions"))
            with CaptureQueriesContext(
                connection,
            ) as captured:
                client.get(reverse("introductions"))
            counts.append(len(captured))
        assert counts[0] == counts[1]
        assert counts[0] <= 11

    def fill(self, rosa: Member, amina: Member, number: int) -> None:
        record = make_contact(amina, "Ben", line_of_work="pastry chef")
        mine = make_contact(rosa, "Dee", line_of_work="baker")
        template = make_introduction(rosa, record, state="withdrawn")
        copies = []
        for index in range(number):
            copy = Introduction.objects.get(pk=template.pk)
            copy.pk = None
            if index % 3 == 0:
                copy.requester, copy.introducer, copy.contact = amina, rosa, mine
            copies.append(copy)
        Introduction.objects.bulk_create(copies)


def test_one_introduction_is_read_in_few_queries(rosa: Member, cal: Member, for_cal: Introduction) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    actions.agree(introduction=for_cal, by=cal)
    client = as_(rosa)
    client.get("/today/")  # the first page of an hour also notes in which browser it was
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse("introduction", args=[for_cal.pk]))
    assert len(captured) <= 9


class TestNothingIsSaidThatIsNotSo:
    """ "We’re still asking" was said while a quiet no lay there, or before the link was sent."""

    def test_the_requester_reads_that_there_is_no_answer_and_by_when_they_will_know(
        self, rosa: Member, asked: Introduction
    ) -> None:
        day = date_format(localtime(asked.deadline), "j F")
        for path in (reverse("introductions"), reverse("introduction", args=[asked.pk])):
            seen = text(as_(rosa), path)
            assert "No answer yet" in seen
            assert f"You’ll know by {day}." in seen
            assert "still asking" not in seen.lower()

    def test_the_introducer_reads_for_whom_they_wait_and_is_asked_about_the_link(
        self, amina: Member, asked: Introduction
    ) -> None:
        token = pass_on(asked).token
        fresh = page(amina, asked), text(as_(amina), reverse("introductions"))
        for seen in fresh:
            assert "Waiting for Ben Baker: have you sent the link?" in seen
        guests.decline_by_link(token=token, telling="quietly")
        assert (page(amina, asked), text(as_(amina), reverse("introductions"))) == fresh

    def test_nobody_is_asked_about_a_link_where_the_answer_comes_in_the_service(
        self, amina: Member, for_cal: Introduction
    ) -> None:
        assert "Waiting for Cal from choir. You’ll know by" in page(amina, for_cal)
