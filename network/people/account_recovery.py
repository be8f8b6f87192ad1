"""What the operator does for accounts by a command: new addresses for lost ones, and a new secret key."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.contrib.sessions.models import Session
from django.db import transaction

from network.models import Member, SignIn
from network.people.adapter import locks
from network.platform.mail_addresses import readable_address


@transaction.atomic
def replace_addresses(*, member: Member, address: str) -> list[str]:
    """Replace all addresses of the member by `address`, to which the next sign-in code goes; return the old ones.

    The code proves the new address; it can do nothing before. The member is signed out everywhere, because somebody
    else may have the old mailbox. Raises ValueError if the address is in use here already, or is none.
    """
    address = readable_address(address.strip())
    taken = EmailAddress.objects.filter(email__iexact=address).exists()
    if taken or Member.objects.filter(email__iexact=address).exists():
        raise ValueError("somebody has that address here already")
    lost = list(EmailAddress.objects.filter(user=member).order_by("-primary", "pk").values_list("email", flat=True))
    EmailAddress.objects.filter(user=member).delete()
    EmailAddress.objects.create(user=member, email=address, primary=True, verified=False)
    Member.objects.filter(pk=member.pk).update(email=address)
    Session.objects.filter(pk__in=SignIn.objects.filter(member=member).values("session_id")).delete()
    member.refresh_from_db(fields=["email"])
    return lost


LOCKED = ("secret", "seed")
"""What of an authenticator's data is locked: an app's secret, and what its spare codes follow from."""


def relock_authenticators() -> tuple[int, int]:
    """Encrypt all authenticators with the current key; return how many were, and how many no key opens and stay as they
    are."""
    done = stuck = 0
    for pk in Authenticator.objects.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            authenticator = Authenticator.objects.select_for_update().filter(pk=pk).first()
            locked = [name for name in LOCKED if authenticator is not None and name in authenticator.data]
            if authenticator is None or not locked:
                continue
            try:
                anew = {name: locks().rotate(authenticator.data[name].encode()).decode() for name in locked}
            except InvalidToken:
                stuck += 1
                continue
            authenticator.data = authenticator.data | anew
            authenticator.save(update_fields=["data"])
            done += 1
    return done, stuck
