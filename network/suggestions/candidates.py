"""Which records to look for a way to: open ones of members within reach, by a line of work that fits."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q, Value
from django.db.models.functions import Coalesce

from matching.fit import LineFits
from network.models import Contact, Member
from network.suggestions.hidden import Hidden
from network.suggestions.limits import LINES_FIRST, MOST_LINES, MOST_RECORDS, OF_A_LINE, SUGGESTED


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
    return best(_fitting(fitting.values_list(*_READ), fits, hidden))


def by_line_first(member: Member, owners: Collection[int], fits: LineFits, hidden: Hidden) -> list[Candidate]:
    """Return records of `owners`, too many to look through, the other way round: the very best lines of work first,
    and of up to `OF_A_LINE` records of each, whosoever they are, those that one of `owners` holds. One query.

    Those about another owner for each member, up and down, so that no one is always looked at first.
    """
    lines = fits.best_lines(SUGGESTED, LINES_FIRST)
    if not lines or not owners:
        return []
    held = set(owners)
    start = sorted(held)[member.pk % len(held)]
    half = OF_A_LINE // 2
    few = []
    for line in lines:
        records = Contact.objects.open().filter(line_of_work=line)
        few.append(Q(pk__in=records.filter(owner__gte=start).order_by("owner_id", "pk")[:half]))
        few.append(Q(pk__in=records.filter(owner__lt=start).order_by("-owner_id", "-pk")[:half]))
    rows = Contact.objects.filter(reduce(or_, few)).order_by().values_list(*_READ)
    return list(_fitting((row for row in rows if row[1] in held), fits, hidden))


_READ = ("pk", "owner_id", "closeness", "line_of_work", "confirmed_as_id")
Row = tuple[int, int, int, str, int | None]


def _fitting(rows: Iterable[Row], fits: LineFits, hidden: Hidden) -> Iterator[Candidate]:
    for pk, owner, closeness, line, confirmed_as in rows:
        fit = fits.of(line)
        left_out = pk in hidden.records or confirmed_as in hidden.names.members
        if fit is not None and fit.score >= SUGGESTED and not left_out:
            yield Candidate(pk, owner, closeness, line, fit.score)


def best(found: Iterable[Candidate]) -> list[Candidate]:
    """Return the `MOST_RECORDS` best, the best first, equals in an order that stays."""
    return sorted(found, key=lambda one: (-one.fit, one.contact))[:MOST_RECORDS]
