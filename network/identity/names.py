"""Whether two names can belong to one person. Plain functions; no database."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from matching.characters import normalized

NOT_LETTERS = re.compile(r"[^\w]+")
POSSESSIVE = re.compile(r"['’]s\b", re.IGNORECASE)
JOINED = re.compile(r"[&+/]|\b(?:and|und|et|ac|og|och)\b", re.IGNORECASE)
"""Between two names: "Jo & Tom Bell" are two people."""
HE, SHE = frozenset(["mr", "sir"]), frozenset(["mrs", "ms", "miss", "dame", "lady"])
TITLES = HE | SHE | {"mx", "dr", "prof", "rev"}
GENERATIONS = {
    "sr": "sr",
    "snr": "sr",
    "senior": "sr",
    "jr": "jr",
    "jnr": "jr",
    "junior": "jr",
    "ii": "ii",
    "iii": "iii",
}
RELATION_WORDS = """
mum mam mom mummy dad daddy mother father wife husband partner son daughter brother sister aunt aunty auntie uncle gran
granny nan nana grandma grandpa grandad boss assistant secretary pa neighbour family household parents
"""
RELATIONS = frozenset(RELATION_WORDS.split())
"""With one of these words more it is somebody else: "Jo mum" is the mother of Jo."""
SHORT_FORM_WORDS = """
abi aga al alex alf andi ant barb bea ben bern bert cat char charl chris con dan deb dom don doug ed edd el em fran fred
gab greg gus herb iz jess jo jon josh kat kath ken krzys len les lou mal mat matt max mel mich nat nath nic nick nik ol
oli pat phil raf ray reb reg rich rob rod ron sam seb sid sim sol stan steph stu sus susi tam tess theo tim
tob tor val vic vin viv wes wil will zac zach
"""
SHORT_FORMS = frozenset(SHORT_FORM_WORDS.split())
"""Beginnings of a first name by which people are called. Others are names themselves, of somebody else: Daniel and
Daniela, Paul and Pauline, Ann and Anna, Jan and Janet are two."""
MOST_CACHED = 32_768  # an import compares each of 20,000 names several times
MOST_READ = 300
"""Characters of a name, as the note of a card may hold it. Contacts have no longer names."""
MOST_NAMES = 12
"""Under so many names nobody goes; nor are more of them held against each other, each against each."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in parts: its words in plain form, without titles; its titles; "jr", "sr" and the like; and whether it
    names several people, or one by another ("Jo & Tom", "Jo’s mum")."""

    words: tuple[str, ...]
    titles: frozenset[str] = frozenset()
    generation: frozenset[str] = frozenset()
    of_others: bool = False

    @property
    def is_surname(self) -> bool:
        """Whether it is a title and a surname, which a whole family has."""
        return len(self.words) == 1 and bool(self.titles)


@lru_cache(maxsize=MOST_CACHED)
def plain(name: str) -> str:
    """Return a name without case, accents, punctuation and titles, for comparison.

    A title stays before a single word ("Mr Marsh" and "Mrs Marsh" are two), and "junior" stays.
    """
    parts = parsed(name)
    titles = sorted(parts.titles) if len(parts.words) == 1 else []
    return " ".join([*titles, *parts.words, *sorted(parts.generation)])


def words_of(name: str) -> list[str]:
    """Return the words of a name in the same form; at least one."""
    return list(parsed(name).words)


@lru_cache(maxsize=MOST_CACHED)
def parsed(name: str) -> Name:
    """Return the parts of a name; at least one word. "Bell, Jo" is read as "Jo Bell"."""
    name = name[:MOST_READ]
    words = bare_words(in_order(name))
    titles = frozenset(word for word in words if word in TITLES)
    generation = frozenset(GENERATIONS[word] for word in words[1:] if word in GENERATIONS)
    rest = [word for index, word in enumerate(words) if word not in TITLES and not (index and word in GENERATIONS)]
    of_others = bool(JOINED.search(name) or POSSESSIVE.search(name))
    return Name(tuple(rest or words or [name]), titles if rest else frozenset(), generation, of_others)


def in_order(name: str) -> str:
    """Return "Jo Bell" for "Bell, Jo"."""
    family, comma, given = name.partition(",")
    return f"{given} {family}" if comma and given.strip() and "," not in given and " " not in family.strip() else name


def bare_words(name: str) -> list[str]:
    letters = normalized("NFKD", name[:MOST_READ].casefold(), MOST_READ)
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return [word for word in NOT_LETTERS.split(bare) if word]


def told_apart(one: str, other: str) -> bool:
    """Tell whether two names surely belong to two people: "Mum" and "Dad" do; "Dee" and "Dee Marsh" or "D. Marsh" may
    not. Names that are neither this nor forms of one may be either.

    They may belong to one person if the words of one include those of the other, or if the first words begin alike.
    """
    first, second = words_of(one), words_of(other)
    if set(first) <= set(second) or set(second) <= set(first):
        return False
    return not (first[0].startswith(second[0]) or second[0].startswith(first[0]))


def are_forms_of_one(one: str, other: str) -> bool:
    """Tell whether two names are surely two ways to write one: "Dee" and "Dee Marsh", or "D. Marsh" and "Dee Marsh".

    Each word of the shorter is one of the longer or its initial, at least one is whole, and the first name is among
    them. "J. Smith" is not "John Brown", nor is "Mr Marsh" "Mrs Marsh" or "Jo Marsh".
    """
    first, second = parsed(one), parsed(other)
    if first.generation != second.generation or titles_differ(first, second):
        return False
    if sorted(first.words) == sorted(second.words):
        return first.of_others == second.of_others
    if first.of_others or second.of_others or first.is_surname or second.is_surname:
        return False
    shorter, longer = sorted((first.words, second.words), key=len)
    return is_form_of(shorter, longer)


def are_different(one: str, other: str) -> bool:
    """Tell whether two names are not surely one person's."""
    return not are_forms_of_one(one, other)


