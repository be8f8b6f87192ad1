"""A steward puts a new address in place of those that a member has lost, after making sure that it is them."""

from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.db import transaction

from network.models import Member, SignIn


@transaction.atomic
def replace_addresses(*, member: Member, address: str) -> list[str]:
    """Let the member sign in by a code sent to `address`, and by none of the addresses they had; return those.

    It is proved, as ever, by the code: until then nothing else may be done with it. Wherever they were signed in they
    are no more, since whoever has the old mailbox may be. Raises ValueError if it is anybody's address here already.
    """
    address = address.strip().lower()
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
