"""What an introducer does with the personal link: make a new one, and say that it was sent."""

from django.db import transaction
from django.utils import timezone

from network.introductions.actions import reload_for
from network.introductions.errors import NotAllowedError
from network.introductions.links import link_to_send, new_link
from network.introductions.permissions import may_make_link_again
from network.introductions.states import LINK_MADE_AGAIN, LINK_SENT, Role
from network.models import Introduction, Member
from network.platform.ledger.record import write_entry
from network.platform.privacy.tokens import hash_of_token


@transaction.atomic
def make_link_again(*, introduction: Introduction, by: Member) -> str:
    """Return the token of a new personal link. The old link stops working. Raises `NotAllowedError`."""
    introduction, role = reload_for(introduction, by)
    if not may_make_link_again(introduction, role, timezone.now()):
        raise NotAllowedError
    handle, token = new_link(introduction)
    Introduction.objects.filter(pk=introduction.pk).update(
        link_handle=handle, token_hash=hash_of_token(token), link_sent_at=None
    )
    write_entry(subject=introduction, act=LINK_MADE_AGAIN, details={"by": by.pk})
    return token


@transaction.atomic
def say_link_sent(*, introduction: Introduction, by: Member) -> None:
    """Take it that `by` has sent the link: from now on it cannot be found again. Raises `NotAllowedError`.

    A second time changes nothing.
    """
    introduction, role = reload_for(introduction, by)
    if role == Role.INTRODUCER and introduction.link_sent_at is not None:
        return
    now = timezone.now()
    if link_to_send(introduction, role, now) is None:
        raise NotAllowedError
    not_yet = Introduction.objects.filter(pk=introduction.pk, link_handle=introduction.link_handle)
    if not_yet.update(link_handle="", link_sent_at=now):
        write_entry(subject=introduction, act=LINK_SENT, details={"by": by.pk})


def note_reminded(*, introduction: Introduction, by: Member) -> None:
    """Keep that `by` has been reminded of the link, so that they are not reminded again."""
    mine = Introduction.objects.filter(pk=introduction.pk, introducer=by, link_reminded_at=None)
    mine.update(link_reminded_at=timezone.now())
