"""The personal link by which somebody without an account comes back to a conversation.

It is mailed to their own proved address with every message for them. So that the link need not be kept anywhere, it
follows from the conversation and a secret key of the service; the conversation keeps only its hash, and without the
hash the link is dead. A link made with a key that was in use before works for as long as that key counts.
"""

import base64
import hashlib
import hmac

from django.urls import reverse

from network.models import Conversation, Notice
from network.privacy.keys import keys_in_force


def guest_token(conversation: Conversation) -> str:
    """Return the token of the guest's link: HMAC-SHA-256 under a secret key, URL-safe, 43 characters.

    The one whose hash the conversation keeps, else a new one by the secret key.
    """
    made = _tokens(conversation)
    return next((token for token in made if hash_of(token) == conversation.guest_token_hash), made[0])


def make_link_good(conversation: Conversation) -> None:
    """Let the guest have a link that works, before it is mailed to them: the key of the one they had may be no more.

    Does nothing for a guest who has left.
    """
    fresh = hash_of(guest_token(conversation))
    if conversation.guest_token_hash not in ("", fresh):
        Conversation.objects.filter(pk=conversation.pk).exclude(guest_token_hash="").update(guest_token_hash=fresh)
        conversation.guest_token_hash = fresh


def guest_path(conversation: Conversation) -> str:
    """Return the path of the guest's page."""
    return reverse("conversation_guest", args=[guest_token(conversation)])


def notice_context(notice: Notice) -> dict[str, str]:
    """Return what an e-mail about a conversation says: who the other is, and for a guest their link."""
    conversation = notice.conversation
    if conversation is None:
        return {}
    introduction = conversation.introduction
    to_requester = notice.member is not None and notice.member.pk == introduction.requester_id
    other = introduction.target_name if to_requester else introduction.requester.display_name
    return {"other": other} | ({"path": guest_path(conversation)} if notice.member is None else {})


def hash_of(token: str) -> str:
    """Return what is kept of a token: SHA-256, hex."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def behind_guest_link(token: str) -> Conversation | None:
    """Return the conversation that the link opens, or None for one that is unknown or was left."""
    people = Conversation.objects.select_related("introduction__requester", "introduction__introducer")
    found = people.filter(guest_token_hash=hash_of(token)).first()
    given = token.encode(errors="replace")
    if found is None or not any(hmac.compare_digest(made.encode(), given) for made in _tokens(found)):
        return None  # unknown; or made with a key that somebody got hold of, and that counts no more
    return found


def _tokens(conversation: Conversation) -> list[str]:
    """Return the token by each key in force, the newest first."""
    said = f"backr conversation guest {conversation.pk}".encode()
    digests = [hmac.new(key.encode(), said, hashlib.sha256).digest() for key in keys_in_force()]
    return [base64.urlsafe_b64encode(digest).decode().rstrip("=") for digest in digests]
