"""Finding somebody in a member's own list by what they would type of them.

Every word has to be found, each of them anywhere: in the name, in what the owner wrote, in an address. A name is also
found by its everyday forms and by its sound, and if nobody is found at all, with a slip of the finger in it. Only the
owner's own rows are read.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import phonenumbers
from django.conf import settings
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from matching.spelling import digits, folded, marked, sound_of, within_one_slip
from network.contacts.given_names import FORMS
from network.models import Address, Contact, Member
from network.platform.text import tidy

LONGEST_SEARCH = 100
MOST_TERMS = 8
LEAST_DIGITS = 3
LEAST_OF_ADDRESS = 3  # letters; fewer are in nearly every address
LEAST_JOINED = 5
LEAST_WITH_SLIP = 4  # letters; shorter words are too near to one another
MOST_WITH_SLIP = 100
MOST_COMPARED = 500_000
"""Of words typed with words of names, in a search for slips: ten times what 20,000 people and two words take."""
MAC = re.compile(r"^ma?c(?=.)")
NUMBER = re.compile(r"[\d+(][\d+()./\-‐-―]*")


@dataclass(frozen=True)
class Term:
    """One word that has to be found, or the digits of a phone number in the ways in which they may be written down."""

    word: str
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Search:
    """What somebody typed, and the terms in it; none if it is made of signs alone."""

    typed: str
    terms: tuple[Term, ...]

    @property
    def name(self) -> str:
        return " ".join(term.word for term in self.terms)


def search_for(text: str) -> Search:
    """Return what to look for; at most eight terms of the first 100 characters count."""
    typed = tidy(text[:LONGEST_SEARCH])
    terms: list[Term] = []
    run: list[str] = []
    for part in [*typed.split(), ""]:
        if NUMBER.fullmatch(part):
            run.append(part)
            continue
        terms += _of_numbers(run)
        run = []
        terms += [Term(part.casefold())] if "@" in part.strip("@") else map(Term, folded(part).split())
    return Search(typed, tuple(dict.fromkeys(terms))[:MOST_TERMS])


def _of_numbers(run: Sequence[str]) -> list[Term]:
    """Return one term for numbers that follow each other, since a phone number may be written in groups."""
    text = " ".join(run)
    numbers = digits(text)
    if len(numbers) < LEAST_DIGITS:
        return [Term(word) for word in folded(text).split()]
    return [Term(folded(text), _as_written(text, numbers))]


def _as_written(text: str, numbers: str) -> tuple[str, ...]:
    """Return the digits, and those that are the same in every way to write the number.

    "+44 (0)7700 900123", "00447700900123" and "07700900123" all hold 7700900123.
    """
    code = str(phonenumbers.country_code_for_region(settings.PHONE_REGION))
    bare = numbers.removeprefix("00") if text[0] != "+" else numbers
    abroad = text[0] == "+" or bare != numbers
    local = bare.removeprefix(code) if abroad else numbers
    local = local.removeprefix("0")
    return tuple(dict.fromkeys(way for way in (numbers, bare, local) if len(way) >= LEAST_DIGITS))


def holding(owner: Member, search: Search) -> QuerySet[Contact]:
    """Return the owner's contacts that hold every term; all of them if there is none."""
    contacts = Contact.objects.filter(owner=owner)
    if search.typed and not search.terms:
        return contacts.filter(name__contains=search.typed)
    for term in search.terms:
        contacts = contacts.filter(_anywhere(owner, term))
    return contacts


