# ruff: noqa: SIM905  lists of many words are read more easily so
"""A thousand pairs of texts that differ in a first name, a sex or a place, and in nothing else."""

import random

from matching.vocabulary import vocabulary

LINES = [title.text for title in vocabulary().titles if title.today][::40]
WORK = LINES[::3]
PAIRS = 1000

NAMES = (
    "Amina Ben Grace Tomasz Oksana Mohammed Siobhan Priya Kwame Mei Dafydd Ngozi Will Rose Mark Jasmine Harpreet "
    "Łukasz Zoë Jean-Paul Sarah Jamal Chloe Keith Ayesha Faith"
).split()
FAMILIES = ["", "", " Khan", " O'Brien", " Smith", " Nowak", " Baker", " Okafor"]
AREAS = (
    "Leeds|Hackney|Stoke-on-Trent|Peckham|Toxteth|Merthyr Tydfil|Motherwell|Solihull|Bath|Reading|Newcastle upon Tyne|"
    "Hull|Bradford|Tunbridge Wells|Brixton|Oldham|Lagos|Ballymena|Penzance|St Albans"
).split("|")
NAMED = [
    "{name}{family} is a {work}",
    "{name}{family}, {work}",
    "my neighbour {name}{family} works as a {work}",
    "my name is {name} and I want to be a {work}",
    "I'm {name}, I'd like to work as a {work}",
    "{name}'s a {work} now",
]
PLACED = [
    "{work} in {area}",
    "{work}, {area}",
    "{work} ({area})",
    "{work} - {area}",
    "I want to be a {work} near {area}",
    "I live in {area} and would like to be a {work}",
    "{work} based in {area}",
]
SEXED = [
    ("he is a {work}", "she is a {work}"),
    ("my husband is a {work}", "my wife is a {work}"),
    ("her brother works as a {work}", "his sister works as a {work}"),
    ("{work} (male)", "{work} (female)"),
    ("male {work}", "female {work}"),
    ("a {work}, like my dad", "a {work}, like my mum"),
    ("he wants to be a {work} and says so himself", "she wants to be a {work} and says so herself"),
    ("Mr Ali, {work}", "Mrs Ali, {work}"),
]


def pairs() -> list[tuple[str, str]]:
    """A thousand pairs, each of one kind, the same in every run."""
    chance = random.Random(20261125)
    made = []
    for number in range(PAIRS):
        work = chance.choice(WORK)
        if number % 3 == 0:
            template = chance.choice(NAMED)
            made.append(tuple(template.format(work=work, **_somebody(chance)) for _ in range(2)))
        elif number % 3 == 1:
            template = chance.choice(PLACED)
            made.append(tuple(template.format(work=work, area=area) for area in chance.sample(AREAS, 2)))
        else:
            one, other = chance.choice(SEXED)
            made.append((one.format(work=work), other.format(work=work)))
    return made  # type: ignore[return-value]


def _somebody(chance: random.Random) -> dict[str, str]:
    return {"name": chance.choice(NAMES), "family": chance.choice(FAMILIES)}
