"""Moves somebody to another ring."""

from django.db import transaction

from network.models import Closeness, Contact, Member
from network.platform.errors import NotFoundError
from network.platform.outbox.record import mark


@transaction.atomic
def set_closeness(*, owner: Member, contact_id: int, closeness: int) -> Contact:
    """Save how well the owner knows the contact, and mark the owner for the graph.

    Raises NotFoundError if it is not the owner's, ValueError if `closeness` is none.
    """
    contact = Contact.objects.select_for_update().filter(owner=owner, pk=contact_id).first()
    if contact is None:
        raise NotFoundError
    contact.closeness = Closeness(closeness)
    contact.save(update_fields=["closeness", "updated_at"])
    mark("graph", [owner.pk])
    return contact
