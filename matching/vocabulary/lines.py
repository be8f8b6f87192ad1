"""Which line of work somebody's own words name, by the words alone: quick, and there before any model is.

What is found is told to others, so it is found only where a job title stands, and never from a word in passing: "open
till ten" is no till operator, and who works "in his garden" no gardener.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from matching.vocabulary.titles import DATA, Title, vocabulary
from matching.vocabulary.words import cleaned, stem, stems_of, words_of

MOST_WORDS = 40
"""Words of a text that are looked at; who writes more says what they do at the beginning."""
LONGEST_TITLE = 8

_WHO = r"(?:(?:i|im|he|he's|she|she's|they|theyre) )?"
_ADVERB = (
    "retired|semi retired|part time|full time|trainee|apprentice|freelance|self employed|former|ex|qualified|"
    "newly qualified|fully qualified|registered|experienced|senior|junior|now|still|also|currently|once|formerly|"
    "mostly|mainly"
)
_HOW = rf"(?:(?:{_ADVERB}) )*"
_WORK = "(?:work|works|worked|working)"
_IS = rf"(?:(?:is|am|are|was|were|has been|have been|been|used to be|used to work as|{_WORK} as|employed as|job as) )?"
_WHERE = rf"{_WORK} (?:at|for|in|with|on) (?:[^ ]+ ){{1,6}}?as "
_LEAD = re.compile(rf"{_WHO}{_HOW}(?:{_IS}|{_WHERE}){_HOW}(?:(?:a|an|the|my|our|(?:[^ ]+ )?[^ ]+'s) )?{_HOW}")
"""What may stand before a title: whose it is, since when and how ("he used to be a part-time"), and nothing else."""
_FIELD_LEAD = re.compile(_HOW)
"""What may stand before the everyday name of a field ("gardening"): "the gardening" is not what somebody does."""

_WORKPLACE = frozenset({"at", "in", "for", "with", "on", "from", "by", "over", "near", "part", "full", "now", "until"})
_NO_WORKPLACE = frozenset({"home", "weekend", "weekends", "night", "nights", "school", "college", "uni", "university"})
"""Where a field is also followed by people who do not work in it: "gardening at weekends", "law at uni"."""
_BREAK = re.compile(r"[,;:.!?()/|·•–—@]|\s-+\s|-\s|\s-|--")
"""Marks between two words that end a title; a lone hyphen does not."""
_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_OF_A = re.compile(r"([^ ]+) of (?:a|an|the|my|our) ((?:[^ ]+ ){0,2}[^ ]+)")
_FIELDS = frozenset(
    {
        "accountancy", "admin", "army", "beauty", "carpentry", "checkout", "childcare", "deliveries", "electrics",
        "gardens", "joinery", "journalism", "law", "mechanics", "midwifery", "nails", "payroll", "photography",
        "police", "reception", "retail", "security", "software", "tills", "warehouse",
    }
)  # fmt: skip
"""Everyday names of one word that are a field or a place of work rather than a person; with those in "-ing"."""

# fmt: off
_SAYS_NOTHING = frozenset(
    {
        "boiler", "cooker", "counter", "drawer", "dryer", "mixer", "roller", "washer", "extra", "official", "fellow",
        "aid", "aide", "ancillary", "associate", "boss", "brother", "client", "colleague", "connector",
        "contact", "dean", "dodger", "duffer", "father", "founder", "friend", "grip", "head", "healer",
        "help", "helper", "holder", "lead", "leader", "lurer", "maid", "maker", "mate", "member", "mother",
        "mover", "page", "partner", "popper", "private", "runner", "sister", "skipper", "slider", "slimer",
        "sticker", "stayer", "taper", "viewer", "whip", "wren",
    }
)
# fmt: on
"""Titles of the index that by themselves mean something else in most people's mouths ("private", "founder")."""
_ONLY_ALONE = frozenset(
    {
        "buffer", "carrier", "chipper", "climber", "closer", "companion", "cooper", "cyclist", "escort", "extractor",
        "feeder", "filer", "general", "major", "marine", "medium", "mercer", "pusher", "reader", "sewer", "smith",
        "spinner", "spreader", "springer", "tanker",
    }
)  # fmt: skip
"""Titles that, beside other words, are as likely something else, or a name."""
_OF_TODAY = frozenset(
    {
        "administrator", "banker", "bookseller", "carer", "consultant", "detective", "fireman", "florist", "gp",
        "guard", "labourer", "lecturer", "mechanic", "mp", "nurse", "painter", "salesman", "saleswoman", "scientist",
        "shopkeeper", "soldier", "stagehand", "storekeeper", "vet", "vicar",
    }
)  # fmt: skip
"""Single words that everybody has in their mouths, though today's classification names only kinds of them."""


@dataclass(frozen=True, slots=True)
class Found:
    """The line of work that a text names ("" for none), and whether by an everyday name rather than its own words."""

    line: str
    everyday: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    """A text's words in order, and of each whether it is a possessive and whether a mark parts it from the next."""

    plain: tuple[str, ...]
    possessive: tuple[bool, ...]
    parted: tuple[bool, ...]
    capital: tuple[bool, ...]

    @property
    def spoken(self) -> list[str]:
        return [f"{word}'s" if its else word for word, its in zip(self.plain, self.possessive, strict=True)]


