"""Why a line of work was suggested: no more than the score's own parts say.

The sentence is taken apart again, and each clause held against what is worked out anew from texts and vectors.
"""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from matching import index
from matching.calibration import CLOSE, NEAR, STRETCH, closeness
from matching.encoder import encoder
from matching.evidence import MAX_CANDIDATES, SIMILAR, EvidenceCollector
from matching.explain import MatchEvidence, shortened, why
from matching.fit import (
    CONDITION_TIE_BREAK,
    EVERYDAY_LINE_WEIGHT,
    INNER_LINE_WEIGHT,
    TENTATIVE_WEIGHT,
    Fit,
    LineFits,
    Wanted,
    Wish,
)
from matching.index import line_index, who_runs_it
from matching.rank import top_indices
from matching.understanding import Condition
from matching.understanding.conditions import CONDITION_WORDS, is_usual
from matching.vectors import add_texts, encode_missing
from matching.vocabulary import normalised, vocabulary
from matching.vocabulary.tokenizer import stems_of
from tests.hypothesis_profiles import examples

TITLES = sorted(title.text for title in vocabulary().titles if title.today and 1 < len(title.words) < 4)
KNOWN = random.Random(5).sample(TITLES, 250)
WORDS_OF_TITLES = sorted({word for title in KNOWN for word in title.split()})


def plain(wish: str, line: str, wish_fit: float, **more: object) -> str:
    return why(MatchEvidence(wish, line, wish_fit, **more))  # type: ignore[arg-type]


def test_the_closeness_that_is_told_is_that_of_the_score() -> None:
    assert plain("boats", "harbour master", CLOSE) == "You wrote “boats”, and “harbour master” is close to that."
    assert plain("boats", "harbour master", NEAR) == "You wrote “boats”, and “harbour master” isn’t far from that."
    assert (
        plain("boats", "harbour master", STRETCH)
        == "You wrote “boats”, and “harbour master” is a bit of a stretch from that."
    )


def test_the_work_that_was_named_is_never_said_to_be_merely_near() -> None:
    assert plain("boat builder", "boat builder", 0.41) == "This is the work you asked for: boat builder."
    assert plain("sparky", "electrician", 0.85, named_line="electrician") == (
        "You wrote “sparky”, and that’s also called “electrician”."
    )


def test_words_in_common_are_named_and_so_is_what_is_different() -> None:
    assert plain("something with boats", "boat builder", NEAR) == (
        "You wrote “something with boats”, and “boat builder” isn’t far from that; "
        "they both mention “boat”; the difference is “builder”."
    )


def test_the_path_stands_at_the_end_of_the_one_sentence() -> None:
    said = why(MatchEvidence("baker", "baker", 1.0), "Bob knows them")
    assert said == "This is the work you asked for: baker; Bob knows them."


def test_a_long_wish_is_cut_at_a_word() -> None:
    said = plain("being round books and people and old maps and quiet rooms all day long", "librarian", 0.5)
    assert "“being round books and people and old maps and quiet rooms…”" in said


@pytest.fixture
def known_lines(db: None) -> Iterator[None]:
    """Some lines of work have vectors, as in a service that has just begun."""
    index.reset()
    add_texts(KNOWN)
    encode_missing()
    yield
    index.reset()


def wish(text: str, **more: object) -> Wish:
    return Wish(text, encoder().encode([normalised(text)])[0], **more)  # type: ignore[arg-type]


WISHED = st.one_of(
    st.sampled_from(KNOWN), st.lists(st.sampled_from(WORDS_OF_TITLES), min_size=1, max_size=4).map(" ".join)
)
WANTED = st.builds(
    lambda wishes, against, unwanted, outdoors: Wanted(
        (
            *(wish(text, line=line, tentative=tentative) for text, line, tentative in wishes),
            *([wish("something outdoors", line="", conditions=frozenset({Condition.OUTDOORS}))] if outdoors else []),
        ),
        tuple(wish(text, line="", unwanted=True, dismissed=aside) for text, aside in against),
        frozenset(unwanted),
    ),
    st.lists(st.tuples(WISHED, st.one_of(st.just(""), st.sampled_from(KNOWN)), st.booleans()), min_size=1, max_size=3),
    st.lists(st.tuples(WISHED, st.booleans()), max_size=2),
    st.sets(st.sampled_from([Condition.NIGHTS, Condition.WEEKENDS])),
    st.booleans(),
)


