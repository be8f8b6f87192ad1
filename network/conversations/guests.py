"""The personal link by which a guest, who has no account, comes back to a conversation.

It is in every e-mail to their proved address. The link is stored nowhere: it is derived from the conversation and a
secret key of the service. The conversation keeps its hash, without which the link does not work. A link made with an
earlier key works as long as that key is in force, and until the two have been quiet for `LINK_LIFE`.
"""

import hmac
from datetime import datetime, timedelta

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from network.conversations import queries
from network.models import Conversation, Introduction, Message, Notice
from network.platform.privacy.tokens import derived_tokens, hash_of_token

LINK_LIFE = timedelta(days=90)  # since the newest message; an e-mail about a new one brings a good link again


def guest_token(conversation: Conversation) -> str:
    """Return the token of the guest's link: HMAC-SHA-256 under a secret key, URL-safe, 43 characters.

    The conversation keeps the hash of one of the possible tokens. If it keeps none of them, the token is a new one.
    """
    tokens = _tokens(conversation)
    return next((token for token in tokens if hash_of_token(token) == conversation.guest_token_hash), tokens[0])


def renew_guest_link(conversation: Conversation) -> None:
    """Renew the guest's link if the key that it was made with is out of force, so that an e-mail carries a good one.

    Does nothing for a guest who has left.
    """
    current = hash_of_token(guest_token(conversation))
    if conversation.guest_token_hash not in ("", current):
        Conversation.objects.filter(pk=conversation.pk).exclude(guest_token_hash="").update(guest_token_hash=current)
        conversation.guest_token_hash = current


def guest_path(conversation: Conversation) -> str:
    """Return the path of the guest's page."""
    return reverse("conversation_guest", args=[guest_token(conversation)])


def notice_context(notice: Notice, conversation: Conversation) -> dict[str, str]:
    """Return the other participant's name for an e-mail, and for a guest the path of their page."""
    introduction = conversation.introduction
    to_requester = notice.member is not None and notice.member.pk == introduction.requester_id
    other = introduction.target_name if to_requester else introduction.requester.display_name
    return {"other": other} | ({"path": guest_path(conversation)} if notice.member is None else {})


def may_still_send(notice: Notice, conversation: Conversation) -> bool:
    """Tell whether an e-mail about a conversation may go to its recipient: a member, or a guest at a proved address."""
    return notice.member is not None or is_proved_address(conversation.introduction, notice.address)


def may_still_tell_of_message(notice: Notice, conversation: Conversation) -> bool:
    """Tell whether an e-mail about new messages may go out: the conversation is open, and they have not been read."""
    reader = notice.member
    return (
        may_still_send(notice, conversation)
        and queries.is_open(conversation, reader)
        and queries.has_unread(conversation, reader)
    )


def is_proved_address(introduction: Introduction, address: str) -> bool:
    """Tell whether the target, who has no account, typed this address and proved by a code that it is theirs."""
    return introduction.target_reach_verified_at is not None and ["email", address] in introduction.target_shares


def conversation_by_guest_link(token: str, *, quiet_too: bool = False) -> Conversation | None:
    """Return the conversation that the link opens; None if the link is unknown or has expired, or the guest has left.

    The link expires when nobody has written for `LINK_LIFE`, so that an old e-mail in a mailbox that has changed hands
    opens nothing. With `quiet_too` it is found all the same: leaving stays possible.
    """
    with_people = Conversation.objects.select_related("introduction__requester", "introduction__introducer")
    conversation = with_people.filter(guest_token_hash=hash_of_token(token)).first()
    if conversation is None:
        return None
    given = token.encode(errors="replace")
    if not any(hmac.compare_digest(valid.encode(), given) for valid in _tokens(conversation)):
        return None  # made with a key that leaked and is out of force
    return conversation if quiet_too or timezone.now() < _expires_at(conversation) else None


def _expires_at(conversation: Conversation) -> datetime:
    newest = Message.objects.filter(conversation=conversation).aggregate(at=Max("created_at"))["at"]
    return LINK_LIFE + (newest or conversation.created_at)


def _tokens(conversation: Conversation) -> list[str]:
    return derived_tokens(f"backr conversation guest {conversation.pk}")
