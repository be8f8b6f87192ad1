"""Members, contacts and handshakes."""

from itertools import count
from typing import Any

from allauth.account.models import EmailAddress

from network.models import Closeness, Contact, Handshake, Member, Person

_numbers = count(1)


def make_member(name: str = "", *, email: str = "", verified: bool = True, **fields: Any) -> Member:
    """A member with a verified e-mail address, first steps done."""
    from django.utils import timezone

    from network.identity.fingerprints import fingerprint_of_email
    from network.models import Fingerprint

    number = next(_numbers)
    email = email or f"{(name or 'member').lower().replace(' ', '.')}{'' if name else number}@example.com"
    fields.setdefault("first_steps_done_at", timezone.now())
    member: Member = Member.objects.create_user(email=email, name=name or f"Member {number}", **fields)
    EmailAddress.objects.create(user=member, email=member.email, verified=verified, primary=True)
    if verified:
        Fingerprint.objects.create(member=member, kind="email", digest=fingerprint_of_email(member.email))
    return member


def make_contact(owner: Member, name: str = "Somebody", *, person: Person | None = None, **fields: Any) -> Contact:
    return Contact.objects.create(owner=owner, name=name, person=person or Person.objects.create(), **fields)


def make_handshake(
    one: Member, other: Member, *, closeness: int = Closeness.WELL, back: int = Closeness.WELL
) -> Handshake:
    """A handshake with each side's own contact of the other."""
    low, high = sorted([one, other], key=lambda member: member.pk)
    handshake, _ = Handshake.objects.get_or_create(low=low, high=high, defaults={"origin": Handshake.Origin.INVITATION})
    for owner, known, how_close in ((one, other, closeness), (other, one, back)):
        Contact.objects.get_or_create(
            owner=owner,
            confirmed_as=known,
            defaults={"name": known.display_name, "person": known.person, "closeness": how_close},
        )
    return handshake
