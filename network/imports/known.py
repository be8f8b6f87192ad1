"""Everybody whom a card is compared with, and the finding of the one that it is. Plain rules, no database.

Joining two people loses one of them, while keeping one person twice costs a tap, so in doubt they are two. A card is a
known person if

- the names are equal or forms of one name, and both have an e-mail address, a LinkedIn page or a mobile that can be one
  person's own and that nobody with a different name has, in the file or on the list;
- or it is a copy: the same name, and nothing that is not known of the person;
- or it was imported before: the same card in all its parts, or the same identifier from its program and forms of one
  name.

Whoever has the name of a known person, or forms of it and a shared address, may be them: the member is asked.

A file may hold thousands of cards with one number or one name, so each look-up takes a bounded number of steps.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from network.contacts.cards import ContactCard
from network.identity.names import are_different, are_forms_of_one, plain, share_all_words
from network.imports.additions import additions, also_called, holds, is_elsewhere, merged, place_of
from network.imports.keys import PAGE, Key, kind_of
from network.imports.reading import NamedAfter
from network.imports.seen import ROW, UID
from network.imports.sharing import AT_MOST, Known, Sharing

MOST_COPIES = 3
"""By so many of the addresses that more than `AT_MOST` share is a person found whom a card repeats."""


MOST_NAMESAKES = 4
"""So many people of one name are shown to choose from. About more nobody is asked."""


@dataclass(frozen=True)
class Match:
    """Whom a card surely is: `known`. Or else `near`, whom it resembles by `kind`: a kind of address, "name" or
    "source"; and whether that is near enough to ask the member (`is_open`). Then `others` are as near."""

    known: Known | None = None
    near: Known | None = None
    kind: str = ""
    is_open: bool = False
    others: tuple[Known, ...] = ()


Copy = tuple[str, Key | None, str | None]
"""Name in plain form, address, and work, or None for any."""


class Book:
    """Everybody known so far, by address, by name, and by both with the work. Each list ends where nobody looks on."""

    def __init__(self, sharing: Sharing) -> None:
        self.sharing = sharing
        self.by_key: dict[Key, tuple[Known, ...]] = {}
        self.by_name: dict[str, tuple[Known, ...]] = {}
        self.copies: dict[Copy, list[Known]] = {}
        self.by_source: dict[str, Known] = {}

    def add(self, known: Known) -> None:
        name = plain(known.name)
        namesakes = self.by_name.get(name, ())
        if len(namesakes) <= MOST_NAMESAKES:
            self.by_name[name] = (*namesakes, known)
        if not known.key_list:
            self._add_copy(known, None)
        self._learn(known, known.key_list)
        for source in known.sources:
            if known.row is None or (source.startswith(UID) and source not in self.sharing.worn_out):
                self.by_source.setdefault(source, known)

    def take_in(self, known: Known, card: ContactCard, keys: Iterable[Key]) -> None:
        """Record what a card adds to a person, so that later cards of the file are compared with it."""
        known.card = merged(known.card, card)
        self._learn(known, known.learn(keys))

    def _learn(self, known: Known, keys: Iterable[Key]) -> None:
        for key in keys:
            if key not in self.sharing.names:
                continue
            holders = self.by_key.get(key, ())
            if len(holders) < AT_MOST:
                self.by_key[key] = (*holders, known)
            if key in self.sharing.crowded and known.copies < MOST_COPIES:
                known.copies += 1
                self._add_copy(known, key)

    def _add_copy(self, known: Known, key: Key | None) -> None:
        name = plain(known.name)
        for work in (known.work, None):
            alike = self.copies.setdefault((name, key, work), [])
            if len(alike) < 2 * AT_MOST:
                alike.append(known)

    def find(self, card: Known) -> Match:
        """Return the known person that the card is, or whom it resembles."""
        if (seen := self.seen_before(card)) is not None:
            return Match(seen)
        for known, key in self.holders(card):
            if also_called(card.name) in known.card.note.splitlines():  # the member said so, of an earlier import
                return Match(known)
            if self.sharing.is_own(key) and go_together(card, known):
                return Match(known)
        if (copied := self.copied(card)) is not None:
            return Match(copied)
        return self.nearest(card)

    def seen_before(self, card: Known) -> Known | None:
        """Return the person of the same card of an earlier file, or of the same identifier and forms of one name."""
        for source in card.sources:
            known = self.by_source.get(source)
            if known and (source.startswith(ROW) or card.name_is_made or not are_different(card.name, known.name)):
                return known
        return None

    def nearest(self, card: Known) -> Match:
        """Return whom the card resembles, without being them for sure; a person of the same name before others."""
        holders = [(known, kind_of(key)) for known, key in self.holders(card)]
        resembling = [pair for pair in holders if are_forms_of_one(card.name, pair[0].name)]
        resembling += [(known, "source") for known in map(self.by_source.get, card.sources) if known]
        namesakes = () if card.name_is_made else self.by_name.get(plain(card.name), ())
        resembling += [(known, "name") for known in namesakes if not known.name_is_made]
        may_be = {
            known: kind
            for known, kind in reversed([*resembling, *(pair for pair in holders if pair[1] == PAGE)])
            if self.may_be(card, known, kind)
        }
        if may_be:
            first, *others = reversed(may_be)
            return Match(near=first, kind=may_be[first], is_open=True, others=tuple(others[: MOST_NAMESAKES - 1]))
        near, kind = next(chain(resembling, holders), (None, ""))
        return Match(near=near, kind=kind)

    def may_be(self, card: Known, known: Known, kind: str) -> bool:
        """Tell whether the card is likely to be the person whom it resembles: likely enough to ask.

        Of two cards in one file that contradict each other, nobody is asked: the book itself has them apart.
        """
        if card.name_is_made or known.name_is_made:
            return False
        if are_different(card.name, known.name):
            return kind in (PAGE, "source") and known.row is None
        if NamedAfter.ORGANISATION in (card.named_after, known.named_after):
            return False
        if known.row is None:
            return len(self.by_name.get(plain(card.name), ())) <= MOST_NAMESAKES
        if conflict(card, known) or contradict(card.card, known.card):
            return False
        return not self.sharing.is_of_namesakes(card.name)

    def holders(self, card: Known) -> Iterator[tuple[Known, Key]]:
        """Return who has an address of the card's, with the address."""
        for key in card.key_list:
            for known in self.by_key.get(key, ()):
                yield known, key

    def copied(self, card: Known) -> Known | None:
        """Return the person of whom the card says nothing but what is known of them."""
        if card.name_is_made:
            holders = (known for known, _key in self.holders(card) if not additions(known.card, card.card))
            return next(holders, None)
        keys = card.keys
        alike = self.namesakes_with(card)
        for known in islice(alike, 2 * AT_MOST):
            is_copy = known.keys >= keys if keys else not known.key_list
            if not is_copy or known.name_is_made or are_different(card.name, known.name):
                continue
            if not additions(known.card, card.card):
                return known
        return None

    def namesakes_with(self, card: Known) -> Iterator[Known]:
        """Return those of the card's name who have one of its addresses, or as it has none, nobody else's of theirs;
        those with the same work first."""
        name, keys = plain(card.name), card.key_list
        few = next((key for key in keys if key not in self.sharing.crowded), None)
        if few is not None:
            theirs = [known for known in self.by_key.get(few, ()) if plain(known.name) == name]
            return chain((known for known in theirs if known.work == card.work), theirs)
        works = (card.work, None)
        known_by: list[Key | None] = [*keys] if keys else [None]
        return chain.from_iterable(self.copies.get((name, key, work), ()) for key in known_by for work in works)


def go_together(card: Known, known: Known) -> bool:
    """Tell whether one person can have both names. Where that is a guess, no address may speak against it."""
    if card.name_is_made or known.name_is_made:
        return True
    if are_different(card.name, known.name):  # also "Mr John Smith" and "Mrs John Smith"
        return False
    if plain(card.name) == plain(known.name):
        return True
    if NamedAfter.ORGANISATION in (card.named_after, known.named_after):
        return False
    return share_all_words(card.name, known.name) or not conflict(card, known)


def conflict(card: Known, known: Known) -> bool:
    """Tell whether both have addresses of one kind and share none of that kind."""
    theirs = known.keys
    shared = {kind_of(key) for key in card.key_list if key in theirs}
    kinds = {kind_of(key) for key in theirs}
    return any(kind in kinds and kind not in shared for kind in map(kind_of, card.key_list))


def contradict(one: ContactCard, other: ContactCard) -> bool:
    """Tell whether both have work, or both a place, and they are not the same."""
    if one.work and other.work and not holds(one.work, other.work) and not holds(other.work, one.work):
        return True
    return is_elsewhere(place_of(one), place_of(other))
