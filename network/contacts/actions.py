"""Writing down whom a member knows. Everything here marks the owner for the graph and for the vectors."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.http import Http404

from matching.vocabulary import find_line
from network.contacts.cards import LONGEST_WORK, ContactCard, cleaned, line
from network.contacts.confirmed import part
from network.contacts.fingerprints import fingerprint_of
from network.contacts.identity import forget_empty, one_at_a_time, resolve
from network.contacts.portions import AT_A_TIME
from network.models import Address, Contact, ContactImport, Fingerprint, Member, Person
from network.outbox.record import mark


def add_contact(
    *, owner: Member, name: str, work: str = "", addresses: Sequence[tuple[str, str]] = (), **more: Any
) -> Contact:
    """Add one person that `owner` knows; `more` are fields of `ContactCard`. Raises ValueError without a name."""
    [contact] = add_many(owner=owner, cards=[ContactCard(name=name, work=work, addresses=addresses, **more)])
    return contact


def change_contact(*, owner: Member, contact_id: int, card: ContactCard) -> Contact:
    """Let the contact say what `card` says. Raises Http404 if it is not the owner's, ValueError without a name."""
    [contact] = change_many(owner=owner, cards={contact_id: card})
    return contact


def remove_contact(*, owner: Member, contact_id: int) -> None:
    """Delete a contact, and with it the handshake that it stands for. Raises Http404 if it is not the owner's."""
    if not remove_many(owner=owner, contact_ids=[contact_id]):
        raise Http404


def add_many(
    *,
    owner: Member,
    cards: Iterable[ContactCard],
    came_with: ContactImport | None = None,
    lines: Mapping[str, str] | None = None,
) -> list[Contact]:
    """Add a contact for each card and return them in the same order. Raises ValueError for a card without a name.

    Commits in chunks of 500, unless the caller has a transaction of its own, who then gives `lines_of` the cards, found
    before it began. A handful of queries for each chunk.
    """
    clean = [cleaned(card) for card in cards]
    lines = lines_of(clean) if lines is None else lines
    added: list[Contact] = []
    for start in range(0, len(clean), AT_A_TIME):
        added += _add_chunk(owner, clean[start : start + AT_A_TIME], lines, came_with)
    return added


@transaction.atomic
def _add_chunk(
    owner: Member, cards: Sequence[ContactCard], lines: Mapping[str, str], came_with: ContactImport | None
) -> list[Contact]:
    one_at_a_time()
    people = Person.objects.bulk_create(Person() for _ in cards)
    contacts = Contact.objects.bulk_create(
        Contact(owner=owner, person=person, came_with=came_with, line_of_work=lines[card.work], **_fields(card))
        for card, person in zip(cards, people, strict=True)
    )
    _write_addresses(contacts, cards)
    _settle(owner, contacts)
    mark("vectors", [owner.pk])
    return contacts


def change_many(
    *, owner: Member, cards: Mapping[int, ContactCard], lines: Mapping[str, str] | None = None
) -> list[Contact]:
    """Let each contact, by its id, say what its card says; all or none of a chunk of 500.

    Raises Http404 if one of them is not the owner's, ValueError for a card without a name.
    """
    clean = {pk: cleaned(card) for pk, card in cards.items()}
    lines = lines_of(clean.values()) if lines is None else lines
    changed: list[Contact] = []
    for start in range(0, len(clean), AT_A_TIME):
        changed += _change_chunk(owner, dict(list(clean.items())[start : start + AT_A_TIME]), lines)
    return changed


@transaction.atomic
def _change_chunk(owner: Member, cards: Mapping[int, ContactCard], lines: Mapping[str, str]) -> list[Contact]:
    one_at_a_time()
    found = Contact.objects.filter(owner=owner).in_bulk(cards)
    if len(found) != len(cards):
        raise Http404
    contacts = [found[pk] for pk in cards]
    for contact in contacts:
        card = cards[contact.pk]
        if contact.line_source == Contact.LineSource.FOUND and contact.work != card.work:
            contact.line_of_work = lines[card.work]
        for name, value in _fields(card).items():
            setattr(contact, name, value)
    changing = [*_fields(cards[contacts[0].pk]), "line_of_work", "updated_at"]
    Contact.objects.bulk_create(contacts, update_conflicts=True, unique_fields=["pk"], update_fields=changing)
    before = Fingerprint.objects.filter(contact__in=found)
    digests = set(before.values_list("digest", flat=True))
    before.delete()
    Address.objects.filter(contact__in=found).delete()
    _write_addresses(contacts, [cards[contact.pk] for contact in contacts])
    _settle(owner, contacts, digests)
    mark("vectors", [owner.pk])
    return contacts


