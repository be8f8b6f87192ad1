"""What people call work when they jot it down: twenty thousand names and deeds of ours, and where one stands for sure.

`data/spoken.tsv` has a line of work and its names. The trained model knows only those of `data/everyday.tsv`, so that
the same training gives the same model.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from matching.vocabulary.commonness import main_group
from matching.vocabulary.roots import root
from matching.vocabulary.tables import table
from matching.vocabulary.titles import vocabulary
from matching.vocabulary.tokenizer import stem, words_of

MOST_WORDS = 8
"""Words of the longest name."""
ARTICLES = frozenset("a an the my our his her their your some people peoples ones".split())  # noqa: SIM905
_PEOPLE = frozenset({"people", "ones"})
_LEAD = frozenset(
    """
    i im he hes she shes they theyre who that is am are was were be been used to as do does did doing work
    works worked working just only mainly mostly now still also once part full time self employed retired former ex
    semi trainee apprentice freelance qualified man men woman lady ladies bloke guy chap lad lads lass girl folk fella
    bit of own in on at for got job our
    """.split()  # noqa: SIM905
)
"""Words that may come before a name: who it is, since when and how."""
_AFTER = frozenset(
    """
    at in for with on from by over near down up round around part full now until till and mostly mainly nights days
    weekends evenings locally abroad too somewhere who but or when since years part-time
    once man woman bloke guy chap lad lass girl lady person fella ladies lads
    """.split()  # noqa: SIM905
)
"""Words that may follow one: a workplace, a time, who it is, or more of the same person."""
_NOT_SO = re.compile(
    r"\b(?:not|no|never|isn'?t|wants?|wanting|hopes?|hoping|would|wishes|dad|father|mum|mother|husband|wife|son|"
    r"daughter|brother|sister|knows?|needs?|likes?|loves?|hobby|fan|learning|studying|student|uni|training|"
    r"school run|weekends?|looking|friends?|neighbours?|cousins?|uncle|aunt|auntie|godmother|bridesmaid|flatmate|"
    r"(?:built|made|did|fixed|mended|painted|cut|gave|lent|brought|helped) (?:our|my|us|me)|"
    r"lost|laid off|next to|opposite|above|ours|past)\b"
)
"""What says that it is not so, not yet, not for a living, or of somebody else."""
_UNSURE = frozenset(
    map(
        root,
        """
        bank hospital school airport theatre council court railway dock docks station factory zoo office park charity
        cinema college university supermarket church museum library refinery farm mill gym club garage market hotel
        restaurant amazon tesco asda army sea ship rigs town government prison casino bakery estate
        insurance property law marketing tuition training logistics construction production care finance
        """.split(),  # noqa: SIM905
    )
)
"""Kinds of firms, and fields: whoever is said to be "at the hospital" or "in care" may be its nurse or its gardener."""
_BETWEEN_CLAUSES = re.compile(r"[,;:.!?()/|·•–—]|\s-+\s|\s-|-\s")
_OF_PLACES = frozenset(map(root, "work works in at the on for from a of with and".split()))  # noqa: SIM905


@lru_cache(maxsize=1)
def spoken_names() -> dict[str, str]:
    """Return the line of work of each name as it is written, of "everyday.tsv" too."""
    names = {name: line for line, together in table("spoken") for name in together.split("|")}
    return names | {name: line for name, line in table("everyday")}  # noqa: C416


@dataclass(frozen=True)
class _SureNames:
    """The names that say what somebody does, and not only where, by their words and by their roots in order."""

    by_words: Mapping[tuple[str, ...], str]
    by_roots: Mapping[tuple[str, ...], str]
    """Without those that names of several unit groups share ("market" and "marketing", "train" and "trainer")."""

    def line(self, words: tuple[str, ...]) -> str:
        """Return the line of work that `words`, without articles, name; "" for none.

        A single word has to be the very word or its plural: "bored" is no borer.
        """
        if len(words) == 1:
            return self.by_words.get(words) or self.by_words.get((stem(words[0]),), "")
        return self.by_words.get(words) or self.by_roots.get(tuple(map(root, words)), "")


@lru_cache(maxsize=1)
def _sure_names() -> _SureNames:
    by_words: dict[tuple[str, ...], str] = {}
    by_roots: dict[tuple[str, ...], str] = {}
    groups: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for name, line in spoken_names().items():
        words = tuple(without_articles(words_of(name)))
        roots = tuple(map(root, words))
        if not says_only_where(roots):
            by_words.setdefault(words, line)
            if len(words) == 1:
                by_words.setdefault((stem(words[0]),), line)
            by_roots.setdefault(roots, line)
            title = vocabulary().title_of(line)
            groups[roots].add(main_group(title) if title else line)
    return _SureNames(by_words, {roots: line for roots, line in by_roots.items() if len(groups[roots]) == 1})


def without_articles(words: Sequence[str]) -> list[str]:
    """Return `words` without articles and whose it is ("cuts people's hair", but "trains people", "people manager")."""
    ends = {0, len(words) - 1}
    return [word for place, word in enumerate(words) if word not in ARTICLES or (word in _PEOPLE and place in ends)]


@dataclass(frozen=True, slots=True)
class SpokenName:
    """A name that a text begins with: its line of work, and how many words of the text it is."""

    line: str = ""
    length: int = 0


def whole_name(text: str) -> str:
    """Return the line of work of the name that `text` is, word for word but for articles; "" for none."""
    return _sure_names().by_words.get(tuple(without_articles(words_of(text))), "")


def says_otherwise(text: str) -> bool:
    """Tell whether `text` says that it is not so, not yet, not for a living, or of somebody else."""
    return bool(_NOT_SO.search(text.casefold()))


def says_only_where(roots: Iterable[str]) -> bool:
    """Tell whether the `roots` of words only say where somebody works ("at the hospital")."""
    return not set(roots) - _OF_PLACES - _UNSURE


def line_spoken(text: str, words: Sequence[str] | None = None) -> SpokenName:
    """Return the name that `text` begins with and means, and its line of work; an empty one if it begins with none.

    `words` are those of the text put right, if they were misspelt. Only words that say whose work it is and since when
    may come before a name, and only a workplace, a time or who it is may follow.
    """
    if says_otherwise(text):
        return SpokenName()
    said = words_of(_first_clause(text)) if words is None else words
    part = without_articles(said)
    for start in _starts(part):
        for end in range(min(len(part), start + MOST_WORDS), start, -1):
            if end < len(part) and not _may_follow(part[end], end - start):
                continue
            if line := _sure_names().line(tuple(part[start:end])):
                return SpokenName(line, end - start)
    return SpokenName()


def _may_follow(word: str, length: int) -> bool:
    """Tell whether a name of `length` words may end before `word`: "baker and Taylor" is a firm."""
    return word in _AFTER and (word != "and" or length > 1)


def _first_clause(text: str) -> str:
    return next((part for part in _BETWEEN_CLAUSES.split(text) if part.strip()), "")


def _starts(words: Sequence[str]) -> Iterator[int]:
    for start, word in enumerate(words):
        yield start
        if word not in _LEAD:
            return


@lru_cache(maxsize=1)
def deeds() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what people do and do it to ("fit blind"), with the lines of work it may be, the likeliest first."""
    return tuple((deed, tuple(lines.split("|"))) for deed, lines in table("deeds"))
