# ruff: noqa: SIM905  lists of many words are read more easily so
"""Who somebody is, of which sex, and where they live changes no rank: over 1,000 pairs of texts that differ in nothing
else, every line of work stands where it stood."""

import random
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from matching.encoder import encoder
from matching.fit import Fits, Wish
from matching.rank import Corpus
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


def order(text: str, corpus: Corpus) -> NDArray[np.intp]:
    vector = encoder().encode([text])[0]
    return np.argsort(-Fits([Wish(text, vector, _line_vector(text))], corpus).best, kind="stable")


def _line_vector(text: str) -> NDArray[np.float32]:
    return encoder().encode([Wish(text).bridge[0]])[0]


def changed(made: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    corpus = Corpus(LINES, encoder().encode(LINES))
    return [pair for pair in made if not np.array_equal(order(pair[0], corpus), order(pair[1], corpus))]


def test_no_rank_changes_by_name_sex_or_area() -> None:
    assert changed(pairs()) == []


def test_the_work_itself_does_change_the_ranks() -> None:
    """Or the test above could not fail."""
    others = [(f"he is a {one}", f"she is a {other}") for one, other in pairwise(WORK)]
    assert len(changed(others)) == len(others)


@pytest.mark.parametrize("wish", ["bar staff", "barmaid", "barman"])
def test_whoever_wants_bar_work_finds_all_who_do_it(wish: str) -> None:
    texts = ["barmaid", "barman", "bar staff", "plumber"]
    corpus = Corpus(texts, encoder().encode(texts))
    scores = Fits([Wish(wish, encoder().encode([wish])[0], _line_vector(wish))], corpus).best
    assert scores[:3].min() == pytest.approx(scores[:3].max(), abs=1e-5)
    assert scores[:3].min() > scores[3]
