"""“Not for me”: what it changes, that it can be taken back, and that nobody else sees it. Through the page."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network.models import Closeness, Introduction, Member, Notice, Place, SetAside
from network.suggestions.dismissals import CardUnreadableError, ShownCard, read_card, seal_card
from network.suggestions.page import suggestions_for
from tests.factories.introductions import make_introduction
from tests.factories.people import make_handshake, make_member
from tests.network.suggestions.conftest import know

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_graph")]
Reason = SetAside.Reason


def links(client: Client, text: str) -> dict[str, str]:
    """The links “Not for me” on the page, by whom they are about: "Bob knows: plumber"."""
    said = client.get(reverse("work"), {"q": text}).content.decode()
    found = {}
    for card in said.partition("</section>")[0].split('<li class="card">')[1:]:
        name = re.findall(r"<h3>(.+?) knows ", card)[0]
        for link, line in re.findall(r'href="(/work/not-for-me/[^"]+)">Not for me<span[^>]*>: ([^<]+)<', card):
            found[f"{name} knows: {line}"] = link.replace("&amp;", "&")
    return found


def shown(client: Client, text: str) -> list[str]:
    """Whom the member can ask about, as the page has them."""
    return list(links(client, text))


def put_aside(client: Client, text: str, heading: str, reason: str) -> str:
    """Put somebody aside, as a member does who clicks; return the page after it."""
    link = links(client, text)[heading]
    assert "Why isn’t it for you?" in client.get(link).content.decode()
    answer = client.post(link, {"reason": reason}, follow=True)
    assert answer.request["QUERY_STRING"].startswith("q=")
    return answer.content.decode()


@pytest.fixture
def town(alice: Member, bob: Member, carol: Member) -> None:
    make_handshake(alice, bob)
    make_handshake(alice, carol)
    know(bob, "care assistant")
    know(bob, "care worker")
    know(carol, "care assistant")


@pytest.mark.usefixtures("town")
class TestWhatItChanges:
    def test_that_card_does_not_come_back_and_nothing_else_changes(self, as_alice: Client) -> None:
        before = shown(as_alice, "care assistant")
        assert "What you’ve put aside" in put_aside(
            as_alice, "care assistant", "Bob knows: care assistant", Reason.OTHER
        )
        assert sorted(shown(as_alice, "care assistant")) == sorted(
            heading for heading in before if heading != "Bob knows: care assistant"
        )

    def test_another_person_of_that_work_by_the_same_way_does_not_take_its_place(
        self, as_alice: Client, bob: Member
    ) -> None:
        know(bob, "care assistant", "One more")
        put_aside(as_alice, "care assistant", "Bob knows: care assistant", Reason.OTHER)
        assert "Bob knows: care assistant" not in shown(as_alice, "care assistant")

    def test_not_this_work_lowers_work_like_it_by_whatever_way(self, as_alice: Client, alice: Member) -> None:
        before = {(card.line_of_work, card.introducer): card.fit for card in suggestions_for(alice, "care").cards}
        put_aside(as_alice, "care", "Bob knows: care assistant", Reason.WORK)
        after = {(card.line_of_work, card.introducer): card.fit for card in suggestions_for(alice, "care").cards}
        assert ("care assistant", "Carol") in before
        assert ("care assistant", "Carol") not in after
        assert after.get(("care worker", "Bob"), 0) <= before["care worker", "Bob"]

    def test_what_is_asked_for_by_name_is_shown_all_the_same(self, as_alice: Client) -> None:
        put_aside(as_alice, "care", "Bob knows: care assistant", Reason.WORK)
        assert "Carol knows: care assistant" in shown(as_alice, "care assistant")

    def test_not_by_way_of_them_leaves_out_all_that_they_know(self, as_alice: Client) -> None:
        put_aside(as_alice, "care assistant", "Bob knows: care assistant", Reason.BY_WAY)
        assert shown(as_alice, "care assistant") == ["Carol knows: care assistant"]

    def test_it_is_listed_with_what_it_changes_and_can_be_taken_back(self, as_alice: Client) -> None:
        before = shown(as_alice, "care assistant")
        put_aside(as_alice, "care assistant", "Bob knows: care assistant", Reason.BY_WAY)
        said = as_alice.get(reverse("work_set_asides")).content.decode()
        assert "care assistant, through Bob" in said
        assert "We won’t suggest anybody to you through Bob." in said
        as_alice.post(reverse("work_take_back", args=[SetAside.objects.get().pk]))
        assert shown(as_alice, "care assistant") == before
        assert "You haven’t put anything aside" in as_alice.get(reverse("work_set_asides")).content.decode()

    def test_the_reason_is_there_to_leave_and_the_latest_counts(
        self, as_alice: Client, alice: Member, bob: Member
    ) -> None:
        card = seal_card(ShownCard(alice.pk, "care assistant", bob.pk, None))
        for reason in (Reason.WORK, Reason.OTHER):
            as_alice.post(reverse("work_set_aside", args=[card]), {"reason": reason})
        assert [row.reason for row in SetAside.objects.all()] == [Reason.OTHER]
        assert as_alice.post(reverse("work_set_aside", args=[card]), {"reason": "spite"}).status_code == 200

    def test_nobody_is_told(self, as_alice: Client, bob: Member) -> None:
        put_aside(as_alice, "care assistant", "Bob knows: care assistant", Reason.BY_WAY)
        assert not Notice.objects.exists()
        as_bob = Client()
        as_bob.force_login(bob)
        for name in ("today", "work", "work_set_asides", "work_others", "people", "introductions"):
            said = as_bob.get(reverse(name)).content.decode()
            assert "care assistant, by way" not in said
            assert "Alice put" not in said


def test_too_far_lowers_whoever_is_as_far_and_no_others(as_alice: Client, alice: Member) -> None:
    here = Place.objects.create(geoname_id=1, name="Here", search_name="here", country="GB", latitude=54, longitude=0)
    far = Place.objects.create(geoname_id=2, name="Far", search_name="far", country="GB", latitude=54.6, longitude=0)
    Member.objects.filter(pk=alice.pk).update(place=here)
    alice.refresh_from_db()
    ways = [("Ann", far), ("Ben", far), ("Cat", here)]
    for name, place in ways:
        introducer = make_member(name)
        make_handshake(alice, introducer, closeness=Closeness.VERY_WELL if place is far else Closeness.HARDLY)
        know(introducer, "plumber", place=place, closeness=Closeness.VERY_WELL)
    assert [card.introducer for card in suggestions_for(alice, "plumber").cards] == ["Ann", "Ben", "Cat"]
    put_aside(as_alice, "plumber", "Ann knows: plumber", Reason.FAR)
    near, far_away = suggestions_for(alice, "plumber").cards
    assert (near.introducer, far_away.introducer) == ("Cat", "Ben")
    assert "it’s lower down, because it’s as far away as something you put aside" in far_away.why
    assert "lower down" not in near.why
    assert "40 miles away or more come lower down" in as_alice.get(reverse("work_set_asides")).content.decode()


def test_too_far_is_no_choice_where_nobody_knows_how_far(as_alice: Client, alice: Member, bob: Member) -> None:
    for miles, offered in ((None, False), (10, True)):
        card = seal_card(ShownCard(alice.pk, "plumber", bob.pk, miles))
        said = as_alice.get(reverse("work_set_aside", args=[card])).content.decode()
        assert ("It’s too far away" in said) is offered


def test_a_card_of_somebody_else_and_one_made_up_are_not_there(as_alice: Client, bob: Member, carol: Member) -> None:
    theirs = seal_card(ShownCard(bob.pk, "plumber", carol.pk, None))
    for handle in (theirs, "gAAAAA-made-up", "x" * 500):
        assert as_alice.get(reverse("work_set_aside", args=[handle])).status_code == 404
        assert as_alice.post(reverse("work_set_aside", args=[handle]), {"reason": "other"}).status_code == 404
    with pytest.raises(CardUnreadableError):
        read_card(theirs, carol)
    assert not SetAside.objects.exists()


def test_only_their_owner_takes_them_back(as_alice: Client, bob: Member, carol: Member) -> None:
    row = SetAside.objects.create(member=bob, introducer=carol, line_of_work="plumber")
    assert as_alice.post(reverse("work_take_back", args=[row.pk])).status_code == 404
    assert as_alice.get(reverse("work_take_back", args=[row.pk])).status_code == 405
    assert SetAside.objects.filter(pk=row.pk).exists()


class TestWhoDoesNotComeBack:
    """Whom one has asked for, whoever said no, and whom one has met: by the page, by whatever way."""

    @pytest.fixture
    def asked(self, alice: Member, bob: Member, as_alice: Client) -> Introduction:
        make_handshake(alice, bob)
        contact = know(bob, "plumber")
        assert shown(as_alice, "plumber") == ["Bob knows: plumber"]
        return make_introduction(alice, contact)

    @pytest.mark.parametrize(
        "became",
        [
            {},
            {"state": "passed_on", "introducer_agreed_at": timezone.now()},
            {"state": "declined", "declined_by": "introducer", "telling": "quietly", "closed_at": timezone.now()},
            {"state": "declined", "declined_by": "target", "telling": "now", "closed_at": timezone.now()},
            {"state": "expired", "closed_at": timezone.now()},
        ],
        ids=["asked", "passed-on", "not-by-the-introducer", "not-by-the-target", "expired"],
    )
    def test_whatever_became_of_it(self, asked: Introduction, as_alice: Client, became: dict[str, object]) -> None:
        Introduction.objects.filter(pk=asked.pk).update(**became)
        assert shown(as_alice, "plumber") == []

    def test_whom_one_has_met(self, asked: Introduction, as_alice: Client) -> None:
        now = timezone.now()
        Introduction.objects.filter(pk=asked.pk).update(
            state="agreed",
            introducer_agreed_at=now,
            target_agreed_at=now,
            target_reach_verified_at=now,
            closed_at=now,
        )
        assert shown(as_alice, "plumber") == []

    def test_only_what_one_took_back_oneself_may_come_again(self, asked: Introduction, as_alice: Client) -> None:
        Introduction.objects.filter(pk=asked.pk).update(state="withdrawn", closed_at=timezone.now())
        assert shown(as_alice, "plumber") == ["Bob knows: plumber"]

    def test_whoever_asked_to_meet_me_is_a_card_like_any_other(
        self, alice: Member, bob: Member, carol: Member, as_alice: Client
    ) -> None:
        """Carol asked to meet Alice by way of Bob, who knows Carol as a plumber. That it is Carol is Bob's to say."""
        make_handshake(alice, bob)
        make_handshake(bob, carol)
        bob.contacts.filter(confirmed_as=carol).update(line_of_work="plumber", work="plumber")
        record = know(bob, "baker", "Alice", person=alice.person)
        asked = make_introduction(carol, record, state="passed_on", target_member=alice)
        Introduction.objects.filter(pk=asked.pk).update(
            state="agreed", target_agreed_at=timezone.now(), closed_at=timezone.now()
        )
        assert shown(as_alice, "plumber") == ["Bob knows: plumber"]
        make_handshake(alice, carol)
        assert shown(as_alice, "plumber") == [], "Alice's own contact says who it is"
