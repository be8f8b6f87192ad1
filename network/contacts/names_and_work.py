"""Read a name and the work written with it apart: "Big Dave who plasters", "Mr Khan (dentist)", "Gary Plumber".

The everyday name stays as it was given. Family names that are trades too ("Mary Baker") are no work unless the writing
says so: small letters after a capital, "the", brackets. Plain functions; no database.
"""

import re
from dataclasses import dataclass, replace

from matching.redaction.people import may_be_name
from matching.understanding.past_work import work_said
from matching.vocabulary import find_line, vocabulary
from matching.vocabulary.spoken import spoken_names
from network.contacts.cards import LONGEST, ContactCard, line
from network.models import Contact

_BRACKETS = re.compile(r"^(?P<name>[^()\[\]]+)[(\[](?P<work>[^()\[\]]+)[)\]]\s*$")
_BROKEN = re.compile(r"^(?P<name>[^,;:]+?)(?:[,;:]|\s[-–—])\s(?P<work>.+)$")
_WHO = re.compile(r"^(?P<name>.+?),?\s(?:who|that)\s(?P<work>.+)$", re.IGNORECASE)
_FROM = re.compile(
    r"^(?P<name>\S+(?:\s\S+)?)\s+(?P<work>(?:from|at|in|off)\s+(?:the\s+)?(?P<firm>[^,;()]+))$", re.IGNORECASE
)
_THE = re.compile(
    r"^(?!.*\b(?:from|at|in|off|with|to|of|near)\b)(?P<name>\S+(?:\s\S+)?)\s+the\s+(?P<work>\S+(?:\s\S+){0,2})$",
    re.IGNORECASE,
)

_WAS = re.compile(
    r"^(?P<name>[^\s,;:()]+(?:\s[^\s,;:()]+){0,2}?)\s"
    r"(?P<work>(?:was|used to|is retired|retired|ex[- ]|former(?:ly)?)\b.+)$",
    re.IGNORECASE,
)
_WAS_FIRST = re.compile(
    r"^(?P<work>(?i:retired|ex|former)[- ]\S+(?:\s\S+)?)\s(?P<name>[^\W\d_a-z]\S*(?:\s[^\W\d_a-z]\S*)?)$"
)

FAMILY_NAMES = frozenset(
    """
    archer bailey baker barber barker bishop bowler brewer butcher butler carpenter carter carver chandler
    chaplin chef clark clarke clerk collier constable contractor cook cooke cooper cutler dancer deacon dean
    doctor draper driver dyer engineer farmer faulkner fisher fletcher foreman forester forman foster fowler
    friar fuller gardener gardiner gardner glazier glover goldsmith groom hairdresser harper hawker hooper
    hunter inman judge keeper knight king lawyer lecturer marshall marshal mason mercer merchant miller milner
    miner monk nurse officer packer page painter palmer parker parson parsons pilot piper player plumer plummer
    pope porter potter priest prior proctor provost reader reeve ringer roper sadler sailor salter sargent
    sawyer scrivener seaman sergeant server sexton shearer shepherd sheppard sheriff shoemaker singer skinner
    slater smith spencer spicer spinner squire steward stewart tailor tanner tasker taverner taylor teacher
    tiler thatcher tinker toller trainer trapper treasurer tucker turner tyler usher vicar waiter walker waller
    warden warder warner waterman waters weaver webster wheeler woodman wright
    """.split()  # noqa: SIM905
)
"""Family names of Britain, and some of Parsis, that are also work. "Hairdresser", "waiter" and their like stand here
to be taken for work in small letters alone."""
TITLES = frozenset({"nurse", "chef", "coach", "imam", "rabbi", "pc", "constable", "plumber", "builder", "vicar"})
"""Work that stands before a name like a title, also with a capital."""
SLANG = frozenset(
    """
    sparky sparks sparkie spark brickie bricky chippy chippie postie binman cabbie trucker taxi taxis bouncer barmaid
    barman handyman milkman postman fireman copper squaddie lollipop
    """.split()  # noqa: SIM905
)
SOCIAL = frozenset("pub bar club gym church park school pool legion".split())  # noqa: SIM905
"""Where one meets people who do not work there."""
DEEDS = frozenset(
    """
    bakes builds cleans coaches cooks cuts decorates delivers designs digs drives empties fits fixes grooms installs
    lays manages mends minds packs paints plasters repairs runs sells serves sews sorts stacks sweeps teaches tiles
    trains washes works
    """.split()  # noqa: SIM905
)
"""What people do at work and say after a name. Not what they also do at home: "plays", "looks", "keeps"."""
MOST_TITLE_WORDS = 3


