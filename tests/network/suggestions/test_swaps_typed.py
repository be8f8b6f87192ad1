"""What somebody types is cut into wishes, and whose it is, of which sex and where are put aside before: over the same
1,000 pairs no wish is another and no line of work stands elsewhere."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from matching.encoder import encoder
from matching.fit import Fits, Wanted
from matching.rank import Corpus
from matching.redaction import redact
from matching.vocabulary.tokenizer import words_of
from network.suggestions.intent import matched_texts, read_texts, wanted_from
from tests.swaps import AREAS, FAMILIES, LINES, NAMES, WORK, pairs

Vectors = dict[str, NDArray[np.float32]]


@pytest.fixture(scope="module")
def typed() -> list[tuple[Wanted, Wanted]]:
    made = [(read_texts([text]), read_texts([swapped])) for text, swapped in pairs()]
    vectors = vectors_of(part for pair in made for read in pair for part in matched_texts(read))
    return [(wanted_from(read, vectors), wanted_from(swapped, vectors)) for read, swapped in made]


def vectors_of(texts: Iterable[str]) -> Vectors:
    distinct = sorted(set(texts))
    return dict(zip(distinct, encoder().encode(distinct), strict=True))


def with_line_vectors(wanted: Wanted, vectors: Vectors) -> Wanted:
    wishes = [replace(one, line_vector=vectors.get(one.matched_line[0])) for one in wanted.wishes]
    return replace(wanted, wishes=tuple(wishes))


def order(wanted: Wanted, corpus: Corpus) -> NDArray[np.intp]:
    return np.argsort(-Fits(wanted, corpus).best, kind="stable")


def test_no_wish_that_is_typed_changes_by_name_sex_or_area(typed: list[tuple[Wanted, Wanted]]) -> None:
    told = [tuple([redact(wish.text) for wish in one.wishes] for one in pair) for pair in typed]
    assert [pair for pair in told if pair[0] != pair[1]] == []
    named = {word for text in (*NAMES, *FAMILIES, *AREAS) for word in words_of(text)}
    named -= {word for line in LINES for word in words_of(line)}
    assert [one for pair in told for one in pair if {word for wish in one for word in words_of(wish)} & named] == []


def test_no_rank_of_what_is_typed_changes_by_name_sex_or_area(typed: list[tuple[Wanted, Wanted]]) -> None:
    corpus = Corpus(LINES, encoder().encode(LINES))
    vectors = vectors_of(wish.matched_line[0] for pair in typed for one in pair for wish in one.wishes)
    ranks = [[order(with_line_vectors(one, vectors), corpus) for one in pair if one.wishes] for pair in typed]
    assert sum(len(pair) == 2 for pair in ranks) > 900
    assert [number for number, pair in enumerate(ranks) if pair and not np.array_equal(pair[0], pair[-1])] == []


@pytest.mark.parametrize(
    "text",
    [
        "{work} (Leeds)",
        "Keith Baker, {work}",
        "{work} (male)",
        "I'm Mohammed, I'd like to work as a {work}",
        "Rose: {work}",
        "I live in Hull and want to be a {work}",
        "{work}, Newcastle upon Tyne",
    ],
)
def test_only_the_work_is_the_wish(text: str) -> None:
    for work in WORK[:40]:
        (wish,) = wanted_from(read_texts([text.format(work=work)]), {}).wishes
        assert redact(wish.text).removeprefix("a ").removeprefix("an ") == redact(work)
