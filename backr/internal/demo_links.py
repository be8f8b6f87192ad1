"""Signed links that sign in, without an account, as one of the demo town's main characters."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from network.demo.cast import cast
from network.models import Member

SALT = "backr.demo.enter"
LIFE_SECONDS = 30 * 24 * 3600


def sign_in_links() -> list[tuple[str, str]]:
    """Return (label, path) for each of the demo's cast. Raises if the town has not been seeded."""
    return [(label, reverse("demo_enter", args=[sign(member)])) for label, member in cast()]


def sign(member: Member) -> str:
    """Return the signed token that signs in as `member`."""
    return signing.dumps(member.pk, salt=SALT)


def member_from(token: str) -> Member | None:
    """Return the invented member that `token` signs in; None outside the demo, and for a bad or expired token."""
    if not settings.DEMO:
        return None
    try:
        pk = signing.loads(token, salt=SALT, max_age=LIFE_SECONDS)
    except signing.BadSignature:
        return None
    members = Member.objects.filter(pk=pk, invented=True, is_active=True, is_staff=False)
    member: Member | None = members.first()
    return member
