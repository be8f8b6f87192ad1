"""What is learnt from: ESCO's labels, the coding index's titles, and our own everyday names. Nothing else."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from matching.evaluation.files import read_occupations
from matching.plain import plain
from matching.training.noise import noised
from matching.vocabulary import Title, vocabulary
from matching.vocabulary.lines import everyday_names
from matching.vocabulary.words import stems_of

HELD_OUT_OF = 10
"""One occupation in so many is never learnt from, so that what is measured on it is no learning by heart."""
TITLES_AN_EPOCH = 10_000
NAMED_AGAIN = 3
"""How often each everyday name is learnt in an epoch: there are few."""
TO_PREFERRED = 0.35
TO_NEIGHBOUR = 0.4
MINOR = 3
"""Digits of a unit group's code that are its minor group's."""
RUN = 4
"""Pairs of one minor group that come into a batch together."""
TELLING = 150
"""Two titles of one unit group are of like meaning only if they share a stem that fewer titles than this have."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts for one work. `occupation` is ESCO's, "" for none; `groups` the unit groups, none if not known."""

    written: str
    meant: str
    occupation: str
    groups: frozenset[str]

    def same_work(self, other: "Pair") -> bool:
        """Whether the two may be about one work, so that neither may be learnt as wrong for the other."""
        if self.meant.casefold() == other.meant.casefold():
            return True
        if self.occupation and other.occupation:
            return self.occupation == other.occupation
        return bool(self.groups & other.groups)


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is learnt and how; each may be left out, to see what it is good for."""

    titles: bool = True
    """Pairs of the coding index's titles and of everyday names, beside ESCO's labels."""
    noise: bool = True
    """Whether texts are learnt as people write them, or as the classifications have them."""
    neighbours: bool = True
    """Whether occupations come into a batch with those nearest to them, as hard wrong answers."""
    groups: bool = True
    """Whether titles do with those of neighbouring unit groups."""


EVERYTHING = Recipe()


@dataclass(frozen=True)
class Sources:
    """Everything to learn from, with what is held out left out of all of it."""

    labels: Mapping[str, Sequence[str]]
    """ESCO's occupations that are learnt, preferred label first."""
    held_out: Mapping[str, Sequence[str]]
    titles: Sequence[Title]
    names: Mapping[str, str]
    groups: Mapping[str, frozenset[str]]
    """The unit groups of a title, by its text in lower case."""
    recipe: Recipe = EVERYTHING

    def occupation_pairs(self, uri: str, chance: Random, others: Sequence[str]) -> list[Pair]:
        """Return a pair for each label of an occupation: as somebody might write it, and another label of it."""
        labels = self.labels[uri]
        groups = frozenset(code for label in labels for code in self.groups.get(label.casefold(), ()))
        pairs = []
        for label in labels:
            rest = [other for other in labels if other != label] or [label]
            meant = labels[0] if label != labels[0] and chance.random() < TO_PREFERRED else chance.choice(rest)
            pairs.append(Pair(self._written(label, chance, chance.choice(others)), meant, uri, groups))
        chance.shuffle(pairs)
        return pairs

    def title_pairs(self, chance: Random, others: Sequence[str]) -> list[Pair]:
        """Return pairs of the coding index's titles and of everyday names, neighbours beside one another."""
        if not self.recipe.titles:
            return []
        pairs = [
            Pair(
                self._written(title.text, chance, chance.choice(others)),
                self._like(title, chance),
                "",
                frozenset(title.groups),
            )
            for title in chance.sample(list(self.titles), min(TITLES_AN_EPOCH, len(self.titles)))
        ]
        for name, line in self.names.items():
            groups = self.groups.get(line.casefold(), frozenset())
            pairs += [Pair(self._written(name, chance), line, "", groups) for _ in range(NAMED_AGAIN)]
        chance.shuffle(pairs)
        return beside_neighbours(pairs, chance) if self.recipe.groups else pairs

    def _written(self, label: str, chance: Random, beside: str = "") -> str:
        return noised(label, chance, beside) if self.recipe.noise else label

    def _like(self, title: Title, chance: Random) -> str:
        """Return a title of the same unit group that shares a telling word, or the same again."""
        known = vocabulary()
        if chance.random() >= TO_NEIGHBOUR:
            return title.text
        telling = [stem for stem in title.stems if len(known.with_stem[stem]) < TELLING]
        near = {number for stem in telling for number in known.with_stem[stem]}
        like = [known.titles[number] for number in sorted(near)]
        group = [one.text for one in like if one.groups[0] == title.groups[0] and one.text.casefold() in self.groups]
        return chance.choice(group) if group else title.text


def beside_neighbours(pairs: Sequence[Pair], chance: Random) -> list[Pair]:
    """Return `pairs` in another order: in runs of one minor group, whose unit groups are the hardest to tell apart.

    Within a run those of one unit group are no wrong answers for one another; the rest of the run is.
    """
    minor: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        minor[min(pair.groups, default="")[:MINOR]].append(pair)
    runs = [some[at : at + RUN] for some in minor.values() for at in range(0, len(some), RUN)]
    chance.shuffle(runs)
    return [pair for run in runs for pair in run]


def is_held_out(uri: str) -> bool:
    """Whether an occupation is held out: by its name alone, so it is so in every run."""
    return int(hashlib.sha256(uri.encode()).hexdigest(), 16) % HELD_OUT_OF == 0


def read_sources(folder: Path, recipe: Recipe = EVERYTHING) -> Sources:
    """Return the sources from `folder`, which holds esco_occupations.csv.gz.

    A label of a held-out occupation is learnt nowhere, be it another occupation's too, a title of the index or an
    everyday name; nor is any that is read as the same, or has the same words in another order or number. Raises
    `UnreadableFile` when the file is not there.
    """
    occupations = read_occupations(folder / "esco_occupations.csv.gz")
    every = {uri: target.labels for uri, target in zip(occupations.uris, occupations.targets, strict=True)}
    held_out = {uri: labels for uri, labels in every.items() if is_held_out(uri)}
    unseen = {_bare(label) for labels in held_out.values() for label in labels}
    kept = {
        uri: [label for label in labels if _bare(label) not in unseen]
        for uri, labels in every.items()
        if uri not in held_out
    }
    titles = [title for title in vocabulary().titles if _bare(title.text) not in unseen]
    names = {" ".join(name): line for name, line in everyday_names().items()}
    return Sources(
        labels={uri: labels for uri, labels in kept.items() if labels},
        held_out=held_out,
        titles=titles,
        names={name: line for name, line in names.items() if not {_bare(name), _bare(line)} & unseen},
        groups={title.text.casefold(): frozenset(title.groups) for title in titles},
        recipe=recipe,
    )


def _bare(label: str) -> tuple[str, ...]:
    """Return the words of `label` as it is read, by their stems, in no order: what twins have in common."""
    return tuple(sorted(stems_of(plain(label))))
