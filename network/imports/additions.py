"""What an imported card adds to a contact. Nothing is replaced and nothing is dropped: what has no field goes into the
note."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.contacts.cards import LONGEST, MOST_ADDRESSES, ContactCard, cleaned
from network.identity.names import NOT_LETTERS, are_forms_of_one, words_of
from network.imports.keys import EMAIL, PHONE, key_of, pages_in

FILLED = [name for name in LONGEST if name != "name"]
"""The fields that a card fills in where the contact has nothing."""


Pair = tuple[str, str]


@dataclass(frozen=True)
class Additions:
    """What a card has that a contact has not.

    `addresses` are added; for those in `beyond` there is no room, so they go into the note. `fields` are filled in
    where the contact has nothing. What differs from a field that is filled (`work`, `place`, another `name`) goes into
    the note too, and so do the `lines` of the card's own note that are not there yet.
    """

    addresses: tuple[Pair, ...]
    beyond: tuple[Pair, ...]
    fields: dict[str, Any]
    name: str
    work: str
    place: str
    lines: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.addresses or self.fields or self.for_the_note())

    def for_the_note(self) -> list[str]:
        """Return the lines that the note gets."""
        lines = list(self.lines)
        if self.name:
            lines.append(also_called(self.name))
        if self.work:
            lines.append(_("Also: %(work)s") % {"work": self.work})
        if self.place:
            lines.append(_("Also in: %(place)s") % {"place": self.place})
        if self.beyond:
            lines.append(more_addresses(self.beyond))
        return lines

    def words(self) -> list[str]:
        """Say what is new."""
        kinds = [kind for kind, _value in (*self.addresses, *self.beyond)]
        emails, phones = kinds.count(EMAIL), kinds.count(PHONE)
        news = [_("another name")] if self.name else []
        if emails:
            news.append(ngettext("an e-mail address", "%(count)d e-mail addresses", emails) % {"count": emails})
        if phones:
            news.append(ngettext("a phone number", "%(count)d phone numbers", phones) % {"count": phones})
        if self.work or not self.fields.keys().isdisjoint(("work", "firm")):
            news.append(_("what they do"))
        if self.place or "place_words" in self.fields:
            news.append(_("where they are"))
        if self.lines or "note" in self.fields:
            news.append(_("a note"))
        return news


def additions(there: ContactCard, new: ContactCard) -> Additions:
    """Return what `new` has that `there` has not. Both are cleaned."""
    keys = {key_of(kind, value) for kind, value in there.addresses}
    fresh = [pair for pair in new.addresses if key_of(*pair) not in keys]
    room = max(0, MOST_ADDRESSES - len(there.addresses))
    fields = {name: getattr(new, name) for name in FILLED if getattr(new, name) and not getattr(there, name)}
    if place_of(there):
        fields.pop("place_words", None)
    elif new.place is not None:
        fields["place"] = new.place
    known = {line_key(line) for line in there.note.splitlines()}
    fresh_lines = [line for line in new.note.splitlines() if line and line_key(line) not in known]
    wanted = Additions(
        addresses=tuple(fresh[:room]),
        beyond=tuple(pair for pair in fresh[room:] if pair[1] not in there.note),
        fields=fields,
        name=new.name if says_more(there.name, new.name) else "",
        work=other_work(there, new),
        place=new.place_words if is_elsewhere(place_of(there), new.place_words) else "",
        lines=() if "note" in fields else tuple(fresh_lines),
    )
    return without_what_the_note_says(wanted, known)


def without_what_the_note_says(wanted: Additions, known: set[Any]) -> Additions:
    """Leave out what an earlier merge put into the note."""
    nothing = Additions((), (), {}, "", "", "", ())
    for name in ("name", "work", "place"):
        if value := getattr(wanted, name):
            alone: dict[str, Any] = {name: value}
            [line] = replace(nothing, **alone).for_the_note()
            gone: dict[str, Any] = {name: ""}
            wanted = replace(wanted, **gone) if line_key(line) in known else wanted
    return wanted


def merged(there: ContactCard, new: ContactCard) -> ContactCard:
    """Return `there` with what `new` adds. What the owner wrote stays, and so does its privacy."""
    added = additions(there, new)
    filled = replace(there, addresses=(*there.addresses, *added.addresses), **added.fields)
    return cleaned(replace(filled, note="\n".join([filled.note, *added.for_the_note()]).strip("\n")))


def fits(there: ContactCard, added: Additions) -> bool:
    """Tell whether the note has room for what is added."""
    lines = added.for_the_note()
    note = added.fields.get("note") or there.note
    return len(note) + sum(len(line) + 1 for line in lines) <= LONGEST["note"]


def also_called(name: str) -> str:
    """Return the line of a note that keeps another name of a contact's."""
    return _("Also called %(name)s") % {"name": name}


def more_addresses(pairs: Sequence[Pair]) -> str:
    return _("More addresses: %(addresses)s") % {"addresses": ", ".join(value for _kind, value in pairs)}


def other_work(there: ContactCard, new: ContactCard) -> str:
    """Return the work and the firm, as far as they differ from what is there."""
    said = f"{there.work}, {there.firm}"
    work = new.work if there.work and not holds(said, new.work) else ""
    firm = new.firm if there.firm and not holds(said, new.firm) and not holds(new.work, new.firm) else ""
    return ", ".join(filter(None, [work, firm]))


def says_more(there: str, new: str) -> bool:
    """Tell whether the new name is another one, or has a word of which there is nothing, an initial or a short form."""
    if "@" in new or not any(map(str.isalpha, new)):
        return False
    words = words_of(there)
    more = (word for word in words_of(new) if not any(known.startswith(word) for known in words))
    return not are_forms_of_one(there, new) or any(more)


def is_elsewhere(there: str, new: str) -> bool:
    return bool(there and new) and not holds(there, new) and not holds(new, there)


def place_of(card: ContactCard) -> str:
    return card.place_words or (card.place.name if card.place else "")


def holds(text: str, words: str) -> bool:
    """Tell whether `words` stand in `text`, in whatever case and punctuation."""
    return not words or f" {squeezed(words)} " in f" {squeezed(text)} "


def squeezed(text: str) -> str:
    return " ".join(NOT_LETTERS.split(text.casefold())).strip()


def line_key(line: str) -> Any:
    """Return a line in the form in which two lines are compared: an address of a LinkedIn page is the page."""
    pages = pages_in(line)
    is_only_a_page = all("linkedin.com/in/" in word for word in line.casefold().split())
    return pages[0] if pages and is_only_a_page else line.strip().casefold()
