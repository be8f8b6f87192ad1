"""What members write of themselves and of others, as people write. Plain values; no database."""

from dataclasses import dataclass
from random import Random

from network.demo.data import Occupation, occupations, words
from network.demo.knowing import Tie
from network.demo.town import Townsperson
from network.models import Address, ProfileLine

Kind = ProfileLine.Kind
PLAINLY = 0.6  # of those who look for work, how many come straight to the point
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
"""Words of somebody who looks ahead, not back."""


@dataclass(frozen=True)
class Said:
    """A text, and the key of the occupation it is about; empty when it is about none."""

    text: str
    about: str = ""


@dataclass(frozen=True)
class Card:
    """What a member's record of somebody says."""

    name: str
    work: Said
    line: str  # the line of work that its owner chose, or ""
    addresses: tuple[tuple[str, str], ...]
    private: bool
    in_town: bool


def card_of(tie: Tie, chance: Random) -> Card:
    """Return the record of `tie`: often only a name, sometimes with what they do, or how to reach them."""
    known = tie.known
    work = _job(known, chance)
    chosen = known.occupation if work.about and chance.random() < 0.2 else None
    addresses = []
    if chance.random() < 0.35:
        addresses.append((Address.Kind.EMAIL.value, known.email))
    if known.phone and chance.random() < 0.4:
        addresses.append((Address.Kind.PHONE.value, known.phone))
    return Card(
        name=_name(tie, chance),
        work=work,
        line=chosen.line if chosen else "",
        addresses=tuple(addresses),
        private=chance.random() < 0.04,
        in_town=chance.random() < 0.5,
    )


def lines_of(member: Townsperson, chance: Random) -> list[tuple[Kind, Said]]:
    """Return what a member says of themselves: work they would like, what they have done, what they could help with."""
    said = [(Kind.DONE, Said(chance.choice(member.life.done)))]
    if member.occupation is not None and member.age > 23:
        said += [(Kind.DONE, done) for done in _done(member, member.occupation, chance)]
    if chance.random() * 100 < member.life.wishing:
        for wanted in _wanted(member, chance):
            said.append((Kind.WISH, _wish(wanted, chance)))
    for offer in chance.sample(member.life.offer, chance.randint(0, min(2, len(member.life.offer)))):
        said.append((Kind.OFFER, Said(offer)))
    return list({(kind, one.text): (kind, one) for kind, one in said}.values())


def _wanted(member: Townsperson, chance: Random) -> list[Occupation]:
    """One to three kinds of work; half of the further ones near to the first."""
    kinds = list(occupations().values())
    first = chance.choices(kinds, [kind.weight for kind in kinds])[0]
    near = [kind for kind in kinds if kind.family == first.family]
    more = [chance.choice(near if chance.random() < 0.5 else kinds) for _ in range(chance.choice([0, 0, 1, 2]))]
    return list({kind.key: kind for kind in (first, *more)}.values())


def _wish(wanted: Occupation, chance: Random) -> Said:
    doing = chance.choice(wanted.plainly if wanted.plainly and chance.random() < PLAINLY else wanted.doing)
    verb = doing.split()[0].endswith("ing") and not doing.startswith("something")
    ways = [way for way in words()["wish"] if verb or not any(word in way for word in (" be {", " try {"))]
    return Said(_sentence(chance.choice(ways).format(doing=doing), chance), wanted.key)


def _done(member: Townsperson, occupation: Occupation, chance: Random) -> list[Said]:
    """What they have done; nothing if people speak of this work only as of something they would like."""
    real = [doing for doing in occupation.doing if not any(word in doing for word in HOPES)]
    if not real:
        return []
    years = chance.randint(2, max(2, member.age - 20))
    text = chance.choice(words()["done"]).format(doing=chance.choice(real), years=years)
    return [Said(_sentence(text, chance), occupation.key)]


def _job(known: Townsperson, chance: Random) -> Said:
    if known.occupation is None or chance.random() < 0.35:
        return Said(chance.choice(words()["nothing"])) if chance.random() < 0.1 else Said("")
    text = chance.choice(known.occupation.does)
    if not _names_a_place(text) and chance.random() < 0.5:
        tails = words()["cardtail"] if known.firm else words()["alonetail"]
        text = f"{text}{' ' if known.firm else ', '}{chance.choice(tails).format(firm=known.firm)}"
    return Said(_sentence(text, chance), known.occupation.key)


def _names_a_place(text: str) -> bool:
    spoken = f" {text} "
    return any(mark.isupper() for mark in text) or any(
        word in spoken for word in (" at ", " for ", " on the ", " from ")
    )


def _sentence(text: str, chance: Random) -> str:
    """Write it as one person or another would: with a capital, or without."""
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
