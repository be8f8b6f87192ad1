"""Where, when and among whom somebody would work, as the words of a text say it."""

import re

from matching.understanding.hints import Setting

# fmt: off
_WORDS: dict[Setting, str] = {
    Setting.OUTDOORS: (
        r"out ?doors?|outdoorsy|out ?side(?! of)|open air|fresh air|in the fields?|on the land|"
        r"in (?:the )?(?:gardens?|woods|parks?)"
    ),
    Setting.ANIMALS: (
        r"animals?|dogs?|puppies|cats?|horses?|ponies|pets?|cows?|cattle|sheep|pigs?|wildlife|livestock"
    ),
    Setting.CHILDREN: (
        r"(?<!my )(?<!our )(?<!her )(?<!his )(?:kids?|kiddies|children|childminder|toddlers?|babies|little ones|"
        r"under.fives|youngsters|young people|teenagers?)"
    ),
    Setting.OLDER_PEOPLE: r"old(?:er)? (?:people|folks?|ladies|gentlemen)|elderly(?: people)?|pensioners?|the elderly",
    Setting.PEOPLE: r"(?:helping|help|with|meeting|meet|around|talking to) (?:the )?(?:people|public)|people person",
    Setting.HANDS_ON: (
        r"(?:with|using|use) (?:my|our) hands|hands.on|practical|physical(?: work)?|manual(?: work)?|"
        r"(?:making|mending|fixing|building) (?:things|stuff)|on my feet"
    ),
    Setting.QUIET: r"quiet(?:er|ly)?|peaceful|calm|on my own|by myself|alone|behind the scenes",
    Setting.LIGHT: (
        r"not on my feet(?: all day)?|nothing (?:too )?(?:heavy|physical)|no (?:heavy )?lifting|light (?:work|duties)|"
        r"(?:sitting|sat|sit) (?:down|to work)|seated|easy on (?:the|my) (?:back|knees)"
    ),
    Setting.ON_THE_ROAD: r"on the (?:road|move)|out and about|driving (?:around|about)|travelling (?:around|about)",
    Setting.OWN_BOSS: (
        r"(?:be(?:ing)? |as )?my own boss|(?:work(?:ing)? )?for myself|self.employed|freelance|of my own|"
        r"my own (?:business|firm|company|shop|salon|place)|set(?:ting)? up (?:on my own|alone)|going it alone"
    ),
    Setting.FROM_HOME: (
        r"(?:from|at) (?:my )?home|home.based|(?:home|remote) working|remote(?:ly)?(?: work)?|work from home|wfh"
    ),
    Setting.NEAR_HOME: (
        r"near (?:my )?(?:home|house|me)|close(?:r)? to home|local(?:ly)?|walking distance|(?:i )?can (?:walk|get|"
        r"cycle) to"
        r"(?: (?:it|there|by bus|by bike|on foot))*|on (?:a|the) bus route|round the corner|nearby|no commute"
    ),
    Setting.NIGHTS: (
        r"nights(?: away)?|night.?(?:shifts?|work|time|duty)|overnight|(?:by|through the|all|at) night|graveyard shift"
    ),
    Setting.MORNINGS: (
        r"early (?:starts?|mornings?|shifts?|hours)|mornings?|crack of dawn|"
        r"before [5-9](?:[.:]\d\d)? ?(?:am)?"
    ),
    Setting.EVENINGS: r"evenings?|evening (?:shifts?|work)|late shifts?|lates|twilight shifts?|after tea",
    Setting.WEEKENDS: r"week.?ends?|saturdays?|sundays?|bank holidays?",
    Setting.DAYS: (
        r"days (?:only)?|days|day.?time|day shifts?|regular hours|sociable hours|office hours|normal hours|9-5|"
        r"monday to friday|mon.fri|week.?days?"
    ),
    Setting.SCHOOL_HOURS: (
        r"school (?:hours|runs?)|term.?time(?: only)?|(?:9|nine|half nine|9\.30|10|ten) (?:to|till?|-) "
        r"(?:2|2\.30|two|half two|3|three)|round (?:the|my) (?:kids|children)"
    ),
    Setting.PART_TIME: (
        r"part.?time|a few hours|few hours(?: a week)?|couple of (?:hours|days)|(?:two|three|2|3|four|4)(?: or \w+)? "
        r"days(?: a week)?|half days?|not full.?time|\d\d? hours(?: a week)?|job.?share"
    ),
    Setting.FULL_TIME: r"full.?time|all week|permanent",
    Setting.SEASONAL: r"seasonal(?: work)?|(?:in|over|for) the (?:summer|season|winter)|summer job|"
    r"christmas (?:work|job)|harvest",
}
# fmt: on
_PATTERNS = {setting: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for setting, words in _WORDS.items()}
_NO_NIGHT = re.compile(r"\b(?:every|each|good|last|quiz|home at) night\b", re.IGNORECASE)
_NOT_WHOLE = {Setting.ANIMALS: re.compile(r"\bhot dogs?\b", re.IGNORECASE)}


def settings_in(text: str) -> list[tuple[Setting, int, int]]:
    """Return the settings that `text` names, each once, with where: first and after the last character."""
    text = _NO_NIGHT.sub(lambda found: "_" * len(found[0]), text)
    found: list[tuple[Setting, int, int]] = []
    for setting, pattern in _PATTERNS.items():
        hit = pattern.search(text)
        if hit and not (setting in _NOT_WHOLE and _NOT_WHOLE[setting].search(text)):
            found.append((setting, *hit.span()))
    return sorted(_without_swallowed(found), key=lambda one: one[1])


def _without_swallowed(found: list[tuple[Setting, int, int]]) -> list[tuple[Setting, int, int]]:
    """Leave out what lies within another: "not on my feet" is light work, and within it stands "on my feet"."""
    return [
        one
        for one in found
        if not any(
            other is not one and other[1] <= one[1] and one[2] <= other[2] and other[2] - other[1] > one[2] - one[1]
            for other in found
        )
    ]


def without_times(text: str) -> str:
    """Return `text` without the words for when and how much: "part-time bookkeeper" is "bookkeeper"."""
    return _without(text, [found for found in settings_in(text) if found[0] in _TIMES])


def without_settings(text: str) -> str:
    """Return `text` without any words for a setting, to see whether it says anything else."""
    return _without(text, settings_in(text))


def _without(text: str, found: list[tuple[Setting, int, int]]) -> str:
    for _, start, end in reversed(found):
        text = f"{text[:start]} {text[end:]}"
    return _LOOSE_ENDS.sub("", " ".join(text.split())).strip(" ,-") if found else text.strip(" ,-")


_LOOSE_ENDS = re.compile(
    r"^(?:a|an|the|of|and|or) (?=(?:in|on|at|for|with)\b)"
    r"|(?:[\s,]+(?:in|at|for|on|before|after|with|and|or|of|the|a))+$"
)
"""What is left over where words were taken out: the "in the" of "in the evenings"."""
_TIMES = frozenset(
    {
        Setting.FROM_HOME,
        Setting.NEAR_HOME,
        Setting.NIGHTS,
        Setting.MORNINGS,
        Setting.EVENINGS,
        Setting.WEEKENDS,
        Setting.DAYS,
        Setting.SCHOOL_HOURS,
        Setting.PART_TIME,
        Setting.FULL_TIME,
        Setting.SEASONAL,
        Setting.LIGHT,
        Setting.QUIET,
    }
)
