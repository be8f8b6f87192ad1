"""What work near a wish people in town know somebody in, told of nobody in particular."""

from collections.abc import Collection, Sequence
from math import cos, radians

from django.db import connection

from matching.fit import LineFits
from network.models import Contact, Member, Place
from network.suggestions.limits import FEW, IN_TOWN_MILES, LINES_FURTHER, SHOWN_FURTHER, SUGGESTED
from network.suggestions.places import MILE

DEGREE = 111.2  # km of latitude
_AT_LEAST_FEW = """
WITH wanted (line) AS (VALUES {values})
SELECT line FROM wanted WHERE EXISTS (
    SELECT DISTINCT contact.owner_id
    FROM network_contact contact JOIN network_member owner ON owner.id = contact.owner_id {in_town}
    WHERE contact.line_of_work = wanted.line AND NOT contact.private AND owner.is_active AND contact.owner_id <> %s
    LIMIT 1 OFFSET %s
)
"""
"""In SQL, since it may stop at the first few of each line: to count them all takes seconds where millions are known."""
_IN_TOWN = """
    JOIN network_place place ON place.geoname_id = owner.place_id
        AND place.latitude BETWEEN %s AND %s AND place.longitude BETWEEN %s AND %s
"""


def further_away(member: Member, fits: LineFits, with_a_way: Collection[str]) -> list[str]:
    """Return lines of work near the wishes, the best first, that at least `FEW` members in town know somebody in, and
    to which no way was found: none of `with_a_way`, and none of the member's own contacts'.

    In town is about `IN_TOWN_MILES` around, and everywhere for a member who has not said where they are. Fewer could be
    told apart by a member who knows the others; no numbers are shown, for the same reason. Members are counted and not
    the people whom they know: how many people five records are of hangs on their addresses, and whoever writes a guess
    down could read from the count whether it was right. The member's own records count for nothing here.
    """
    lines = [line for line in fits.best_lines(SUGGESTED, LINES_FURTHER) if line not in with_a_way]
    if not lines:
        return []
    mine = Contact.objects.filter(owner=member, line_of_work__in=lines).order_by()
    known = set(mine.values_list("line_of_work", flat=True).distinct())
    common = _common(lines, member)
    return [line for line in lines if line in common and line not in known][:SHOWN_FURTHER]


def _common(lines: Sequence[str], member: Member) -> set[str]:
    """Return those of `lines` in which at least `FEW` members in town, `member` apart, have an open record."""
    values = ", ".join(["(%s)"] * len(lines))
    around = _around(member.place) if member.place else ()
    with connection.cursor() as cursor:
        query = _AT_LEAST_FEW.format(values=values, in_town=_IN_TOWN if around else "")
        cursor.execute(query, [*lines, *around, member.pk, FEW - 1])
        return {line for (line,) in cursor.fetchall()}


def _around(place: Place) -> tuple[float, float, float, float]:
    """Return the least and most latitude and longitude, in degrees, of a square about `place`.

    Its middle is a point of a coarse net, the nearest: whoever gives now one village as theirs and now the next would
    else find out by the difference where a single member lives.
    """
    north = IN_TOWN_MILES * MILE / DEGREE
    latitude = round(place.latitude / north) * north
    east = north / max(cos(radians(latitude)), 0.01)
    longitude = round(place.longitude / east) * east
    return (latitude - north, latitude + north, longitude - east, longitude + east)
