"""Lock the secrets of authenticator apps with the key of today, so that the one before can be thrown away."""

from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.db import transaction

from network.people.adapter import locks

LOCKED = ("secret", "seed")
"""What of an authenticator's data is locked: an app's secret, and what its spare codes follow from."""


def relock_authenticators() -> tuple[int, int]:
    """Lock all of them anew; return how many were, and how many no key in force opens, which stay as they are."""
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
