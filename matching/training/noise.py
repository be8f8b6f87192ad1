# ruff: noqa: SIM905  lists of many words are read more easily so
"""Data augmentation: add the noise of how people write titles, such as a level, hours, pay, a place or a misspelling.

The rules follow small notices in British shop windows and papers. Nothing is taken from the data that the matcher is
measured on.
"""

import re
from collections.abc import Callable, Sequence
from random import Random

Rule = Callable[[str, Random], str]

_TOWNS = (
    "Leeds Bristol Hull York Derby Luton Bolton Preston Exeter Dundee Swansea Norwich Slough Leicester Coventry "
    "Sunderland Brighton Plymouth Southampton Aberdeen Chester Wigan Grimsby Ipswich Barnsley Falkirk Wrexham Newry"
).split()
_FIRMS = (
    "Northgate|Harlow & Sons|Bluebird Group|Kingsway Ltd|Oakfield|Lakeside PLC|Redwood Care|Starling Foods|"
    "Hill Brothers|Orchard House|Beacon Services"
).split("|")
_LEVELS = (
    "Senior|Junior|Lead|Head|Deputy|Trainee|Apprentice|Graduate|Experienced|Qualified|Relief|Bank|Part-time|"
    "Full time|Temporary|Permanent|Casual|Weekend|Night|Seasonal|Mobile|Freelance|Wanted:"
).split("|")
_TERMS = (
    "full time|part time|permanent|temporary|fixed term|maternity cover|{n} month contract|{n} months|{h} hours|"
    "{h} hrs a week|nights|days|weekends|evenings|shifts|term time only|immediate start|start {month}|needed|wanted|"
    "required|no experience needed|training given|£{n} an hour|£{n}.50 per hour|£{k},000|£{k}k|{k}k - {k}k|up to {k}k|"
    "{n} posts|x{n}|m/f|Level {g}|Grade {g}|Band {g}|Scale {g}|ref {ref}|hybrid|remote|working from home|vacancy"
).split("|")
_MONTHS = "January April June September".split()
_ABBREVIATED = {
    "manager": "mgr", "assistant": "asst|assist", "engineer": "eng|engr", "technician": "tech",
    "operator": "op|operative", "operative": "op|operator", "supervisor": "super|sup", "human resources": "HR",
    "information technology": "IT", "ict": "IT", "quality assurance": "QA", "quality control": "QC",
    "administrator": "admin", "administrative": "admin", "administration": "admin", "representative": "rep",
    "customer": "cust", "executive": "exec", "developer": "dev", "director": "dir", "public relations": "PR",
    "coordinator": "co-ordinator|coord", "maintenance": "maint", "department": "dept",
    "research and development": "R&D", "accounts": "a/c", "development": "dev", "secretary": "sec",
    "worker": "staff", "chief executive officer": "CEO", "laboratory": "lab", "veterinary": "vet",
    "heavy goods vehicle": "HGV", "lorry": "HGV", "telephone": "phone", "reception": "recep", "and": "&|/",
}  # fmt: skip
_ABBREVIATIONS = [(re.compile(rf"\b{re.escape(whole)}\b"), short.split("|")) for whole, short in _ABBREVIATED.items()]

UNCHANGED_SHARE = 0.2
"""Share of labels that get no noise."""


def noised(label: str, rng: Random, beside: str = "") -> str:
    """Return `label` as somebody might write it. `beside` is another label that may be added to it."""
    if rng.random() < UNCHANGED_SHARE:
        return label
    for pattern, shorts in _ABBREVIATIONS:
        if rng.random() < 0.35:
            label = pattern.sub(rng.choice(shorts), label, count=1)
    rules: Sequence[tuple[float, Rule]] = (
        (0.10, _inverted),
        (0.08 if beside else 0, lambda text, rng: text + rng.choice([" / ", " & ", " - ", "/"]) + beside),
        (0.10, misspelt),
        (0.22, lambda text, rng: f"{rng.choice(_LEVELS)} {text}"),
        (0.30, _with_addition),
    )
    for probability, rule in rules:
        if rng.random() < probability:
            label = rule(label, rng)
    return label


def misspelt(text: str, rng: Random) -> str:
    """Return `text` with one letter deleted, transposed, doubled or replaced."""
    if len(text) < 6:
        return text
    at = rng.randrange(1, len(text) - 2)
    kind = rng.choices(["deleted", "transposed", "doubled", "replaced"], [35, 30, 20, 15])[0]
    letters = {
        "deleted": "",
        "transposed": text[at + 1] + text[at],
        "doubled": text[at] * 2,
        "replaced": rng.choice("aeiostnrl"),
    }
    return text[:at] + letters[kind] + text[at + (2 if kind == "transposed" else 1) :]


def _inverted(text: str, rng: Random) -> str:
    """Return "manager, sales" for "sales manager"."""
    words = text.split()
    if not 2 <= len(words) <= 4:
        return text
    shape = rng.choices(["{0}, {1}", "{0} - {1}", "{0} ({1})"], [4, 3, 3])[0]
    return shape.format(words[-1], " ".join(words[:-1]))


def _with_addition(text: str, rng: Random) -> str:
    kind = rng.choices([_TERMS, _TOWNS, _FIRMS], [5, 3, 2])[0]
    addition = rng.choice(kind)
    if kind is _TERMS:
        addition = _numbered(addition, rng)
    text = rng.choice(["{0} - {1}", "{0} ({1})", "{0}, {1}", "{0} {1}", "{0} @ {1}", "{0}: {1}"]).format(text, addition)
    return text + rng.choice([" - ", ", ", " "]) + rng.choice(_TOWNS) if rng.random() < 0.25 else text


def _numbered(term: str, rng: Random) -> str:
    return term.format(
        n=rng.randint(2, 18),
        h=rng.randint(8, 40),
        k=rng.randint(18, 60),
        g=rng.randint(1, 9),
        ref=rng.randint(100, 9999),
        month=rng.choice(_MONTHS),
    )
