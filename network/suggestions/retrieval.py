"""Which records to suggest from, and the paths there: by the graph, or by the record alone while the graph is down."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import BinaryField, F, IntegerField, Q, Value
from django.db.models.functions import Cast, Coalesce, Substr

from matching.calibration import MATCH_THRESHOLD
from matching.fit import LineFits
from network.identity.allowed_comparisons import without_private_twins
from network.models import Contact, Member
from network.models.contact import ContactQuerySet
from network.platform.graph.queries import Near, frontier
from network.platform.graph.ties import STRENGTH
from network.suggestions.eligibility import Exclusions, hidden_from, who_may_introduce
from network.suggestions.paths import Destination, Path, PathSearch, path_strength

MAX_OWNERS = 1_000
"""Members within two handshakes whose records are all looked through. Most people have fewer. Where somebody in the
circle knows half the town, the owners with the strongest ties count, and of the others only those who know somebody in
the very best lines of work: so an answer takes no longer than with this many."""
MAX_LINES = 500
"""Lines of work that are looked for, the best ones."""
LINES_BEYOND = 12
"""Lines of work, the best ones, that are looked for among all owners beyond `MAX_OWNERS`."""
RECORDS_PER_LINE = 100
"""Records of each of them that are looked at, of whichever owner beyond."""
MAX_RECORDS = 500
"""Records to which paths are searched: those that fit best."""
GOLDEN = 2_654_435_769
"""2**32 divided by the golden ratio: by multiples of it the ids stand in another order for each member (Knuth, "The Art
of Computer Programming", volume 3, section 6.4)."""

RECORD_FIELDS = ("pk", "owner_id", "closeness", "line_of_work", "line_is_past", "confirmed_as_id")
RecordRow = tuple[int, int, int, str, bool, int | None]


@dataclass(frozen=True, slots=True)
class Candidate(Destination):
    """A record whose line of work fits, and how well (0 to 1)."""

    fit: float = 0.0


def paths_by_graph(member: Member, fits: LineFits, exclusions: Exclusions) -> list[Path]:
    """Return paths of two and three steps to records that fit, up to three to each. Raises `GraphUnavailable`.

    A reach of up to `MAX_OWNERS` members is searched whole. In a larger one all records of the nearest owners are
    searched, and of the others only those in the best lines of work: so the best work is found wherever it is, and
    nobody has to read all that a large reach knows.

    Each cut is made among what the member may be shown. What is hidden from them takes no place in it, or it would show
    in what is left out.
    """
    if not exclusions.partners:
        return []
    around = frontier(member.pk)
    reach = _nearest_first(member, around)
    near, beyond = set(reach[:MAX_OWNERS]), set(reach[MAX_OWNERS:])
    introducers = who_may_introduce(member, near | {close.hop.member for close in around}, exclusions)
    chosen = candidates(member, introducers & near, fits, exclusions)
    if beyond:
        more = candidates_by_line(member, beyond, fits, exclusions)
        introducers |= who_may_introduce(member, {candidate.owner for candidate in more}, exclusions)
        chosen += (candidate for candidate in more if candidate.owner in introducers)
    best = _best_shown(member, chosen)
    search = PathSearch(around, introducers, {candidate.owner for candidate in best})
    return [path for candidate in best for path in search.best(candidate)]


def paths_by_record(member: Member, fits: LineFits, exclusions: Exclusions) -> list[Path]:
    """Return paths of two steps, to whom the members know who share a handshake with `member`, without the graph."""
    ties = _ties_to(member, who_may_introduce(member, exclusions.partners, exclusions))
    return [
        Path(
            (candidate.owner,),
            candidate.contact,
            candidate.line,
            path_strength(ties[candidate.owner] * candidate.tie, steps=2),
            candidate.is_past,
        )
        for candidate in _best_shown(member, candidates(member, ties, fits, exclusions))
    ]


def candidates(member: Member, owners: Collection[int], fits: LineFits, exclusions: Exclusions) -> list[Candidate]:
    """Return the open records of `owners` (members) that fit. One query.

    The member's own records are not among them, and take no room from others: what a member writes down must change
    nothing here.
    """
    lines = fits.best_lines(MATCH_THRESHOLD, MAX_LINES)
    if not lines or not owners:
        return []
    records = Contact.objects.open().filter(owner__in=set(owners) - {member.pk}).order_by()
    # Not the bare column: given two lists of indexed columns, SQLite looks up every owner with every line.
    fitting = records.alias(line=Coalesce("line_of_work", Value(""))).filter(line__in=lines)
    return list(_fitting(fitting.values_list(*RECORD_FIELDS), fits, exclusions))


def candidates_by_line(
    member: Member, owners: Collection[int], fits: LineFits, exclusions: Exclusions
) -> list[Candidate]:
    """Return fitting open records of `owners` who are too many to look through. One query.

    Of each of the best lines of work it takes up to `RECORDS_PER_LINE` records around another owner for each member,
    upwards and downwards, so that the same owners are not always looked at first. Records of anybody else, and those
    that are not open, take no room.
    """
    lines = fits.best_lines(MATCH_THRESHOLD, LINES_BEYOND)
    if not lines or not owners:
        return []
    start = min(owners, key=lambda pk: _turned(member.pk, pk))
    half = RECORDS_PER_LINE // 2
    held = without_private_twins(_of_owners(Contact.objects.open(), owners))
    few = []
    for line in lines:
        records = held.filter(line_of_work=line)
        few.append(Q(pk__in=records.filter(owner__gte=start).order_by("owner_id", "pk").values("pk")[:half]))
        few.append(Q(pk__in=records.filter(owner__lt=start).order_by("-owner_id", "-pk").values("pk")[:half]))
    rows = Contact.objects.filter(reduce(or_, few)).order_by().values_list(*RECORD_FIELDS)
    return list(_fitting(rows, fits, exclusions))


def _of_owners(records: ContactQuerySet, owners: Collection[int]) -> ContactQuerySet:
    """Return those of `records` whose owner is one of `owners` (members), who may be many thousands.

    By a byte for each id. A list of the ids would be made into a table anew for each of two dozen subqueries: with
    10,000 owners that took fifteen times as long on SQLite.
    """
    chosen = bytearray(max(owners) + 1)
    for owner in owners:
        chosen[owner] = 1
    place = Cast(F("owner_id") + 1, IntegerField())
    byte = Substr(Value(bytes(chosen), BinaryField()), place, 1, output_field=BinaryField())
    return records.alias(of_owners=byte).filter(of_owners=b"\x01")


def _fitting(rows: Iterable[RecordRow], fits: LineFits, exclusions: Exclusions) -> Iterator[Candidate]:
    for pk, owner, closeness, line, is_past, confirmed_as in rows:
        fit = fits.of(line)
        if fit is not None and fit.score >= MATCH_THRESHOLD and not exclusions.covers(pk, confirmed_as):
            yield Candidate(pk, owner, line, STRENGTH[closeness], is_past, fit.score)


def _best_shown(member: Member, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the `MAX_RECORDS` best that are not hidden from `member`: those who do the work now before those who did,
    of each the best first, equals in an order that stays.

    What an owner keeps private takes no place: who is left out for lack of room must not tell of it.
    """
    ordered = sorted(candidates, key=lambda candidate: (candidate.is_past, -candidate.fit, candidate.contact))
    shown: list[Candidate] = []
    while ordered and len(shown) < MAX_RECORDS:
        next_best, ordered = ordered[: MAX_RECORDS - len(shown)], ordered[MAX_RECORDS - len(shown) :]
        hidden = hidden_from(member, [candidate.contact for candidate in next_best])
        shown += (candidate for candidate in next_best if candidate.contact not in hidden)
    return shown


def _turned(member: int, other: int) -> int:
    """Return where `other` stands in the order in which `member` looks at people; another one for each member.

    Whether others are there does not move it.
    """
    return other * (member * GOLDEN % 2**32 | 1) % 2**32


def _nearest_first(member: Member, around: Sequence[Near]) -> list[int]:
    """Return the members within two handshakes: those one handshake away first, then by the strongest ties.

    Among equals each member has another order, so that the same people are not always asked.
    """
    order: dict[int, tuple[bool, float]] = {}
    for hop, onward in around:
        order[hop.member] = (False, -hop.strength)
        for far in onward:
            through = (True, -hop.strength * far.strength)
            order[far.member] = min(through, order.get(far.member, through))
    order.pop(member.pk, None)
    if len(order) <= MAX_OWNERS:
        return sorted(order)
    return sorted(order, key=lambda pk: (order[pk], _turned(member.pk, pk), pk))


def _ties_to(member: Member, partners: Collection[int]) -> dict[int, float]:
    """Return how strongly `member` is tied to each of `partners`, by their records that are not private."""
    mine = Contact.objects.open().filter(owner=member, confirmed_as_id__in=partners).order_by("pk")
    return {
        partner: STRENGTH[closeness]
        for partner, closeness in mine.values_list("confirmed_as_id", "closeness")
        if partner is not None
    }
