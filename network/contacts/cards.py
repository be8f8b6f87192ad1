"""What somebody writes down about a person they know, made fit to keep."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from network.contacts.fingerprints import LONGEST_EMAIL
from network.models import Address, Closeness, Contact, HowKnown, Place
from network.people.words import tidy

LONGEST_NAME = 120
LONGEST_WORK = 200
LONGEST_FIRM = 120
LONGEST_PLACE = 120
LONGEST_NOTE = 5000
MOST_ADDRESSES = 50  # address books hold cards with hundreds, pasted by mistake


@dataclass(frozen=True)
class ContactCard:
    """All that an owner says of a contact. `addresses` are pairs of an `Address.Kind` and the text as written."""

    name: str
    work: str = ""
    firm: str = ""
    addresses: Sequence[tuple[str, str]] = ()
    how_known: str = ""
    closeness: int = Closeness.A_LITTLE
    place: Place | None = None
    place_words: str = ""
    note: str = ""
    private: bool = False


def cleaned(card: ContactCard) -> ContactCard:
    """Return `card` with what the database cannot hold taken out: control characters, doubles, and what is too long.

    Raises ValueError if no name is left, or if how or how well the person is known is not one of the choices.
    """
    name = line(card.name, LONGEST_NAME)
    if not name:
        raise ValueError("a contact has a name")
    addresses = {(Address.Kind(kind).value, line(value, LONGEST_EMAIL)): None for kind, value in card.addresses}
    return replace(
        card,
        name=name,
        work=line(card.work, LONGEST_WORK),
        firm=line(card.firm, LONGEST_FIRM),
        addresses=tuple(pair for pair in addresses if pair[1])[:MOST_ADDRESSES],
        how_known=HowKnown(card.how_known).value,
        closeness=Closeness(card.closeness).value,
        place_words=line(card.place_words, LONGEST_PLACE),
        note=paragraphs(card.note)[:LONGEST_NOTE].rstrip(),
    )


def card_of(contact: Contact) -> ContactCard:
    """Return the card that `contact` holds now. Reads its addresses: prefetch them for many."""
    return ContactCard(
        name=contact.name,
        work=contact.work,
        firm=contact.firm,
        addresses=tuple((address.kind, address.value) for address in contact.addresses.all()),
        how_known=contact.how_known,
        closeness=contact.closeness,
        place=contact.place,
        place_words=contact.place_words,
        note=contact.note,
        private=contact.private,
    )


def line(text: str, longest: int) -> str:
    """Return `text` on one line, tidied, at most `longest` characters."""
    return tidy(text)[:longest].rstrip()


def paragraphs(text: str) -> str:
    """Return `text` with its lines kept, each tidied, without empty ones at either end."""
    return "\n".join(map(tidy, text.replace("\r\n", "\n").split("\n"))).strip()
