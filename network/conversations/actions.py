"""Opening a conversation, posting a message in it, and leaving it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone

from network.conversations import queries
from network.conversations.guests import guest_token, renew_guest_link
from network.models import Conversation, Introduction, Member, Message, Notice
from network.platform.notices.record import notify
from network.platform.privacy.tokens import hash_of_token
from network.platform.subjects import subject_name

BETWEEN_LETTERS = timedelta(hours=1)
A_WHILE = timedelta(minutes=10)
"""So long a letter that is due may still go out; one that has not by then was not needed."""


class ConversationClosedError(Exception):
    """No message can be posted any more."""


def open_conversation(*, introduction: Introduction) -> Conversation:
    """Open the conversation of two who have both said yes. Call it in the transaction of the second yes.

    A guest gets their personal link by e-mail, at the address that they have just proved.
    """
    conversation = Conversation.objects.create(introduction=introduction)
    if introduction.target_member_id is None:
        conversation.guest_token_hash = hash_of_token(guest_token(conversation))
        conversation.save(update_fields=["guest_token_hash"])
        _notify_guest("conversation_guest", conversation)
    return conversation


@transaction.atomic
def post_message(*, conversation: Conversation, by: Member | None, text: str, key: str) -> Message:
    """Post `text`. `by` is None for the guest. A second post with the same `key` adds nothing.

    Raises `ConversationClosedError`, also for a member who is not one of the two.
    """
    conversation = _locked(conversation)
    earlier = Message.objects.filter(conversation=conversation, key=key).first()
    if earlier is not None and (earlier.author_id, earlier.from_guest) == (by.pk if by else None, by is None):
        return earlier
    takes_part = queries.is_participant(conversation, by) if by else queries.has_guest(conversation)
    if earlier is not None or not takes_part or not queries.is_open(conversation, by):
        raise ConversationClosedError
    message = Message.objects.create(conversation=conversation, author=by, from_guest=by is None, text=text, key=key)
    _notify_the_other(conversation, by)
    return message


def note_read(*, conversation: Conversation, by: Member | None) -> None:
    """Note that `by`, one of the two or the guest for None, has the page before them. Nobody is shown it."""
    field = "requester_read_at" if queries.reads_as_requester(conversation, by) else "target_read_at"
    Conversation.objects.filter(pk=conversation.pk).update(**{field: timezone.now()})


@transaction.atomic
def leave(*, conversation: Conversation) -> None:
    """Let the guest leave for good. Their link stops working, and they get no more e-mail."""
    Conversation.objects.filter(pk=conversation.pk).update(guest_token_hash="")
    Notice.objects.filter(subject=subject_name(conversation), member=None, sent_at=None).delete()


@transaction.atomic
def leave_as_member(*, conversation: Conversation, by: Member) -> None:
    """Let a member leave for good: nobody can write here any more. A second time changes nothing.

    It looks as if the other had left, closed their account or blocked somebody. Raises `ConversationClosedError` for a
    member who is not one of the two.
    """
    conversation = _locked(conversation)
    if not queries.is_participant(conversation, by):
        raise ConversationClosedError
    Conversation.objects.filter(pk=conversation.pk, left_at=None).update(left_at=timezone.now())


def _locked(conversation: Conversation) -> Conversation:
    """Lock and return the conversation, so that two posts of one form wait for each other."""
    Conversation.objects.select_for_update().get(pk=conversation.pk)
    people = ("introduction__requester", "introduction__target_member")
    return Conversation.objects.select_related(*people).get(pk=conversation.pk)


def _notify_the_other(conversation: Conversation, by: Member | None) -> None:
    """Tell the other participant of the message. It is not quoted, because others may see their mail.

    The first is told at once, and what follows at most once in `BETWEEN_LETTERS`, if they have not read it by then
    (`queries.has_unread`). Nothing of it shows to whoever writes.
    """
    other = next(person.member for person in queries.participants(conversation) if person.member != by)
    due_at = _next_letter(conversation, other)
    if due_at is None:
        return
    if other is None:
        _notify_guest("conversation_message", conversation, due_at)
        return
    path = reverse("conversation", args=[conversation.pk])
    notify(kind="conversation_message", member=other, subject=conversation, details={"path": path}, due_at=due_at)


def _next_letter(conversation: Conversation, to: Member | None) -> datetime | None:
    """Return when the next letter about new messages is due to `to`, a member or the guest; None if one waits."""
    now = timezone.now()
    earlier = Notice.objects.filter(kind="conversation_message", subject=subject_name(conversation), member=to)
    sent_or_waiting = Q(sent_at__isnull=False) | Q(due_at__gt=now - A_WHILE)
    newest = earlier.filter(sent_or_waiting).aggregate(due_at=Max("due_at"))["due_at"]
    if newest is None:
        return now
    return None if newest > now else max(now, newest + BETWEEN_LETTERS)


def _notify_guest(kind: str, conversation: Conversation, due_at: datetime | None = None) -> None:
    address = dict(conversation.introduction.target_shares).get("email", "")
    if address:
        renew_guest_link(conversation)
        notify(kind=kind, address=address, subject=conversation, due_at=due_at)
