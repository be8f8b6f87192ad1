"""Which records to look for a way to: open ones of other members, by a line of work that fits."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import F, Window
from django.db.models.functions import Mod, RowNumber

from matching.fit import LineFits
from network.models import Contact, Member
from network.models.contact import ContactQuerySet
from network.suggestions.hidden import Hidden
from network.suggestions.limits import LINES_ASKED, MOST_LINES, MOST_RECORDS, PEOPLE_A_LINE, SMALL_CIRCLE, SUGGESTED

FIELDS = ("pk", "owner_id", "closeness", "line_of_work", "confirmed_as_id")
SHUFFLED = 10_007
"""A prime. Of the many in one line each member meets another few first, so that no one is always asked for."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record (a contact's id) by whose line of work somebody fits, and how well (0 to 1)."""

    contact: int
    owner: int
    closeness: int
    line: str
    fit: float


def candidates(
    member: Member, near: Collection[int], far: Collection[int], fits: LineFits, hidden: Hidden
) -> list[Candidate]:
    """Return records that fit, the best first, equals in an order that stays; at most `MOST_RECORDS`.

    `near` are the members with whom there is a handshake, `far` those with whom these have one. When they are few, all
    of their records are looked at; when they are many, those of the near ones and a few of each line of work. One
    query or two.

    The member's own records are none of them, nor do they make room for others' or take it: what a member writes down
    must change nothing here.
    """
    few = len(near) + len(far) <= SMALL_CIRCLE
    lines = fits.best_lines(SUGGESTED, MOST_LINES if few else LINES_ASKED)
    if not lines or not near:
        return []
    records = _open_records(member).filter(line_of_work__in=lines)
    if few:
        rows = list(records.filter(owner_id__in=[*near, *far]).values_list(*FIELDS))
    else:
        rows = list(records.filter(owner_id__in=list(near)).values_list(*FIELDS))
        rows += [row for row in _few_of_each_line(member, records) if row[1] in far]
    return _best_first(rows, fits, hidden)


def _few_of_each_line(member: Member, records: ContactQuerySet) -> Iterable[tuple[int, int, int, str, int | None]]:
    turn = Mod(F("pk") * 7919 + member.pk * 104_729, SHUFFLED)
    placed = records.annotate(place_in_line=Window(RowNumber(), partition_by="line_of_work", order_by=[turn, F("pk")]))
    return placed.filter(place_in_line__lte=PEOPLE_A_LINE).values_list(*FIELDS)


def _best_first(
    rows: Iterable[tuple[int, int, int, str, int | None]], fits: LineFits, hidden: Hidden
) -> list[Candidate]:
    found: dict[int, Candidate] = {}
    for pk, owner, closeness, line, confirmed_as in rows:
        fit = fits.of(line)
        shown = fit is not None and fit.score >= SUGGESTED and pk not in hidden.records
        if fit is not None and shown and confirmed_as not in hidden.names.members:
            found[pk] = Candidate(pk, owner, closeness, line, fit.score)
    return sorted(found.values(), key=lambda one: (-one.fit, one.contact))[:MOST_RECORDS]


def _open_records(member: Member) -> ContactQuerySet:
    shown = Contact.objects.open().exclude(line_of_work="").exclude(line_source=Contact.LineSource.HIDDEN)
    return shown.exclude(owner=member).filter(owner__is_active=True).order_by()
