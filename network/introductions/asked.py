"""Whom somebody has asked to meet before, as far as what stands on the introducers' own records tells."""

from dataclasses import dataclass

from django.db.models import QuerySet

from network.contacts.fingerprints import fingerprint_of
from network.contacts.naming import Names, all_names, names_on
from network.models import Contact, Introduction, Member


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: its id, the introducer's record (None once it is gone), and whom it names."""

    introduction: int
    contact: int | None
    names: Names


def asked_for(requester: Member, *, exclude_state: str = "") -> list[Asked]:
    """Return all that `requester` has asked for, but those in one state. Three queries."""
    asked = Introduction.objects.filter(requester=requester).exclude(state=exclude_state).order_by("pk")
    rows = list(asked.select_related("contact").only("pk", "target_member_id", "target_shares", "contact"))
    on_record = names_on([row.contact for row in rows if row.contact is not None])
    nothing = Names()
    return [
        Asked(row.pk, row.contact_id, all_names([on_record.get(row.contact_id or 0, nothing), _learnt(row)]))
        for row in rows
    ]


def asked_before(requester: Member, contact: Contact) -> QuerySet[Introduction]:
    """Return the requester's introductions to whom `contact` names, however they stand.

    Two records count as one person if they carry the same address, or name the same member. That a third card ties
    them together does not count here: whoever wrote that card could tell by the answer what stands on the two.
    """
    names = names_on([contact])[contact.pk]
    same = [one.introduction for one in asked_for(requester) if one.contact == contact.pk or one.names.meets(names)]
    return Introduction.objects.filter(pk__in=same)


def _learnt(introduction: Introduction) -> Names:
    """Whom the requester has come to know since: a member who was asked in the service, an address that was shared."""
    shared = {fingerprint_of(kind, value) for kind, value in introduction.target_shares} - {None}
    met = {introduction.target_member_id} - {None}
    return Names(frozenset(filter(None, shared)), frozenset(filter(None, met)))
