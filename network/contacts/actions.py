"""Writing down whom a member knows. Everything here marks the owner for the graph and for the vectors."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import connection, transaction

from matching.understanding.past_work import WorkSaid, work_said
from matching.vocabulary import find_line, vocabulary
from network.contacts.cards import COLUMNS, LONGEST, SEARCHED_BY, ContactCard, cleaned, columns_of, line
from network.contacts.everyday_names import forget_words, key_of_job, lines_meant, remember
from network.identity.confirmed import part
from network.identity.fingerprints import digest_of, normalised
from network.identity.own_addresses import can_be_ones_own
from network.identity.resolve import forget_empty, one_at_a_time, resolve, shared_digests
from network.models import Acquaintance, Address, Contact, ContactImport, Fingerprint, ImportRow, Member, Person
from network.models.contact import search_value_of
from network.platform.chunks import in_chunks
from network.platform.errors import NotFoundError
from network.platform.outbox.record import mark


def add_contact(
    *, owner: Member, name: str, work: str = "", addresses: Sequence[tuple[str, str]] = (), **more: Any
) -> Contact:
    """Add one person that `owner` knows; `more` are fields of `ContactCard`. Raises ValueError without a name."""
    [contact] = add_many(owner=owner, cards=[ContactCard(name=name, work=work, addresses=addresses, **more)])
    return contact


def change_contact(*, owner: Member, contact_id: int, card: ContactCard) -> Contact:
    """Replace what a contact says by `card`. Raises NotFoundError for another owner's, ValueError without a name."""
    [contact] = change_many(owner=owner, cards={contact_id: card})
    return contact


def remove_contact(*, owner: Member, contact_id: int) -> None:
    """Delete a contact, and with it the handshake that it stands for. Raises NotFoundError if it is not the owner's."""
    if not remove_many(owner=owner, contact_ids=[contact_id]):
        raise NotFoundError


def add_many(
    *,
    owner: Member,
    cards: Iterable[ContactCard],
    came_with: ContactImport | None = None,
    lines: Mapping[str, WorkSaid] | None = None,
) -> list[Contact]:
    """Add a contact for each card and return them in the same order. Raises ValueError for a card without a name.

    Commits in chunks of 500. A caller with a transaction of its own passes `lines`, worked out by `lines_of` before it
    began. A handful of queries for each chunk.
    """
    clean = [cleaned(card) for card in cards]
    lines = lines_of(clean) if lines is None else lines
    added: list[Contact] = []
    for chunk in in_chunks(clean):
        added += _add_chunk(owner, chunk, lines, came_with)
    return added


@transaction.atomic
def _add_chunk(
    owner: Member, cards: Sequence[ContactCard], lines: Mapping[str, WorkSaid], came_with: ContactImport | None
) -> list[Contact]:
    one_at_a_time()
    people = Person.objects.bulk_create(Person() for _ in cards)
    meant = lines_meant(owner, [card.work for card in cards])
    contacts = Contact.objects.bulk_create(
        Contact(
            owner=owner,
            person=person,
            came_with=came_with,
            **_line_columns(meant.get(card.work, lines[card.work].line), is_past=lines[card.work].is_past),
            line_source=Contact.LineSource.CHOSEN if card.work in meant else Contact.LineSource.FOUND,
            **columns_of(card),
        )
        for card, person in zip(cards, people, strict=True)
    )
    _write_addresses(contacts, cards)
    _settle(owner, contacts)
    mark("vectors", [owner.pk])
    return contacts


def change_many(
    *, owner: Member, cards: Mapping[int, ContactCard], lines: Mapping[str, WorkSaid] | None = None
) -> list[Contact]:
    """Replace what each contact, by its id, says by its card; all or none of a chunk of 500.

    Raises NotFoundError if one of them is not the owner's, ValueError for a card without a name.
    """
    clean = {pk: cleaned(card) for pk, card in cards.items()}
    lines = lines_of(clean.values()) if lines is None else lines
    changed: list[Contact] = []
    for chunk in in_chunks(clean.items()):
        changed += _change_chunk(owner, dict(chunk), lines)
    return changed


