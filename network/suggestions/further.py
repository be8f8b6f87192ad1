"""What work near a wish people of the service know somebody in, told of nobody in particular."""

from collections.abc import Sequence

from django.db import connection

from matching.fit import LineFits
from network.models import Member
from network.suggestions.limits import FEW, LINES_FURTHER, SHOWN_FURTHER, SUGGESTED

_AT_LEAST_FEW = """
WITH wanted (line) AS (VALUES {values})
SELECT line FROM wanted WHERE EXISTS (
    SELECT DISTINCT contact.owner_id
    FROM network_contact contact JOIN network_member owner ON owner.id = contact.owner_id
    WHERE contact.line_of_work = wanted.line AND NOT contact.private AND owner.is_active AND contact.owner_id <> %s
    LIMIT 1 OFFSET %s
)
"""
"""In SQL, since it may stop at the first few of each line: to count them all takes seconds where millions are known."""


def further_away(member: Member, fits: LineFits, without: set[str]) -> list[str]:
    """Return lines of work near the wishes, the best first, that at least `FEW` other members each know somebody in.

    Fewer could be told apart by a member who knows the others; no numbers are shown, for the same reason. Members are
    counted and not the people whom they know: how many people five records are of hangs on their addresses, and whoever
    writes a guess down could read from the count whether it was right. The member's own records count for nothing.
    """
    lines = fits.best_lines(SUGGESTED, LINES_FURTHER)
    common = _common(lines, member.pk)
    return [line for line in lines if line in common and line not in without][:SHOWN_FURTHER]


def _common(lines: Sequence[str], without_owner: int) -> set[str]:
    """Return those of `lines` in which at least `FEW` members, `without_owner` apart, have an open record."""
    if not lines:
        return set()
    values = ", ".join(["(%s)"] * len(lines))
    with connection.cursor() as cursor:
        cursor.execute(_AT_LEAST_FEW.format(values=values), [*lines, without_owner, FEW - 1])
        return {line for (line,) in cursor.fetchall()}
