"""Whom a member knows already, as planning looks at them."""

from collections import defaultdict

from allauth.account.models import EmailAddress

from network.contacts.importing.planning import Known, key_of, pages_in
from network.models import Address, Contact, Member


def known_to(member: Member) -> list[Known]:
    """Return the member's contacts. Two queries."""
    addresses: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for contact, kind, value in Address.objects.filter(contact__owner=member).values_list("contact", "kind", "value"):
        addresses[contact].append((kind, value))
    contacts = Contact.objects.filter(owner=member).order_by("pk")
    fields = contacts.values_list("pk", "name", "work", "place_words", "place", "note")
    return [
        Known(
            name=name,
            keys={*(key_of(*pair) for pair in addresses[pk]), *pages_in(note)},
            contact=pk,
            has_work=bool(work),
            has_place=bool(words or place),
            has_note=bool(note),
            name_is_made="@" in name or not any(letter.isalpha() for letter in name),
        )
        for pk, name, work, words, place, note in fields
    ]


def own_addresses(member: Member) -> list[str]:
    """Return the member's own e-mail addresses, so that their own card does not make them somebody they know."""
    proved = EmailAddress.objects.filter(user=member, verified=True).values_list("email", flat=True)
    return [member.email, *proved]
