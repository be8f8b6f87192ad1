"""Every long form can be left and taken up again, with scripts and without; nobody else ever sees what was typed."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network.introductions.offers import sign_offer
from network.models import Contact, Conversation, Draft, Introduction, Member, OutboxRow
from network.platform.drafts import store
from tests.factories.introductions import make_introduction
from tests.factories.people import make_contact, make_handshake
from tests.quality.pages import Page
from tests.scenes import every_scene

pytestmark = pytest.mark.django_db


def words(client: Client, path: str) -> str:
    return unescape(client.get(path).content.decode())


def keep(client: Client, path: str, how: str = "yes", **fields: object) -> None:
    answer = client.post(path, {**fields, "keep_for_later": how})
    assert answer.status_code == (302 if how == "yes" else 204)


@pytest.fixture
def priya(alice: Member, bob: Member) -> Contact:
    """Somebody Bob knows, and Alice can ask for."""
    make_handshake(alice, bob)
    return make_contact(bob, "Priya Shah", work="pastry chef", line_of_work="pastry chef")


def ask_path(alice: Member, priya: Contact) -> str:
    return reverse("introduction_ask", args=[sign_offer(alice.pk, priya.pk, "pastry chef")])


class TestTakingUp:
    def test_a_contact_half_written(self, as_alice: Client) -> None:
        keep(as_alice, "/people/add/", name="Ama", note="met at the <b>fair</b>", how_known="work", private="on")
        page = words(as_alice, "/people/add/")
        assert "You started this on" in page
        assert 'value="Ama"' in page
        assert "met at the <b>fair</b></textarea>" in page
        assert re.search(r'<option value="work"\s+selected', page)
        assert re.search(r'name="private"[^>]*checked', page)
        assert not Contact.objects.exists()

    def test_it_is_gone_once_it_is_sent(self, as_alice: Client) -> None:
        keep(as_alice, "/people/add/", name="Ama")
        as_alice.post("/people/add/", {"name": "Ama"})
        assert not Draft.objects.exists()
        assert "You started this" not in words(as_alice, "/people/add/")

    def test_it_stays_while_what_was_sent_has_an_error(self, as_alice: Client) -> None:
        keep(as_alice, "/people/add/", name="", note="a note")
        assert as_alice.post("/people/add/", {"name": "", "note": "a note"}).status_code == 200
        assert "a note" in words(as_alice, "/people/add/")
        assert Draft.objects.exists()

    def test_starting_afresh_forgets_it(self, as_alice: Client) -> None:
        keep(as_alice, "/people/add/", name="Ama")
        assert as_alice.post("/people/add/", {"forget_draft": "yes"}).url == "/people/add/"
        assert 'value="Ama"' not in words(as_alice, "/people/add/")

    def test_a_change_half_made_is_one_contacts_alone(self, as_alice: Client, alice: Member) -> None:
        ama, ben = make_contact(alice, "Ama", note="old"), make_contact(alice, "Ben")
        keep(as_alice, f"/people/{ama.pk}/change/", name="Ama Mensah", note="new")
        assert "new</textarea>" in words(as_alice, f"/people/{ama.pk}/change/")
        assert "You started" not in words(as_alice, f"/people/{ben.pk}/change/")
        ama.refresh_from_db()
        assert (ama.name, ama.note) == ("Ama", "old")

    def test_the_first_steps(self, as_alice: Client) -> None:
        keep(as_alice, "/welcome/2/", wish=["to bake", "to drive"], done=[""])
        page = words(as_alice, "/welcome/2/")
        assert "to bake" in page
        assert "to drive" in page

    def test_what_one_would_say_of_somebody(self, as_alice: Client, alice: Member, carol: Member) -> None:
        asked = make_introduction(carol, make_contact(alice, "Priya"))
        path = f"/introductions/{asked.pk}/pass-on/"
        keep(as_alice, path, basis="worked", words="Carol kept the stall going.")
        page = words(as_alice, path)
        assert "Carol kept the stall going." in page
        assert re.search(r'value="worked"[^>]*checked', page)
        sent = as_alice.post(path, {"basis": "worked", "words": "Carol kept the stall going."})
        assert (sent.status_code, sent.url) == (302, f"/introductions/{asked.pk}/link/")  # the personal link
        assert not Draft.objects.exists()

    def test_asking_is_found_again_by_way_of_another_card(
        self, as_alice: Client, alice: Member, priya: Contact
    ) -> None:
        first, second = ask_path(alice, priya), ask_path(alice, priya)
        assert first != second
        keep(as_alice, first, purpose="chat", words="I would love to know how you began.")
        page = words(as_alice, second)
        assert "I would love to know how you began." in page
        as_alice.post(second, {"purpose": "chat", "words": "I would love to know."})
        assert Introduction.objects.filter(requester=alice).exists()
        assert not Draft.objects.exists()

    def test_what_could_not_be_sent_is_not_lost(
        self, as_alice: Client, alice: Member, carol: Member, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked = make_introduction(carol, make_contact(alice, "Priya"))
        path = f"/introductions/{asked.pk}/pass-on/"
        keep(as_alice, path, basis="worked", words="Carol kept the stall going.")
        Introduction.objects.filter(pk=asked.pk).update(deadline=timezone.now() - timedelta(hours=1))
        assert as_alice.post(path, {"basis": "worked", "words": "Carol kept it going."}).status_code == 302
        assert Draft.objects.exists()

    def test_a_message_and_its_key_is_a_new_one(self, as_alice: Client, alice: Member, bob: Member) -> None:
        talk = Conversation.objects.create(
            introduction=make_introduction(
                alice,
                make_contact(bob, "Dora"),
                state="agreed",
                target_agreed_at=timezone.now(),
                target_member=bob,
                target_name="Dora",
            )
        )
        path = f"/conversations/{talk.pk}/"
        keep(as_alice, path, text="Hello, I wanted to", key="0" * 32)
        page = words(as_alice, path)
        assert "Hello, I wanted to" in page
        assert "0" * 32 not in page


class TestAlone:
    def test_the_list_leads_back_and_forgets(self, as_alice: Client) -> None:
        keep(as_alice, "/people/add/", name="Ama", draft_title="Somebody you know")
        page = words(as_alice, "/settings/begun/")
        assert '<a href="/people/add/">Somebody you know</a>' in page
        as_alice.post(f"/settings/begun/{Draft.objects.get().pk}/forget/")
        assert "No drafts" in words(as_alice, "/settings/begun/")

    def test_nobody_else_sees_or_forgets_it(self, as_alice: Client, bob: Member) -> None:
        keep(as_alice, "/people/add/", name="Ama")
        other = Client()
        other.force_login(bob)
        assert "You started" not in words(other, "/people/add/")
        assert "No drafts" in words(other, "/settings/begun/")
        assert other.post(f"/settings/begun/{Draft.objects.get().pk}/forget/").status_code == 404
        other.post("/people/add/", {"forget_draft": "yes"})
        assert Draft.objects.get().fields == {"name": ["Ama"]}

    def test_it_goes_to_no_projection(self, as_alice: Client, priya: Contact, alice: Member) -> None:
        before = list(OutboxRow.objects.values_list("consumer", "subject", "version"))
        keep(as_alice, "/people/add/", name="Ama", work="baker")
        keep(as_alice, ask_path(alice, priya), words="Hello")
        keep(as_alice, "/welcome/2/", wish=["to bake"])
        assert list(OutboxRow.objects.values_list("consumer", "subject", "version")) == before

    def test_it_goes_with_its_member(self, as_alice: Client, alice: Member) -> None:
        keep(as_alice, "/people/add/", name="Ama")
        Draft.objects.get().member.drafts.model.objects.filter(member=alice)
        Member.objects.filter(pk=alice.pk).delete()
        assert not Draft.objects.exists()

    def test_strangers_keep_nothing(self, client: Client) -> None:
        assert client.post("/people/add/", {"name": "Ama", "keep_for_later": "yes"}).status_code == 302
        assert not Draft.objects.exists()

    def test_a_form_that_is_not_hers_tells_nothing(self, as_alice: Client, bob: Member) -> None:
        theirs = make_contact(bob, "Priya")
        for pk in (theirs.pk, 999_999):
            keep(as_alice, f"/people/{pk}/change/", "quietly", name="x")
            assert as_alice.get(f"/people/{pk}/change/").status_code == 404


class TestWhatIsKept:
    def test_after_thirty_days_it_is_forgotten(self, as_alice: Client) -> None:
        keep(as_alice, "/people/add/", name="Ama")
        Draft.objects.update(saved_at=timezone.now() - timedelta(days=30, minutes=1))
        assert "You started" not in words(as_alice, "/people/add/")
        assert "No drafts" in words(as_alice, "/settings/begun/")
        keep(as_alice, "/settings/work/", wish=["bake"])
        assert store.forget_old() == 1
        assert [draft.place for draft in Draft.objects.all()] == ["/settings/work/"]

    def test_kept_again_it_is_one(self, as_alice: Client) -> None:
        keep(as_alice, "/people/add/", "quietly", name="Am")
        keep(as_alice, "/people/add/", "quietly", name="Ama")
        assert Draft.objects.get().fields == {"name": ["Ama"]}

    def test_nothing_typed_is_nothing_kept(self, as_alice: Client) -> None:
        keep(as_alice, "/people/add/", "quietly", name="Ama")
        keep(as_alice, "/people/add/", "quietly", name=" ", note="")
        assert not Draft.objects.exists()

    def test_nasty_input_is_kept_as_far_as_it_can_be(self, alice: Member) -> None:
        nasty = {"name": ["a\x00b", "\ud800c"], "\x00\ud800": ["x"], "long": ["y" * 1_000_000]}
        for more in range(100):
            nasty[f"field {more}"] = ["z"] * 200
        draft = store.keep(member=alice, place="p" * 500, path="/" * 900, title="t\x00" * 300, fields=nasty)
        assert draft is not None
        draft.refresh_from_db()
        assert draft.fields["name"] == ["ab", "c"]
        assert len(draft.fields["long"][0]) == store.LONGEST_VALUE
        assert len(draft.fields) <= store.MOST_FIELDS

    def test_only_so_many_are_kept_and_the_oldest_goes(self, alice: Member) -> None:
        for number in range(store.MOST_KEPT + 3):
            store.keep(member=alice, place=f"/{number}/", path="/", title="", fields={"a": ["b"]})
        places = set(Draft.objects.values_list("place", flat=True))
        assert len(places) == store.MOST_KEPT
        assert "/0/" not in places
        assert f"/{store.MOST_KEPT + 2}/" in places

    def test_tokens_and_buttons_are_not_among_it(self, as_alice: Client) -> None:
        sent = QueryDict(mutable=True)
        sent.update({"csrfmiddlewaretoken": "secret", "draft_title": "T", "name": "Ama"})
        as_alice.post("/people/add/", {**sent.dict(), "keep_for_later": "quietly"})
        assert Draft.objects.get().fields == {"name": ["Ama"]}

    def test_a_draft_of_another_shape_breaks_no_page(self, as_alice: Client, alice: Member) -> None:
        for fields in ({"closeness": ["none of these"], "nothing": ["x"]}, {"email": [], "private": ["maybe"]}):
            Draft.objects.update_or_create(
                member=alice, place="/people/add/", defaults={"fields": fields, "path": "/", "saved_at": timezone.now()}
            )
            assert as_alice.get("/people/add/").status_code == 200


def test_every_form_with_room_for_a_text_saves_drafts(every_page: list[Page]) -> None:
    """The guard: whoever adds a page with a textarea for members lets it be left and taken up again."""
    members = {name for name, scene in every_scene() if not scene.stranger}
    cannot, seen = [], 0
    for page in every_page:
        # the gallery's forms send nothing
        if page.state != "full" or page.name not in members or page.name.startswith("gallery"):
            continue
        for form in re.findall(r"<form\b.*?</form>", page.html, flags=re.DOTALL):
            if "<textarea" in form:
                seen += 1
                if 'name="keep_for_later"' not in form:
                    cannot.append(page.name)
    assert seen >= 6
    assert cannot == []
