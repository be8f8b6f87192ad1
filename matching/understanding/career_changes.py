"""Ideas for somebody who says what they did and wants a change, from our own hand-made lists.

Each idea is work that uses much of what was learnt in the other, and can be started without long study. Ideas are shown
as such and never as matches.
"""

import re
from functools import lru_cache

from matching.vocabulary.titles import vocabulary

# Prefixes of unit group codes, of which the longest that fits counts, and lines of work of other minor groups.
_IDEAS_AFTER: dict[str, tuple[str, ...]] = {
    "711": ("receptionist", "warehouse operative", "call centre agent", "teaching assistant", "barista", "care worker"),
    "71": ("receptionist", "account manager", "estate agent", "warehouse operative", "call centre agent"),
    "721": ("receptionist", "shop assistant", "office administrator", "travel agent", "teaching assistant"),
    "72": ("receptionist", "office manager", "shop manager", "travel agent", "training officer"),
    "614": (
        "teaching assistant",
        "receptionist",
        "healthcare assistant",
        "support worker",
        "nursery assistant",
        "cook",
    ),
    "612": ("care worker", "librarian", "receptionist", "youth worker", "playworker", "florist"),
    "613": ("gardener", "veterinary nurse", "countryside ranger", "delivery driver"),
    "622": ("make-up artist", "receptionist", "shop assistant", "care worker"),
    "62": ("receptionist", "tour guide", "caretaker", "shop assistant", "care worker"),
    "92": ("warehouse operative", "shop assistant", "caretaker", "delivery driver", "kitchen assistant", "care worker"),
    "923": ("caretaker", "care worker", "kitchen assistant", "laundry worker", "gardener"),
    "926": ("delivery driver", "shop assistant", "stock controller", "postal worker", "factory worker"),
    "927": ("shop assistant", "care worker", "receptionist", "barista", "steward"),
    "924": ("caretaker", "receptionist", "delivery driver", "prison officer", "parking attendant"),
    "91": ("ground worker", "gardener", "warehouse operative", "delivery driver", "plasterer"),
    "82": ("warehouse operative", "transport planner", "driving instructor", "caretaker", "groundsman"),
    "81": ("warehouse operative", "maintenance engineer", "delivery driver", "caretaker", "quality inspector"),
    "53": ("building inspector", "caretaker", "site manager", "health and safety officer", "kitchen fitter"),
    "52": ("maintenance engineer", "caretaker", "quality inspector", "site manager", "health and safety officer"),
    "543": ("barista", "cook", "food technologist", "shop assistant", "delivery driver"),
    "54": ("upholsterer", "shop assistant", "picture framer", "caretaker", "teaching assistant"),
    "51": ("landscape gardener", "countryside ranger", "groundsman", "tree surgeon", "florist"),
    "4": ("librarian", "receptionist", "teaching assistant", "bookkeeper", "housing officer", "payroll clerk"),
    "35": ("office manager", "bookkeeper", "housing officer", "training officer", "teaching assistant"),
    "33": ("security guard", "driving instructor", "caretaker", "health and safety officer", "youth worker"),
    "32": ("care worker", "teaching assistant", "youth worker", "receptionist", "training officer"),
    "223": ("health visitor", "practice manager", "teaching assistant", "welfare officer", "training officer"),
    "23": ("youth worker", "librarian", "museum assistant", "training officer", "careers adviser"),
    "12": ("office manager", "event organiser", "housing officer", "training officer", "shop manager"),
    "1": ("office manager", "charity manager", "training officer", "housing officer", "event organiser"),
    "2": ("teacher", "training officer", "charity manager", "librarian", "careers adviser"),
    "3": ("training officer", "teaching assistant", "office manager", "youth worker", "housing officer"),
}
# Employers that people name instead of their work, under the work that most people do there.
_EMPLOYERS: dict[str, str] = {
    "supermarket assistant": "aldi|asda|booths|co-?op|iceland|lidl|morrisons|sainsbury'?s|somerfield|spar|"
    "tesco'?s?|waitrose",
    "shop assistant": "argos|b ?(?:and|&) ?m|boots|debenhams|john lewis|m ?(?:and|&) ?s|next|poundland|primark|"
    "superdrug|tk ?maxx|wh ?smiths?|wilkos?|woolworths|woolies|b ?(?:and|&) ?q|homebase|wickes|screwfix|toolstation",
    "fast food assistant": "burger king|greggs|kfc|maccy ?d'?s|mcdonald'?s|nando'?s|subway|pizza hut|domino'?s",
    "barista": "caff[eè] nero|costa(?: coffee)?|pret|starbucks",
    "bar staff": "(?:jd )?wetherspoons?|spoons",
    "warehouse operative": "amazon|ocado|dhl warehouse",
    "postal worker": "royal mail|the post",
    "delivery driver": "deliveroo|dpd|evri|hermes|just eat|yodel|uber eats",
    "taxi driver": "uber",
    "bus driver": "arriva|first ?bus|stagecoach",
    "soldier": "army|forces|military",
    "administrative officer": "council",
    "healthcare assistant": "nhs",
}
# Fields that people name instead of their work.
_FIELDS: dict[str, str] = {
    "shop assistant": "retail|shops?|shop work",
    "care worker": "care|care work|caring|care homes?|home ?care",
    "call centre agent": "call cent(?:re|er)s?",
    "bar staff": "pubs?|bars?|bar work|hospitality",
    "waiter": "restaurants?|caf[eé]s?",
    "chef": "kitchens?|catering",
    "warehouse operative": "warehous(?:e|es|ing)|warehouse work",
    "factory worker": "factor(?:y|ies)|factory work|manufacturing",
    "builder": "building|construction|building sites?",
    "office administrator": "offices?|office work|admin",
    "cleaner": "cleaning",
    "driver": "driving|haulage",
    "teacher": "teaching|schools?",
    "nurse": "nursing",
    "bank clerk": "banks?|banking",
}
_AFTER_NAME = "(?: (?:on|at|in|for|since|until|till|down|store|shop|branch)\\b.*)?"
"""What may follow an employer's name: where or for how long. Work may not, as in "NHS nurse"."""
_BEFORE_NAME = "(?:(?:at|for|in|with) )?(?:a |an |the |my )?"
_PATTERNS = [
    *(
        (line, re.compile(rf"{_BEFORE_NAME}(?:{names}){_AFTER_NAME}", re.IGNORECASE))
        for line, names in _EMPLOYERS.items()
    ),
    *((line, re.compile(rf"{_BEFORE_NAME}(?:{names})", re.IGNORECASE)) for line, names in _FIELDS.items()),
]


def usual_work_at(words: str) -> str:
    """Return the usual work at the employer ("Tesco", "Tesco in Hull") or in the field ("retail") that `words` name.

    "" for an employer or field that the lists do not have.
    """
    return next((line for line, names in _PATTERNS if names.fullmatch(words.strip())), "")


@lru_cache(maxsize=512)
def career_ideas(line: str) -> tuple[str, ...]:
    """Return ideas for somebody who worked in `line`: lines of work outside its own minor group; () without any."""
    title = vocabulary().title_of(line)
    if title is None:
        return ()
    codes = sorted((code for code in _IDEAS_AFTER if title.groups[0].startswith(code)), key=len, reverse=True)
    own = title.groups[0][:3]
    return tuple(idea for idea in _IDEAS_AFTER[codes[0]] if not _is_in(idea, own)) if codes else ()


def _is_in(line: str, minor: str) -> bool:
    title = vocabulary().title_of(line)
    return title is not None and title.groups[0].startswith(minor)
