"""The thresholds of suggesting, and why they are what they are."""

SUGGESTED = 0.42
"""Least fit of a line of work that is shown as doing what somebody wants."""
KNOWN = 0.42
"""Least fit of a member's own contact."""
PATH_BONUS = 0.1
"""The most that a path adds to a fit: enough to put a friend's friend before a stranger's who fits a little better,
not enough to put the wrong work before the right one."""

MOST_WISHES = 12
SHOWN_KNOWN = 12
SHOWN_CARDS = 20
SHOWN_FURTHER = 8

SMALL_REACH = 400
"""People; up to here the whole reach is taken and scored."""
LINES_ASKED = 200
"""Lines of work whose people are looked for when the reach is large."""
PEOPLE_A_LINE = 60
PEOPLE_A_BATCH = 300
BATCHES = 2
"""The graph is asked for the paths of at most 600 people, the best fits, in two questions."""

FEW = 5
"""A line of work is told of people at large only if at least so many members each know somebody in it."""