@transaction.atomic
def _change_chunk(owner: Member, cards: Mapping[int, ContactCard], lines: Mapping[str, WorkSaid]) -> list[Contact]:
    one_at_a_time()
    existing = Contact.objects.filter(owner=owner).in_bulk(cards)
    if len(existing) != len(cards):
        raise NotFoundError
    contacts = [existing[pk] for pk in cards]
    found = [c for c in contacts if c.line_source == Contact.LineSource.FOUND and c.work != cards[c.pk].work]
    meant = lines_meant(owner, [cards[contact.pk].work for contact in found])
    for contact in found:
        work = cards[contact.pk].work
        contact.line_of_work = meant.get(work, lines[work].line)
        if work in meant:
            contact.line_source = Contact.LineSource.CHOSEN
    for contact in contacts:
        card = cards[contact.pk]
        if contact.work != card.work:
            contact.line_is_past = _is_past_now(contact, lines[card.work])
        for name, value in columns_of(card).items():
            setattr(contact, name, value)
    changing = [*COLUMNS, *SEARCHED_BY, "line_of_work", "line_is_past", "line_source", "updated_at"]
    Contact.objects.bulk_create(contacts, update_conflicts=True, unique_fields=["pk"], update_fields=changing)
    digests = shared_digests(list(existing))
    Fingerprint.objects.filter(contact__in=existing).delete()
    Address.objects.filter(contact__in=existing).delete()
    _write_addresses(contacts, [cards[contact.pk] for contact in contacts])
    _settle(owner, contacts, digests)
    mark("vectors", [owner.pk])
    return contacts


def remove_many(*, owner: Member, contact_ids: Iterable[int]) -> int:
    """Delete those of the contacts that are the owner's, and their handshakes; return how many. Chunks of 500."""
    return sum(_remove_chunk(owner, chunk) for chunk in in_chunks(sorted(set(contact_ids))))


@transaction.atomic
def _remove_chunk(owner: Member, contact_ids: Sequence[int]) -> int:
    one_at_a_time()
    contacts = list(Contact.objects.filter(owner=owner, pk__in=contact_ids).select_related("confirmed_as"))
    for contact in contacts:
        if contact.confirmed_as is not None:
            part(one=owner, other=contact.confirmed_as)
    ids = [contact.pk for contact in contacts]
    digests = shared_digests(ids)
    people = set(Contact.objects.filter(pk__in=ids).values_list("person_id", flat=True))
    ImportRow.objects.filter(contact__in=ids).update(seen_as=[])  # nobody is known again who was removed
    Contact.objects.filter(pk__in=ids).delete()
    if contacts:
        resolve(digests=digests, owners=[owner.pk])
        forget_empty(people)
        mark("vectors", [owner.pk])
    return len(contacts)


@transaction.atomic
def show_line(*, owner: Member, contact_id: int, words: str, said: str = "", is_past: bool | None = None) -> Contact:
    """Show others the line of work that `words` name, and keep what the owner wrote of the contact as an everyday name
    of it, and so what they `said` by hand. Others of whom they wrote the same, and who have no line yet, have it too.

    `is_past` tells whether the contact's work is over; None: as what the owner wrote says, which holds for the others.
    Raises ValueError if the vocabulary has no such line, NotFoundError if the contact is not the owner's.
    """
    line_of_work = words if vocabulary().knows(words) else find_line(words)
    if not line_of_work:
        raise ValueError("the vocabulary does not know it")
    contact = _own(owner, contact_id)
    by_words = work_said(contact.work).is_past
    _set_line(contact, line_of_work, Contact.LineSource.CHOSEN, is_past=by_words if is_past is None else is_past)
    remember(owner, {contact.work: line_of_work, said: line_of_work})
    _show_of_others(owner, {contact.work, said}, line_of_work)
    return contact


@transaction.atomic
def hide_line(*, owner: Member, contact_id: int) -> Contact:
    """Hide from everybody what the contact does."""
    return _set_line(_own(owner, contact_id), "", Contact.LineSource.HIDDEN)


@transaction.atomic
def find_line_again(*, owner: Member, contact_id: int) -> Contact:
    """Take back what the owner said of the contact's line of work, and find it in their own words again."""
    contact = _own(owner, contact_id)
    forget_words(owner, contact.work)
    said = work_said(contact.work)
    return _set_line(contact, said.line, Contact.LineSource.FOUND, is_past=said.is_past)


def _show_of_others(owner: Member, texts: Collection[str], line_of_work: str) -> None:
    """Give the line to the owner's other contacts of whom they wrote one of `texts`, and who have none yet."""
    keys = {key_of_job(text) for text in texts if text}
    unplaced = Contact.objects.filter(owner=owner).unplaced()
    alike = [pair for pair in unplaced.values_list("pk", "work") if key_of_job(pair[1]) in keys] if keys else []
    for is_past in (False, True):
        theirs = [pk for pk, work in alike if work_said(work).is_past == is_past]
        shown = _line_columns(line_of_work, is_past=is_past) | {"line_source": Contact.LineSource.CHOSEN}
        for chunk in in_chunks(theirs):
            unplaced.filter(pk__in=chunk).update(**shown)