def titles_differ(one: Name, other: Name) -> bool:
    for his, hers in ((one.titles, other.titles), (other.titles, one.titles)):
        if his & HE and hers & SHE:
            return True
    return one.is_surname and other.is_surname and not one.titles & other.titles


def is_form_of(shorter: Sequence[str], longer: Sequence[str]) -> bool:
    """Tell whether the words of one name can be another way to write the other."""
    left = list(longer)
    whole = []
    for word in shorter:
        if word in left:
            left.remove(word)
            whole.append(word)
    if not any(len(word) > 1 or not word.isascii() for word in whole):
        return False
    for index, word in enumerate(shorter):
        if word in whole:
            continue
        other = next((other for other in left if same_initial(word, other)), "")
        if not other and index == 0 and longer[0] in left and is_short_for(word, longer[0]):
            other = longer[0]
        if not other:
            return False
        left.remove(other)
    return longer[0] not in left and RELATIONS.isdisjoint(left)


def same_initial(word: str, other: str) -> bool:
    return word[0] == other[0] and word[0].isalpha() and 1 in (len(word), len(other))


def is_short_for(word: str, other: str) -> bool:
    """Tell whether one is the other's short form, as "Jo" is of "Joanna". "Jo" is not John, nor "Al" Ali."""
    short, long = sorted((word, other), key=len)
    longer_by = 3 if len(short) == 2 else 2
    return short in SHORT_FORMS and long.startswith(short) and len(long) - len(short) >= longer_by


def share_all_words(one: str, other: str) -> bool:
    """Tell whether the words of one name include those of the other."""
    first, second = set(words_of(one)), set(words_of(other))
    return first <= second or second <= first


def of_several(names: Iterable[str], told: Callable[[str, str], bool] = are_different) -> bool:
    """Tell whether `names` are not surely one person's, by which two are `told` apart.

    A name without letters, such as a number, is ignored.
    """
    distinct = {parsed(name): name for name in names if any(letter.isalpha() for letter in name)}
    pairs = combinations(sorted(distinct.values()), 2)
    return len(distinct) > MOST_NAMES or any(told(one, other) for one, other in pairs)
