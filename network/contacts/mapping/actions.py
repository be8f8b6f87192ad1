"""Moving somebody to another ring."""

from django.db import transaction
from django.http import Http404

from network.models import Closeness, Contact, Member
from network.outbox.record import mark


@transaction.atomic
def set_closeness(*, owner: Member, contact_id: int, closeness: int) -> Contact:
    """Write down how well the owner knows the contact, and tell the graph.

    Raises Http404 if it is not the owner's, ValueError if `closeness` is none.
    """
    contact = Contact.objects.select_for_update().filter(owner=owner, pk=contact_id).first()
    if contact is None:
        raise Http404
    contact.closeness = Closeness(closeness)
    contact.save(update_fields=["closeness", "updated_at"])
    mark("graph", [owner.pk])
    return contact
