"""Find the line of work that somebody's own words name, by the words alone and without a model.

Other people are told the result, so a title counts only in the position of a job title and never in passing: "open till
ten" is no till operator, and somebody who works "in his garden" is no gardener.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from matching.vocabulary.commonness import commonness, main_group
from matching.vocabulary.likely import is_likely, likely_line
from matching.vocabulary.spelt import spelt
from matching.vocabulary.spoken import line_spoken, whole_name
from matching.vocabulary.tables import table
from matching.vocabulary.titles import Title, vocabulary
from matching.vocabulary.tokenizer import cleaned, stem, stems_of, words_of

MAX_WORDS = 40
"""The rest of a longer text is ignored: people say at the beginning what they do."""
MAX_TITLE_WORDS = 8

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
"""The only words that may come before a title: whose it is, since when and how ("he used to be a part-time")."""
_FIELD_LEAD = re.compile(_HOW)
"""The only words that may come before the everyday name of a field: "the gardening" is not what somebody does."""

_WORKPLACE = frozenset({"at", "in", "for", "with", "on", "from", "by", "over", "near", "part", "full", "now", "until"})
_NO_WORKPLACE = frozenset({"home", "weekend", "weekends", "night", "nights", "school", "college", "uni", "university"})
"""Words after "at" with which a field is no work: "gardening at weekends", "law at uni"."""
_BREAK = re.compile(r"[,;:.!?()/|·•–—@]|\s-+\s|-\s|\s-|--")
"""Punctuation between two words that ends a title; a hyphen without spaces does not."""
_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_OF_A = re.compile(r"([^ ]+) of (?:a|an|the|my|our) ((?:[^ ]+ ){0,2}[^ ]+)")
_FIELDS = frozenset(
    {
        "accountancy", "admin", "army", "beauty", "carpentry", "checkout", "childcare", "deliveries", "electrics",
        "gardens", "joinery", "journalism", "law", "mechanics", "midwifery", "nails", "payroll", "photography",
        "police", "reception", "retail", "security", "software", "tills", "warehouse",
    }
)  # fmt: skip
"""Everyday names of one word that are a field or a place of work and not a person. So are all words in "-ing"."""

# fmt: off
_AMBIGUOUS = frozenset(
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
"""Titles of the index that alone mean something else to most people ("private", "founder")."""
_AMBIGUOUS_IN_PHRASES = frozenset(
    {
        "buffer", "carrier", "chipper", "climber", "closer", "companion", "cooper", "cyclist", "escort", "extractor",
        "feeder", "filer", "general", "major", "marine", "medium", "mercer", "pusher", "reader", "sewer", "smith",
        "spinner", "spreader", "springer", "tanker",
    }
)  # fmt: skip
"""Titles that within a phrase are as likely to mean something else, or to be a name."""
_IN_USE = frozenset(
    {
        "administrator", "banker", "bookseller", "carer", "consultant", "detective", "fireman", "florist", "gp",
        "guard", "labourer", "lecturer", "mechanic", "mp", "nurse", "painter", "salesman", "saleswoman", "scientist",
        "shopkeeper", "soldier", "stagehand", "storekeeper", "vet", "vicar",
    }
)  # fmt: skip
"""Single words in everyday use, although the current classification only has kinds of them."""


@dataclass(frozen=True, slots=True)
class LineMatch:
    """The line of work that a text names, "" for none, and whether the text names it by an everyday name."""

    line: str
    everyday: bool = False


@dataclass(frozen=True, slots=True)
class _Tokens:
    """The words of a text in order; of each, whether it is possessive, capitalised, and followed by punctuation."""

    words: tuple[str, ...]
    possessive: tuple[bool, ...]
    ends_phrase: tuple[bool, ...]
    capitalised: tuple[bool, ...]

    @property
    def spoken(self) -> list[str]:
        return [f"{word}'s" if its else word for word, its in zip(self.words, self.possessive, strict=True)]


def find_line(text: str) -> str:
    """Return the line of work, from the vocabulary, that the owner's words `text` name; "" if they name none.

    Either the whole text is a title ("pastry chefs"), or a title is at its beginning. Only certain words may come
    before it ("my", "a retired", "used to be a", "works at Greggs as a", "the vet's"), and the end, a comma, a dash or
    a workplace ("at", "for", "on") must follow. Within a phrase the title must match word for word, and a single word
    must be in use today and mean nothing else. "Manager of a bakery" is a bakery manager. Everyday names ("spark") are
    in lists of our own, and what is very like one of them and like nothing else is taken for it (`likely_line`).
    Everything else gives "", because others see the line, and a wrong one does more harm than none.
    """
    return find_line_match(text).line or likely_line(text)


@lru_cache(maxsize=20_000)
def find_line_match(text: str) -> LineMatch:
    """Return the line of `find_line` by the words alone, and whether an everyday name gave it."""
    text = cleaned(text.replace("&", " and "))
    stems = tuple(stems_of(text))
    if line := everyday_names().get(stems) or whole_name(text):
        return LineMatch(line, everyday=True)
    said = line_spoken(text)
    if (number := vocabulary().by_stems.get(stems)) is not None:
        return _whole_title(text, vocabulary().titles[number], said.line)
    if match := _title_at_the_beginning(text, longer_than=said.length):
        return match
    words = words_of(text)[:MAX_WORDS]
    right = spelt(words)
    said = said if said.line else line_spoken(text, right)
    if not said.line and right != words and (match := _title_at_the_beginning(" ".join(right), longer_than=0)):
        return match if is_likely(text, match.line) else LineMatch("")
    return LineMatch(said.line, everyday=True) if said.line and is_likely(text, said.line) else LineMatch("")


def _title_at_the_beginning(text: str, longer_than: int) -> LineMatch | None:
    """Return what a title at the beginning of `text` names, if no everyday name of more words is there."""
    tokens = _tokenised(text)
    for start in _title_starts(tokens, _LEAD):
        for end in range(min(len(tokens.words), start + MAX_TITLE_WORDS), start, -1):
            match = _match_at(tokens, start, end)
            if match is not None:
                return match if end - start >= longer_than else None
    line = _inverted(tokens)
    return LineMatch(line) if line else None


def _whole_title(text: str, title: Title, spoken: str) -> LineMatch:
    """Return the line of a text that is a title: what is said today, where the title itself is rare ("braider")."""
    said = vocabulary().title_of(spoken)
    if said and not title.today and commonness(main_group(said)) > commonness(main_group(title)) + 1:
        return LineMatch(said.text, everyday=True)
    return LineMatch(title.text if text.casefold() not in _AMBIGUOUS else "")


@lru_cache(maxsize=1)
def everyday_names() -> dict[tuple[str, ...], str]:
    """Return the line of work of each everyday name, by the stems of the name: "spark" is an electrician."""
    return {tuple(stems_of(name)): line for name, line in table("everyday")}


@lru_cache(maxsize=1)
def _everyday_names_by_words() -> dict[tuple[str, ...], str]:
    """Return the line of work of each everyday name, by the words of the name."""
    return {tuple(words_of(name)): line for name, line in table("everyday")}


def _tokenised(text: str) -> _Tokens:
    words, possessive, ends_phrase, capitalised = [], [], [], []
    matches = list(_TOKEN.finditer(text))[:MAX_WORDS]
    for match, following in zip_longest(matches, matches[1:]):
        gap = text[match.end() : following.start() if following else len(text)]
        words.append("".join(words_of(match[0])))
        possessive.append(match[0].casefold().endswith("'s"))
        ends_phrase.append(bool(_BREAK.search(gap)))
        capitalised.append(match[0][0].isupper())
    return _Tokens(tuple(words), tuple(possessive), tuple(ends_phrase), tuple(capitalised))


def _title_starts(tokens: _Tokens, lead: re.Pattern[str]) -> Iterator[int]:
    """Yield the words at which a title may begin, the earliest first: "trainee accountant" is itself a title."""
    spoken = tokens.spoken
    for start in range(len(spoken)):
        if lead.fullmatch("".join(f"{word} " for word in spoken[:start])):
            yield start


def _match_at(tokens: _Tokens, start: int, end: int) -> LineMatch | None:
    """Return the line that the words from `start` up to `end` name as a title; None if they name none."""
    if any(tokens.ends_phrase[start : end - 1]) or tokens.possessive[end - 1] or not _may_end(tokens, end):
        return None
    name = tokens.words[start:end]
    if line := _everyday_names_by_words().get(name):
        is_work = not _is_field(name) or _is_field_as_work(tokens, start, end)
        return LineMatch(line, everyday=True) if is_work else None
    title = _title(name)
    return LineMatch(title.text) if title is not None and is_unambiguous(title) else None


def _title(name: tuple[str, ...]) -> Title | None:
    """Return the title that is `name` word for word, apart from "man" and "woman"."""
    number = vocabulary().by_words.get(name)
    if number is None and "person" in (stemmed := tuple(map(stem, name))):
        number = vocabulary().by_stems.get(stemmed)
    return None if number is None else vocabulary().titles[number]


def is_unambiguous(title: Title) -> bool:
    """Whether `title` has no other meaning within a phrase. Half of the index's single words are no longer in use."""
    if len(title.words) > 1:
        return True
    word = title.words[0]
    return (title.today or title.vague or word in _IN_USE) and word not in _AMBIGUOUS | _AMBIGUOUS_IN_PHRASES


