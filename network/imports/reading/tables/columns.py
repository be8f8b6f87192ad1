"""What each column of a table holds, and the person that a row is about."""

import re
from collections.abc import Sequence
from functools import cached_property

from network.imports.reading.cards import Format
from network.imports.reading.composing import Found, distinct
from network.imports.reading.naming import addresses_in
from network.imports.reading.tables.headings import (
    LONGEST_HEADING,
    MEANINGS,
    SPELLINGS,
    Column,
    Role,
    column_of,
    plain,
    which_of_several,
)
from network.platform.text import tidy

MOST_COLUMNS = 500  # Google has some 150; rows are filled up to all of them
LONGEST_SHOWN = 60
ROLES = frozenset(map(str, Role))
NAMES = frozenset([Role.NAME, Role.GIVEN, Role.FAMILY])
NUMBERS = frozenset([Role.MOBILE, Role.PHONE, Role.SHARED])
REACHED = frozenset([Role.EMAIL, Role.MOBILE, Role.PHONE])
PLACES = (Role.TOWN, Role.REGION, Role.COUNTRY)
NEAREST = ("home", "", "other", "work")
"""Of several towns the first of these is where somebody lives."""
YAHOO = frozenset(["home", "work", "other"])
"""Yahoo heads numbers so, between "First" and "Last"."""
SEVERAL = " ::: "  # Google puts it between several values in one cell
SHARED = re.compile("fax|pager|assistant|faks|télécopie|localizador", re.IGNORECASE)
HONORIFICS = frozenset([
    "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "rev", "herr", "frau", "m", "mme", "mlle", "sr", "sra",
    "srta", "pan", "pani", "br", "bns", "monsieur", "madame",
])  # fmt: skip
SECRET = frozenset([
    "private", "confidential", "true", "yes", "privat", "vertraulich", "wahr", "ja", "privé", "confidentiel", "vrai",
    "oui", "privado", "confidencial", "verdadero", "sí", "prywatne", "poufne", "prawda", "tak", "preifat",
    "cyfrinachol",
])  # fmt: skip
LINKEDIN = frozenset(map(plain, [
    "connected on", "verbunden am", "connexion le", "connecté le", "date de connexion", "conectado el", "conectado en",
    "fecha de conexión", "połączono", "data nawiązania kontaktu", "data połączenia", "wedi cysylltu ar",
]))  # fmt: skip
GOOGLE = re.compile(r"(?:email|phone|address|website) \d+ (?:value|label|type|formatted)|group membership|labels")
OUTLOOK = frozenset(map(plain, [
    "e-mail type", "e-mail display name", "sensitivity", "business phone", "assistant's phone", "e-mail typ",
    "e-mail angezeigter name", "telefon geschäftlich", "adresse de messagerie", "type de messagerie",
    "dirección de correo electrónico 2", "teléfono del trabajo", "telefon służbowy",
]))  # fmt: skip


class Layout:
    """The columns of a table by the row of its headings."""

    def __init__(self, cells: Sequence[str], roles: Sequence[str] | None = None) -> None:
        """`roles`: what the member says is in the columns, values of `Role` or ""; if None, the headings say it."""
        self.cells = list(cells)
        self.headings = [heading.strip().strip("'") for heading in cells]
        self.is_quoted_singly = all(h[:1] == h[-1:] == "'" for h in map(str.strip, cells) if h)
        if roles is None:
            self.columns = with_sense([column_of(heading) for heading in self.headings], self.headings)
        else:
            self.columns = list(map(said_column, self.headings, [*roles, *[""] * len(cells)][: len(cells)]))
        self.roles = {column.role for column in self.columns if column}

    @property
    def is_known(self) -> bool:
        """Whether these are the headings of people: there are names and something else, or e-mail addresses."""
        named = self.roles & NAMES
        if {Role.GIVEN, Role.FAMILY} <= self.roles or Role.EMAIL in self.roles:
            return True
        if self.roles & {Role.MOBILE, Role.PHONE}:
            return bool(named or Role.FIRM in self.roles or len([h for h in self.headings if h]) == 1)
        return bool(named and self.roles & {Role.FIRM, Role.TITLE, Role.PAGE, Role.NICKNAME})

    @property
    def fitness(self) -> tuple[int, int]:
        """How many of the headings we know, and how many there are."""
        return sum(column is not None for column in self.columns), len(self.headings)

    @cached_property
    def format(self) -> Format:
        """Whose table it is, for the member to read."""
        headings = {plain(heading) for heading in self.headings}
        if headings & LINKEDIN or {"first name", "last name", "position", "company", "email address"} <= headings:
            return Format.LINKEDIN
        if any(GOOGLE.fullmatch(heading) for heading in headings):
            return Format.GOOGLE
        return Format.OUTLOOK if headings & OUTLOOK else Format.TABLE

    @cached_property
    def texts(self) -> list[tuple[int, Role]]:
        """The columns of one meaning each, in order."""
        apart = NUMBERS | {*PLACES, Role.KIND, Role.HELPER}
        return [(at, column.role) for at, column in enumerate(self.columns) if column and column.role not in apart]

    @cached_property
    def numbers(self) -> list[tuple[int, int, bool]]:
        """The columns of numbers, mobile ones first: where, where their kind is told (-1: nowhere), and if shared."""
        kinds = {column.number: at for at, column in enumerate(self.columns) if column and column.role is Role.KIND}
        own = [(at, column) for at, column in enumerate(self.columns) if column and column.role in NUMBERS]
        own.sort(key=lambda pair: pair[1].role is not Role.MOBILE)
        return [
            (at, kinds.get(column.number, -1) if column.number else -1, column.role is Role.SHARED)
            for at, column in own
        ]

    @cached_property
    def places(self) -> list[list[int]]:
        """The columns of town, region and country of each address, the nearest to home first."""
        groups: dict[tuple[int, int], dict[Role, int]] = {}
        for at, column in enumerate(self.columns):
            if column and column.role in PLACES:
                groups.setdefault((NEAREST.index(column.where), column.number), {}).setdefault(column.role, at)
        return [[groups[key][role] for role in PLACES if role in groups[key]] for key in sorted(groups)]


