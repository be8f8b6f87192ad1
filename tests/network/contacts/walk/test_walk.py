"""The "who do I know" walk: one question a page, kept as one goes, and kind about the same name twice."""

from html import unescape

import pytest
from django.test import Client

from network.contacts.walk.progress import name_again, name_somebody, walk_of
from network.contacts.walk.questions import QUESTIONS
from network.models import Contact, HowKnown, Member, OutboxRow, WalkedQuestion
from tests.factories.people import make_contact

pytestmark = pytest.mark.django_db


def say(client: Client, slug: str, name: str = "", work: str = "", go: str = "add", **more: str) -> str:
    """Post one line and return where it leads, or the page that asks again."""
    answer = client.post(f"/people/walk/{slug}/", {"name": name, "work": work, "go": go, **more})
    return answer.url if answer.status_code == 302 else unescape(answer.content.decode())


def words(client: Client, path: str) -> str:
    return unescape(client.get(path, follow=True).content.decode())


class TestOneLine:
    @pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.slug)
    def test_whoever_is_named_is_known_in_the_way_of_the_question(
        self, as_alice: Client, alice: Member, question: object
    ) -> None:
        slug, how_known = getattr(question, "slug", ""), getattr(question, "how_known", "")
        assert say(as_alice, slug, "Ama", "bakes cakes") == f"/people/walk/{slug}/"
        ama = Contact.objects.get(owner=alice)
        assert (ama.name, ama.work, ama.how_known) == ("Ama", "bakes cakes", how_known)

    def test_who_is_named_as_a_friend_stands_nearer_than_who_is_met_on_the_high_street(
        self, as_alice: Client, alice: Member
    ) -> None:
        say(as_alice, "friends", "Ama")
        say(as_alice, "high-street", "Ben")
        closeness = dict(Contact.objects.filter(owner=alice).values_list("name", "closeness"))
        assert closeness["Ama"] > closeness["Ben"]
        page = words(as_alice, "/people/walk/end/")
        assert "We’ve guessed" in page
        assert "Most people are surprised." not in page

    def test_the_page_says_so_and_the_cursor_is_in_the_next_line(self, as_alice: Client) -> None:
        say(as_alice, "near", "Ama", "bakes cakes")
        page = words(as_alice, "/people/walk/near/")
        assert "Ama, good. Who else comes to mind?" in page
        box = page[page.index('name="name"') :]
        assert "autofocus" in box[: box.index(">")]
        assert 'value="Ama"' not in page

    def test_what_it_says_begins_with_a_capital_and_the_name_stays_as_it_was_typed(self, as_alice: Client) -> None:
        say(as_alice, "family", "my cousin Dean")
        page = words(as_alice, "/people/walk/family/")
        assert "My cousin Dean, good." in page
        assert ">my cousin Dean</a>" in page

    def test_what_it_says_goes_with_how_many_there_are(self, as_alice: Client) -> None:
        said = {
            1: "One, good. Who else",
            2: "Two too. Anybody else?",
            3: "That makes three, and",
            6: "You know a lot of people.",
        }
        for number, name in enumerate(("One", "Two", "Three", "Four", "Five", "Six"), start=1):
            say(as_alice, "near", name)
            if number in said:
                assert said[number] in words(as_alice, "/people/walk/near/")

    def test_the_contact_is_marked_for_the_graph_and_the_vectors(self, as_alice: Client, alice: Member) -> None:
        say(as_alice, "near", "Ama", "baker")
        marked = OutboxRow.objects.filter(subject=str(alice.pk)).values_list("consumer", flat=True)
        assert set(marked) >= {"graph", "vectors"}

    @pytest.mark.parametrize(
        ("name", "work", "complaint"),
        [
            ("", "", "Write a name first"),
            ("\u202e \x00", "", "Write a name first"),
            ("", "bakes cakes", "Write a name first"),
            ("x" * 121, "", "Please shorten this to 120 characters"),
            ("Ama", "x" * 201, "Please shorten this to 200 characters"),
        ],
    )
    def test_what_cannot_be_kept_is_said_and_nothing_typed_is_lost(
        self, as_alice: Client, name: str, work: str, complaint: str
    ) -> None:
        page = say(as_alice, "near", name, work)
        assert complaint in page
        assert work in page
        assert not Contact.objects.exists()

    @pytest.mark.parametrize("name", ["<b>Ama</b>", "👩🏽‍🍳 Zoë", "O'Brien", "张伟"])
    def test_names_of_every_kind(self, as_alice: Client, name: str) -> None:
        say(as_alice, "near", name)
        assert Contact.objects.get().name == name
        assert "<b>Ama" not in as_alice.get("/people/walk/near/").content.decode()


