"""LDIF (RFC 2849), which Thunderbird, SeaMonkey and address books of firms write."""

import binascii
import io
import re
from collections.abc import Iterator
from itertools import islice

from django.utils.translation import gettext as _

from network.imports.reading.cards import BadRow, BrokenCard, Card, Format, Reading, TooManyPeople
from network.imports.reading.composing import Found, compose, distinct
from network.imports.reading.decoding import lines_read
from network.platform.text import tidy

GROUPS = frozenset(["groupofnames", "groupofuniquenames", "group"])
WANTED = frozenset([
    "cn", "displayname", "givenname", "sn", "surname", "mozillanickname", "xmozillanickname", "mail",
    "mozillasecondemail", "xmozillasecondemail", "telephonenumber", "homephone", "mobile", "cellphone",
    "facsimiletelephonenumber", "fax", "pager", "o", "company", "ou", "department", "title", "l",
    "mozillahomelocalityname", "st", "mozillahomestate", "c", "mozillahomecountryname", "description", "objectclass",
])  # fmt: skip
MOST_VALUES = 5000  # of one entry
FRONT = re.compile(rb"^(?:#[^\n]*|version:[^\n]*|[ \t]*)\n", re.IGNORECASE | re.MULTILINE)


def holds_ldif(data: bytes) -> bool:
    """Tell whether `data` begins as LDIF does, after comments and its version."""
    start = FRONT.sub(b"", data[:4000])
    return start[:3].lower() == b"dn:" and b"\n" in start


def read_ldif(data: bytes, *, most_cards: int) -> Reading:
    """Read every entry. Raises `UnreadableFile` if there are too many."""
    rows = list(islice(entries(lines_read(data)), most_cards + 1))
    if len(rows) > most_cards:
        raise TooManyPeople(most_cards)
    cards: list[Card] = []
    bad_rows: list[BadRow] = []
    for number, entry in enumerate(rows, start=1):
        try:
            cards.append(compose(found_in(entry), number))
        except BrokenCard as broken:
            bad_rows.append(BadRow(number, str(broken), tidy(" ".join(entry.get("cn", []))[:200], 80)))
    return Reading(Format.LDIF, cards, bad_rows)


def entries(text: str) -> Iterator[dict[str, list[str]]]:
    """Give the attributes of each entry, by their names in small letters."""
    entry: dict[str, list[str]] | None = None
    count = 0
    for line in io.StringIO(text.replace("\n ", ""), newline="\n"):
        name, _colon, value = line.partition(":")
        name = name.partition(";")[0].strip().lower()
        if name == "dn":
            if entry is not None:
                yield entry
            entry, count = {}, 0
        elif entry is not None and name in WANTED:
            count += 1
            if count > MOST_VALUES:
                entry["too many"] = []
            else:
                entry.setdefault(name, []).append(value_of(value.removesuffix("\n")))
    if entry is not None:
        yield entry


def value_of(value: str) -> str:
    """Return the value in letters; after a second colon it is in base64."""
    if not value.startswith(":"):
        return value.strip()
    try:
        return lines_read(binascii.a2b_base64(value[1:]))
    except ValueError:
        return ""


def found_in(entry: dict[str, list[str]]) -> Found:
    """Return what stands in an entry. Raises `BrokenCard` for a group, which is no person."""
    if GROUPS & {kind.lower() for kind in entry.get("objectclass", ())}:
        raise BrokenCard(_("It’s a group of people, not one person."))

    if "too many" in entry:
        raise BrokenCard(
            _("It has more than %(most)s lines, which is too many for one person.") % {"most": f"{MOST_VALUES:,}"}
        )

    def all_of(*names: str) -> list[str]:
        return [value for name in names for value in entry.get(name, ())]

    def first(*names: str) -> str:
        return next(iter(all_of(*names)), "")

    firms, departments = all_of("o", "company"), all_of("ou", "department")
    home = [first("mozillahomelocalityname"), first("mozillahomestate"), first("mozillahomecountryname")]
    return Found(
        display_name=first("displayname", "cn"),
        name_parts=["", first("givenname"), "", first("sn", "surname"), ""],
        nickname=first("mozillanickname", "xmozillanickname"),
        titles=all_of("title"),
        organisations=[", ".join([*firms[:1], *departments]), *firms[1:]],
        firms=firms,
        emails=all_of("mail", "mozillasecondemail", "xmozillasecondemail"),
        phones=all_of("mobile", "cellphone", "telephonenumber", "homephone"),
        other_numbers=all_of("facsimiletelephonenumber", "fax", "pager"),
        places=[", ".join(distinct(home)), ", ".join(distinct([first("l"), first("st"), first("c")]))],
        notes=all_of("description"),
    )