WRITTEN = "was"
"""The parameter of a page that carries what was written as a name, so that one tap takes the reading back."""


@dataclass(frozen=True, slots=True)
class ReadApart:
    """A name and the work written with it; `work` is "" where nothing but a name was read."""

    name: str
    work: str = ""


def read_apart(written: str) -> ReadApart:
    """Return the name and the work in what was written as a name. Nothing is read that no line of work bears out, but
    for what begins with a deed: its owner is asked about it, and one tap takes it back."""
    if vocabulary().title_of(written):
        return ReadApart(written)  # "Window Cleaner" is all that somebody is called
    for pattern in (_BRACKETS, _WHO, _BROKEN):
        match = pattern.match(written)
        if match and _says_work(match["work"], said=pattern is _WHO) and not _only_a_family_name(match):
            return ReadApart(match["name"].strip(), match["work"].strip())
    match = _FROM.match(written)
    if match and _is_a_firm(match["firm"]):
        return ReadApart(written, match["work"])
    match = _THE.match(written)
    if match and _names_work(match["work"]):
        return ReadApart(written, match["work"])
    return _read_past(written) or ReadApart(written, _beside_the_name(written.split()))


def _read_past(written: str) -> ReadApart | None:
    """Return the name and the past job of "Dave was a sparky" or "ex-copper Bob"; None if none is said."""
    match = _WAS.match(written)
    if match and work_said(match["work"]).line:
        return ReadApart(match["name"], match["work"])
    match = _WAS_FIRST.match(written)
    return ReadApart(written, match["work"]) if match and work_said(match["work"]).line else None


def _says_work(words: str, *, said: bool) -> bool:
    """Whether words beside a name tell of work, by a line that they name or by a deed: "drives the 56 bus"."""
    return _names_work(words, said=said) or (" " in words and words.split()[0].casefold() in DEEDS)


def _names_work(words: str, *, said: bool = False) -> bool:
    return bool(work_said(words).line) or (said and bool(work_said(f"he {words}").line))


def _only_a_family_name(match: re.Match[str]) -> bool:
    """Whether "Smith, Baker" or "Bell, Mason" is a family name and a given one, or what follows are initials ("MD")."""
    words = match["work"].split()
    if words[0].isupper() and len(words) == 1:
        return True
    return len(words) == 1 and words[0][:1].isupper() and words[0].casefold() in FAMILY_NAMES and "(" not in match[0]


def _is_a_firm(firm: str) -> bool:
    if set(firm.casefold().split()) & SOCIAL:
        return False
    return bool(find_line(f"from the {firm}") or find_line(f"works at the {firm}") or find_line(f"works in the {firm}"))


def _beside_the_name(words: list[str]) -> str:
    """Return the work of "Gary Plumber", "Gary window cleaner" or "plumber Gary"; "" if it is all a name."""
    for count in range(min(MOST_TITLE_WORDS, len(words) - 1), 0, -1):
        last, first = words[-count:], words[:count]
        if _is_work(last, after=words[:-count]):
            return " ".join(last)
        if _is_work(first, before=words[count:]):
            return " ".join(first)
    return ""


def _is_work(words: list[str], *, after: list[str] | None = None, before: list[str] | None = None) -> bool:
    text = " ".join(words)
    name = after or before or []
    if len(name) > MOST_TITLE_WORDS or not all(word[:1].isalpha() and word[-1:].isalpha() for word in (*name, *words)):
        return False
    if not _is_a_trade(text):
        return False
    if len(words) > 1:
        return not may_be_name(words[0])
    small = words[0].islower() and any(word[:1].isupper() for word in name)
    return small or (before is not None and text.casefold() in TITLES) or text.casefold() not in FAMILY_NAMES


def _is_a_trade(text: str) -> bool:
    """Whether `text` is what people call somebody by their work, and nothing else ("Park", "Bell", "Rose")."""
    if text.casefold() in SLANG:
        return True
    if text.casefold() in TITLES:
        return True
    title = vocabulary().title_of(text)
    if title is None or title.vague or not title.today:
        return len(text.split()) > 1 and text.casefold() in spoken_names()
    return not may_be_name(text) and bool(find_line(text))


def written_before(contact: Contact, written: str) -> str:
    """Return `written` if it was read as this contact's name and work; "" otherwise."""
    written = line(written, LONGEST["name"])
    read = read_apart(written)
    return written if read.work and (read.name, read.work) == (contact.name, contact.work) else ""


def with_work_of_name(card: ContactCard) -> ContactCard:
    """Return the card, its work read from the name where none is said."""
    read = ReadApart(card.name) if card.work else read_apart(card.name)
    return replace(card, name=read.name, work=read.work) if read.work else card