def remove_many(*, owner: Member, contact_ids: Iterable[int]) -> int:
    """Delete those of the contacts that are the owner's, and their handshakes; return how many. Chunks of 500."""
    wanted = sorted(set(contact_ids))
    return sum(_remove_chunk(owner, wanted[start : start + AT_A_TIME]) for start in range(0, len(wanted), AT_A_TIME))


@transaction.atomic
def _remove_chunk(owner: Member, contact_ids: Sequence[int]) -> int:
    one_at_a_time()
    contacts = list(Contact.objects.filter(owner=owner, pk__in=contact_ids).select_related("confirmed_as"))
    for contact in contacts:
        if contact.confirmed_as is not None:
            part(one=owner, other=contact.confirmed_as)
    ids = [contact.pk for contact in contacts]
    digests = set(Fingerprint.objects.filter(contact__in=ids).values_list("digest", flat=True))
    people = set(Contact.objects.filter(pk__in=ids).values_list("person_id", flat=True))
    Contact.objects.filter(pk__in=ids).delete()
    if contacts:
        resolve(digests=digests, owners=[owner.pk])
        forget_empty(people)
        mark("vectors", [owner.pk])
    return len(contacts)


@transaction.atomic
def show_line(*, owner: Member, contact_id: int, words: str) -> Contact:
    """Let others read the line of work that `words` name. Raises ValueError if the vocabulary knows none such."""
    found = find_line(words)
    if not found:
        raise ValueError("the vocabulary does not know it")
    return _set_line(owner, contact_id, found, Contact.LineSource.CHOSEN)


@transaction.atomic
def hide_line(*, owner: Member, contact_id: int) -> Contact:
    """Let nobody read what the contact does."""
    return _set_line(owner, contact_id, "", Contact.LineSource.HIDDEN)


@transaction.atomic
def find_line_again(*, owner: Member, contact_id: int) -> Contact:
    """Let the service find the line of work in the owner's own words once more."""
    work = Contact.objects.filter(owner=owner, pk=contact_id).values_list("work", flat=True).first() or ""
    return _set_line(owner, contact_id, find_line(work), Contact.LineSource.FOUND)


def _set_line(owner: Member, contact_id: int, line_of_work: str, source: Contact.LineSource) -> Contact:
    contact = Contact.objects.filter(owner=owner, pk=contact_id).first()
    if contact is None:
        raise Http404
    contact.line_of_work, contact.line_source = line_of_work, source
    contact.save(update_fields=["line_of_work", "line_source", "updated_at"])
    mark("graph", [owner.pk])
    mark("vectors", [owner.pk])
    return contact


def lines_of(cards: Iterable[ContactCard]) -> dict[str, str]:
    """Return the line of work for each distinct text. Outside of any transaction: it takes a millisecond for each."""
    texts = {line(card.work, LONGEST_WORK) for card in cards}
    return {work: find_line(work) if work else "" for work in texts}


def _fields(card: ContactCard) -> dict[str, Any]:
    return {
        "name": card.name,
        "work": card.work,
        "firm": card.firm,
        "how_known": card.how_known,
        "closeness": card.closeness,
        "place": card.place,
        "place_words": card.place_words,
        "note": card.note,
        "private": card.private,
    }


def _write_addresses(contacts: Sequence[Contact], cards: Sequence[ContactCard]) -> None:
    """Write the addresses of new cards and their fingerprints; one that cannot be read as an address has none."""
    addresses, fingerprints = [], {}
    for contact, card in zip(contacts, cards, strict=True):
        for kind, value in card.addresses:
            addresses.append(Address(contact=contact, kind=kind, value=value))
            digest = fingerprint_of(kind, value)
            if digest:
                fingerprints[contact.pk, digest] = Fingerprint(contact=contact, kind=kind, digest=digest)
    Address.objects.bulk_create(addresses, batch_size=AT_A_TIME)
    Fingerprint.objects.bulk_create(fingerprints.values(), batch_size=AT_A_TIME)


def _settle(owner: Member, contacts: Sequence[Contact], digests: Collection[str] = ()) -> None:
    """Work out who the contacts are, in the database and in the rows at hand, and mark the owner for the graph."""
    resolve([contact.pk for contact in contacts], digests, owners=[owner.pk])
    people = dict(Contact.objects.filter(pk__in=[contact.pk for contact in contacts]).values_list("pk", "person_id"))
    for contact in contacts:
        contact.person_id = people[contact.pk]
