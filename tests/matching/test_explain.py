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
from matching.explain import Meeting, in_short, why
from matching.fit import BY_EVERYDAY_NAME, BY_LINE_WITHIN, LESSER, SETTING_TELLS, Fit, LineFits, Wanted, Wish
from matching.index import lines
from matching.meeting import ALIKE, LIKEST, Meetings
from matching.rank import best
from matching.texts import encode_missing, hold
from matching.understanding import Setting
from matching.understanding.typical import usual_for
from matching.understanding.words import WORDS
from matching.vocabulary import normalised, vocabulary
from matching.vocabulary.words import stems_of

TITLES = sorted(title.text for title in vocabulary().titles if title.today and 1 < len(title.words) < 4)
KNOWN = random.Random(5).sample(TITLES, 250)
WORDS_OF_TITLES = sorted({word for title in KNOWN for word in title.split()})


def plain(wish: str, line: str, met: float, **more: object) -> str:
    return why(Meeting(wish, line, met, **more))  # type: ignore[arg-type]


def test_the_closeness_that_is_told_is_that_of_the_score() -> None:
    assert plain("boats", "harbour master", CLOSE) == "You wrote “boats”, and “harbour master” is close to it."
    assert plain("boats", "harbour master", NEAR) == "You wrote “boats”, and “harbour master” is near it."
    assert plain("boats", "harbour master", STRETCH) == "You wrote “boats”, and “harbour master” is a stretch from it."


def test_the_work_that_was_named_is_never_said_to_be_merely_near() -> None:
    assert plain("boat builder", "boat builder", 0.41) == "This is the work you named: boat builder."
    assert plain("sparky", "electrician", 0.85, named="electrician") == (
        "You wrote “sparky”, and that is the work called “electrician”."
    )


def test_words_in_common_are_named_and_so_is_what_is_different() -> None:
    assert plain("something with boats", "boat builder", NEAR) == (
        "You wrote “something with boats”, and “boat builder” is near it; both have “boat” in them; "
        "what is different is “builder”."
    )


def test_the_path_stands_at_the_end_of_the_one_sentence() -> None:
    said = why(Meeting("baker", "baker", 1.0), "Bob knows them")
    assert said == "This is the work you named: baker; Bob knows them."


def test_a_long_wish_is_cut_at_a_word() -> None:
    said = plain("being round books and people and old maps and quiet rooms all day long", "librarian", 0.5)
    assert "“being round books and people and old maps and quiet rooms…”" in said


@pytest.fixture
def known_lines(db: None) -> Iterator[None]:
    """Some lines of work have vectors, as in a service that has just begun."""
    index.start_afresh()
    hold(KNOWN)
    encode_missing()
    yield
    index.start_afresh()


def wish(text: str, **more: object) -> Wish:
    return Wish(text, encoder().encode([normalised(text)])[0], **more)  # type: ignore[arg-type]


WISHED = st.one_of(
    st.sampled_from(KNOWN), st.lists(st.sampled_from(WORDS_OF_TITLES), min_size=1, max_size=4).map(" ".join)
)
WANTED = st.builds(
    lambda wishes, against, unwanted, outdoors: Wanted(
        (
            *(wish(text, line=line, lesser=lesser) for text, line, lesser in wishes),
            *([wish("something outdoors", line="", settings=frozenset({Setting.OUTDOORS}))] if outdoors else []),
        ),
        tuple(wish(text, line="", unwanted=True, set_aside=aside) for text, aside in against),
        frozenset(unwanted),
    ),
    st.lists(st.tuples(WISHED, st.one_of(st.just(""), st.sampled_from(KNOWN)), st.booleans()), min_size=1, max_size=3),
    st.lists(st.tuples(WISHED, st.booleans()), max_size=2),
    st.sets(st.sampled_from([Setting.NIGHTS, Setting.WEEKENDS])),
    st.booleans(),
)


@given(WANTED, st.one_of(st.integers(0, 8), st.sampled_from(KNOWN)))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_clause_follows_from_the_parts_of_the_score(known_lines: None, wanted: Wanted, which: int | str) -> None:
    fits = LineFits(wanted)
    line = which if isinstance(which, str) else fits.best_lines(-1.0, 9)[which]
    fit = fits.of(line)
    assert fit is not None
    assume(fit.met > 0)
    sentence = why(Meetings(fits).of(line, fit), "Bob knows them")
    assert sentence.endswith("; Bob knows them.")
    check = Check(wanted, line, fit)
    for clause in sentence.removesuffix("; Bob knows them.").split("; "):
        matching = [holds for pattern, holds in check.clauses if re.fullmatch(pattern, clause)]
        assert len(matching) == 1, clause
        assert matching[0](*re.findall("“([^”]+)”", clause)), clause
    if fit.score < fit.met - 1e-6:
        assert "it stands lower" in sentence


