"""The texts of members about themselves and their contacts, in the words of real people. Plain values; no database."""

from dataclasses import dataclass
from random import Random

from network.demo.data import Occupation, occupations, words
from network.demo.ties import Tie
from network.demo.town import Townsperson
from network.models import Address, ProfileLine

Kind = ProfileLine.Kind
PLAINLY = 0.6  # share of wishes that name the work directly
HOPES = (
    "learn",
    "start",
    "again",
    "one day",
    "opening",
    "taking on",
    "getting",
    "having",
    "back on",
    "thing",
    "of my own",
)
"""Words of somebody who talks about the future, not the past."""


@dataclass(frozen=True)
class LabelledText:
    """A text, and the key of the occupation that it is about, or "" if it is about none."""

    text: str
    about: str = ""


@dataclass(frozen=True)
class ContactEntry:
    """What a member records about a contact."""

    name: str
    work: LabelledText
    line: str  # the line of work that its owner chose, or ""
    addresses: tuple[tuple[str, str], ...]
    private: bool
    in_town: bool


def contact_entry_of(tie: Tie, chance: Random) -> ContactEntry:
    """Return the contact of `tie`: often only a name, sometimes with their work or an address."""
    known = tie.known
    work = _job(known, chance)
    chosen = known.occupation if work.about and chance.random() < 0.2 else None
    addresses = []
    if chance.random() < 0.35:
        addresses.append((Address.Kind.EMAIL.value, known.email))
    if known.phone and chance.random() < 0.4:
        addresses.append((Address.Kind.PHONE.value, known.phone))
    return ContactEntry(
        name=_name(tie, chance),
        work=work,
        line=chosen.line if chosen else "",
        addresses=tuple(addresses),
        private=chance.random() < 0.04,
        in_town=chance.random() < 0.5,
    )


def profile_lines_of(member: Townsperson, chance: Random) -> list[tuple[Kind, LabelledText]]:
    """Return the profile lines of a member: work they would like, what they have done, what they could help with."""
    lines = [(Kind.DONE, LabelledText(chance.choice(member.life.done)))]
    if member.occupation is not None and member.age > 23:
        lines += [(Kind.DONE, done) for done in _done(member, member.occupation, chance)]
    if chance.random() * 100 < member.life.wishing:
        for wanted in _wanted(member, chance):
            lines.append((Kind.WISH, _wish(wanted, chance)))
    for offer in chance.sample(member.life.offer, chance.randint(0, min(2, len(member.life.offer)))):
        lines.append((Kind.OFFER, LabelledText(offer)))
    return list({(kind, line.text): (kind, line) for kind, line in lines}.values())


def _wanted(member: Townsperson, chance: Random) -> list[Occupation]:
    """Return one to three kinds of work. Half of the further ones are of the family of the first."""
    kinds = list(occupations().values())
    first = chance.choices(kinds, [kind.weight for kind in kinds])[0]
    near = [kind for kind in kinds if kind.family == first.family]
    more = [chance.choice(near if chance.random() < 0.5 else kinds) for _ in range(chance.choice([0, 0, 1, 2]))]
    return list({kind.key: kind for kind in (first, *more)}.values())


def _wish(wanted: Occupation, chance: Random) -> LabelledText:
    doing = chance.choice(wanted.plainly if wanted.plainly and chance.random() < PLAINLY else wanted.doing)
    verb = doing.split()[0].endswith("ing") and not doing.startswith("something")
    ways = [way for way in words()["wish"] if verb or not any(word in way for word in (" be {", " try {"))]
    return LabelledText(_sentence(chance.choice(ways).format(doing=doing), chance), wanted.key)


def _done(member: Townsperson, occupation: Occupation, chance: Random) -> list[LabelledText]:
    """Return a line about past work, or none if the occupation has only phrases about the future."""
    real = [doing for doing in occupation.doing if not any(word in doing for word in HOPES)]
    if not real:
        return []
    years = chance.randint(2, max(2, member.age - 20))
    text = chance.choice(words()["done"]).format(doing=chance.choice(real), years=years)
    return [LabelledText(_sentence(text, chance), occupation.key)]


def _job(known: Townsperson, chance: Random) -> LabelledText:
    if known.occupation is None or chance.random() < 0.35:
        return LabelledText(chance.choice(words()["nothing"])) if chance.random() < 0.1 else LabelledText("")
    text = chance.choice(known.occupation.does)
    if not _names_a_place(text) and chance.random() < 0.5:
        tails = words()["cardtail"] if known.firm else words()["alonetail"]
        text = f"{text}{' ' if known.firm else ', '}{chance.choice(tails).format(firm=known.firm)}"
    return LabelledText(_sentence(text, chance), known.occupation.key)


def _names_a_place(text: str) -> bool:
    spoken = f" {text} "
    return any(mark.isupper() for mark in text) or any(
        word in spoken for word in (" at ", " for ", " on the ", " from ")
    )


def _sentence(text: str, chance: Random) -> str:
    """Return `text` with a capital or without, since people write both."""
    return text[0].upper() + text[1:] if chance.random() < 0.4 else text


def _name(tie: Tie, chance: Random) -> str:
    known, luck = tie.known, chance.random()
    if luck < 0.72:
        return known.name
    if luck < 0.84:
        return known.given
    if luck < 0.92:
        return f"{known.given} {known.family[0]}."
    return f"{known.given} ({tie.how.replace('_', ' ')})"
