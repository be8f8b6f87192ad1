"""The pages of the actions: asking, passing on, saying yes or no."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from network.introductions.offers import sign_offer
from network.models import Contact, Introduction, Member
from tests.network.introductions.conftest import PRAISE, WORDS, as_, page, text

STEPS = ("introduction_pass_on", "introduction_decline", "introduction_agree", "introduction_withdraw")


class TestSteps:
    def test_asking_from_a_suggestion_to_passing_on_and_yes(
        self, rosa: Member, amina: Member, cal: Member, cals_record: Contact
    ) -> None:
        offer = reverse("introduction_ask", args=[sign_offer(rosa.pk, cals_record.pk, "pastry chef")])
        seen = text(as_(rosa), offer)
        assert "Ask Amina to introduce you" in seen
        assert "Cal" not in seen
        given = {"purpose": "advice", "words": WORDS, "shares": ["email"]}
        made = as_(rosa).post(offer, given, follow=True)
        assert "Amina has your request." in made.content.decode()
        introduction = Introduction.objects.get()
        assert introduction.purpose == "advice"

        steps = {name: reverse(name, args=[introduction.pk]) for name in STEPS}
        text(as_(amina), steps["introduction_pass_on"])
        passed = as_(amina).post(steps["introduction_pass_on"], {"basis": "friend", "words": PRAISE})
        assert passed.url == reverse("introduction", args=[introduction.pk])  # type: ignore[attr-defined]

        text(as_(cal), steps["introduction_agree"])
        agreed = as_(cal).post(steps["introduction_agree"], {"shares": ["phone"]}, follow=True)
        assert "You and Rosa" in agreed.content.decode()
        assert "rosa@example.com" in agreed.content.decode()
        introduction.refresh_from_db()
        assert introduction.target_shares == [["phone", "01632 960999"]]

    def test_reading_a_step_never_takes_it(self, for_cal: Introduction, asked: Introduction) -> None:
        people = [for_cal.requester, for_cal.introducer, for_cal.target_member]
        for introduction in (for_cal, asked):
            state = introduction.state
            for person in people:
                assert person
                for step in STEPS:
                    as_(person).get(reverse(step, args=[introduction.pk]))
                    as_(person).head(reverse(step, args=[introduction.pk]))
            introduction.refresh_from_db()
            assert introduction.state == state

    def test_what_is_not_theirs_to_do_is_said_and_not_done(self, for_cal: Introduction, rosa: Member) -> None:
        for step, given in (
            ("introduction_pass_on", {"basis": "friend", "words": "me"}),
            ("introduction_decline", {"telling": "now"}),
            ("introduction_agree", {}),
        ):
            answer = as_(rosa).post(reverse(step, args=[for_cal.pk]), given, follow=True)
            assert "too late for that" in answer.content.decode()
        for_cal.refresh_from_db()
        assert for_cal.state == "passed_on"

    def test_posting_a_request_twice_asks_once_and_shows_the_first(self, rosa: Member, ben: Contact) -> None:
        offer = reverse("introduction_ask", args=[sign_offer(rosa.pk, ben.pk, "pastry chef")])
        for _ in range(2):
            answer = as_(rosa).post(offer, {"purpose": "chat", "words": WORDS}, follow=True)
        assert "We haven’t sent it twice." in answer.content.decode()
        assert answer.redirect_chain[-1][0] == reverse("introduction", args=[Introduction.objects.get().pk])

    @pytest.mark.parametrize(
        ("telling", "words"),
        [
            ("now", "Done. We’ve told Rosa."),
            ("quietly", "Done. We won’t say anything."),
            ("myself", "Done. We won’t say anything."),
        ],
    )
    def test_whoever_says_no_reads_what_we_do_with_it(
        self, amina: Member, asked: Introduction, telling: str, words: str
    ) -> None:
        path = reverse("introduction_decline", args=[asked.pk])
        assert words in as_(amina).post(path, {"telling": telling}, follow=True).content.decode()

    def test_passing_on_twice_passes_on_once(self, amina: Member, asked: Introduction) -> None:
        path = reverse("introduction_pass_on", args=[asked.pk])
        first = as_(amina).post(path, {"basis": "friend", "words": PRAISE}, follow=True)
        assert "/i/" in first.content.decode()
        again = as_(amina).post(path, {"basis": "friend", "words": "other"}, follow=True)
        assert "haven’t passed it on twice" in again.content.decode()
        assert "Send the link" in again.content.decode()

    def test_the_link_comes_with_the_introducers_own_addresses_and_a_new_one_kills_it(
        self, amina: Member, asked: Introduction
    ) -> None:
        contact = asked.contact
        assert contact
        contact.addresses.create(kind="email", value="ben@bakery.example")
        contact.addresses.create(kind="phone", value="07700 900123")
        path = reverse("introduction_pass_on", args=[asked.pk])
        shown = as_(amina).post(path, {"basis": "friend", "words": PRAISE}, follow=True).content.decode()
        link = re.search(r"http://testserver/i/([\w-]{43})/", shown)
        assert link
        assert "mailto:ben@bakery.example?" in shown
        assert "wa.me/447700900123?" in shown
        assert "sms:+447700900123?" in shown
        assert "tel:+447700900123" in shown
        assert link[1] not in page(amina, asked)
        remade = as_(amina).post(reverse("introduction_link", args=[asked.pk]), follow=True).content.decode()
        assert "/i/" in remade
        assert link[1] not in remade
        assert Client().get(f"/i/{link[1]}/").status_code == 410

    def test_a_quiet_no_with_words_is_asked_about_before_words_are_lost(
        self, amina: Member, asked: Introduction
    ) -> None:
        path = reverse("introduction_decline", args=[asked.pk])
        answer = as_(amina).post(path, {"telling": "quietly", "words": "Try Dee."})
        assert answer.status_code == 422
        assert "Try Dee." in answer.content.decode()
        asked.refresh_from_db()
        assert asked.state == "asked"


class TestOffers:
    def test_what_is_not_open_any_more_is_said_in_one_wording(self, rosa: Member, ben: Contact) -> None:
        good = sign_offer(rosa.pk, ben.pk, "pastry chef")
        other_line = sign_offer(rosa.pk, ben.pk, "plumber")
        not_mine = sign_offer(rosa.pk + 1, ben.pk, "pastry chef")
        nobody = sign_offer(rosa.pk, 10**9, "pastry chef")
        answers = {
            text(as_(rosa), reverse("introduction_ask", args=[bad]), 409) for bad in (other_line, not_mine, nobody)
        }
        Member.objects.filter(pk=ben.owner_id).update(requests_a_month=0)
        answers.add(text(as_(rosa), reverse("introduction_ask", args=[good]), 409))
        answers.add(text(as_(rosa), "/introductions/ask/nonsense%00%F0/", 409))
        assert len(answers) == 1

    @pytest.mark.parametrize(
        "words",
        ["", "   ", "\x00", "a" * 1001, "<script>alert(1)</script>", "🎂" * 300, "\u202emoc.live", "a\r\nb" * 250],
    )
    def test_whatever_is_typed_is_taken_or_said_to_be_wrong(self, rosa: Member, ben: Contact, words: str) -> None:
        offer = reverse("introduction_ask", args=[sign_offer(rosa.pk, ben.pk, "pastry chef")])
        answer = as_(rosa).post(offer, {"purpose": "chat", "words": words}, follow=True)
        fine = 0 < len(words.strip().replace("\r\n", "\n")) <= 1000 and "\x00" not in words
        assert answer.status_code == (200 if fine else 422)
        assert Introduction.objects.exists() == fine
        assert "<script>alert" not in answer.content.decode()

    @pytest.mark.parametrize(
        "given", [{}, {"purpose": "marry"}, {"purpose": "chat", "words": "x", "shares": ["address"]}]
    )
    def test_choices_that_are_not_there_are_refused(self, rosa: Member, ben: Contact, given: dict[str, object]) -> None:
        offer = reverse("introduction_ask", args=[sign_offer(rosa.pk, ben.pk, "pastry chef")])
        assert as_(rosa).post(offer, given).status_code == 422  # type: ignore[arg-type]