def shown(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the headings as the member sees them, and by which a table is known again."""
    return tuple(tidy(cell[: 4 * LONGEST_SHOWN].strip().strip("'"), LONGEST_SHOWN) for cell in cells)


def said_column(heading: str, role: str) -> Column | None:
    """Return a column of the role that the member chose; which of several it is, its heading says as far as it does."""
    if role not in ROLES:
        return None
    where, number = which_of_several(plain(heading[:LONGEST_HEADING]).split())
    return Column(Role(role), where, number)


def with_sense(columns: list[Column | None], headings: Sequence[str]) -> list[Column | None]:
    """Settle what a heading means by the others: "Nom" beside "Prénom" is a family name, alone it is a whole one."""
    roles = {column.role for column in columns if column}
    means: dict[Role, Role] = {}
    if Role.NAME in roles and (Role.GIVEN in roles) != (Role.FAMILY in roles):
        means[Role.NAME] = Role.FAMILY if Role.GIVEN in roles else Role.GIVEN
    means[Role.TITLE_OR_PREFIX] = Role.HELPER if Role.TITLE in roles else Role.TITLE
    settled = [column and column._replace(role=means.get(column.role, column.role)) for column in columns]
    if {"first", "last"} <= {heading.casefold() for heading in headings}:
        for at, heading in enumerate(headings):
            if heading.casefold() in YAHOO:
                settled[at] = Column(Role.PHONE)
    return settled


def may_be_headings(cells: Sequence[str]) -> bool:
    """Tell, at a glance, whether a row in the midst of a table may be the headings of another one put below it."""
    first = next((cell for cell in cells if cell), "").strip("'\ufeff").casefold()
    return first in SPELLINGS or first in MEANINGS


def found_in(layout: Layout, cells: Sequence[str]) -> Found:
    """Return what stands in a row, which is as wide as its headings."""
    texts: dict[Role, list[str]] = {}
    for at, role in layout.texts:
        if cell := cells[at]:
            texts.setdefault(role, []).extend(cell.split(SEVERAL) if SEVERAL in cell else [cell])

    def first(role: Role) -> str:
        return texts[role][0] if role in texts else ""

    firms, departments = texts.get(Role.FIRM, []), texts.get(Role.DEPARTMENT, [])
    shown = texts.get(Role.EMAIL_NAME, [])
    parts = [first(role) for role in (Role.PREFIX, Role.GIVEN, Role.MIDDLE, Role.FAMILY, Role.SUFFIX)]
    found = Found(
        display_name=first(Role.NAME) or ("" if any(parts) else first(Role.EMAIL_NAME)),
        name_parts=parts,
        nickname=first(Role.NICKNAME),
        titles=[title for title in texts.get(Role.TITLE, []) if title.rstrip(".").casefold() not in HONORIFICS],
        organisations=[", ".join([*firms[:1], *departments]), *firms[1:]],
        firms=firms,
        emails=[*texts.get(Role.EMAIL, []), *(address for name in shown for address in addresses_in(name))],
        notes=[*texts.get(Role.NOTE, []), *(name for name in texts.get(Role.NAME, [])[1:] if name != first(Role.NAME))],
        pages=texts.get(Role.PAGE, []),
        private=any(word.casefold() in SECRET for word in texts.get(Role.PRIVATE, [])),
    )
    for at, kind, shared in layout.numbers:
        if cell := cells[at]:
            shared = shared or (kind >= 0 and SHARED.search(cells[kind]) is not None)
            (found.other_numbers if shared else found.phones).extend(cell.split(SEVERAL))
    found.places = [", ".join(distinct(cells[at] for at in place)) for place in layout.places]
    return found
