"""Who may stand on a path and where one may lead: who may introduce, who is left out, which paths the record upholds.

The graph says who is near whom. Whether anybody may be shown it, or asked, is decided here from the record, for the
pages and for `diagnostics` alike.

Everything here is a function of the viewer's own records, of handshakes that both have made, and of the one record
behind the card (docs/visibility.md). A block that somebody else made changes nothing of what is shown: who is blocked
may ask, and the request is never delivered (`network.introductions.rules`).
"""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

from network.identity.allowed_comparisons import kept_private, records_of_oneself
from network.introductions.capacity import able_to_take_requests
from network.introductions.queries import records_asked_for
from network.models import Contact, Handshake, Member
from network.platform.privacy.blocks import blocked_by
from network.suggestions.paths import Path

MEMBERS_PER_QUERY = 5_000

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Exclusions:
    """Whom a member is led neither to nor through, by what they did themselves."""

    partners: frozenset[int] = frozenset()
    """The members whom a record of the viewer's own is confirmed as."""
    known: frozenset[int] = frozenset()
    """The members to whom no path leads: `partners`, and the viewer."""
    blocked: frozenset[int] = frozenset()
    """The members whom the viewer has blocked. They stand on no path."""
    records: frozenset[int] = frozenset()
    """Contacts at which no path ends: the viewer has asked for them."""

    def covers(self, contact_id: int, confirmed_as: int | None) -> bool:
        """Tell whether the record with this id, confirmed as this member or nobody, is left out."""
        return contact_id in self.records or confirmed_as in self.known


def exclusions_for(member: Member) -> Exclusions:
    """Return who is not suggested to `member`: they themselves, members whom a record of their own is confirmed as, and
    the records that they have asked for. Three queries.

    Who the others are is never worked out from addresses. A second record of somebody whom the member knows, met or
    asked for is another card. Whoever could make a card vanish by writing an address down would learn whose it is.

    What the member has asked for stays left out whatever came of it, so that a no and no answer look the same. Only
    what the member withdrew may come back.
    """
    own = Contact.objects.filter(owner=member, confirmed_as__isnull=False).order_by()
    partners = frozenset(own.values_list("confirmed_as_id", flat=True))
    return Exclusions(
        partners=partners,
        known=partners | {member.pk},
        blocked=frozenset(blocked_by(member.pk)),
        records=frozenset(records_asked_for(member)),
    )


def who_may_introduce(member: Member, others: Collection[int], exclusions: Exclusions) -> set[int]:
    """Return those of `others` (members) who may be asked to introduce `member` now.

    The member has not blocked them, and they can take a request (`network.introductions.capacity`). Three queries.
    """
    ids = sorted(set(others) - exclusions.blocked - {member.pk})
    able: set[int] = set()
    for start in range(0, len(ids), MEMBERS_PER_QUERY):
        able |= able_to_take_requests(ids[start : start + MEMBERS_PER_QUERY])
    return able


def hidden_from(member: Member, contacts: Collection[int]) -> set[int]:
    """Return those of `contacts` (ids) to which no path of `member` leads, whoever asks along it. At most four queries.

    They are of the member, or their owner keeps the person private on another record of theirs with the same address.
    """
    return records_of_oneself(member, contacts) | kept_private(contacts)


class PathCheck:
    """Says of each of some paths whether it stands in the record now. Three queries for all of them.

    Paths to records that are hidden (`hidden_from`) are left out before.
    """

    def __init__(self, member: Member, paths: Collection[Path], exclusions: Exclusions) -> None:
        introducers = {introducer for path in paths for introducer in path.introducers}
        open_records = Contact.objects.open().filter(pk__in={path.contact for path in paths}).select_related("place")
        self._member = member.pk
        self._exclusions = exclusions
        self._handshakes = _handshakes({*introducers, member.pk})
        self._records = {record.pk: record for record in open_records.order_by("pk")}

    def record_of(self, path: Path) -> Contact | None:
        """Return the open record at the end of `path`; None if `path` does not stand, or leads to somebody left out.

        Each two neighbours on it share a handshake by a record that is not private.
        """
        record = self._records.get(path.contact)
        owner = (self._member, *path.introducers)[-1]
        if record is None or record.owner_id != owner:
            return None
        if (record.line_of_work, record.line_is_past) != (path.line, path.is_past):
            return None
        if self._exclusions.covers(record.pk, record.confirmed_as_id):
            return None
        return record if self._may_be_walked(path) else None

    def _may_be_walked(self, path: Path) -> bool:
        if not self._exclusions.blocked.isdisjoint(path.introducers):
            return False
        return all(tie in self._handshakes for tie in pairwise((self._member, *path.introducers)))


def _handshakes(members: Collection[int]) -> set[Pair]:
    """Return the pairs, from whom to whom, who share a handshake by a record that the first does not keep private."""
    rows = Handshake.objects.filter(low_id__in=members, high_id__in=members).values_list("low_id", "high_id")
    handshakes = {pair for low, high in rows for pair in ((low, high), (high, low))}
    records = Contact.objects.open().filter(owner_id__in=members, confirmed_as_id__in=members).order_by()
    return handshakes & {
        (owner, member) for owner, member in records.values_list("owner_id", "confirmed_as_id") if member
    }
