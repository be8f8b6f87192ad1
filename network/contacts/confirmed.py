"""The contact by which a member knows another member they have shaken hands with.

A contact has `confirmed_as` exactly as long as the handshake stands. Shaking hands is `network.invitations`'s; ending
it is here, because a handshake ends with its contact.
"""

from django.db import transaction
from django.db.models import Case, Exists, IntegerField, OuterRef, QuerySet, When

from network.contacts.identity import one_at_a_time, resolve
from network.models import Address, Contact, DeclinedRecognition, Fingerprint, Handshake, Member
from network.outbox.record import mark


def confirm(*, owner: Member, other: Member, contact: Contact | None = None) -> Contact:
    """Let `owner` have a contact that is `other`: the one given, else one that carries an address `other` has proved,
    else a new one with the name that `other` goes by. For the caller's transaction, which marks both for the graph.
    """
    known = Contact.objects.filter(owner=owner, confirmed_as=other).first()
    if known is not None:
        return known
    if contact is None or contact.confirmed_as_id is not None or contact.owner_id != owner.pk:
        contact = contacts_that_name(owner=owner, other=other).first()
    if contact is None:
        return Contact.objects.create(owner=owner, name=other.display_name, person=other.person, confirmed_as=other)
    contact.confirmed_as = other
    contact.save(update_fields=["confirmed_as", "updated_at"])
    resolve([contact.pk])
    contact.refresh_from_db(fields=["person"])
    return contact


def contacts_that_name(*, owner: Member, other: Member) -> QuerySet[Contact]:
    """Return the owner's contacts that carry an address `other` has proved and are nobody else yet; the best one first.

    The address must be on the card itself. That two cards are one Person may rest on what a third member wrote, which
    is not enough to say who somebody shook hands with.
    """
    proved = Fingerprint.objects.filter(member=other, digest=OuterRef("digest"))
    shared = Fingerprint.objects.filter(contact=OuterRef("pk")).filter(Exists(proved))
    by_email = shared.filter(kind=Address.Kind.EMAIL)
    mine = Contact.objects.filter(owner=owner, confirmed_as=None).filter(Exists(shared))
    best = Case(When(Exists(by_email), then=0), default=1, output_field=IntegerField())
    return mine.order_by("private", best, "pk")


@transaction.atomic
def part(*, one: Member, other: Member) -> bool:
    """End the handshake between two members, as `one` wishes; return whether there was one.

    Both keep their contacts, which no longer say that they are members. What either still has written down tells the
    other nothing from now on; a new invitation can bring them together again.
    """
    one_at_a_time()
    ended, _ = Handshake.objects.between(one, other).delete()
    contacts = Contact.objects.filter(owner=one, confirmed_as=other) | Contact.objects.filter(
        owner=other, confirmed_as=one
    )
    ids = list(contacts.values_list("pk", flat=True))
    Contact.objects.filter(pk__in=ids).update(confirmed_as=None)
    for member, by in ((one, other), (other, one)):
        DeclinedRecognition.objects.get_or_create(member=member, by=by)
    _separate(ids)
    mark("graph", [one.pk, other.pk])
    mark("vectors", [one.pk, other.pk])
    return bool(ended)


def _separate(contact_ids: list[int]) -> None:
    """Work out who the contacts are without the handshake."""
    digests = Fingerprint.objects.filter(contact__in=contact_ids).values_list("digest", flat=True)
    resolve(contact_ids, set(digests))
