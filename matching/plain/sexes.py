"""Words of work that name a sex, and the word that names none."""

import re

from matching.plain.notices import tidy

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
_SAID_OF_BOTH = frozenset({"business", "camera", "chair", "sales", "spokes", "sports", "trades"})
"""Before "-person", which everybody says; of the others the model knows only the word in "-man", for whoever it is."""
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
    """Return `text` with "bar staff" for a barmaid or a barman, "they" for he or she, "parent" for a mother or father.

    "Sister" is left where it may be a nurse's rank.
    """
    text = _SIBLING.sub(r"\1\2 sibling", text)
    text = _TRADE.sub(lambda found: _TRADES[found[0].casefold().replace("-", " ")], text)
    text = _COMPOUND.sub(lambda found: found[1] + ("person" if found[1].casefold() in _SAID_OF_BOTH else "man"), text)
    text = _YOUNG.sub(r"\1 worker", text)
    text = _MISTRESS.sub(r"\1 master", text)
    shouted = text.isupper()
    text = _PERSON.sub(
        lambda found: "higher education" if _initials(found[0], shouted=shouted) else _PEOPLE[found[0].casefold()], text
    )
    return tidy(_SEX.sub(" ", _TITLE.sub(" ", text)))


def without_asked_sex(text: str) -> str:
    """Return `text` without "(male)", "female" and the like; words of work that name a sex stay as they are."""
    return tidy(_ASKED.sub(" ", _TITLE.sub(" ", text)))


def _initials(word: str, *, shouted: bool) -> bool:
    """Whether "HE" is higher education, since nothing else of the text is in capitals."""
    return word == "HE" and not shouted