@pytest.mark.costly("works out every score of eighty wishes")
@given(WANTED, st.one_of(st.integers(0, 8), st.sampled_from(KNOWN)))
@settings(max_examples=examples(80), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_clause_follows_from_the_parts_of_the_score(known_lines: None, wanted: Wanted, which: int | str) -> None:
    fits = LineFits(wanted)
    line = which if isinstance(which, str) else fits.best_lines(-1.0, 9)[which]
    fit = fits.of(line)
    assert fit is not None
    assume(fit.wish_fit > 0)
    sentence = why(EvidenceCollector(fits).of(line, fit), "Bob knows them")
    assert sentence.endswith("; Bob knows them.")
    check = Check(wanted, line, fit)
    for clause in sentence.removesuffix("; Bob knows them.").split("; "):
        matching = [holds for pattern, holds in check.clauses if re.fullmatch(pattern, clause)]
        assert len(matching) == 1, clause
        assert matching[0](*re.findall("“([^”]+)”", clause)), clause
    if fit.score < fit.wish_fit - 1e-6:
        assert "it’s lower down" in sentence


class Check:
    """Works each clause out anew, from the texts, their vectors and the vocabulary."""

    def __init__(self, wanted: Wanted, line: str, fit: Fit) -> None:
        self.wanted, self.line, self.fit = wanted, line, fit
        self.scores = [self._wish_fit(wish) for wish in wanted.wishes]
        assert self.scores[fit.wish] >= max(self.scores) - 1e-5  # of two that are as near, either may be spoken of
        self.wish = wanted.wishes[fit.wish]
        self.clauses: list[tuple[str, Callable[..., bool]]] = [
            (r"This is the work you asked for: .*", self.is_the_same),
            (r"You wrote “.*”, and that’s also called “.*”", self.is_named),
            (r"You wrote “.*”, and “.*” is close to that", self.is_close),
            (r"You wrote “.*”, and “.*” isn’t far from that", self.is_near),
            (r"You wrote “.*”, and “.*” is a bit of a stretch from that", self.is_a_stretch),
            (r"they both mention .*", self.both_have),
            (r"what you wrote is also called “[^”]*”, and they both mention .*", self.named_and_both_have),
            (r"what you wrote is also called “[^”]*”", self.names),
            (r"they’re both like “.*”", self.both_are_like),
            (r"they both come under “.*”", self.belongs_with),
            (r"the difference is .*", self.differs_by),
            (r"it comes under “.*”, and what you wrote under “.*”", self.is_counted),
            (
                r"it’s a little lower down, because you didn’t say outright that you want it",
                lambda: self.wish.tentative,
            ),
            (r"it’s often outdoors, as you asked", lambda: is_usual(Condition.OUTDOORS, line)),
            (r"it’s lower down, because you don’t want “.*”", lambda what: self.lowered(what, aside=False)),
            (r"it’s lower down, because you put “.*” aside", lambda what: self.lowered(what, aside=True)),
            (r"it’s lower down, because it’s often .*", self.lowered_by_setting),
        ]

    def _wish_fit(self, wish: Wish) -> float:
        place = line_index().row_of(self.line)
        assert place is not None
        fits = line_index().components(normalised(wish.text), wish.vector).score
        if wish.line and wish.line != wish.text:
            weight = EVERYDAY_LINE_WEIGHT if wish.everyday else INNER_LINE_WEIGHT
            by_line = line_index().components(normalised(wish.line), line_index().vector(wish.line)).score
            fits = np.maximum(fits, weight * by_line)
        fits = fits * (TENTATIVE_WEIGHT if wish.tentative else 1.0)
        wish_fit, runs = float(fits[place]), who_runs_it()
        if (runs.best_there(fits)[runs.rows == place] >= CLOSE).any():
            wish_fit = max(wish_fit, NEAR + CONDITION_TIE_BREAK * wish_fit)
        if wish.conditions and all(is_usual(condition, self.line) for condition in wish.conditions):
            wish_fit = max(wish_fit, NEAR + CONDITION_TIE_BREAK * wish_fit)
        return wish_fit

    def is_the_same(self) -> bool:
        return sorted(stems_of(self.wish.text)) == sorted(stems_of(self.line))

    def is_named(self, text: str, line: str) -> bool:
        same = sorted(stems_of(line)) == sorted(stems_of(self.wish.line or ""))
        return same and text == shortened(self.wish.text) and line == self.line

    def is_close(self, text: str, line: str) -> bool:
        return self._is("close", text, line)

    def is_near(self, text: str, line: str) -> bool:
        return self._is("near", text, line)

    def is_a_stretch(self, text: str, line: str) -> bool:
        return self._is("a stretch", text, line) or self._is("nothing", text, line)

    def _is(self, word: str, text: str, line: str) -> bool:
        """Told of the fit to within what float16 rounds off."""
        words = {closeness(max(self.scores) + slip).value for slip in (-1e-3, 0, 1e-3)}
        return word in words and text == shortened(self.wish.text) and line == self.line

    def both_have(self, *words: str) -> bool:
        stems = {stems_of(word)[0] for word in words}
        return bool(words) and stems <= set(stems_of(self.line)) and stems <= set(stems_of(self.wish.text))

    def named_and_both_have(self, named: str, *words: str) -> bool:
        both = {*stems_of(named), *stems_of(self.wish.text)}
        stems = {stems_of(word)[0] for word in words}
        return self.names(named) and stems <= set(stems_of(self.line)) and stems <= both

    def names(self, named: str) -> bool:
        return named == self.wish.line

    def both_are_like(self, title: str) -> bool:
        scores = line_index().components(normalised(self.wish.text), self.wish.vector).text_score
        mine = line_index().vector(self.line)
        said = sorted(stems_of(self.wish.text))
        nearest = [vocabulary().titles[place] for place in top_indices(scores, 4 * MAX_CANDIDATES)]
        nearest = [title for title in nearest if title.today and sorted(title.stems) != said][:MAX_CANDIDATES]

        def both(title: str) -> float:
            vector, place = line_index().vector(title), line_index().row_of(title)
            return (
                0.0
                if vector is None or mine is None or place is None
                else min(float(scores[place]), float(mine @ vector))
            )

        others = [both(title.text) for title in nearest if sorted(title.stems) != sorted(stems_of(self.line))]
        return title != self.line and both(title) >= SIMILAR - 1e-3 and both(title) + 1e-3 >= max(others)

    def belongs_with(self, group: str) -> bool:
        """By hand: each of the ten nearest lines counts by how near it is, and each of its groups by its place."""
        assert self.wish.vector is not None
        cosines = np.clip([line_index().vector(title.text) @ self.wish.vector for title in vocabulary().titles], 0, 1)
        counted: Counter[str] = Counter()
        for place in np.argsort(-cosines)[:10]:
            shares = {code: 1 / at for at, code in enumerate(vocabulary().titles[place].groups, 1)}
            for code, share in shares.items():
                counted[code] += np.exp((cosines[place] - cosines.max()) / 0.05) * share / sum(shares.values())
        title, names = vocabulary().title_of(self.line), vocabulary().group_names
        assert title is not None
        most = max(counted.values())
        return any(names[code] == group and counted[code] >= most - 1e-3 for code in title.groups)

    def differs_by(self, *words: str) -> bool:
        stems = {stems_of(word)[0] for word in words}
        return bool(words) and stems <= set(stems_of(self.line)) and not stems & set(stems_of(self.wish.text))

    def is_counted(self, of_line: str, of_other: str) -> bool:
        title, names = vocabulary().title_of(self.line), vocabulary().group_names
        assert title is not None
        return of_line in {names[code] for code in title.groups} and of_other != of_line and of_other in names.values()

    def lowered(self, what: str, *, aside: bool) -> bool:
        return self.fit.score < self.fit.wish_fit and any(
            shortened(unwanted.text) == what and unwanted.dismissed is aside for unwanted in self.wanted.against
        )

    def lowered_by_setting(self) -> bool:
        unwanted = self.wanted.unwanted_conditions
        return self.fit.score < self.fit.wish_fit and any(is_usual(condition, self.line) for condition in unwanted)


def test_every_setting_has_its_words() -> None:
    assert set(CONDITION_WORDS) == set(Condition)
