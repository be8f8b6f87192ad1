"""The contact by which a member knows another member they have shaken hands with.

A contact has `confirmed_as` exactly as long as the handshake stands. `network.invitations` makes handshakes. They are
ended here, because a handshake ends with its contact.
"""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Case, Exists, IntegerField, OuterRef, QuerySet, When

from network.identity.resolve import one_at_a_time, resolve
from network.models import Address, Contact, DeclinedRecognition, Fingerprint, Handshake, Member
from network.platform.outbox.record import mark


def confirm(*, owner: Member, other: Member, contact: Contact | None = None) -> Contact:
    """Confirm a contact of `owner` as `other`: the one given, else a new one with the display name of `other`.

    It is never looked for by address: the owner would see from which contact was confirmed whether an address that
    they guessed is of `other`. Runs in the caller's transaction, which marks both for the graph.
    """
    known = Contact.objects.filter(owner=owner, confirmed_as=other).first()
    if known is not None:
        return known
    if contact is None or contact.confirmed_as_id is not None or contact.owner_id != owner.pk:
        return Contact.objects.create(owner=owner, name=other.display_name, person=other.person, confirmed_as=other)
    contact.confirmed_as = other
    contact.save(update_fields=["confirmed_as", "updated_at"])
    resolve([contact.pk])
    contact.refresh_from_db(fields=["person"])
    return contact


def contacts_that_name(*, owner: Member, other: Member) -> QuerySet[Contact]:
    """Return the owner's unconfirmed contacts with an address that `other` has proved, the best match first.

    Only for the moment at which `other` says yes to being them. The address must be on the contact itself. Two contacts
    may be one Person because of what a third member wrote, and that is not enough to say whom somebody shook hands
    with.
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

    Both keep their contacts, which are no longer confirmed. Neither is told about the other from now on; a new
    invitation can bring them together again.
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
    """Resolve the contacts again, now without the handshake."""
    digests = Fingerprint.objects.filter(contact__in=contact_ids).values_list("digest", flat=True)
    resolve(contact_ids, set(digests))


def called_by(reader_id: int, members: Collection[Member]) -> dict[int, str]:
    """Return, by id, the name by which the member `reader_id` sees each of `members`. One query if some have no name.

    Somebody without a name is shown under the name in the reader's own confirmed contact.
    """
    names = {member.pk: member.display_name for member in members}
    nameless = [member.pk for member in members if not member.name]
    if nameless:
        known = Contact.objects.filter(owner=reader_id, confirmed_as__in=nameless).order_by()
        names |= {pk: name for pk, name in known.values_list("confirmed_as_id", "name") if pk is not None}
    return names
