"""Opening a conversation, saying something in it, and leaving it."""

from django.db import transaction
from django.urls import reverse

from network.conversations import rules
from network.conversations.guests import guest_token, hash_of, make_link_good
from network.models import Conversation, Introduction, Member, Message, Notice
from network.notices.record import notify


class ConversationClosedError(Exception):
    """Nothing can be said here any more."""


def open_conversation(*, introduction: Introduction) -> Conversation:
    """Open the conversation of two who have both said yes. Call it in the transaction of the second yes.

    The one to meet, if no member, is mailed their personal link at the address that they have just proved.
    """
    conversation = Conversation.objects.create(introduction=introduction)
    if introduction.target_member_id is None:
        conversation.guest_token_hash = hash_of(guest_token(conversation))
        conversation.save(update_fields=["guest_token_hash"])
        _write_to_guest("conversation_guest", conversation)
    return conversation


@transaction.atomic
def say(*, conversation: Conversation, by: Member | None, text: str, key: str) -> Message:
    """Say `text`; `by` is None for the guest. Saying it again with the same `key` says it once.

    Raises `ConversationClosedError`, also for a member who is not one of the two.
    """
    conversation = _locked(conversation)
    said = Message.objects.filter(conversation=conversation, key=key).first()
    if said is not None and (said.author_id, said.from_guest) == (by.pk if by else None, by is None):
        return said
    belongs = rules.belongs_to(conversation, by) if by else rules.has_guest(conversation)
    if said is not None or not belongs or not rules.is_open(conversation):
        raise ConversationClosedError
    message = Message.objects.create(conversation=conversation, author=by, from_guest=by is None, text=text, key=key)
    _write_to_the_other(conversation, by)
    return message


@transaction.atomic
def leave(*, conversation: Conversation) -> None:
    """Let the guest leave for good: their link dies, and nothing more is mailed to them."""
    Conversation.objects.filter(pk=conversation.pk).update(guest_token_hash="")
    Notice.objects.filter(conversation=conversation, member=None, sent_at=None).delete()


def _locked(conversation: Conversation) -> Conversation:
    """Lock and return it, so that two posts of one form wait for each other."""
    Conversation.objects.select_for_update().get(pk=conversation.pk)
    people = ("introduction__requester", "introduction__target_member")
    return Conversation.objects.select_related(*people).get(pk=conversation.pk)


def _write_to_the_other(conversation: Conversation, by: Member | None) -> None:
    """Tell the other that there is something to read, without a word of it: mail is read over shoulders."""
    other = next(side.member for side in rules.sides(conversation) if side.member != by)
    if other is None:
        _write_to_guest("conversation_message", conversation)
        return
    path = reverse("conversation", args=[conversation.pk])
    notify(kind="conversation_message", member=other, conversation=conversation, details={"path": path})


def _write_to_guest(kind: str, conversation: Conversation) -> None:
    address = dict(conversation.introduction.target_shares).get("email", "")
    if address:
        make_link_good(conversation)
        notify(kind=kind, address=address, conversation=conversation)