class TestGoingOn:
    def test_next_keeps_what_stands_in_the_line(self, as_alice: Client) -> None:
        assert say(as_alice, "near", "Ama", go="on") == "/people/walk/family/"
        assert Contact.objects.get().name == "Ama"

    def test_stop_keeps_it_too_and_the_walk_waits_there(self, as_alice: Client, alice: Member) -> None:
        say(as_alice, "near", go="on")
        assert say(as_alice, "family", "Auntie", go="stop") == "/people/"
        assert Contact.objects.get().name == "Auntie"
        here = walk_of(alice).here
        assert here is not None
        assert here.slug == "family"
        assert "Carry on: Who’s in your family?" in words(as_alice, "/people/walk/")

    def test_a_job_without_a_name_is_asked_about_before_going_on(self, as_alice: Client, alice: Member) -> None:
        assert "Write a name first" in say(as_alice, "near", work="bakes", go="on")
        assert walk_of(alice).here == QUESTIONS[0]

    def test_looking_writes_nothing(self, as_alice: Client) -> None:
        for path in ("", "near/", "family/", "end/"):
            assert as_alice.get(f"/people/walk/{path}").status_code == 200
        assert not WalkedQuestion.objects.exists()

    def test_a_question_can_be_skipped_gone_back_to_and_answered(self, as_alice: Client, alice: Member) -> None:
        say(as_alice, "near", go="on")
        assert "skipped" in words(as_alice, "/people/walk/")
        assert 'href="/people/walk/near/"' in words(as_alice, "/people/walk/family/")
        say(as_alice, "near", "Ama")
        page = words(as_alice, "/people/walk/")
        assert "1 name" in page
        assert "skipped" not in page

    def test_after_the_last_question_it_says_what_happens_now(self, as_alice: Client, alice: Member) -> None:
        for question in QUESTIONS[:-1]:
            assert "/people/walk/" in say(as_alice, question.slug, f"Somebody {question.slug}", go="on")
        assert say(as_alice, QUESTIONS[-1].slug, go="on") == "/people/walk/end/"
        page = words(as_alice, "/people/walk/end/")
        assert f"You know {len(QUESTIONS) - 1} people to start with" in page
        assert "Most people are surprised." in page
        assert "What happens next" in page
        assert walk_of(alice).here is None
        assert "See what happens next" in words(as_alice, "/people/walk/")

    def test_nobody_named_at_all_is_fine(self, as_alice: Client) -> None:
        for question in QUESTIONS:
            say(as_alice, question.slug, go="on")
        assert "Nobody came to mind today, and that’s fine" in words(as_alice, "/people/walk/end/")

    @pytest.mark.parametrize("slug", ["nowhere", "NEAR", "x" * 200])
    def test_there_is_no_other_question(self, as_alice: Client, slug: str) -> None:
        assert as_alice.get(f"/people/walk/{slug}/").status_code == 404
        assert as_alice.post(f"/people/walk/{slug}/", {"name": "Ama"}).status_code == 404

    def test_twice_over_counts_nobody_twice(self, as_alice: Client, alice: Member) -> None:
        say(as_alice, "near", "Ama", go="on")
        say(as_alice, "near", go="on")
        assert walk_of(alice).names == 1

    def test_somebody_named_at_two_questions_is_one_person_in_every_count(
        self, as_alice: Client, alice: Member
    ) -> None:
        first, second = QUESTIONS[0], QUESTIONS[1]
        ama = name_somebody(member=alice, question=first, name="Ama", work="")
        name_again(member=alice, question=second, contact_id=ama.pk, work="")
        name_somebody(member=alice, question=second, name="Kofi", work="")
        assert walk_of(alice).names == 2
        assert "2 people" in words(as_alice, "/people/walk/")
        assert "You wrote down 2 people." in words(as_alice, "/today/")


