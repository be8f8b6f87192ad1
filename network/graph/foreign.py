"""What has no place in the graph: anything but people by number, and ties by strength. A name in it would be a leak.

No answer holds what a property says, only how it is called: what is found is printed.
"""

from collections.abc import Iterator

from network.graph import driver, ties
from network.models import Member

NODES_A_BITE = 2_000


def lines() -> Iterator[str]:
    """Say each thing that has no place, in a line. Walks everything, pages of it at a time. Raises `GraphUnavailable`.

    A tie of a kind that we do not know is no matter of this: it differs from what the record says of whose it is.
    """
    for row in driver.read_patiently("foreign_nodes"):
        labelled = " and ".join(sorted(row["labels"])) or "nothing"
        yield f"something labelled {labelled} is there{_with(row['keys'])}, and only people by number are to be"
    for row in driver.read_patiently("people_with_more"):
        yield f"person {row['id']} is there{_with(row['more'])}, and only with a number is to be"
    for persons in _persons_of_members():
        for row in driver.read_patiently("ties_with_more", ids=persons):
            which = f"the tie from person {row['id']} to person {row['other']}"
            yield f"{which} is there{_with(row['more'])}, and only with a strength is to be"


def clear() -> set[int]:
    """Take away all that `lines` says; return the members who have to be projected again because of it."""
    members: set[int] = set()
    for row in driver.read_patiently("foreign_nodes"):
        members |= {member for member in (row["member"], *row["near"]) if isinstance(member, int)}
    while driver.write("forget_foreign", limit=NODES_A_BITE)[0]["forgotten"]:
        pass
    if more := [row["id"] for row in driver.read_patiently("people_with_more")]:
        driver.write("trim_people", ids=more)
    for persons in _persons_of_members():
        driver.write("trim_ties", ids=persons)
    return members


def _with(keys: list[str]) -> str:
    return f" with {', '.join(sorted(keys))}" if keys else ""


def _persons_of_members() -> Iterator[list[int]]:
    """Whoever may have ties, in portions. A tie of anybody else is cut whatever it says."""
    for chunk in ties.all_members():
        yield list(Member.objects.filter(pk__in=chunk).order_by("pk").values_list("person_id", flat=True))
