"""What work near a wish people of the service know somebody in, told of nobody in particular."""

from django.db.models import Count

from matching.fit import LineFits
from network.models import Contact
from network.suggestions.limits import FEW, LINES_ASKED, SHOWN_FURTHER, SUGGESTED


def further_away(fits: LineFits, without: set[str]) -> list[str]:
    """Return lines of work near the wishes, the best first, that at least `FEW` members each know somebody in.

    Fewer could be told apart by a member who knows the others; no numbers are shown, for the same reason.
    """
    lines = fits.best_lines(SUGGESTED, LINES_ASKED)
    if not lines:
        return []
    records = Contact.objects.open().filter(line_of_work__in=lines, owner__is_active=True).order_by()
    counted = records.values("line_of_work").annotate(
        owners=Count("owner_id", distinct=True), people=Count("person_id", distinct=True)
    )
    common = set(counted.filter(owners__gte=FEW, people__gte=FEW).values_list("line_of_work", flat=True))
    return [line for line in lines if line in common and line not in without][:SHOWN_FURTHER]
