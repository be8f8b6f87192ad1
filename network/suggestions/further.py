"""What work near a wish people of the service know somebody in, told of nobody in particular."""

from django.db.models import Count

from matching.fit import LineFits
from network.models import Contact, Member
from network.suggestions.limits import FEW, LINES_ASKED, SHOWN_FURTHER, SUGGESTED


def further_away(member: Member, fits: LineFits, without: set[str]) -> list[str]:
    """Return lines of work near the wishes, the best first, that at least `FEW` other members each know somebody in.

    Fewer could be told apart by a member who knows the others; no numbers are shown, for the same reason. Members are
    counted and not the people whom they know: how many people five records are of hangs on their addresses, and whoever
    writes a guess down could read from the count whether it was right. The member's own records count for nothing.
    """
    lines = fits.best_lines(SUGGESTED, LINES_ASKED)
    if not lines:
        return []
    records = Contact.objects.open().filter(line_of_work__in=lines, owner__is_active=True).exclude(owner=member)
    counted = records.order_by().values("line_of_work").annotate(owners=Count("owner_id", distinct=True))
    common = set(counted.filter(owners__gte=FEW).values_list("line_of_work", flat=True))
    return [line for line in lines if line in common and line not in without][:SHOWN_FURTHER]
