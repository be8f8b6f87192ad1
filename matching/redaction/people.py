"""Remove first names, and replace gendered words by neutral ones."""

import re
from functools import lru_cache
from pathlib import Path

from matching.redaction.notices import tidy
from matching.vocabulary import vocabulary
from matching.vocabulary.tokenizer import words_of

NAMES = Path(__file__).parent / "data" / "first_names.txt"
_WORDS_MARK = "words:"

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
    """Return the names that are no other word, and the names that are words too, folded."""
    lines = [line for line in NAMES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    names = {_folded(name) for line in lines if not line.startswith(_WORDS_MARK) for name in line.split()}
    words = {_folded(name) for line in lines if line.startswith(_WORDS_MARK) for name in line.split()[1:]}
    title_words = set(vocabulary().words)
    return frozenset(names - words - title_words), frozenset(words | (names & title_words))


def _folded(name: str) -> str:
    return "".join(words_of(name))


def is_name(word: str) -> bool:
    """Whether `word` is a first name and no other word."""
    return all(_folded(part) in _names()[0] for part in word.split("-"))


def may_be_name(word: str) -> bool:
    return all(any(_folded(part) in names for names in _names()) for part in word.split("-"))


def without_people(text: str) -> str:
    """Return `text` with each first name, and the family name after it, replaced by "they" or removed."""
    text = _SUBJECT.sub(lambda match: _subject(match, shouted=_shouted(text)), text)
    text = _INTRODUCED.sub(_introduced, text)
    return " ".join(_without_names(text).split())


def _subject(match: re.Match[str], *, shouted: bool) -> str:
    """ "Amina Khan is a nurse" gives "they is a nurse"; "Will: nurse" gives "they: nurse"."""
    name, last, verb = match["name"], match["last"], match["verb"]
    if not may_be_name(name) or (last and not _may_be_family_name(last.strip())):
        return match[0]
    if not is_name(name) and verb in (",", ":", " -", "'s") and (shouted or not _is_person(match)):
        return match[0]
    return f"they{verb}{match['after']}"


def _is_person(match: re.Match[str]) -> bool:
    """Whether a name that is also a word is a name here: "Rose, gardener", "Will's a cook", but not "Mason, stone"."""
    if not match["name"][0].isupper() or vocabulary().title_of(match["name"]) is not None:
        return False
    return match["verb"] != "'s" or match["after"].startswith((" a ", " an ", " the ", " our "))


def _shouted(text: str) -> bool:
    """Whether capital letters mean nothing in `text`."""
    return text.isupper() or text.istitle()


def _introduced(match: re.Match[str]) -> str:
    """ "My sister Grace" gives "My sister"; "my wife will" stays."""
    name, rest = match["name"], match["rest"]
    if not (is_name(name) or (name[0].isupper() and may_be_name(name))):
        return match[0]
    last = rest.strip()
    return match["lead"] + ("" if last and last[0].isupper() and not last.isupper() else rest)


def _without_names(text: str) -> str:
    """Remove the names that are no other word, anywhere in `text`, with a capitalised family name after them."""
    kept, at, after_name = [], 0, False
    shouted = _shouted(text)
    for token in _TOKEN.finditer(text):
        gap, word = text[at : token.start()], token[0]
        first_name = is_name(word)
        family_name = after_name and not shouted and gap == " " and _may_be_family_name(word)
        kept.append(gap if first_name or family_name else gap + word)
        after_name, at = first_name, token.end()
    kept.append(text[at:])
    return "".join(kept)


def _may_be_family_name(word: str) -> bool:
    """Whether `word` may be a family name: capitalised, and not initials."""
    return word[0].isupper() and not (len(word) > 1 and word.isupper())


_SEX = re.compile(r"(?<![\w-])(?:only )?(?:for )?(?:males?|females?)(?: only)?(?![\w-])", re.IGNORECASE)
_ASKED = re.compile(
    r"[(\[]\s*(?:only )?(?:for )?(?:males?|females?|m/?f|f/?m|men|women)(?: only)?\s*[)\]]"
    r"|(?<![\w-])(?:only )?(?:for )?(?:males?|females?)(?: only)?(?![\w-])",
    re.IGNORECASE,
)
_TITLE = re.compile(r"(?<![\w-])(?:Mr|Mrs|Miss|Ms|Mx|Madam)\b\.?")

_TRADES = {
    "air hostess": "cabin crew", "air hostesses": "cabin crew", "air steward": "cabin crew",
    "air stewardess": "cabin crew", "actress": "actor", "actresses": "actors", "ambulanceman": "ambulance worker",
    "ambulancewoman": "ambulance worker", "authoress": "author", "ballerina": "ballet dancer",
    "bar lady": "bar staff", "bar maid": "bar staff", "bar man": "bar staff", "bar woman": "bar staff",
    "bargirl": "bar staff", "barmaid": "bar staff", "barmaids": "bar staff", "barman": "bar staff",
    "barmen": "bar staff", "barwoman": "bar staff", "bin man": "refuse collector", "binman": "refuse collector",
    "binmen": "refuse collector", "binwoman": "refuse collector", "chambermaid": "hotel room attendant",
    "charlady": "cleaner", "charwoman": "cleaner", "cleaning lady": "cleaner", "cleaning ladies": "cleaners",
    "cleaning man": "cleaner", "cleaning woman": "cleaner", "comedienne": "comedian", "conductress": "conductor",
    "cowgirl": "cattle herder", "cowboy": "cattle herder", "dinner ladies": "school dinner staff",
    "dinner lady": "school dinner staff", "dinner man": "school dinner staff", "dustman": "refuse collector",
    "dustmen": "refuse collector", "fireman": "firefighter", "firemen": "firefighter", "firewoman": "firefighter",
    "forelady": "foreperson", "head master": "headteacher", "head mistress": "headteacher",
    "headmaster": "headteacher", "headmistress": "headteacher", "hostess": "host", "hostesses": "hosts",
    "househusband": "homemaker", "housewife": "homemaker", "landlady": "landlord",
    "laundress": "laundry worker", "lollipop lady": "school crossing patrol",
    "lollipop ladies": "school crossing patrol", "lollipop man": "school crossing patrol", "lollipop woman":
    "school crossing patrol", "manageress": "manager", "masseuse": "masseur",
    "policeman": "police officer", "policemen": "police officer", "policewoman": "police officer",
    "policewomen": "police officer", "postlady": "postal worker", "postman": "postal worker",
    "postmen": "postal worker", "postmistress": "postmaster", "postwoman": "postal worker",
    "proprietress": "proprietor", "sales lady": "salesperson",
    "sales ladies": "salespersons", "salesgirl": "salesperson", "saleslady": "salesperson",
    "seamster": "seamstress", "sempstress": "seamstress", "purserette": "purser", "tailoress": "tailor",
    "tailoresses": "tailors",
    "shop girl": "shop assistant", "shopgirl": "shop assistant", "stewardess": "steward",
    "stewardesses": "stewards", "tea lady": "tea server", "tea ladies": "tea servers", "usherette": "usher",
    "waitress": "waiter", "waitresses": "waiters", "waitressing": "waiting tables", "wpc": "police constable",
}  # fmt: skip

_MEN = (
    "air|aircrafts?|anchor|bonds|business|camera|cavalry|chair|congress|council|crafts|delivery|door|drafts|draughts|"
    "ferry|fisher|fore|gas|green|grounds|handy|herds|horse|infantry|journey|laundry|lines|mainten?ance|marks|middle|midship|milk|"
    "news|oars|outdoors|plough|points|quarry|railway|repair|sales|seed|service|show|signal|spokes|sports|stall|states|"
    "stock|store|stunt|swords|timber|tinker|trades|tribes|warehouse|washer|watch|water|weather|work|yachts"
)
_COMPOUND = re.compile(rf"(?<!\w)({_MEN})[ -]?(?:man|woman|men|women|person|people|persons)(?!\w)", re.IGNORECASE)
_WITH_PERSON = frozenset({"business", "camera", "chair", "sales", "spokes", "sports", "trades"})
"""Compounds with "-person" that people use; of the others the model only knows the form with "-man"."""
_YOUNG = re.compile(
    r"\b(delivery|dispatch|despatch|office|paper|stable|tea|call|ball|pot|bell|errand|messenger|counter|kitchen|garage|"
    r"promo|promotion|sales|store|van|lorry|farm|yard) ?(?:boy|girl|lad|lass)\b",
    re.IGNORECASE,
)
_MISTRESS = re.compile(
    r"\b(doffing|house|needle|school|sewing|shifting|wardrobe|weaving|work ?room) ?mistress\b", re.IGNORECASE
)
_TRADE = re.compile(
    rf"(?<!\w)(?:{'|'.join(sorted(_TRADES, key=len, reverse=True)).replace(' ', '[ -]')})(?!\w)", re.IGNORECASE
)

_PEOPLE = {
    "he": "they", "she": "they", "he's": "they are", "she's": "they are", "hes": "they are", "shes": "they are",
    "him": "them", "his": "their", "her": "their", "hers": "theirs", "himself": "themself", "herself": "themself",
    "man": "person", "woman": "person", "men": "people", "women": "people", "lady": "person", "ladies": "people",
    "gentleman": "person", "gentlemen": "people", "bloke": "person", "guy": "person", "lad": "person",
    "lass": "person", "boy": "child", "boys": "children", "girl": "child", "girls": "children", "mum": "parent",
    "mums": "parents", "dad": "parent", "dads": "parents", "mother": "parent", "father": "parent", "mam": "parent",
    "son": "child", "daughter": "child", "husband": "partner", "wife": "partner", "boyfriend": "partner",
    "girlfriend": "partner", "uncle": "relative", "aunt": "relative", "auntie": "relative", "nephew": "relative",
    "niece": "relative", "grandma": "grandparent", "grandad": "grandparent", "granddad": "grandparent",
    "gran": "grandparent", "nan": "grandparent", "grandmother": "grandparent", "grandfather": "grandparent",
    "grandson": "grandchild", "granddaughter": "grandchild",
}  # fmt: skip
_PERSON = re.compile(
    rf"(?<![\w'-])(?:{'|'.join(sorted(map(re.escape, _PEOPLE), key=len, reverse=True))})(?![\w'’-])", re.IGNORECASE
)
_SIBLING = re.compile(r"\b(my|his|her|their|our|your)((?: \w+)?) (?:brother|sister)\b", re.IGNORECASE)


def without_sexes(text: str) -> str:
    """Return `text` with neutral words: "bar staff" for a barmaid or a barman, "they" for he or she.

    "Sister" stays where it may be a nurse's rank.
    """
    text = _SIBLING.sub(r"\1\2 sibling", text)
    text = _TRADE.sub(lambda match: _TRADES[match[0].casefold().replace("-", " ")], text)
    text = _COMPOUND.sub(lambda match: match[1] + ("person" if match[1].casefold() in _WITH_PERSON else "man"), text)
    text = _YOUNG.sub(r"\1 worker", text)
    text = _MISTRESS.sub(r"\1 master", text)
    shouted = text.isupper()
    text = _PERSON.sub(lambda match: _neutral(match[0], shouted=shouted), text)
    return tidy(_SEX.sub(" ", _TITLE.sub(" ", text)))


def without_asked_sex(text: str) -> str:
    """Return `text` without "(male)", "female" and the like; gendered words of work stay."""
    return tidy(_ASKED.sub(" ", _TITLE.sub(" ", text)))


def _neutral(word: str, *, shouted: bool) -> str:
    """Return the neutral word for `word`. "HE" is higher education unless the whole text is in capitals."""
    return "higher education" if word == "HE" and not shouted else _PEOPLE[word.casefold()]
