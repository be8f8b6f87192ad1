"""Ways into the demo town without an account: a signed link for each of the few people its story is about."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from network.demo import cast
from network.models import Member

SALT = "backr.demo.enter"
LIFE_SECONDS = 30 * 24 * 3600


def sign_in_links() -> list[tuple[str, str]]:
    """Return (who, path) for the demo's cast. Raises if the town has not been seeded."""
    return [(label, reverse("demo_enter", args=[sign(member)])) for label, member in cast()]


def sign(member: Member) -> str:
    """Return the word in the link that lets anybody in as `member`."""
    return signing.dumps(member.pk, salt=SALT)


def member_of(signed: str) -> Member | None:
    """Return the invented member whom the link lets in; None outside the demo, and for a bad or old link."""
    if not settings.DEMO:
        return None
    try:
        pk = signing.loads(signed, salt=SALT, max_age=LIFE_SECONDS)
    except signing.BadSignature:
        return None
    found: Member | None = Member.objects.filter(pk=pk, invented=True, is_active=True, is_staff=False).first()
    return found