def _may_end(tokens: _Tokens, end: int) -> bool:
    """Whether a title may end before the word at `end`: at the end, at punctuation, or before a workplace or trade."""
    if end == len(tokens.words):
        return True
    if tokens.words[end] == "and":
        return _is_same_person(tokens, end + 1)
    return tokens.ends_phrase[end - 1] or tokens.words[end] in _WORKPLACE


def _is_same_person(tokens: _Tokens, after: int) -> bool:
    """Whether the words joined to a title are about the same person, and not the rest of a firm's name."""
    rest = tokens.words[after:]
    return bool(rest) and (not tokens.capitalised[after] or _names_a_trade(rest))


def _names_a_trade(rest: Sequence[str]) -> bool:
    return any(_title(tuple(rest[:end])) is not None for end in range(1, min(len(rest), MAX_TITLE_WORDS) + 1))


def _is_field(name: tuple[str, ...]) -> bool:
    return len(name) == 1 and (name[0] in _FIELDS or name[0].endswith("ing"))


def _is_field_as_work(tokens: _Tokens, start: int, end: int) -> bool:
    """Whether a field means work here: alone, before punctuation, or before "at" and a workplace."""
    if start not in _title_starts(tokens, _FIELD_LEAD):
        return False
    if end == len(tokens.words) or tokens.ends_phrase[end - 1]:
        return True
    return tokens.words[end] == "at" and not _NO_WORKPLACE & set(tokens.words[end + 1 : end + 3])


def _inverted(tokens: _Tokens) -> str:
    """Return "bakery manager" for "manager of a bakery", or ""."""
    if any(tokens.ends_phrase[:-1]) or not (match := _OF_A.fullmatch(" ".join(tokens.words))):
        return ""
    title = _title((*match[2].split(), match[1]))
    return "" if title is None else title.text
