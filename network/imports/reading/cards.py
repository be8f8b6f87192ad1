"""What a file is read into."""

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _


class Format(StrEnum):
    """The kinds of file that we read. The values are those of `ContactImport.Format`."""

    VCARD = "vcard"
    GOOGLE = "google"
    OUTLOOK = "outlook"
    LINKEDIN = "linkedin"
    TABLE = "table"
    EXCEL = "excel"
    LDIF = "ldif"
    SEVERAL = "several"


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
    itself says of the card (vCard CLASS, Outlook Sensitivity). `note_is_cut`: it was longer than a note may be.
    `shorter`: the fields (of `contacts.cards.LONGEST`) that do not hold the whole, which is in the note. `place_words`
    is a town, never a street. `firm` is the first organisation alone, without its department; `work` names the
    organisation too. `uid` is what the program that wrote the card knows it by (vCard UID).
    `is_no_person`: the file says so (vCard KIND).
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
    note_is_cut: bool = False
    shorter: tuple[str, ...] = ()
    private: bool = False
    named_after: NamedAfter = NamedAfter.NAME
    uid: str = ""
    is_no_person: bool = False

    def as_mapping(self) -> dict[str, Any]:
        """Return the card as JSON can hold it."""
        return {name: getattr(self, name) for name in FIELDS}

    @classmethod
    def from_mapping(cls, mapping: dict[str, Any]) -> "Card":
        """Return the card that `as_mapping` (also after a way through JSON) was made from."""
        known = {name: mapping[name] for name in FIELDS if name in mapping}
        for name in ("emails", "phones", "other_numbers", "shorter"):
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
class TableColumns:
    """The columns of one table: what the member sees of them, and says of them.

    `headings` are the cells of the first row, tidied and shortened. `roles` are the values of `tables.headings.Role`,
    "" where a column is not used, and `examples` the first different values of each column, all as long as `headings`.
    `understood`: whether the headings are known, or were said. `first_is_person`: the first row is a person's.
    """

    headings: tuple[str, ...]
    roles: tuple[str, ...]
    examples: tuple[tuple[str, ...], ...] = ()
    understood: bool = True
    first_is_person: bool = False

    @property
    def unused(self) -> list[str]:
        """The names of the columns that hold something that nothing is made of."""
        columns = zip(self.labels, self.roles, self.examples, strict=True)
        return [label for label, role, examples in columns if examples and not role]

    @property
    def labels(self) -> list[str]:
        """The headings, and numbers for those without words; a first row that is a person's has no headings."""
        numbered = enumerate([""] * len(self.headings) if self.first_is_person else self.headings, start=1)
        return [heading or _("Column %(number)s") % {"number": number} for number, heading in numbered]

    def as_mapping(self) -> dict[str, Any]:
        """Return the columns as JSON can hold them."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @classmethod
    def from_mapping(cls, mapping: dict[str, Any]) -> "TableColumns":
        """Return the columns that `as_mapping` (also after a way through JSON) was made from."""
        texts = {name: tuple(mapping[name]) for name in ("headings", "roles")}
        return cls(**{**mapping, **texts, "examples": tuple(map(tuple, mapping["examples"]))})


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole file, read. Every number from 1 on is either in `cards` or in `bad_rows`, once.

    `tables` are the columns of each different table in it.
    """

    format: Format
    cards: list[Card]
    bad_rows: list[BadRow]
    tables: tuple[TableColumns, ...] = ()

    @property
    def unused(self) -> tuple[str, ...]:
        """The names of the columns that hold something that nothing was made of."""
        return tuple(dict.fromkeys(name for table in self.tables for name in table.unused))


class UnreadableFile(Exception):
    """The file as a whole cannot be read. The message says why, in plain words, and what to do."""


class UnknownColumns(UnreadableFile):
    """The file is a table, but nobody can tell what is in its columns. Whoever brought it can: they are in `tables`."""

    def __init__(self, *tables: TableColumns) -> None:
        super().__init__(
            _(
                "We couldn’t find any people in this table, as we don’t know the words in its first row. You can tell "
                "us what’s in each column."
            )
        )
        self.tables = tables


class TooManyPeople(UnreadableFile):
    """There are more cards in it than are taken at once."""

    def __init__(self, most: int) -> None:
        super().__init__(
            _(
                "This file has more than %(most)s people in it, which is more than we can take at once. "
                "Export them in parts, one group at a time."
            )
            % {"most": f"{most:,}"}
        )


class BrokenCard(Exception):
    """This one card cannot be read. The message says why, in plain words."""