class TestTheSameNameTwice:
    @pytest.fixture
    def ama(self, alice: Member) -> Contact:
        return make_contact(alice, "Ama Mensah", work="bakes cakes", note="mine")

    @pytest.mark.parametrize("typed", ["Ama Mensah", "ama mensah", " AMA   MENSAH "])
    def test_it_asks_whether_they_are_one(self, as_alice: Client, ama: Contact, typed: str) -> None:
        page = say(as_alice, "near", typed, "baker")
        assert "on your list already" in page
        assert "bakes cakes" in page
        assert Contact.objects.count() == 1

    def test_other_letters_than_a_to_z_have_cases_too(self, as_alice: Client, alice: Member) -> None:
        make_contact(alice, "Élodie")
        assert "on your list already" in say(as_alice, "near", "ÉLODIE")

    def test_the_same_person_is_named_and_only_gaps_are_filled(self, as_alice: Client, ama: Contact) -> None:
        assert say(as_alice, "near", "Ama Mensah", "baker", same=str(ama.pk)) == "/people/walk/near/"
        ama.refresh_from_db()
        assert (ama.work, ama.how_known, ama.note) == ("bakes cakes", HowKnown.NEIGHBOUR, "mine")
        assert "Ama Mensah, good." in words(as_alice, "/people/walk/near/")
        assert Contact.objects.count() == 1
        say(as_alice, "work", "Ama Mensah", same=str(ama.pk))
        ama.refresh_from_db()
        assert ama.how_known == HowKnown.NEIGHBOUR

    def test_somebody_else_of_that_name_is_added(self, as_alice: Client, ama: Contact) -> None:
        say(as_alice, "near", "Ama Mensah", "nurse", another="yes")
        assert sorted(Contact.objects.values_list("work", flat=True)) == ["bakes cakes", "nurse"]

    def test_the_button_pressed_first_still_counts(self, as_alice: Client, ama: Contact) -> None:
        page = say(as_alice, "near", "Ama Mensah", go="on")
        assert 'name="go" value="on"' in page
        assert say(as_alice, "near", "Ama Mensah", go="on", same=str(ama.pk)) == "/people/walk/family/"

    @pytest.mark.parametrize("same", ["999999", "0", "x", "", "-1", "9" * 40, "²"])
    def test_a_choice_that_was_not_offered_adds_nobody(self, as_alice: Client, ama: Contact, same: str) -> None:
        answer = as_alice.post("/people/walk/near/", {"name": "Ama Mensah", "same": same})
        assert answer.status_code in (200, 404)
        assert Contact.objects.count() == 1

    def test_nobody_elses_contact_can_be_named(self, as_alice: Client, bob: Member) -> None:
        theirs = make_contact(bob, "Ama Mensah")
        assert as_alice.post("/people/walk/near/", {"name": "Ama", "same": str(theirs.pk)}).status_code == 404
        theirs.refresh_from_db()
        assert theirs.how_known == ""
        assert "on your list already" not in say(as_alice, "near", "Ama Mensah")


class TestWaysIn:
    def test_an_empty_today_and_an_empty_list_begin_it(self, as_alice: Client) -> None:
        for path in ("/today/", "/people/"):
            assert 'href="/people/walk/"' in words(as_alice, path)

    def test_it_begins_with_a_promise_and_goes_on_with_a_count(self, as_alice: Client) -> None:
        assert "Only you see the names" in words(as_alice, "/people/walk/")
        say(as_alice, "near", "Ama")
        say(as_alice, "near", "Ben")
        page = words(as_alice, "/people/walk/")
        assert "You’ve named 2 people so far" in page
        assert "2 names" in page

    def test_strangers_are_asked_to_sign_in(self, client: Client) -> None:
        for path in ("", "near/", "end/"):
            assert client.get(f"/people/walk/{path}").url == f"/account/login/?next=/people/walk/{path}"

    def test_a_removed_contact_is_named_no_more(self, as_alice: Client, alice: Member) -> None:
        say(as_alice, "near", "Ama")
        as_alice.post(f"/people/{Contact.objects.get().pk}/remove/")
        assert walk_of(alice).names == 0
        assert "Ama, good" not in words(as_alice, "/people/walk/near/")
