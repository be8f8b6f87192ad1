"""The personal link by which somebody without an account comes back to a conversation.

It is mailed to their own proved address with every message for them. So that the link need not be kept anywhere, it
follows from the conversation and the service's secret key; the conversation keeps only its hash, and without the hash
the link is dead.
"""

import base64
import hashlib
import hmac

from django.conf import settings
from django.urls import reverse

from network.models import Conversation, Notice


def guest_token(conversation: Conversation) -> str:
    """Return the token of the guest's link: HMAC-SHA-256 under the secret key, URL-safe, 43 characters."""
    said = f"backr conversation guest {conversation.pk}".encode()
    digest = hmac.new(settings.SECRET_KEY.encode(), said, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


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
    return people.filter(guest_token_hash=hash_of(token)).first()
