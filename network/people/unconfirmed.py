"""Accounts that somebody began, perhaps with an address that is not theirs, and that nobody ever confirmed."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, ProtectedError, RestrictedError
from django.utils import timezone

from network.models import Contact, Member, Person
from network.models.member import MemberQuerySet
from network.platform.chunks import in_chunks
from network.platform.outbox.record import mark


def unconfirmed() -> MemberQuerySet:
    """Return the accounts that were begun long ago and are nobody's: no address was ever proved, nobody signed in.

    An account whose address the operator has replaced has been signed in to; those of the operator and of the demo town
    are not begun by joining.
    """
    proved = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)
    owned = Contact.objects.filter(owner=OuterRef("pk"))
    begun: MemberQuerySet = Member.objects.get_queryset()
    return begun.filter(
        ~Exists(proved),
        ~Exists(owned),
        last_login=None,
        first_steps_done_at=None,
        is_staff=False,
        is_superuser=False,
        invented=False,
        date_joined__lt=timezone.now() - settings.UNCONFIRMED_LIFE,
    )


def remove_old() -> int:
    """Delete the unconfirmed accounts with the Person of each, unless another record refers to it; return how many."""
    removed = 0
    for chunk in in_chunks(list(unconfirmed().values_list("pk", flat=True))):
        for pk in chunk:
            removed += _remove(pk)
    return removed


@transaction.atomic
def _remove(pk: int) -> bool:
    """Delete one account, if it is still unconfirmed; tell whether it was."""
    member = unconfirmed().select_for_update().filter(pk=pk).first()
    if member is None:
        return False
    person_id = member.person_id
    mark("graph", [pk])
    member.delete()
    try:
        with transaction.atomic():
            Person.objects.filter(pk=person_id).delete()
    except (ProtectedError, RestrictedError):
        pass  # a contact has come to stand for the same person
    return True
