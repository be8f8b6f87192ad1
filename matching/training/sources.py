"""The training data: ESCO's labels, the coding index's titles, and our own everyday names. Nothing else."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from matching.evaluation.files import read_occupations
from matching.redaction import redact
from matching.training.noise import noised
from matching.vocabulary import Title, vocabulary
from matching.vocabulary.line_finder import everyday_names
from matching.vocabulary.tokenizer import stems_of

HELD_OUT_OF = 10
"""One occupation in this many is held out of the training, for measuring."""
TITLES_PER_EPOCH = 10_000
NAME_REPEATS = 3
"""How often each everyday name is in an epoch, because there are few of them."""
PREFERRED_SHARE = 0.35
"""Share of the labels that are paired with the preferred label."""
SIMILAR_SHARE = 0.4
"""Share of the titles that are paired with a similar title."""
MINOR_DIGITS = 3
"""Digits of a unit group's code that are the code of its minor group."""
RUN_LENGTH = 4
"""Pairs of one minor group that are together in a batch."""
RARE_STEM = 150
"""Two titles of one unit group are similar if they share a stem that fewer titles than this have."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts for the same work. `occupation` is ESCO's, "" for none; `groups` are the unit groups, if known."""

    anchor: str
    positive: str
    occupation: str
    groups: frozenset[str]

    def same_work(self, other: "Pair") -> bool:
        """Whether both pairs may be about the same work, so that neither is a negative for the other."""
        if self.positive.casefold() == other.positive.casefold():
            return True
        if self.occupation and other.occupation:
            return self.occupation == other.occupation
        return bool(self.groups & other.groups)


@dataclass(frozen=True, slots=True)
class TrainingParts:
    """The parts of the training. Each can be left out, to measure what it contributes."""

    titles: bool = True
    """Whether to use pairs of the coding index's titles and everyday names besides ESCO's labels."""
    noise: bool = True
    """Whether to add noise to texts, so that they look as people write them."""
    neighbours: bool = True
    """Whether to put occupations into a batch with their nearest ones, as hard negatives."""
    groups: bool = True
    """Whether to put titles into a batch with those of neighbouring unit groups, as hard negatives."""


EVERYTHING = TrainingParts()


@dataclass(frozen=True)
class Sources:
    """All training data, without what is held out."""

    labels: Mapping[str, Sequence[str]]
    """The labels of each ESCO occupation in the training, the preferred one first."""
    held_out: Mapping[str, Sequence[str]]
    titles: Sequence[Title]
    names: Mapping[str, str]
    groups: Mapping[str, frozenset[str]]
    """The unit groups of each title, by its text in lower case."""
    parts: TrainingParts = EVERYTHING

    def occupation_pairs(self, uri: str, rng: Random, others: Sequence[str]) -> list[Pair]:
        """Return a pair for each label of an occupation: the label with noise, and another of its labels."""
        labels = self.labels[uri]
        groups = frozenset(code for label in labels for code in self.groups.get(label.casefold(), ()))
        pairs = []
        for label in labels:
            rest = [other for other in labels if other != label] or [label]
            positive = labels[0] if label != labels[0] and rng.random() < PREFERRED_SHARE else rng.choice(rest)
            pairs.append(Pair(self._anchor(label, rng, rng.choice(others)), positive, uri, groups))
        rng.shuffle(pairs)
        return pairs

    def title_pairs(self, rng: Random, others: Sequence[str]) -> list[Pair]:
        """Return pairs of the coding index's titles and everyday names, with neighbouring groups next to each other."""
        if not self.parts.titles:
            return []
        pairs = [
            Pair(
                self._anchor(title.text, rng, rng.choice(others)),
                self._similar(title, rng),
                "",
                frozenset(title.groups),
            )
            for title in rng.sample(list(self.titles), min(TITLES_PER_EPOCH, len(self.titles)))
        ]
        for name, line in self.names.items():
            groups = self.groups.get(line.casefold(), frozenset())
            pairs += [Pair(self._anchor(name, rng), line, "", groups) for _ in range(NAME_REPEATS)]
        rng.shuffle(pairs)
        return beside_neighbours(pairs, rng) if self.parts.groups else pairs

    def _anchor(self, label: str, rng: Random, beside: str = "") -> str:
        return noised(label, rng, beside) if self.parts.noise else label

    def _similar(self, title: Title, rng: Random) -> str:
        """Return a title of the same unit group that shares a rare word, or the same title."""
        index = vocabulary()
        if rng.random() >= SIMILAR_SHARE:
            return title.text
        rare = [stem for stem in title.stems if len(index.with_stem[stem]) < RARE_STEM]
        numbers = {number for stem in rare for number in index.with_stem[stem]}
        others = [index.titles[number] for number in sorted(numbers)]
        same_group = [other for other in others if other.groups[0] == title.groups[0]]
        texts = [other.text for other in same_group if other.text.casefold() in self.groups]
        return rng.choice(texts) if texts else title.text


def beside_neighbours(pairs: Sequence[Pair], rng: Random) -> list[Pair]:
    """Return `pairs` in runs of one minor group, whose unit groups are the hardest to tell apart.

    Within a run, pairs of different unit groups are negatives for each other.
    """
    minor: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        minor[min(pair.groups, default="")[:MINOR_DIGITS]].append(pair)
    char_ngrams = [some[at : at + RUN_LENGTH] for some in minor.values() for at in range(0, len(some), RUN_LENGTH)]
    rng.shuffle(char_ngrams)
    return [pair for run in char_ngrams for pair in run]


def is_held_out(uri: str) -> bool:
    """Whether an occupation is held out. It depends on the uri alone, so it is the same in every run."""
    return int(hashlib.sha256(uri.encode()).hexdigest(), 16) % HELD_OUT_OF == 0


def read_sources(folder: Path, parts: TrainingParts = EVERYTHING) -> Sources:
    """Return the sources from `folder`, which has the file esco_occupations.csv.gz.

    Labels of held-out occupations are left out everywhere: also as labels of other occupations, as titles of the index
    and as everyday names. So are texts that redact to the same, or have the same words in another order or number.
    Raises `UnreadableFile` if the file is missing.
    """
    occupations = read_occupations(folder / "esco_occupations.csv.gz")
    labels_of = {uri: target.labels for uri, target in zip(occupations.uris, occupations.labelled, strict=True)}
    held_out = {uri: labels for uri, labels in labels_of.items() if is_held_out(uri)}
    left_out = {_words_key(label) for labels in held_out.values() for label in labels}
    kept = {
        uri: [label for label in labels if _words_key(label) not in left_out]
        for uri, labels in labels_of.items()
        if uri not in held_out
    }
    titles = [title for title in vocabulary().titles if _words_key(title.text) not in left_out]
    names = {" ".join(name): line for name, line in everyday_names().items()}
    return Sources(
        labels={uri: labels for uri, labels in kept.items() if labels},
        held_out=held_out,
        titles=titles,
        names={name: line for name, line in names.items() if not {_words_key(name), _words_key(line)} & left_out},
        groups={title.text.casefold(): frozenset(title.groups) for title in titles},
        parts=parts,
    )


def _words_key(label: str) -> tuple[str, ...]:
    """Return the sorted stems of the redacted label: equal for labels that differ only in word order or number."""
    return tuple(sorted(stems_of(redact(label))))
