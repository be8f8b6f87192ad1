"""Working conditions: how texts name them, in which work they are usual, and how pages word them."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from matching.understanding.hints import Condition
from matching.vocabulary.titles import vocabulary

# fmt: off
_WORDS: dict[Condition, str] = {
    Condition.OUTDOORS: (
        r"out ?doors?|outdoorsy|out ?side(?! of)|open air|fresh air|in the fields?|on the land|"
        r"in (?:the )?(?:gardens?|woods|parks?)"
    ),
    Condition.ANIMALS: (
        r"animals?|dogs?|puppies|cats?|horses?|ponies|pets?|cows?|cattle|sheep|pigs?|wildlife|livestock"
    ),
    Condition.CHILDREN: (
        r"(?<!my )(?<!our )(?<!her )(?<!his )(?:kids?|kiddies|children|childminder|toddlers?|babies|little ones|"
        r"under.fives|youngsters|young people|teenagers?)"
    ),
    Condition.OLDER_PEOPLE: (
        r"old(?:er)? (?:people|folks?|ladies|gentlemen)|elderly(?: people)?|pensioners?|the elderly"
    ),
    Condition.PEOPLE: r"(?:helping|help|with|meeting|meet|around|talking to) (?:the )?(?:people|public)|people person",
    Condition.HANDS_ON: (
        r"(?:with|using|use) (?:my|our) hands|hands.on|practical|physical(?: work)?|manual(?: work)?|"
        r"(?:making|mending|fixing|building) (?:things|stuff)|on my feet"
    ),
    Condition.QUIET: r"quiet(?:er|ly)?|peaceful|calm|on my own|by myself|alone|behind the scenes",
    Condition.LIGHT: (
        r"not on my feet(?: all day)?|nothing (?:too )?(?:heavy|physical)|no (?:heavy )?lifting|light (?:work|duties)|"
        r"(?:sitting|sat|sit) (?:down|to work)|seated|easy on (?:the|my) (?:back|knees)"
    ),
    Condition.ON_THE_ROAD: r"on the (?:road|move)|out and about|driving (?:around|about)|travelling (?:around|about)",
    Condition.OWN_BOSS: (
        r"(?:be(?:ing)? |as )?my own boss|(?:work(?:ing)? )?for myself|self.employed|freelance|of my own|"
        r"my own (?:business|firm|company|shop|salon|place)|set(?:ting)? up (?:on my own|alone)|going it alone"
    ),
    Condition.FROM_HOME: (
        r"(?:from|at) (?:my )?home|home.based|(?:home|remote) working|remote(?:ly)?(?: work)?|work from home|wfh"
    ),
    Condition.NEAR_HOME: (
        r"near (?:my )?(?:home|house|me)|close(?:r)? to home|local(?:ly)?|walking distance|(?:i )?can (?:walk|get|"
        r"cycle) to"
        r"(?: (?:it|there|by bus|by bike|on foot))*|on (?:a|the) bus route|round the corner|nearby|no commute"
    ),
    Condition.NIGHTS: (
        r"nights(?: away)?|night.?(?:shifts?|work|time|duty)|overnight|(?:by|through the|all|at) night|graveyard shift"
    ),
    Condition.MORNINGS: (
        r"early (?:starts?|mornings?|shifts?|hours)|mornings?|crack of dawn|"
        r"before [5-9](?:[.:]\d\d)? ?(?:am)?"
    ),
    Condition.EVENINGS: r"evenings?|evening (?:shifts?|work)|late shifts?|lates|twilight shifts?|after tea",
    Condition.WEEKENDS: r"week.?ends?|saturdays?|sundays?|bank holidays?",
    Condition.DAYS: (
        r"days (?:only)?|days|day.?time|day shifts?|regular hours|sociable hours|office hours|normal hours|9-5|"
        r"monday to friday|mon.fri|week.?days?"
    ),
    Condition.SCHOOL_HOURS: (
        r"school (?:hours|runs?)|term.?time(?: only)?|(?:9|nine|half nine|9\.30|10|ten) (?:to|till?|-) "
        r"(?:2|2\.30|two|half two|3|three)|round (?:the|my) (?:kids|children)"
    ),
    Condition.PART_TIME: (
        r"part.?time|a few hours|few hours(?: a week)?|couple of (?:hours|days)|(?:two|three|2|3|four|4)(?: or \w+)? "
        r"days(?: a week)?|half days?|not full.?time|\d\d? hours(?: a week)?|job.?share"
    ),
    Condition.FULL_TIME: r"full.?time|all week|permanent",
    Condition.SEASONAL: r"seasonal(?: work)?|(?:in|over|for) the (?:summer|season|winter)|summer job|"
    r"christmas (?:work|job)|harvest",
}
# fmt: on
_PATTERNS = {condition: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for condition, words in _WORDS.items()}
_NO_NIGHT = re.compile(r"\b(?:every|each|good|last|quiz|home at) night\b", re.IGNORECASE)
_NOT_WHOLE = {Condition.ANIMALS: re.compile(r"\bhot dogs?\b", re.IGNORECASE)}


class ConditionSpan(NamedTuple):
    """A condition, and the characters of the text that name it, from `start` up to `end`."""

    condition: Condition
    start: int
    end: int


def conditions_in(text: str) -> list[ConditionSpan]:
    """Return the conditions that `text` names, each once, in the order of the text."""
    text = _NO_NIGHT.sub(lambda match: "_" * len(match[0]), text)
    spans: list[ConditionSpan] = []
    for condition, pattern in _PATTERNS.items():
        match = pattern.search(text)
        if match and not (condition in _NOT_WHOLE and _NOT_WHOLE[condition].search(text)):
            spans.append(ConditionSpan(condition, *match.span()))
    return sorted(_outermost(spans), key=lambda span: span.start)


def _outermost(spans: list[ConditionSpan]) -> list[ConditionSpan]:
    """Drop each span within a longer one: "not on my feet" is light work and contains "on my feet"."""
    return [span for span in spans if not any(_is_within(span, other) for other in spans)]


def _is_within(span: ConditionSpan, other: ConditionSpan) -> bool:
    longer = other.end - other.start > span.end - span.start
    return other.start <= span.start and span.end <= other.end and longer


def without_times(text: str) -> str:
    """Return `text` without the words for when and how much: "part-time bookkeeper" is "bookkeeper"."""
    return _without(text, [span for span in conditions_in(text) if span.condition in _TIMES])


def without_conditions(text: str) -> str:
    """Return `text` without any words for a condition, to see whether it says anything else."""
    return _without(text, conditions_in(text))


def _without(text: str, spans: list[ConditionSpan]) -> str:
    if not spans:
        return text.strip(" ,-")
    for span in reversed(spans):
        text = f"{text[: span.start]} {text[span.end :]}"
    return _LOOSE_ENDS.sub("", " ".join(text.split())).strip(" ,-")


_LOOSE_ENDS = re.compile(
    r"^(?:a|an|the|of|and|or) (?=(?:in|on|at|for|with)\b)"
    r"|(?:[\s,]+(?:in|at|for|on|before|after|with|and|or|of|the|a))+$"
)
"""What remains around removed words: the "in the" of "in the evenings"."""
_TIMES = frozenset(
    {
        Condition.FROM_HOME,
        Condition.NEAR_HOME,
        Condition.NIGHTS,
        Condition.MORNINGS,
        Condition.EVENINGS,
        Condition.WEEKENDS,
        Condition.DAYS,
        Condition.SCHOOL_HOURS,
        Condition.PART_TIME,
        Condition.FULL_TIME,
        Condition.SEASONAL,
        Condition.LIGHT,
        Condition.QUIET,
    }
)


# In which work a condition is usual: our own reading of the unit groups of SOC 2010, by hand. "Often", never "always".
# Prefixes of unit group codes; "6" would be all caring, leisure and other service work.
_GROUPS: dict[Condition, tuple[str, ...]] = {
    Condition.OUTDOORS: (
        "511", "911", "3550", "3551", "3552", "9120", "9211", "9235", "5313", "8142", "8143", "9119", "6211", "9231",
    ),
    Condition.ANIMALS: ("613", "2216", "5111", "9111"),
    Condition.CHILDREN: ("612", "2315", "2316", "2314", "9244", "3231", "6144"),
    Condition.OLDER_PEOPLE: ("6145", "6146", "6141", "1242"),
    Condition.ON_THE_ROAD: ("8211", "8212", "8213", "8214", "8215", "9211"),
    Condition.NIGHTS: (
        "2231", "3213", "3312", "3313", "3314", "5432", "6141", "6142", "6145", "8211", "8214", "9241", "9251", "9260",
        "9274", "2211",
    ),
    Condition.MORNINGS: ("5432", "9211", "9233", "9235", "5111", "9111"),
    Condition.EVENINGS: ("5434", "9272", "9273", "9274", "1223", "1224", "9241", "9275", "3413", "3416"),
    Condition.WEEKENDS: (
        "7111", "7112", "1223", "1224", "1225", "5434", "5435", "6221", "6222", "6211", "9272", "9273", "9274", "9275",
        "2231", "6141", "6145", "3442", "1221",
    ),
    Condition.SCHOOL_HOURS: ("6125", "6126", "9244", "7213", "2315", "2314", "2316"),
}  # fmt: skip


@lru_cache(maxsize=1)
def _usual() -> dict[Condition, NDArray[np.bool_]]:
    titles = vocabulary().titles
    return {
        condition: np.array([title.groups[0].startswith(codes) for title in titles], dtype=np.bool_)
        for condition, codes in _GROUPS.items()
    }


def usual_in_titles(condition: Condition) -> NDArray[np.bool_] | None:
    """Return for each title of the vocabulary, in order, whether `condition` is usual in its commonest group.

    None for a condition that goes with no work in particular ("part time").
    """
    return _usual().get(condition)


def is_usual(condition: Condition, line: str) -> bool:
    """Whether `condition` is usual in the work of `line`."""
    title = vocabulary().title_of(line)
    return title is not None and title.groups[0].startswith(_GROUPS.get(condition, ()))


CONDITION_WORDS: dict[Condition, str | Promise] = {
    Condition.OUTDOORS: _("outdoors"),
    Condition.ANIMALS: _("with animals"),
    Condition.CHILDREN: _("with children"),
    Condition.OLDER_PEOPLE: _("with older people"),
    Condition.PEOPLE: _("with other people"),
    Condition.HANDS_ON: _("with your hands"),
    Condition.QUIET: _("somewhere quiet"),
    Condition.LIGHT: _("easy on the body"),
    Condition.ON_THE_ROAD: _("on the road"),
    Condition.OWN_BOSS: _("as your own boss"),
    Condition.FROM_HOME: _("from home"),
    Condition.NEAR_HOME: _("near home"),
    Condition.NIGHTS: _("at night"),
    Condition.MORNINGS: _("early in the morning"),
    Condition.EVENINGS: _("in the evening"),
    Condition.WEEKENDS: _("at weekends"),
    Condition.DAYS: _("during the day"),
    Condition.SCHOOL_HOURS: _("during school hours"),
    Condition.PART_TIME: _("part time"),
    Condition.FULL_TIME: _("full time"),
    Condition.SEASONAL: _("seasonal"),
}


def conditions_in_words(conditions: Iterable[Condition]) -> str:
    """Return `conditions` in words, in the order of `Condition`, separated by commas: "it is often {at night}"."""
    given = set(conditions)
    return ", ".join(str(words) for condition, words in CONDITION_WORDS.items() if condition in given)
