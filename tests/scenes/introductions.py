"""Introductions in each state, as each of those who are asked sees them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from django.db import transaction
from django.test import Client
from django.utils import timezone

from network.conversations.guests import guest_token
from network.introductions.guests import CODE_LIFE, seal_yes
from network.introductions.link_actions import make_link_again
from network.introductions.offers import sign_offer
from network.introductions.states import ACTS, Action
from network.models import Contact, Conversation, Introduction, Member, Person, ReachCode, Recommendation
from network.platform.ledger.record import write_entry
from network.platform.privacy.codes import make_handle
from network.platform.privacy.tokens import hash_of_token
from tests.factories.introductions import make_introduction
from tests.factories.people import make_contact, make_member
from tests.scenes.contacts import ContactsData
from tests.scenes.scene import alice, at, bob, carol, example, guest
from tests.scenes.town import OTHER_TOKEN, TOKEN, Town


@dataclass
class IntroductionsData:
    """Carol asks Alice to pass one on, and to answer one; Alice has asked for some herself; a guest has a link."""

    to_pass_on: Introduction
    to_answer: Introduction
    asked: Introduction
    passed_on: Introduction
    to_send: Introduction
    agreed: Introduction
    dora: Member
    reach_code: ReachCode

    @classmethod
    def make(cls, town: Town) -> Self:
        alice, bob, carol, contacts = town.alice, town.bob, town.carol, town[ContactsData]
        dora = make_member("Dora")
        as_bob_knows_her = make_contact(bob, "Alice", person=alice.person)
        data = cls(
            to_pass_on=make_introduction(carol, contacts.friend),
            to_answer=make_introduction(carol, as_bob_knows_her, state="passed_on", target_member=alice),
            asked=make_introduction(alice, contacts.bobs),
            passed_on=make_introduction(
                alice,
                make_contact(bob, "Tom"),
                state="passed_on",
                token_hash=hash_of_token(OTHER_TOKEN),
                token_expires_at=town.now,
            ),
            to_send=make_introduction(
                carol, make_contact(alice, "Dilys Morgan"), state="passed_on", token_hash="f" * 64
            ),
            agreed=make_introduction(
                alice,
                make_contact(bob, "Dora", person=dora.person),
                state="agreed",
                target_member=dora,
                target_agreed_at=town.now,
                target_name="Dora",
                target_shares=[["email", "dora@example.com"]],
                requester_shares=[["email", "alice@example.com"]],
            ),
            dora=dora,
            reach_code=_reach_code(town),
        )
        make_link_again(introduction=data.to_send, by=alice)
        for introduction in (data.to_send, data.to_answer, data.agreed, data.reach_code.introduction):
            recommend(introduction)
        write_the_chain(data.agreed)
        _past_introductions(alice, bob, town.rows)
        return data


DATA = IntroductionsData


def _reach_code(town: Town) -> ReachCode:
    """A guest who has been sent a link, and a code with which to say that an address is theirs."""
    consent = make_introduction(
        town.carol,
        make_contact(town.bob, "Hana"),
        state="passed_on",
        token_hash=hash_of_token(TOKEN),
        token_expires_at=town.now + timedelta(days=9),
    )
    return ReachCode.objects.create(
        introduction=consent,
        handle="a-handle",
        name="Hana",
        address="hana@example.com",
        created_at=town.now,
        expires_at=town.now + CODE_LIFE,
    )


def recommend(introduction: Introduction) -> None:
    Recommendation.objects.create(
        introduction=introduction,
        by=introduction.introducer,
        about=introduction.requester,
        words="Carol kept the stall going on the wettest Saturday of the year.",
        basis=Recommendation.Basis.WORKED,
    )


def write_the_chain(introduction: Introduction) -> None:
    """Let the ledger say how it came to a yes."""
    with transaction.atomic():
        for act in (Action.ASK, Action.PASS_ON, Action.AGREE):
            write_entry(subject=introduction, act=ACTS[act], details={})


def _past_introductions(alice: Member, bob: Member, rows: int) -> None:
    long_ago = timezone.now() - timedelta(days=90)
    people = Person.objects.bulk_create([Person() for _ in range(rows)])
    made = Introduction.objects.bulk_create(
        Introduction(
            requester=alice if number % 2 else bob,
            introducer=bob if number % 2 else alice,
            target=person,
            line_of_work="bus driver",
            purpose="chat",
            words="Hello",
            state="expired",
            requester_agreed_at=long_ago,
            deadline=long_ago + timedelta(days=14),
            closed_at=long_ago + timedelta(days=14),
        )
        for number, person in enumerate(people)
    )
    Introduction.objects.filter(pk__in=[row.pk for row in made]).update(created_at=long_ago)


def _askable(town: Town) -> Contact:
    """Somebody Bob knows, whom Alice has not asked for."""
    return Contact.objects.get_or_create(
        owner=town.bob,
        name="Mo",
        defaults={"person": Person.objects.create(), "line_of_work": "baker", "work": "bakes bread"},
    )[0]


def _offer(town: Town) -> str:
    return sign_offer(town.alice.pk, _askable(town).pk, "baker")


def to_pass_on(town: Town) -> int:
    return town[IntroductionsData].to_pass_on.pk


def to_answer(town: Town) -> int:
    return town[IntroductionsData].to_answer.pk


def asked(town: Town) -> int:
    return town[IntroductionsData].asked.pk


def passed_on(town: Town) -> int:
    return town[IntroductionsData].passed_on.pk


def to_send(town: Town) -> int:
    return town[IntroductionsData].to_send.pk


def _token(town: Town) -> str:
    return TOKEN


def _handle(town: Town) -> str:
    return town[IntroductionsData].reach_code.handle


def _sealed_yes(town: Town) -> str:
    """Of a guest whose yes has opened a conversation."""
    introduction = make_introduction(
        town.carol,
        make_contact(town.bob, "Ivo"),
        state="agreed",
        target_agreed_at=town.now,
        target_reach_verified_at=town.now,
        target_name="Ivo",
        target_shares=[["email", "ivo@example.com"]],
    )
    conversation = Conversation.objects.create(introduction=introduction)
    conversation.guest_token_hash = hash_of_token(guest_token(conversation))
    conversation.save()
    code = ReachCode.objects.create(
        introduction=introduction,
        handle=make_handle(),
        name="Ivo",
        address="ivo@example.com",
        created_at=town.now,
        expires_at=town.now,
        used_at=town.now,
    )
    return seal_yes(code)


def dora(town: Town) -> Client:
    """Whom Alice was introduced to."""
    client = Client()
    client.force_login(town[IntroductionsData].dora)
    return client


SCENES = {
    "introductions": [at("introductions")],
    "introduction_ask": [at("introduction_ask", _offer)],
    "introduction": [
        at("introduction", to_pass_on, note="to-pass-on"),
        at("introduction", to_answer, note="to-answer"),
        at("introduction", asked, note="asked"),
        at("introduction", passed_on, note="passed-on"),
        at("introduction", to_send, note="to-send"),
        at("introduction", lambda town: town[IntroductionsData].agreed.pk, note="agreed"),
    ],
    "introduction_pass_on": [at("introduction_pass_on", to_pass_on)],
    "introduction_decline": [at("introduction_decline", to_pass_on)],
    "introduction_agree": [at("introduction_agree", to_answer)],
    "introduction_withdraw": [at("introduction_withdraw", asked)],
    "introduction_send": [at("introduction_send", to_send)],
    "consent": [at("consent", _token, stranger=True)],
    "consent_yes": [at("consent_yes", _token, stranger=True)],
    "consent_no": [at("consent_no", _token, stranger=True)],
    "consent_code": [at("consent_code", _token, _handle, stranger=True)],
    "consent_thanks": [
        at("consent_thanks", lambda town: "no", stranger=True),
    ],
    "consent_thanked": [at("consent_thanked", lambda town: "sealed", stranger=True)],
}
NO_PAGE_OF_ITS_OWN = {
    "introduction_link": "takes a post only, and leads to the page with the link",
    "consent_conversation": "leads on to the conversation",
}
CONSENT = example(_token, unknown=("made-up",), holder=guest, member_with_link=dora, requester=carol, introducer=bob)
EXAMPLES = {
    "introduction_ask": example(_offer, requester=alice),
    "introduction": example(to_answer, requester=carol, introducer=bob, target=alice),
    "introduction_pass_on": example(to_pass_on, introducer=alice, requester=carol),
    "introduction_decline": example(to_answer, target=alice, requester=carol, introducer=bob),
    "introduction_agree": example(to_answer, target=alice, requester=carol, introducer=bob),
    "introduction_withdraw": example(to_answer, requester=carol, introducer=bob, target=alice),
    "introduction_link": example(passed_on, introducer=bob, requester=alice),
    "introduction_send": example(to_send, introducer=alice, requester=carol),
    "consent": CONSENT,
    "consent_yes": CONSENT,
    "consent_no": CONSENT,
    "consent_code": example(
        _token,
        _handle,
        unknown=("made-up", "made-up"),
        holder=guest,
        member_with_link=dora,
        requester=carol,
        introducer=bob,
    ),
    "consent_thanks": example(lambda town: "no"),
    "consent_thanked": example(lambda town: "sealed"),
    "consent_conversation": example(_sealed_yes, unknown=("made-up",), holder=guest, member_with_link=dora),
}