def find_line(text: str) -> str:
    """Return the line of work that the owner's words `text` name, from the vocabulary; "" if they name none.

    The whole text is a title ("pastry chefs"), or one stands at its beginning, after nothing but what may come before
    a title ("my", "a retired", "used to be a", "works at Greggs as a", "the vet's"), and is followed by the end, a
    comma, a dash, or a workplace ("at", "for", "on"). Within a phrase it stands word for word, and a single word must
    be one that is said today and means nothing else. "Manager of a bakery" is a bakery manager. Everyday
    names ("spark") are known by a list of our own. All else is "": a line is shown to others, and a false one harms
    more than none. Never returns anything but a vocabulary title.
    """
    return found_line(text).line


@lru_cache(maxsize=20_000)
def found_line(text: str) -> Found:
    """Return what `find_line` does, with how it was found."""
    text = cleaned(text.replace("&", " and "))
    stems = tuple(stems_of(text))
    if line := everyday_names().get(stems):
        return Found(line, everyday=True)
    if (whole := vocabulary().by_stems.get(stems)) is not None:
        return Found(vocabulary().titles[whole].text if text.casefold() not in _SAYS_NOTHING else "")
    words = _read(text)
    for start in _beginnings(words, _LEAD):
        for end in range(min(len(words.plain), start + LONGEST_TITLE), start, -1):
            found = _named(words, start, end)
            if found is not None:
                return found
    return Found(_turned_round(words))


@lru_cache(maxsize=1)
def everyday_names() -> dict[tuple[str, ...], str]:
    """Return the lines of work by what people call them, each name by its stems: "spark" is an electrician."""
    return {tuple(stems_of(name)): line for name, line in _everyday_rows()}


@lru_cache(maxsize=1)
def _everyday_words() -> dict[tuple[str, ...], str]:
    """The same, each name word for word."""
    return {tuple(words_of(name)): line for name, line in _everyday_rows()}


def _everyday_rows() -> list[tuple[str, str]]:
    rows = (DATA / "everyday.tsv").read_text(encoding="utf-8").splitlines()
    return [(name, line) for name, line in (row.split("\t") for row in rows)]


def _read(text: str) -> _Words:
    plain, possessive, parted, capital = [], [], [], []
    tokens = list(_TOKEN.finditer(text))[:MOST_WORDS]
    for token, after in zip_longest(tokens, tokens[1:]):
        gap = text[token.end() : after.start() if after else len(text)]
        plain.append("".join(words_of(token[0])))
        possessive.append(token[0].casefold().endswith("'s"))
        parted.append(bool(_BREAK.search(gap)))
        capital.append(token[0][0].isupper())
    return _Words(tuple(plain), tuple(possessive), tuple(parted), tuple(capital))


def _beginnings(words: _Words, lead: re.Pattern[str]) -> Iterator[int]:
    """Yield where a title may begin, the earliest place first: a "trainee accountant" is in the vocabulary."""
    spoken = words.spoken
    for start in range(len(spoken)):
        if lead.fullmatch("".join(f"{word} " for word in spoken[:start])):
            yield start


def _named(words: _Words, start: int, end: int) -> Found | None:
    """Return the line that the words from `start` to `end` name where a title stands; None if they name none."""
    if any(words.parted[start : end - 1]) or words.possessive[end - 1] or not _ends(words, end):
        return None
    name = words.plain[start:end]
    if line := _everyday_words().get(name):
        return Found(line, everyday=True) if not _is_field(name) or _field_stands(words, start, end) else None
    title = _title(name)
    return Found(title.text) if title is not None and is_clear(title) else None


def _title(name: tuple[str, ...]) -> Title | None:
    """Return the title that is `name` word for word, or but for "man" and "woman"."""
    known = vocabulary()
    number = known.by_words.get(name)
    if number is None and "person" in (stemmed := tuple(map(stem, name))):
        number = known.by_stems.get(stemmed)
    return None if number is None else known.titles[number]


def is_clear(title: Title) -> bool:
    """Whether `title` can mean nothing else beside other words: half of the index's single words are no longer said."""
    one = title.words[0]
    if len(title.words) > 1:
        return True
    return (title.today or title.vague or one in _OF_TODAY) and one not in _SAYS_NOTHING | _ONLY_ALONE


def _ends(words: _Words, end: int) -> bool:
    """Whether a title may end before the word at `end`: at the text's end, a mark, a workplace, or another trade."""
    if end == len(words.plain):
        return True
    if words.plain[end] == "and":
        return _goes_on(words, end + 1)
    return words.parted[end - 1] or words.plain[end] in _WORKPLACE


def _goes_on(words: _Words, after: int) -> bool:
    """Whether what is joined to a title is more about the same person, and not the rest of a firm's name."""
    rest = words.plain[after:]
    return bool(rest) and (not words.capital[after] or _names_a_trade(rest))


def _names_a_trade(rest: Sequence[str]) -> bool:
    return any(_title(tuple(rest[:end])) is not None for end in range(1, min(len(rest), LONGEST_TITLE) + 1))


def _is_field(name: tuple[str, ...]) -> bool:
    return len(name) == 1 and (name[0] in _FIELDS or name[0].endswith("ing"))


def _field_stands(words: _Words, start: int, end: int) -> bool:
    """Whether a field stands as work: by itself, before a mark, or before "at" and a place where one works."""
    if start not in _beginnings(words, _FIELD_LEAD):
        return False
    if end == len(words.plain) or words.parted[end - 1]:
        return True
    return words.plain[end] == "at" and not _NO_WORKPLACE & set(words.plain[end + 1 : end + 3])


def _turned_round(words: _Words) -> str:
    """Return "bakery manager" for "manager of a bakery", or ""."""
    if any(words.parted[:-1]) or not (turned := _OF_A.fullmatch(" ".join(words.plain))):
        return ""
    title = _title((*turned[2].split(), turned[1]))
    return "" if title is None else title.text
