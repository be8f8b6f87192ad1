"""Whether a notice may be posted, and where to. Asked when it is posted: much may have changed since it was made."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.utils import timezone

from network.models import Introduction, Member, Notice, ReachCode


def address_to_post_to(notice: Notice) -> str:
    """Return the address that the notice goes to, or "" when it goes to nobody.

    To a member: their own address, once they have confirmed it, while their account is live. To somebody without an
    account: an address that they typed themselves, while they wait for its code or after they have confirmed it.
    """
    if notice.member is not None:
        return _of_member(notice.member)
    return notice.address if _was_given_by_its_owner(notice) else ""


def _of_member(member: Member) -> str:
    if member.invented and not settings.EMBEDDED:
        return ""  # there is nobody, and nothing may leave the house
    confirmed = EmailAddress.objects.filter(user=member, email__iexact=member.email, verified=True).exists()
    return member.email if member.is_active and confirmed else ""


def _was_given_by_its_owner(notice: Notice) -> bool:
    handle = notice.details.get("handle", "")
    waiting = ReachCode.objects.filter(
        handle=handle, address=notice.address, introduction=notice.introduction, expires_at__gt=timezone.now()
    )
    if handle and waiting.exists():
        return True
    introduction = notice.conversation.introduction if notice.conversation else notice.introduction
    return introduction is not None and _confirmed(introduction, notice.address)


def _confirmed(introduction: Introduction, address: str) -> bool:
    return introduction.target_reach_verified_at is not None and ["email", address] in introduction.target_shares
