"""The thresholds of suggesting, and why they are what they are."""

from matching.calibration import ROUNDING, STRETCH

SUGGESTED = STRETCH - ROUNDING
"""Least fit of a line of work that is shown as doing what somebody wants: see `matching.calibration`."""
KNOWN = STRETCH - ROUNDING
"""Least fit of a member's own contact, the same."""
PATH_BONUS = 0.1
"""The most that a path adds to a fit: enough to put a friend's friend before a stranger's who fits a little better,
not enough to put the wrong work before the right one."""
HOPED_BONUS = 0.03
"""What a rank gains where a setting that is asked for beside the work ("nights") is usual in it: enough to go before an
equal fit, not enough to go before a better line of work. Ours, and not measured."""
FAR_AWAY = 0.8
"""What a rank counts of somebody as far away as what the member put aside as too far."""

MOST_WISHES = 12
SHOWN_KNOWN = 12
SHOWN_CARDS = 20
SHOWN_FURTHER = 8
SHOWN_OTHERS = 20

MOST_OWNERS = 1_000
"""Members within two handshakes whose records are all looked through. Most people have fewer; where a friend is known
by all the town, those by the strongest ties, and of the others only who is in the very best lines of work, so that an
answer never takes longer than with so many."""
MOST_LINES = 500
"""Lines of work that are looked for, the best ones."""
LINES_FURTHER = 200
"""Lines of work of which it is asked whether anybody at all is in them."""
IN_TOWN_MILES = 15
"""How far away somebody still counts as in town."""
LINES_FIRST = 12
"""Lines of work, the best ones, that are looked for in all of a reach beyond `MOST_OWNERS`."""
OF_A_LINE = 200
"""Records of each of them that are looked at, wherever in town they are."""
MOST_RECORDS = 500
"""Ways are looked for to at most so many records: those that fit best."""

FEW = 5
"""A line of work is told of people at large only if at least so many members each know somebody in it."""