def ranked(contacts: QuerySet[Contact], search: Search) -> QuerySet[Contact]:
    """Order them: the very name, names that begin so, words of names that do, names that hold it, other forms of the
    name, other texts, what only sounds alike; then by name."""
    begins, within, forms, sounds = Q(), Q(), Q(), Q()
    for term in search.terms:
        begins &= Q(search_names__contains=f" {term.word}")
        within &= _in_name(term.word)
        forms &= _in_name(term.word) | _forms_of(term.word)
        sounds &= _in_texts(term) | _in_name(term.word) | _forms_of(term.word)
    name = search.name
    order = [Q(search_names__startswith=f" {name} |"), Q(search_names__startswith=f" {name}"), begins, within, forms]
    whens = [When(condition, then=Value(place)) for place, condition in enumerate([*order, sounds]) if condition]
    rank = Case(*whens, default=Value(len(order) + 1), output_field=IntegerField())
    return contacts.order_by(rank, "sort_key", "pk") if search.terms else contacts.order_by("sort_key", "pk")


def in_name_alone(owner: Member, search: Search) -> QuerySet[Contact]:
    """Return the owner's contacts whose names hold every term, in some form or by sound, the best first."""
    contacts = Contact.objects.filter(owner=owner)
    if not search.terms:
        return contacts.filter(name__contains=search.typed) if search.typed else contacts.none()
    for term in search.terms:
        contacts = contacts.filter(_in_name(term.word) | _forms_of(term.word) | _sounds_like(term.word))
    return ranked(contacts, search)


def with_a_slip(owner: Member, search: Search) -> QuerySet[Contact]:
    """Return the owner's contacts whose names hold every term but for a letter more, less, other or swapped; at most
    100.

    Reads the names of the whole list, so it is for when nobody else is found. At most `MOST_COMPARED` are compared; of
    a list that is longer, those that come first by name.
    """
    words = [term.word for term in search.terms]
    if not any(len(word) >= LEAST_WITH_SLIP for word in words):
        return Contact.objects.none()
    near: dict[tuple[str, str], bool] = {}
    close: list[int] = []
    left = MOST_COMPARED
    for pk, names in Contact.objects.filter(owner=owner).values_list("pk", "search_names"):
        parts = names.partition("|")[0].split()
        left -= len(parts) * len(words)
        if left < 0:
            break
        if all(any(_near(word, part, near) for part in parts) for word in words):
            close.append(pk)
            if len(close) == MOST_WITH_SLIP:
                break
    return Contact.objects.filter(owner=owner, pk__in=close).order_by("sort_key", "pk")


def _near(word: str, part: str, near: dict[tuple[str, str], bool]) -> bool:
    """Tell whether `part` of a name is `word`, or begins so, but for a slip. `near` keeps what was worked out."""
    key = (word, part)
    if key not in near:
        near[key] = part.startswith(word) or (
            len(word) >= LEAST_WITH_SLIP
            and (within_one_slip(word, part) or (len(part) > len(word) and within_one_slip(word, part[: len(word)])))
        )
    return near[key]


def _anywhere(owner: Member, term: Term) -> Q:
    condition = _in_name(term.word) | _in_texts(term) | _forms_of(term.word) | _sounds_like(term.word)
    addresses = [*term.numbers]
    if not term.numbers and len(term.word) >= LEAST_OF_ADDRESS:
        addresses.append(term.word)
    if addresses:
        written = Q()
        for address in addresses:
            written |= Q(search_value__contains=address)
        held = Address.objects.filter(written, contact__owner=owner)
        condition |= Q(pk__in=held.values("contact_id"))
    return condition


def _in_name(word: str) -> Q:
    condition = Q(search_names__contains=word)
    if len(word) >= LEAST_JOINED and word.isascii():
        for spelling in (word, MAC.sub("mac", word), MAC.sub("mc", word)):
            condition |= Q(search_names__contains=f"+{marked(spelling)}")
    return condition


def _in_texts(term: Term) -> Q:
    return (
        Q(search_texts__contains=term.word)
        | Q(line_of_work__contains=term.word)
        | Q(place__search_name__contains=term.word)
    )


def _forms_of(word: str) -> Q:
    condition = Q()
    for form in sorted(FORMS.get(word, ())):
        condition |= Q(search_names__contains=f" {form} ")
    return condition


def _sounds_like(word: str) -> Q:
    sound = sound_of(word)
    return Q(search_names__contains=f"~{marked(sound)} ") if sound else Q()
