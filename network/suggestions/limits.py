"""The thresholds of suggesting, and why they are what they are."""

from matching.calibration import STRETCH

SUGGESTED = STRETCH
"""Least fit of a line of work that is shown as doing what somebody wants. Measured on the 250 wishes of the invented
town against the lines of work its people have: from 0.4 on 81% of what is shown is the same work or of its family (94%
from 0.5, 68% from 0.35), the first is so for 95%, and 40% of the wishes see something (24%; 56%). Of 31 texts that say
nothing none came nearer to a line of the town than 0.30. On 409 vacancy titles (JobBERT's validation split) a true line
is among the first ten for 77% (73% from 0.5) at a precision of 0.33 (0.35)."""
KNOWN = STRETCH
"""Least fit of a member's own contact, the same."""
PATH_BONUS = 0.1
"""The most that a path adds to a fit: enough to put a friend's friend before a stranger's who fits a little better,
not enough to put the wrong work before the right one."""

MOST_WISHES = 12
SHOWN_KNOWN = 12
SHOWN_CARDS = 20
SHOWN_FURTHER = 8

SMALL_CIRCLE = 400
"""Members within two handshakes; up to here all that they know is taken and scored."""
MOST_LINES = 2_000
"""Lines of work by which a small circle is looked through; more than ever fit."""
LINES_ASKED = 200
"""Lines of work that are looked for in a large circle."""
PEOPLE_A_LINE = 60
MOST_RECORDS = 500
"""Ways are looked for to at most so many records: those that fit best."""

FEW = 5
"""A line of work is told of people at large only if at least so many members each know somebody in it."""
