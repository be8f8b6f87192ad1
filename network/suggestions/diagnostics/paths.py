"""The best paths from one member to given people, for the `paths` command and for measuring. No page uses this.

The search, the strength and the check of each path are those of the pages. There are three differences: a path may
lead to somebody whom the member knows already, it leads to a Person rather than to whoever is named on one record, and
no block stands between any two people on it, so that a request along it would arrive.
"""

from collections.abc import Collection, Iterable, Iterator

from network.models import Block, Contact, Member
from network.platform.graph.queries import Hop, frontier, ties_into
from network.suggestions.eligibility import Exclusions, PathCheck, hidden_from, who_may_introduce
from network.suggestions.paths import MAX_PATHS, Destination, Path, PathSearch, path_strength

OwnerAndPerson = tuple[int, int]


def paths_to(member: Member, people: Collection[int]) -> dict[int, list[Path]]:
    """Return up to three best paths of at most three steps from `member` to each of `people` (Persons), by Person.

    A direct tie comes first; it has no introducer and ends at the member's own record. The others go by strength, then
    by fewer steps, then by the ids of the introducers. The first introducers of one person's paths are distinct. The
    graph says who is tied to whom, and every path is held against the record. Whoever has no path is left out.

    Raises `GraphUnavailable`.
    """
    if not people:
        return {}
    exclusions = Exclusions()
    around, ties = frontier(member.pk), ties_into(people)
    first = {near.hop.member for near in around}
    second = {far.member for near in around for far in near.onward}
    owners = {hop.member for hops in ties.values() for hop in hops} & (first | second)
    introducers = who_may_introduce(member, first | owners, exclusions)
    search = PathSearch(around, introducers, owners & introducers)
    candidates: dict[int, list[Path]] = {person: [] for person in ties}
    leads_to: dict[int, int] = {}
    for person, destination, target in _destinations(ties, owners | {member.pk}):
        if target is not None:
            leads_to[destination.contact] = target
        paths = [*_direct(member, destination), *search.every(destination)]
        candidates[person] += (path for path in paths if target not in path.introducers)
    every = [path for paths in candidates.values() for path in paths]
    check, hidden = PathCheck(member, every, exclusions), hidden_from(member, {path.contact for path in every})
    blocks = _Blocks({member.pk, *leads_to.values(), *(pk for path in every for pk in path.introducers)})

    def stands(path: Path) -> bool:
        target = leads_to.get(path.contact)
        people = {member.pk, *path.introducers} | ({target} if target else set())
        if target == member.pk or path.contact in hidden or blocks.between_any(people):
            return False
        return check.record_of(path) is not None

    best = {person: _best(path for path in paths if stands(path)) for person, paths in candidates.items()}
    return {person: paths for person, paths in best.items() if paths}


class _Blocks:
    """The blocks among some members. One query."""

    def __init__(self, members: Collection[int]) -> None:
        rows = Block.objects.filter(owner_id__in=members, other_id__in=members)
        self._pairs = [{owner, other} for owner, other in rows.values_list("owner_id", "other_id")]

    def between_any(self, people: set[int]) -> bool:
        return any(pair <= people for pair in self._pairs)


def _destinations(ties: dict[int, list[Hop]], owners: Collection[int]) -> Iterator[tuple[int, Destination, int | None]]:
    """Yield each Person, a record of theirs for each of `owners` who is tied to them, and the member they are, if any.

    Of several records by one owner it is one with a line of work, then that of the strongest tie, then the oldest.
    """
    strengths = {(hop.member, person): hop.strength for person, hops in ties.items() for hop in hops}
    records = Contact.objects.open().filter(owner__in=owners, person__in=ties).order_by("-closeness", "pk")
    chosen: dict[OwnerAndPerson, tuple[int, str, bool, int | None]] = {}
    fields = ("owner_id", "person_id", "pk", "line_of_work", "line_is_past", "person__member")
    for owner, person, pk, line, is_past, target in records.values_list(*fields):
        if (owner, person) not in chosen or (line and not chosen[owner, person][1]):
            chosen[owner, person] = (pk, line, is_past, target)
    for (owner, person), (pk, line, is_past, target) in chosen.items():
        if (owner, person) in strengths:
            yield person, Destination(pk, owner, line, strengths[owner, person], is_past), target


def _direct(member: Member, destination: Destination) -> Iterator[Path]:
    if destination.owner == member.pk:
        strength = path_strength(destination.tie, steps=1)
        yield Path((), destination.contact, destination.line, strength, destination.is_past)


def _best(paths: Iterable[Path]) -> list[Path]:
    ordered = sorted(paths, key=lambda path: (path.steps > 1, -path.strength, path.steps, path.introducers))
    by_first: dict[tuple[int, ...], Path] = {}
    for path in ordered:
        by_first.setdefault(path.introducers[:1], path)
    return list(by_first.values())[:MAX_PATHS]
