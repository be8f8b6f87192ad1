"""What of the circles somebody looks at, as the page's address says it: nothing is kept anywhere else."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from network.contacts.mapping.words import RINGS, SECTORS, WORK
from network.contacts.queries import LONGEST_SEARCH
from network.people.words import tidy

LARGEST_ID = 2**63 - 1


@dataclass(frozen=True)
class Look:
    """Whom to show, whom to open, and which page of the list. What the address says amiss is as if it said nothing."""

    search: str = ""
    ring: int | None = None
    sector: str = ""
    work: str = ""
    handshake: bool = False
    person: int | None = None
    page: str = "1"

    @property
    def narrowed(self) -> bool:
        """Whether somebody may be left out."""
        return bool(self.search or self.ring or self.sector or self.work or self.handshake)

    @property
    def opened(self) -> bool:
        """Whether one part of the drawing was opened: one ring in one sector."""
        return bool(self.ring and self.sector)

    def query(self, **changes: Any) -> str:
        """Return the address's query for this look with `changes`, "?" before it. Pages begin anew."""
        look = replace(self, page="1", **changes)
        said = {
            "q": look.search,
            "ring": look.ring,
            "sector": look.sector,
            "work": look.work,
            "handshake": "yes" if look.handshake else "",
            "person": look.person,
        }
        return f"?{urlencode({name: value for name, value in said.items() if value})}"


def look_of(query: Mapping[str, str]) -> Look:
    """Return the look that a query (of an address, or one that a form sends back) asks for."""
    return Look(
        search=tidy(query.get("q", "")[:LONGEST_SEARCH]),
        ring=_number(query.get("ring", ""), RINGS),
        sector=_one_of(query.get("sector", ""), SECTORS),
        work=_one_of(query.get("work", ""), WORK),
        handshake=bool(query.get("handshake")),
        person=_number(query.get("person", "")),
        page=query.get("page", "1"),
    )


def look_in(words: str) -> Look:
    """Return the look of a whole query in one text, as a form sends it back."""
    return look_of(QueryDict(words.removeprefix("?")[:1000], encoding="utf-8"))


def _one_of(said: str, known: Mapping[str, Any]) -> str:
    return said if said in known else ""


def _number(said: str, known: Mapping[int, Any] | None = None) -> int | None:
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 20 else None
    if number is None or number > LARGEST_ID or (known is not None and number not in known):
        return None
    return number
