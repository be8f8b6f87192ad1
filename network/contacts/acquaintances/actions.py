"""Saying that two of one's contacts know each other. Own data alone: nothing is marked for the graph or the vectors."""

from django.db import transaction
from django.http import Http404

from network.models import Acquaintance, Contact, Member


@transaction.atomic
def say_they_know(*, owner: Member, contact_id: int, other_id: int) -> Acquaintance:
    """Write down that the two know each other; once is enough, whichever is named first.

    Raises Http404 if one of them is not the owner's, ValueError if both are one contact.
    """
    if contact_id == other_id:
        raise ValueError("everybody knows themselves")
    low, high = sorted((contact_id, other_id))
    both = Contact.objects.select_for_update().filter(owner=owner, pk__in=(low, high))
    if len(both) != 2:
        raise Http404
    return Acquaintance.objects.get_or_create(low_id=low, high_id=high)[0]


@transaction.atomic
def take_back(*, owner: Member, contact_id: int, other_id: int) -> bool:
    """Forget that the two know each other; return whether it was written down."""
    low, high = sorted((contact_id, other_id))
    gone, _ = Acquaintance.objects.of(owner).filter(low=low, high=high).delete()
    return bool(gone)
