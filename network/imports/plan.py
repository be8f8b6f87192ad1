"""What becomes of each card: a new contact, an update of an existing one, or nothing. Plain rules, no database.

Which person a card is, `known` decides. Nothing that the owner wrote is replaced, and a card is skipped only if it adds
nothing. Each plan that could as well be another has that one as its `instead`, for the member to choose. Where nobody
but the member can tell, nothing is planned until they have: the card waits for their answer.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.understanding.past_work import work_said
from network.contacts.cards import LONGEST, MOST_ADDRESSES, ContactCard
from network.contacts.names_and_work import read_apart
from network.identity.names import are_forms_of_one
from network.imports.additions import Pair, additions, fits
from network.imports.keys import EMAIL, PHONE, Key, key_for, key_of, keys_of
from network.imports.known import Book, Match
from network.imports.merge import addresses_of, note_of
from network.imports.reading import Card, NamedAfter
from network.imports.seen import sources_of
from network.imports.services import why_no_person
from network.imports.sharing import NAMES_ARE_MADE, Known, Sharing
from network.models import ImportRow
from network.platform.text import shortened

Plan = ImportRow.Plan
ASK, ADD, UPDATE, SKIP = Plan.ASK, Plan.ADD, Plan.UPDATE, Plan.SKIP
LONGEST_REASON = 300
LONGEST_ABOUT = 100


@dataclass(frozen=True)
class Planned:
    """The plan for a card, and why. `contact` or `same_as` (a number in the file) says who is updated.

    `instead` is the plan if the member says that the card is somebody else, or that it is the other one after all. Of a
    card that waits for an answer, `instead` is the plan for "yes, the same", `apart` for "no, somebody else", and
    `also` are those for others whom it may be as well. `who` tells the person who is updated from namesakes.
    """

    card: Card
    plan: ImportRow.Plan
    reason: str = ""
    contact: int | None = None
    same_as: int | None = None
    instead: "Planned | None" = None
    apart: "Planned | None" = None
    also: "tuple[Planned, ...]" = ()
    who: str = ""
    seen_as: Sequence[str] = ()
    is_person: bool = True
    work: str = ""
    """What the contact's work is then, from which the line of work is found."""

    @property
    def is_ticked(self) -> bool:
        """Whether it is done unless the member says otherwise."""
        return self.is_person and self.plan in (ADD, UPDATE)

    def as_mapping(self, line_of: Callable[[str], str] | None = None) -> dict[str, Any]:
        """Return the plan as JSON can hold it, without the card. `line_of` gives the line that words name to the
        member; without it they name what they do to anybody."""
        plan = {"plan": self.plan.value, "reason": self.reason, "contact": self.contact, "same_as": self.same_as}
        said = work_said(self.work)
        line = line_of(self.work) if line_of else said.line
        return plan | {"line": line, "line_is_past": said.is_past, "who": self.who}


def plan_cards(cards: Sequence[Card], contacts: Iterable[Known], own_emails: Iterable[str]) -> Iterator[Planned]:
    """Yield a plan for each card, in order. A card with one of `own_emails` is the member's own and is skipped.

    The time grows with the number of cards and contacts, whatever they share.
    """
    people = list(contacts)
    candidates = [candidate_of(card) for card in cards]
    book = Book(Sharing([*people, *candidates]))
    for known in people:
        book.add(known)
    own = {key_for(key_of(EMAIL, email)) for email in own_emails}
    for card, candidate in zip(cards, candidates, strict=True):
        yield replace(plan_card(card, candidate, book, own), seen_as=candidate.sources)
        candidate.put_away()


def with_work_of_name(card: Card) -> Card:
    """Return the card, its work read from its name ("Gary Plumber") where the file says none."""
    if card.work or card.named_after != NamedAfter.NAME:
        return card
    read = read_apart(card.name)
    return replace(card, name=read.name, work=read.work) if read.work else card


def candidate_of(card: Card) -> Known:
    return Known(card, keys_of(card), row=card.number, named_after=card.named_after, sources=sources_of(card))


def plan_card(card: Card, candidate: Known, book: Book, own: set[Key]) -> Planned:
    if not own.isdisjoint(candidate.key_list):
        return Planned(
            card, SKIP, _("This is your own card."), instead=apart(card, _("You’ve said that this isn’t you."))
        )
    match = book.find(candidate)
    if match.known is None or not has_room(match.known, candidate.card):
        near = match.near
        book.add(candidate)
        other = joined(card, candidate.card, near) if near and has_room(near, candidate.card) else None
        new = replace(added(card, why_not(card, match) or where_the_name_is_from(card)), instead=other)
        if not (match.is_open and near and other and new.is_person):
            return new
        others = [joined(card, candidate.card, known) for known in match.others if has_room(known, candidate.card)]
        return asked(new, [other, *others], near)
    planned = joined(card, candidate.card, match.known)
    book.take_in(match.known, candidate.card, candidate.key_list)
    return planned


def has_room(known: Known, card: ContactCard) -> bool:
    return fits(known.card, additions(known.card, card))


def added(card: Card, reason: str) -> Planned:
    """Plan a new contact, ticked if it looks like a person."""
    no_person = why_no_person(card)
    return replace(apart(card, sentences(reason, no_person)), is_person=not no_person)


def apart(card: Card, reason: str) -> Planned:
    """Plan a new contact."""
    return Planned(card, ADD, shortened(sentences(reason, what_is_beyond(card)), LONGEST_REASON), work=card.work)


