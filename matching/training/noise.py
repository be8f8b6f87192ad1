# ruff: noqa: SIM905  lists of many words are read more easily so
"""Titles of work as people write them: a label with a place, hours, a short form or a slip of the finger.

All of it is made up by the rules here. No real notice was read for it.
"""

import re
from collections.abc import Callable, Sequence
from random import Random

Rule = Callable[[str, Random], str]

_PLACES = (
    "London Leeds Bristol Manchester Glasgow Cardiff Hull York Derby Luton Croydon Bolton Preston Exeter Dundee "
    "Swansea Norwich Oxford Reading Slough Paris Berlin Dublin Sydney Singapore Mumbai Lagos Nairobi Toronto Dubai "
    "Rome Madrid Delhi Boston Austin Denver Seattle Leicester Coventry Sunderland Brighton Plymouth "
    "Southampton Aberdeen Chester"
).split()
_FIRMS = (
    "Acme|Northgate|Harlow & Sons|Bluebird Group|Kingsway Ltd|Oakfield|Summit Holdings|Lakeside PLC|Redwood Care|"
    "Starling Foods|Vertex Solutions|Hill Brothers|Orchard Inc|Beacon Services"
).split("|")
_BEFORE = (
    "Senior|Junior|Sr|Sr.|Jr|Lead|Trainee|Graduate|Experienced|Part time|Part-time|Full time|Temporary|Permanent|"
    "Contract|Apprentice|Principal|Urgent:|Wanted:|Casual|Weekend|Night|Mobile|Freelance|Qualified|Head|Intern|Deputy|"
    "Relief|Bank|Seasonal|Female|Male|Regional|Local|Field|Skilled"
).split("|")
_AFTER = (
    "Full time|Part time|Full-time|Permanent|Temporary|Fixed term|Maternity cover|12 month contract|6 months|"
    "Immediate start|Urgent|needed|wanted|required|Nights|Weekends|Days|Shifts|m/f|m/w/d|Remote|Hybrid|Work from home|"
    "Internship|Graduate|Entry level|No experience needed|up to 30k|£12 per hour|£25000|25k - 30k|2 posts|x2|"
    "walk in interview|Level 2|Level 3|Grade 5|Band 6|I|II|III|1|2|fresh graduates welcome|English speaker|"
    "French speaker|Mandarin speaker|Days off|own car|Bonus|HQ|Team|Department|Ref 2231|(2)|Good pay|"
    "with accommodation|Vacancy|Job|Position|Executive|Specialist|Staff|Officer"
).split("|")
_SHORT = {
    "manager": "mgr", "assistant": "asst|assist", "engineer": "eng|engr", "technician": "tech",
    "operator": "op|operative", "operative": "op|operator", "supervisor": "supv|spv", "human resources": "HR",
    "information technology": "IT", "ict": "IT", "quality assurance": "QA", "quality control": "QC",
    "administrator": "admin", "administrative": "admin", "administration": "admin", "representative": "rep",
    "customer": "cust", "executive": "exec", "developer": "dev", "director": "dir", "public relations": "PR",
    "coordinator": "co-ordinator|coord", "maintenance": "maint", "department": "dept",
    "research and development": "R&D", "professional": "prof", "accounts": "a/c", "development": "dev",
    "programmer": "dev", "secretary": "sec", "specialist": "expert|spec", "worker": "staff|crew",
    "air conditioning": "aircon|AC", "food and beverage": "F&B", "chief executive officer": "CEO",
    "laboratory": "lab", "veterinary": "vet", "vehicle": "car", "heavy goods vehicle": "HGV", "lorry": "HGV",
    "telephone": "phone", "and": "&|/",
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
        (
            0.08 if beside else 0,
            lambda text, chance: text + chance.choice([" / ", " cum ", " & ", " - ", "/"]) + beside,
        ),
        (0.10, slipped),
        (0.22, lambda text, chance: f"{chance.choice(_BEFORE)} {text}"),
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
    more = chance.choice(chance.choices([_AFTER, _PLACES, _FIRMS], [5, 3, 2])[0])
    text = chance.choice(["{0} - {1}", "{0} ({1})", "{0}, {1}", "{0} {1}", "{0} @ {1}", "{0}: {1}"]).format(text, more)
    return text + chance.choice([" - ", ", ", " "]) + chance.choice(_PLACES) if chance.random() < 0.25 else text
