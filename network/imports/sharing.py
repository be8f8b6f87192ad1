"""The people to compare with, and which addresses and names several of them have. Plain rules, no database."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice, pairwise

from network.contacts.cards import ContactCard
from network.identity.names import MOST_NAMES, are_different, of_several, plain
from network.imports.keys import KINDS, Key, is_kind_of_ones_own, kind_of
from network.imports.merge import as_contact
from network.imports.reading import Card, NamedAfter
from network.imports.seen import UID

AT_MOST = 12
"""So many of those who share an address or a name are looked at."""
PARTS = 4
"""The keys are sorted in so many parts: a million at once take 40 MB."""
NAMES_ARE_MADE = frozenset([NamedAfter.ADDRESS, NamedAfter.NUMBER])
"""Names that the reader made from an address identify nobody beyond the address."""


class Known:
    """A person to compare with: a contact, or (with `row`) a card of the file.

    The contact that a card of the file would be is made when it is asked for: the pairs of a million addresses take
    more memory than the file.
    """

    def __init__(
        self,
        card: ContactCard | Card,
        keys: Iterable[Key],
        contact: int | None = None,
        row: int | None = None,
        named_after: NamedAfter = NamedAfter.NAME,
        sources: Sequence[str] = (),
    ) -> None:
        self._read = card
        self._card = card if isinstance(card, ContactCard) else None
        self.key_list = array("q", keys)  # a tenth of a set's memory
        self.contact = contact
        self.row = row
        self.named_after = named_after
        self.sources = sources
        self.copies = 0

    @property
    def card(self) -> ContactCard:
        if self._card is None:
            self._card = as_contact(self._read) if isinstance(self._read, Card) else self._read
        return self._card

    @card.setter
    def card(self, card: ContactCard) -> None:
        self._read = self._card = card

    def put_away(self) -> None:
        """Forget the contact that a card would be, until it is asked for again."""
        if isinstance(self._read, Card):
            self._card = None

    @property
    def name(self) -> str:
        return self._read.name

    @property
    def work(self) -> str:
        return self._read.work

    @property
    def name_is_made(self) -> bool:
        return self.named_after in NAMES_ARE_MADE

    @property
    def keys(self) -> set[Key]:
        return set(self.key_list)

    def learn(self, keys: Iterable[Key]) -> list[Key]:
        """Add keys and return those that are new."""
        mine = self.keys
        fresh = [key for key in keys if key not in mine]
        self.key_list.extend(fresh)
        return fresh


class Sharing:
    """Which addresses and which names several people have, of everybody in the file and on the list.

    `names`: under which names each address is that more than one has. `crowded`: the addresses that more than `AT_MOST`
    have. `namesakes`: the names of two people, with addresses of one kind that are not of one person.
    `worn_out`: the identifiers that a program has given to cards of different names.
    """

    def __init__(self, everybody: Sequence[Known]) -> None:
        self.names: dict[Key, tuple[str, ...]] = {}
        self.crowded: set[Key] = set()
        for part in range(PARTS):
            keys = sorted(key for person in everybody for key in person.key_list if (key >> 3) % PARTS == part)
            self.names |= {key: () for key, after in pairwise(keys) if key == after}
            self.crowded |= {key for key, after in zip(keys, islice(keys, AT_MOST, None), strict=False) if key == after}
        self.several: dict[Key, bool] = {}
        named = [person for person in everybody if not person.name_is_made]
        self.worn_out: set[str] = set()
        self._collect_names(named)
        self.namesakes = namesakes_among(named)
        self._find_worn_out(person for person in everybody if person.row is not None)

    def _collect_names(self, people: Iterable[Known]) -> None:
        for person in people:
            for key in person.key_list:
                under = self.names.get(key)
                if under is not None and len(under) <= MOST_NAMES and person.name not in under:
                    self.names[key] = (*under, person.name)

    def _find_worn_out(self, cards: Iterable[Known]) -> None:
        under: dict[str, str] = {}
        for card in cards:
            for source in card.sources:
                if source.startswith(UID) and are_different(under.setdefault(source, card.name), card.name):
                    self.worn_out.add(source)

    def is_own(self, key: Key) -> bool:
        """Tell whether the address can be one person's, and nobody with a different name has it."""
        if not is_kind_of_ones_own(key) or key not in self.names:
            return is_kind_of_ones_own(key)
        if key not in self.several:
            self.several[key] = of_several(self.names[key])
        return not self.several[key]

    def is_of_namesakes(self, name: str) -> bool:
        """Tell whether two people have the name."""
        return plain(name) in self.namesakes


def namesakes_among(people: Sequence[Known]) -> set[str]:
    """Return the names that two of the people have, with addresses of one kind that are not of one person."""
    times = Counter(plain(person.name) for person in people)
    seen: defaultdict[tuple[str, str], set[Key]] = defaultdict(set)
    found: set[str] = set()
    for person in people:
        name = plain(person.name)
        if times[name] == 1 or name in found:
            continue
        for kind in KINDS:
            mine = {key for key in person.key_list if kind_of(key) == kind}
            theirs = seen[name, kind]
            if mine and theirs and mine.isdisjoint(theirs):
                found.add(name)
            theirs |= mine
    return found
