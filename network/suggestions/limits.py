"""The thresholds of suggesting, and why they are what they are."""

SUGGESTED = 0.5
"""Least fit of a line of work that is shown as doing what somebody wants. Measured with the shipped model on 47 texts:
of 15 that say nothing ("blah blah", "Haverby", keys struck at random) the best fit of any line was 0.42 at most, but
for Spanish "enfermera" (0.59, the model has no Spanish); "anything with dogs" comes to a dog walker at 0.51."""
KNOWN = 0.5
"""Least fit of a member's own contact, the same."""
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
MOST_PEOPLE = 500
"""The graph is asked, at once, for the paths of at most so many people: those who fit best."""

FEW = 5
"""A line of work is told of people at large only if at least so many members each know somebody in it."""