def asked(new: Planned, same: Sequence[Planned], known: Known) -> Planned:
    """Plan to wait until the member has said whether the card is the known person, or which of several it is."""
    first, *others = same
    words = {"name": known.name, "number": known.row, "about": about(known)}
    if known.row:
        who = _("%(name)s is in this file already, as no. %(number)s (%(about)s).")
        bare = _("%(name)s is in this file already, as no. %(number)s.")
    else:
        who, bare = (
            _("You already have %(name)s on your list (%(about)s)."),
            _("You already have %(name)s on your list."),
        )
    said = sentences((who if words["about"] else bare) % words, _("Is this the same person?"))
    if others:
        said = _("There’s more than one person this could be. Which is it?")
    reason = shortened(said, LONGEST_REASON)
    return replace(new, plan=ASK, reason=reason, instead=first, apart=first.instead, also=tuple(others))


def about(known: Known) -> str:
    """Return by what the member tells a person from namesakes: their work, and two of their addresses."""
    said = [known.card.work, *(value for _kind, value in known.card.addresses[:2])]
    return shortened(", ".join(filter(None, said)), LONGEST_ABOUT)


def whom(known: Known) -> str:
    """Return who a person is: "Jo Bell (Baker, jo@example.com)"."""
    who = in_file(known) if known.row else known.name
    words = about(known)
    return f"{who} ({words})" if words else who


def in_file(known: Known) -> str:
    return _("%(name)s, no. %(number)d in this file") % {"name": known.name, "number": known.row or 0}


def joined(card: Card, new: ContactCard, known: Known) -> Planned:
    """Plan an update of a known person, or nothing if there is nothing to add."""
    more = additions(known.card, new)
    words = {"who": in_file(known) if known.row else known.name}
    if more:
        words["news"] = ", ".join(more.words())
        said = _("The same person as %(who)s. New: %(news)s.")
    else:
        said = _("The same person as %(who)s, with nothing new.")
    reason = shortened(sentences(said % words, what_is_beyond(card, more.beyond)), LONGEST_REASON)
    other = apart(card, _("You’ve said that this isn’t %(who)s.") % words)
    plan, work = UPDATE if more else SKIP, known.card.work or new.work
    return Planned(card, plan, reason, known.contact, known.row, instead=other, work=work, who=whom(known))


def sentences(*said: str) -> str:
    return " ".join(filter(None, said))


def why_not(card: Card, match: Match) -> str:
    """Say whom the card resembles, and why it is somebody else until the member says otherwise."""
    if match.known is not None:
        return _("The same person as %(who)s, whose note is full.") % {"who": match.known.name}
    near = match.near
    if near is None or (near.name_is_made and card.named_after in NAMES_ARE_MADE):
        return ""
    differ = near.name_is_made or card.named_after in NAMES_ARE_MADE or not are_forms_of_one(near.name, card.name)
    words = {
        (EMAIL, True): _("The same e-mail address as %(who)s, but a different name."),
        (EMAIL, False): _("The same e-mail address as %(who)s, but others may use it too."),
        (PHONE, True): _("The same phone number as %(who)s, but a different name."),
        (PHONE, False): _("The same phone number as %(who)s, but others may answer it too."),
        ("name", False): _("The same name as somebody on your list, but a different address."),
    }
    said = words.get((match.kind, differ)) or _("The same web page as %(who)s, but other things don’t match.")
    return said % {"who": near.name}


def what_is_beyond(card: Card, others: Iterable[Pair] = ()) -> str:
    """Say what of the card has no place but the note, and what not even that. `others`: addresses for which the contact
    that it goes to has no room."""
    own = addresses_of(card)[MOST_ADDRESSES:] if len(card.emails) + len(card.phones) > MOST_ADDRESSES else []
    addresses = list(dict.fromkeys(value for _kind, value in (*others, *own)))
    is_cut = card.note_is_cut or len(note_of(card)) > LONGEST["note"]
    cut = _("Its note is longer than we can keep, so the end is left out.") if is_cut else ""
    return sentences(what_goes_into_the_note(addresses), what_is_shorter(card), cut)


def what_is_shorter(card: Card) -> str:
    """Say which texts of the card are longer than a contact holds."""
    if not card.shorter:
        return ""
    words = {"name": _("name"), "work": _("job"), "firm": _("firm"), "place_words": _("place")}
    listed = ", ".join(words[field] for field in card.shorter)
    return _("Too long to keep whole: %(what)s. All of it is in the note.") % {"what": listed}


def what_goes_into_the_note(addresses: Sequence[str]) -> str:
    if not addresses:
        return ""
    words = ngettext(
        "There’s room for %(most)d addresses. One more is in the note: %(addresses)s.",
        "There’s room for %(most)d addresses. %(count)d more are in the note: %(addresses)s.",
        len(addresses),
    )
    listed = shortened(", ".join(addresses), LONGEST_REASON // 3)
    return words % {"most": MOST_ADDRESSES, "count": len(addresses), "addresses": listed}


def where_the_name_is_from(card: Card) -> str:
    match card.named_after:
        case NamedAfter.ORGANISATION:
            return _("There’s no name in it, so we’ve used the organisation.")
        case NamedAfter.ADDRESS:
            return _("There’s no name in it, so we’ve used what the e-mail address says.")
        case NamedAfter.NUMBER:
            return _("There’s no name in it, so we’ve used the phone number.")
        case _kind:
            return ""