class Check:
    """Works each clause out anew, from the texts, their vectors and the vocabulary."""

    def __init__(self, wanted: Wanted, line: str, fit: Fit) -> None:
        self.wanted, self.line, self.fit = wanted, line, fit
        self.scores = [self._met(one) for one in wanted.wishes]
        assert self.scores[fit.wish] >= max(self.scores) - 1e-5  # of two that are as near, either may be spoken of
        self.wish = wanted.wishes[fit.wish]
        self.clauses: list[tuple[str, Callable[..., bool]]] = [
            (r"This is the work you named: .*", self.is_the_same),
            (r"You wrote “.*”, and that is the work called “.*”", self.is_named),
            (r"You wrote “.*”, and “.*” is close to it", self.is_close),
            (r"You wrote “.*”, and “.*” is near it", self.is_near),
            (r"You wrote “.*”, and “.*” is a stretch from it", self.is_a_stretch),
            (r"both have .* in them", self.both_have),
            (r"what you wrote is the work called “.*”, and both have .* in them", self.named_and_both_have),
            (r"what you wrote is the work called “.*”", self.names),
            (r"both are like “.*”", self.both_are_like),
            (r"it is counted among “.*”, as is the work nearest to what you wrote", self.belongs_with),
            (r"what is different is .*", self.differs_by),
            (r"it is counted among “.*”, the other among “.*”", self.is_counted),
            (r"it stands a little lower, as you did not say outright that you want it", lambda: self.wish.lesser),
            (r"it is often outdoors, as you asked", lambda: usual_for(Setting.OUTDOORS, line)),
            (r"it stands lower, as you do not want “.*”", lambda what: self.lowered(what, aside=False)),
            (r"it stands lower, as you put “.*” aside", lambda what: self.lowered(what, aside=True)),
            (r"it stands lower, as it is often .*", self.lowered_by_setting),
        ]

    def _met(self, one: Wish) -> float:
        place = lines().place(self.line)
        assert place is not None
        met = float(lines().parts(normalised(one.text), one.vector).score[place])
        if one.line and one.line != one.text:
            weight = BY_EVERYDAY_NAME if one.everyday else BY_LINE_WITHIN
            by_line = lines().parts(normalised(one.line), lines().vector(one.line)).score[place]
            met = max(met, weight * float(by_line))
        met *= LESSER if one.lesser else 1.0
        if one.settings and all(usual_for(setting, self.line) for setting in one.settings):
            met = max(met, NEAR + SETTING_TELLS * met)
        return met

    def is_the_same(self) -> bool:
        return sorted(stems_of(self.wish.text)) == sorted(stems_of(self.line))

    def is_named(self, text: str, line: str) -> bool:
        same = sorted(stems_of(line)) == sorted(stems_of(self.wish.line or ""))
        return same and text == in_short(self.wish.text) and line == self.line

    def is_close(self, text: str, line: str) -> bool:
        return self._is("close", text, line)

    def is_near(self, text: str, line: str) -> bool:
        return self._is("near", text, line)

    def is_a_stretch(self, text: str, line: str) -> bool:
        return self._is("a stretch", text, line) or self._is("nothing", text, line)

    def _is(self, word: str, text: str, line: str) -> bool:
        """Told of the fit to within what float16 rounds off."""
        words = {closeness(max(self.scores) + slip).value for slip in (-1e-3, 0, 1e-3)}
        return word in words and text == in_short(self.wish.text) and line == self.line

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
        scores = lines().parts(normalised(self.wish.text), self.wish.vector).of_texts
        mine = lines().vector(self.line)
        said = sorted(stems_of(self.wish.text))
        nearest = [vocabulary().titles[place] for place in best(scores, 4 * LIKEST)]
        nearest = [one for one in nearest if one.today and sorted(one.stems) != said][:LIKEST]

        def both(one: str) -> float:
            vector, place = lines().vector(one), lines().place(one)
            return (
                0.0
                if vector is None or mine is None or place is None
                else min(float(scores[place]), float(mine @ vector))
            )

        others = [both(one.text) for one in nearest if sorted(one.stems) != sorted(stems_of(self.line))]
        return title != self.line and both(title) >= ALIKE - 1e-3 and both(title) + 1e-3 >= max(others)

    def belongs_with(self, group: str) -> bool:
        """By hand: each of the ten nearest lines counts by how near it is, and each of its groups by its place."""
        assert self.wish.vector is not None
        cosines = np.clip([lines().vector(title.text) @ self.wish.vector for title in vocabulary().titles], 0, 1)
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
        return self.fit.score < self.fit.met and any(
            in_short(one.text) == what and one.set_aside is aside for one in self.wanted.against
        )

    def lowered_by_setting(self) -> bool:
        return self.fit.score < self.fit.met and any(usual_for(one, self.line) for one in self.wanted.unwanted)


def test_every_setting_has_its_words() -> None:
    assert set(WORDS) == set(Setting)
