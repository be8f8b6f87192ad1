"""First names, put aside: who it is does not say what they do."""

import re
from functools import lru_cache
from pathlib import Path

from matching.vocabulary import vocabulary
from matching.vocabulary.words import words_of

NAMES = Path(__file__).parent / "data" / "first_names.txt"
_MARK = "words:"

_NAME = r"[^\W\d_][\w'’-]*"
_VERB = (
    r"(?:is|was|isn't|wasn't|has|had|does|did|do|can|could|would|wants|wanted|works|worked|used to|runs|ran|teaches|"
    r"taught|drives|drove|makes|made|sells|sold|fixes|fixed|helps|helped|looks|cooks|who)"
)
_INTRODUCED = re.compile(
    rf"(?P<lead>\b(?:my name is|my name's|name is|called|named|i'm|i am|im|this is|it's|friend|mate|neighbour|cousin|"
    rf"sister|brother|mum|dad|mother|father|uncle|aunt|auntie|son|daughter|husband|wife|partner|boyfriend|girlfriend|"
    rf"mr|mrs|ms|miss|dr)\b[,:]?) (?P<name>{_NAME})(?P<rest>(?: {_NAME})?)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    rf"^(?P<name>{_NAME})(?P<last>(?: {_NAME})?)(?P<verb>,? {_VERB}\b|'s\b|:|,| -)(?P<after>.*)",
    re.IGNORECASE,
)
_TOKEN = re.compile(_NAME)


@lru_cache(maxsize=1)
def _names() -> tuple[frozenset[str], frozenset[str]]:
    """Return names that are nothing else, and names that are words too, folded."""
    lines = [line for line in NAMES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    plain = {_folded(name) for line in lines if not line.startswith(_MARK) for name in line.split()}
    words = {_folded(name) for line in lines if line.startswith(_MARK) for name in line.split()[1:]}
    trades = set(vocabulary().words)
    return frozenset(plain - words - trades), frozenset(words | (plain & trades))


def _folded(name: str) -> str:
    return "".join(words_of(name))


def is_name(word: str) -> bool:
    """Whether `word` is a first name and nothing else."""
    return all(_folded(part) in _names()[0] for part in word.split("-"))


def may_be_name(word: str) -> bool:
    return all(any(_folded(part) in names for names in _names()) for part in word.split("-"))


def without_people(text: str) -> str:
    """Return `text` with each first name, and the family name after it, taken for "they" or left out."""
    text = _SUBJECT.sub(lambda found: _subject(found, shouted=_shouted(text)), text)
    text = _INTRODUCED.sub(_introduced, text)
    return " ".join(_without_names(text).split())


def _subject(found: re.Match[str], *, shouted: bool) -> str:
    """ "Amina Khan is a nurse" gives "they is a nurse"; "Will: nurse" gives "they: nurse"."""
    name, last, verb = found["name"], found["last"], found["verb"]
    if not may_be_name(name) or (last and not _family(last.strip())):
        return found[0]
    if not is_name(name) and verb in (",", ":", " -", "'s") and (shouted or not _stands_for_somebody(found)):
        return found[0]
    return f"they{verb}{found['after']}"


def _stands_for_somebody(found: re.Match[str]) -> bool:
    """Whether a name that is a word too is the name: "Rose, gardener" and "Will's a cook", but not "Mason, stone"."""
    if not found["name"][0].isupper() or vocabulary().title_of(found["name"]) is not None:
        return False
    return found["verb"] != "'s" or found["after"].startswith((" a ", " an ", " the ", " our "))


def _shouted(text: str) -> bool:
    """Whether capital letters say nothing in `text`."""
    return text.isupper() or text.istitle()


def _introduced(found: re.Match[str]) -> str:
    """ "My sister Grace" gives "My sister"; "my wife will" stays."""
    name, rest = found["name"], found["rest"]
    if not (is_name(name) or (name[0].isupper() and may_be_name(name))):
        return found[0]
    last = rest.strip()
    return found["lead"] + ("" if last and last[0].isupper() and not last.isupper() else rest)


def _without_names(text: str) -> str:
    """Leave out the names that are nothing else, wherever they stand, with the family name in capitals after them."""
    out, at, after_name = [], 0, False
    shouted = _shouted(text)
    for token in _TOKEN.finditer(text):
        gap, word = text[at : token.start()], token[0]
        known = is_name(word)
        family = after_name and not shouted and gap == " " and _family(word)
        out.append(gap if known or family else gap + word)
        after_name, at = known, token.end()
    out.append(text[at:])
    return "".join(out)


def _family(word: str) -> bool:
    """Whether `word` may be a family name: in capitals, and not the initials of something."""
    return word[0].isupper() and not (len(word) > 1 and word.isupper())
