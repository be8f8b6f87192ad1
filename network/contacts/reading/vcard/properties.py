"""What each property of a card means for us."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _
from vobject.icalendar import stringToTextValues
from vobject.vcard import splitFields

from network.contacts.reading.cards import BrokenCard
from network.contacts.reading.composing import Found, distinct
from network.contacts.reading.vcard.lines import Line

FAMILY, GIVEN, MIDDLE, PREFIX, SUFFIX = range(5)
TOWN, REGION, COUNTRY = 3, 4, 6
SHARED = re.compile("FAX|PAGER|ASSISTANT", re.IGNORECASE)
ESCAPE = re.compile(r"\\(.|$)", re.DOTALL)
UNESCAPED_SEMICOLON = re.compile(r"(?<!\\);")
SEPARATES_NOTHING = "\0"  # never in a value: `as_utf8_or_bytes` took them out


def found_in(lines: Iterable[Line]) -> Found:
    """Return what stands in a card. Raises `BrokenCard` for a group, which is no person."""
    found = Found()
    kept: dict[str, list[Line]] = {}
    labels: dict[str, str] = {}
    for line in lines:
        if line.name == "X-ABLABEL":
            labels[line.group] = line.value
        else:
            kept.setdefault(line.name, []).append(line)
    for kind in (*kept.get("KIND", ()), *kept.get("X-ADDRESSBOOKSERVER-KIND", ())):
        if kind.value.strip().lower() == "group":
            raise BrokenCard(_("It is a group of people, not one person."))
    names(found, kept)
    numbers(found, kept.get("TEL", []), labels)
    found.emails = [text_of(line) for line in preferred_first(kept.get("EMAIL", []))]
    found.places = [place_of(line) for line in sorted(kept.get("ADR", []), key=home_first)]
    found.notes = [text_of(line) for line in kept.get("NOTE", ())]
    found.private = any(line.value.strip().upper() in ("PRIVATE", "CONFIDENTIAL") for line in kept.get("CLASS", ()))
    return found


def names(found: Found, kept: dict[str, list[Line]]) -> None:
    """Fill in who it is and what they do."""
    found.display_name = next((text_of(line) for line in preferred_first(kept.get("FN", [])) if line.value.strip()), "")
    if "N" in kept and not found.display_name.strip():
        parts = [*fields_of(kept["N"][0]), "", "", "", "", ""]
        found.name_parts = [parts[index] for index in (PREFIX, GIVEN, MIDDLE, FAMILY, SUFFIX)]
    found.nickname = next((text_of(line) for line in kept.get("NICKNAME", ()) if line.value.strip()), "")
    found.titles = [text_of(line) for line in (*kept.get("TITLE", ()), *kept.get("ROLE", ()))]
    found.organisations = [", ".join(distinct(fields_of(line))) for line in kept.get("ORG", ())]
    found.firms = [fields_of(line)[0] for line in kept.get("ORG", ()) if fields_of(line)]


def numbers(found: Found, lines: list[Line], labels: dict[str, str]) -> None:
    """Part the numbers that reach the person from those that several people share."""
    for line in preferred_first(lines):
        label = labels.get(line.group, "") if line.group else ""
        shared = SHARED.search(" ".join([*line.parameters.types, label]))
        (found.other_numbers if shared else found.phones).append(text_of(line))


def preferred_first(lines: list[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: line.parameters.rank) if len(lines) > 1 else lines


def home_first(line: Line) -> tuple[bool, int]:
    return "HOME" not in line.parameters.types, line.parameters.rank


def place_of(line: Line) -> str:
    """Return town, region and country of an address; never the street. "" if it does not name them apart."""
    parts = [*fields_of(line), "", "", "", "", "", "", ""]
    return ", ".join(distinct([parts[TOWN], parts[REGION], parts[COUNTRY]]))


def text_of(line: Line) -> str:
    """Return the value without its backslashes. An unescaped comma is a comma: many programs write them so."""
    return unescaped(line.value)


def unescaped(value: str) -> str:
    if "\\" not in value:
        return value
    return str(stringToTextValues(without_odd_escapes(value), listSeparator=SEPARATES_NOTHING)[0])


def fields_of(line: Line) -> list[str]:
    """Return the parts of a structured value, such as N or ADR. Several values in one part are joined by spaces."""
    if "\\" not in line.value and (line.old or "," not in line.value):
        return line.value.split(";")
    if line.old:  # in 2.1 a comma separates nothing
        return [unescaped(part) for part in UNESCAPED_SEMICOLON.split(line.value)]
    return [part if isinstance(part, str) else " ".join(part) for part in splitFields(without_odd_escapes(line.value))]


def without_odd_escapes(value: str) -> str:
    """Make vobject read what is meant: a colon that the Mac escaped, and a last backslash, which it takes for "eof"."""
    return ESCAPE.sub(lambda escape: escape.group() if escape.group(1) not in ("", ":") else escape.group(1), value)
