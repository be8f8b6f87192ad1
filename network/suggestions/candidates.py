"""Which records to look for a way to: open ones of members within reach, by a line of work that fits."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Value
from django.db.models.functions import Coalesce

from matching.fit import LineFits
from network.models import Contact, Member
from network.suggestions.hidden import Hidden
from network.suggestions.limits import MOST_LINES, MOST_RECORDS, SUGGESTED


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record (a contact's id) by whose line of work somebody fits, and how well (0 to 1)."""

    contact: int
    owner: int
    closeness: int
    line: str
    fit: float


def candidates(member: Member, owners: Collection[int], fits: LineFits, hidden: Hidden) -> list[Candidate]:
    """Return the open records of `owners` (members) that fit, the best first, equals in an order that stays.

    At most `MOST_RECORDS`; one query. The member's own records are none of them, nor do they make room for others' or
    take it: what a member writes down must change nothing here.
    """
    lines = fits.best_lines(SUGGESTED, MOST_LINES)
    if not lines or not owners:
        return []
    records = Contact.objects.open().filter(owner__in=set(owners) - {member.pk}).order_by()
    # Not the bare column: given two lists of indexed columns, SQLite looks up every owner with every line.
    fitting = records.alias(line=Coalesce("line_of_work", Value(""))).filter(line__in=lines)
    found = []
    for pk, owner, closeness, line, confirmed_as in fitting.values_list(
        "pk", "owner_id", "closeness", "line_of_work", "confirmed_as_id"
    ):
        fit = fits.of(line)
        left_out = pk in hidden.records or confirmed_as in hidden.names.members
        if fit is not None and fit.score >= SUGGESTED and not left_out:
            found.append(Candidate(pk, owner, closeness, line, fit.score))
    return sorted(found, key=lambda one: (-one.fit, one.contact))[:MOST_RECORDS]
