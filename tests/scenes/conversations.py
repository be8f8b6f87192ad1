"""Conversations that a yes has opened, with a member and with a guest."""

from dataclasses import dataclass
from typing import Self

from network.conversations.guests import guest_token
from network.models import Conversation, Member, Message
from network.platform.privacy.tokens import hash_of_token
from tests.factories.introductions import make_introduction
from tests.factories.people import make_contact
from tests.scenes import townsfolk
from tests.scenes.introductions import IntroductionsData, dora, recommend, write_the_chain
from tests.scenes.scene import alice, at, bob, example, guest
from tests.scenes.town import Town


@dataclass
class ConversationsData:
    """Alice with Dora, who is a member; Carol with Gus, who is a guest."""

    conversation: Conversation
    with_guest: Conversation

    @classmethod
    def make(cls, town: Town) -> Self:
        introductions = town[IntroductionsData]
        conversation = Conversation.objects.create(introduction=introductions.agreed)
        _messages(conversation, (town.alice, introductions.dora), town.rows)
        return cls(conversation, _with_a_guest(town))


DATA = ConversationsData


def _with_a_guest(town: Town) -> Conversation:
    introduction = make_introduction(
        town.carol,
        make_contact(town.bob, "Gus"),
        state="agreed",
        target_agreed_at=town.now,
        target_reach_verified_at=town.now,
        target_name="Gus",
        target_shares=[["email", "gus@example.com"]],
    )
    recommend(introduction)
    write_the_chain(introduction)
    conversation = Conversation.objects.create(introduction=introduction)
    conversation.guest_token_hash = hash_of_token(guest_token(conversation))
    conversation.save()
    _messages(conversation, (town.carol, None), town.rows)
    return conversation


def _messages(conversation: Conversation, writers: tuple[Member, Member | None], rows: int) -> None:
    """One writes, then the other; the guest has no account."""
    Message.objects.bulk_create(
        Message(
            conversation=conversation,
            author=writers[number % 2],
            from_guest=writers[number % 2] is None,
            text=townsfolk.hello(number),
            key=f"key{number}",
        )
        for number in range(rows)
    )


def conversation(town: Town) -> int:
    return town[ConversationsData].conversation.pk


def link(town: Town) -> str:
    return guest_token(town[ConversationsData].with_guest)


SCENES = {
    "conversations": [at("conversations")],
    "conversation": [at("conversation", conversation)],
    "conversation_guest": [at("conversation_guest", link, stranger=True)],
    "conversation_left": [at("conversation_left", stranger=True)],
}
NO_PAGE_OF_ITS_OWN = {"conversation_leave": "takes a post only", "conversation_end": "takes a post only"}
EXAMPLES = {
    "conversation": example(conversation, requester=alice, target=dora, introducer=bob),
    "conversation_end": example(conversation, requester=alice, target=dora),
    "conversation_guest": example(link, unknown=("made-up",), holder=guest, member_with_link=bob),
    "conversation_leave": example(link, unknown=("made-up",), holder=guest, member_with_link=bob),
}
