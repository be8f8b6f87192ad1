# ruff: noqa: SIM905  lists of many words are read more easily so
"""Titles of work as people write them: a label with a level, hours, pay, a place, a short form or a slip of the finger.

All of it is made up by the rules here, from how a small notice in a British shop window or paper is put. None of it was
taken from the data that the matcher is measured on.
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
_SHORT = {
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
_SHORTENED = [(re.compile(rf"\b{re.escape(whole)}\b"), short.split("|")) for whole, short in _SHORT.items()]

AS_IT_IS = 0.2
"""How often a label stays as the classification has it."""


def noised(label: str, chance: Random, beside: str = "") -> str:
    """Return `label` as somebody might write it; `beside` is another label, with which it may be named together."""
    if chance.random() < AS_IT_IS:
        return label
    for pattern, shorts in _SHORTENED:
        if chance.random() < 0.35:
            label = pattern.sub(chance.choice(shorts), label, count=1)
    rules: Sequence[tuple[float, Rule]] = (
        (0.10, _turned),
        (0.08 if beside else 0, lambda text, chance: text + chance.choice([" / ", " & ", " - ", "/"]) + beside),
        (0.10, slipped),
        (0.22, lambda text, chance: f"{chance.choice(_LEVELS)} {text}"),
        (0.30, _with_more),
    )
    for often, rule in rules:
        if chance.random() < often:
            label = rule(label, chance)
    return label


def slipped(text: str, chance: Random) -> str:
    """Return `text` with a letter left out, turned round, doubled or changed."""
    if len(text) < 6:
        return text
    at = chance.randrange(1, len(text) - 2)
    kind = chance.choices(["out", "turned", "doubled", "changed"], [35, 30, 20, 15])[0]
    letter = {
        "out": "",
        "turned": text[at + 1] + text[at],
        "doubled": text[at] * 2,
        "changed": chance.choice("aeiostnrl"),
    }
    return text[:at] + letter[kind] + text[at + (2 if kind == "turned" else 1) :]


def _turned(text: str, chance: Random) -> str:
    """ "Sales manager" as "manager, sales"."""
    words = text.split()
    if not 2 <= len(words) <= 4:
        return text
    shape = chance.choices(["{0}, {1}", "{0} - {1}", "{0} ({1})"], [4, 3, 3])[0]
    return shape.format(words[-1], " ".join(words[:-1]))


def _with_more(text: str, chance: Random) -> str:
    kind = chance.choices([_TERMS, _TOWNS, _FIRMS], [5, 3, 2])[0]
    more = chance.choice(kind)
    if kind is _TERMS:
        more = _numbered(more, chance)
    text = chance.choice(["{0} - {1}", "{0} ({1})", "{0}, {1}", "{0} {1}", "{0} @ {1}", "{0}: {1}"]).format(text, more)
    return text + chance.choice([" - ", ", ", " "]) + chance.choice(_TOWNS) if chance.random() < 0.25 else text


def _numbered(term: str, chance: Random) -> str:
    return term.format(
        n=chance.randint(2, 18),
        h=chance.randint(8, 40),
        k=chance.randint(18, 60),
        g=chance.randint(1, 9),
        ref=chance.randint(100, 9999),
        month=chance.choice(_MONTHS),
    )
