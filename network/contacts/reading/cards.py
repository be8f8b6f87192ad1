"""What a file is read into."""

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any


class Format(StrEnum):
    """The kinds of file that we read. The values are those of `ContactImport.Format`."""

    VCARD = "vcard"
    GOOGLE = "google"
    OUTLOOK = "outlook"
    LINKEDIN = "linkedin"


class NamedAfter(StrEnum):
    """What a card's name was taken from."""

    NAME = ""
    NICKNAME = "nickname"
    ORGANISATION = "organisation"
    ADDRESS = "address"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Card:
    """One person in an address book, tidied: no control characters, nothing longer than a contact may hold.

    `number` counts the cards or lines of the file from 1, bad ones included. `phones` reach the person themselves;
    `other_numbers` are fax machines, pagers and assistants, which several people share. `private` is what the file
    itself says of the card (vCard CLASS, Outlook Sensitivity). `place_words` is a town, never a street. `firm` is the
    first organisation alone, without its department; `work` names the organisation too.
    """

    number: int
    name: str
    work: str = ""
    firm: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    other_numbers: tuple[str, ...] = ()
    place_words: str = ""
    note: str = ""
    private: bool = False
    named_after: NamedAfter = NamedAfter.NAME

    def as_mapping(self) -> dict[str, Any]:
        """Return the card as JSON can hold it."""
        return {name: getattr(self, name) for name in FIELDS}

    @classmethod
    def from_mapping(cls, mapping: dict[str, Any]) -> "Card":
        """Return the card that `as_mapping` (also after a way through JSON) was made from."""
        known = {name: mapping[name] for name in FIELDS if name in mapping}
        for name in ("emails", "phones", "other_numbers"):
            known[name] = tuple(known.get(name, ()))
        known["named_after"] = NamedAfter(known.get("named_after", ""))
        return cls(**known)


FIELDS = tuple(field.name for field in fields(Card))


@dataclass(frozen=True, slots=True)
class BadRow:
    """A card or line that could not be read. `hint` is what can be made out of whom it is about; may be empty."""

    number: int
    reason: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole file, read. Every number from 1 on is either in `cards` or in `bad_rows`, once."""

    format: Format
    cards: list[Card]
    bad_rows: list[BadRow]


class UnreadableFile(Exception):
    """The file as a whole cannot be read. The message says why, in plain words, and what to do."""


class BrokenCard(Exception):
    """This one card cannot be read. The message says why, in plain words."""