def _own(owner: Member, contact_id: int) -> Contact:
    contact = Contact.objects.filter(owner=owner, pk=contact_id).first()
    if contact is None:
        raise NotFoundError
    return contact


def _set_line(contact: Contact, line_of_work: str, source: Contact.LineSource, *, is_past: bool = False) -> Contact:
    for name, value in _line_columns(line_of_work, is_past=is_past).items():
        setattr(contact, name, value)
    contact.line_source = source
    contact.save(update_fields=["line_of_work", "line_is_past", "line_source", "updated_at"])
    mark("graph", [contact.owner_id])
    mark("vectors", [contact.owner_id])
    return contact


def _line_columns(line_of_work: str, *, is_past: bool) -> dict[str, Any]:
    """Return the columns that say a line of work; without one nothing is past."""
    return {"line_of_work": line_of_work, "line_is_past": is_past and bool(line_of_work)}


def _is_past_now(contact: Contact, said: WorkSaid) -> bool:
    """Return whether the contact's line of work is past, now that its words say `said`.

    A line that the owner chose stays what they said, until they write that it is over.
    """
    by_words = contact.line_source == Contact.LineSource.FOUND or said.is_past
    return bool(contact.line_of_work) and (said.is_past if by_words else contact.line_is_past)


def lines_of(cards: Iterable[ContactCard]) -> dict[str, WorkSaid]:
    """Return what each distinct text says of somebody's work. Call it outside a transaction: each takes a while."""
    return {work: work_said(work) for work in {line(card.work, LONGEST["work"]) for card in cards}}


def _write_addresses(contacts: Sequence[Contact], cards: Sequence[ContactCard]) -> None:
    """Write the addresses of new contacts and their fingerprints. A text that is no valid address has no fingerprint.

    Plain statements: 500 contacts have up to 25,000 addresses, and instances of the models take ten times as long.
    """
    addresses: list[tuple[int, str, str, str]] = []
    fingerprints: dict[tuple[str, int], tuple[str, bool]] = {}
    for contact, card in zip(contacts, cards, strict=True):
        for kind, value in card.addresses:
            addresses.append((contact.pk, kind, value, search_value_of(kind, value)))
            if normal := normalised(kind, value):
                fingerprints[digest_of(normal), contact.pk] = kind, can_be_ones_own(kind, normal)
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO network_address (contact_id, kind, value, search_value) VALUES (%s, %s, %s, %s)", addresses
        )
        cursor.executemany(
            "INSERT INTO network_fingerprint (digest, contact_id, kind, can_be_own) VALUES (%s, %s, %s, %s)",
            [(*which, *what) for which, what in sorted(fingerprints.items())],  # in the order of their index
        )


def _settle(owner: Member, contacts: Sequence[Contact], digests: Collection[str] = ()) -> None:
    """Resolve the contacts, in the database and in the given instances, and mark the owner for the graph."""
    resolve([contact.pk for contact in contacts], digests, owners=[owner.pk])
    people = dict(Contact.objects.filter(pk__in=[contact.pk for contact in contacts]).values_list("pk", "person_id"))
    for contact in contacts:
        contact.person_id = people[contact.pk]


@transaction.atomic
def say_they_know(*, owner: Member, contact_id: int, other_id: int) -> Acquaintance:
    """Write down that the two know each other; once is enough, whichever is named first.

    Raises NotFoundError if one of them is not the owner's, ValueError if both are one contact.
    """
    if contact_id == other_id:
        raise ValueError("everybody knows themselves")
    low, high = sorted((contact_id, other_id))
    both = Contact.objects.select_for_update().filter(owner=owner, pk__in=(low, high))
    if len(both) != 2:
        raise NotFoundError
    return Acquaintance.objects.get_or_create(low_id=low, high_id=high)[0]


@transaction.atomic
def take_back(*, owner: Member, contact_id: int, other_id: int) -> bool:
    """Forget that the two know each other; return whether it was written down."""
    low, high = sorted((contact_id, other_id))
    gone, _ = Acquaintance.objects.of(owner).filter(low=low, high=high).delete()
    return bool(gone)
