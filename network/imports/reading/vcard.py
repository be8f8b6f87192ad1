"""vCard 2.1, 3.0 and 4.0.

The grammar of parameters and of structured values is vobject's. What vobject does not do is done here: files that hold
broken cards among good ones, 2.1's quoted-printable with soft line breaks and letters of any charset, and leaving out
photographs before anything is parsed. Its reader of whole lines is not used: its pattern for parameters takes time that
doubles with every comma of a malformed line, which a stranger's file must not be able to ask for.
"""

import re
from collections.abc import Iterable
from itertools import islice
from urllib.parse import unquote

from django.utils.translation import gettext as _
from vobject.icalendar import stringToTextValues
from vobject.vcard import splitFields

from network.imports.reading.cards import BadRow, BrokenCard, Card, Format, Reading, TooManyPeople
from network.imports.reading.composing import Found, compose, distinct, is_linkedin_page, last_digits
from network.imports.reading.decoding import Letters
from network.imports.reading.naming import tells_a_name
from network.imports.reading.vcard_lines import (
    ACCOUNTS,
    GROUPS,
    PHONETIC,
    Line,
    display_name_of,
    lines_of,
    soft_breaks_are_folded,
)
from network.imports.reading.vcard_marks import RawCard, holds_vcards, split, with_marks_apart
from network.platform.text import tidy

__all__ = ["holds_vcards", "read_vcards"]


def read_vcards(data: bytes, *, most_cards: int) -> Reading:
    """Read every card in `data`, which `as_utf8_or_bytes` gave. Raises `UnreadableFile` if there are too many."""
    data = with_marks_apart(data)
    raw_cards = list(islice(split(data), most_cards + 1))
    if len(raw_cards) > most_cards:
        raise TooManyPeople(most_cards)
    letters, has_breaks = Letters(data), b"=\n" in data or b"= \n" in data
    folded = has_breaks and soft_breaks_are_folded(raw.body for raw in raw_cards)
    cards: list[Card] = []
    bad_rows: list[BadRow] = []
    for number, raw in enumerate(raw_cards, start=1):
        try:
            cards.append(read_one(raw, number, letters, folded=folded))
        except BrokenCard as broken:
            bad_rows.append(BadRow(number, str(broken), tidy(display_name_of(raw.body, letters), 80)))
    return Reading(Format.VCARD, cards, bad_rows)


def read_one(raw: RawCard, number: int, letters: Letters, *, folded: bool) -> Card:
    """Return the card. Raises `BrokenCard`. `letters`, `folded`: as `lines_of` takes them."""
    if raw.problem:
        raise BrokenCard(raw.problem)
    return compose(found_in(lines_of(raw.body, letters, folded=folded)), number)


FAMILY, GIVEN, MIDDLE, PREFIX, SUFFIX = range(5)
SECRET = frozenset(["PRIVATE", "CONFIDENTIAL"])
EVERYBODY = frozenset(["mycontacts", "my contacts", "contacts", "all contacts", "starred", "starred in android"])
"""Groups in which programs put everybody."""
KINDS = ("KIND", "X-ADDRESSBOOKSERVER-KIND", "X-ABSHOWAS")
NO_PERSON = frozenset(["org", "location", "application", "device", "company"])
"""Kinds of RFC 6350, 6473 and 6869, and what Apple's books show as a firm."""
TOWN, REGION, COUNTRY = 3, 4, 6
NUMBER = re.compile(r"\+?[\d().\-\s]{7,25}")
MESSENGER = re.compile("WHATSAPP|WA\\.ME|SIGNAL|VIBER|TELEGRAM|IMESSAGE|FACETIME|SMS|TEL:", re.IGNORECASE)
WHATSAPP = re.compile("WHATSAPP|WA\\.ME", re.IGNORECASE)
SHARED = re.compile("FAX|PAGER|ASSISTANT", re.IGNORECASE)
LINK_WITH_NUMBER = re.compile(
    r"(?:(?:https?:)?//)?(?:(?:www\.)?wa\.me/\+?|(?:(?:api|web|www|chat)\.)?whatsapp\.com/send/?\?(?:[^#]*&)?phone=\+?"
    r"|whatsapp:(?://)?send/?\?(?:[^#]*&)?phone=\+?)[ ]?([\d \-().]{7,25})(?=[/?&#;,]|$)",
    re.IGNORECASE,
)
CALL = re.compile(r"(?:tel|sms|smsto|callto):(?://)?(\+?[\d().\- ]{7,25})(;[^?\n]*)?(?:\?[^\n]*)?", re.IGNORECASE)
LONGEST_LINK = 2000
BEFORE_ACCOUNT = re.compile("[:/=]")
ESCAPE = re.compile(r"\\(.|$)", re.DOTALL)
ESCAPE_OR_COMMA = re.compile(r"\\.|,", re.DOTALL)
UNESCAPED_SEMICOLON = re.compile(r"(?<!\\);")
LONGEST_STRUCTURE = 20_000  # characters of a name or an organisation, of which 200 are shown
LONGEST_TEXT = 100_000  # characters of a note, of which 5,000 are kept and its card says so
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
    if is_group(kept):
        raise BrokenCard(_("It’s a group of people, not one person."))
    names(found, kept)
    numbers(found, kept.get("TEL", []), labels)
    found.emails = [text_of(line) for line in preferred_first(kept.get("EMAIL", []))]
    found.places = [place_of(line) for line in sorted(kept["ADR"], key=home_first)] if "ADR" in kept else []
    found.notes = [text_of(line) for line in kept.get("NOTE", ())]
    found.notes += without_place(kept)
    if not ACCOUNTS.isdisjoint(kept):
        accounts(found, [line for name, lines in kept.items() if name in ACCOUNTS for line in lines], labels)
    found.is_no_person = any(line.value.strip().lower() in NO_PERSON for name in KINDS for line in kept.get(name, ()))
    found.uid = text_of(kept["UID"][0]).strip() if "UID" in kept else ""
    secrets = kept.get("CLASS", [])
    found.private = bool(secrets) and any(line.value.strip().upper() in SECRET for line in secrets)
    return found


def is_group(kept: dict[str, list[Line]]) -> bool:
    """Tell whether a card stands for several people: a group of vCard 4.0, Apple's, or a list of Evolution's."""
    if GROUPS.isdisjoint(kept):
        return False
    for name in GROUPS & kept.keys():
        value = kept[name][0].value.strip().lower()
        if "MEMBER" in name or value in ("group", "true"):
            return True
    return False


def names(found: Found, kept: dict[str, list[Line]]) -> None:
    """Fill in who it is and what they do."""
    found.display_name = next((text_of(line) for line in preferred_first(kept.get("FN", [])) if line.value.strip()), "")
    if "N" in kept and not tells_a_name(found.display_name):
        parts = [*fields_of(kept["N"][0]), "", "", "", "", ""]
        found.name_parts = [parts[index] for index in (PREFIX, GIVEN, MIDDLE, FAMILY, SUFFIX)]
        found.language = kept["N"][0].parameters.language
    if not found.display_name and not any(found.name_parts):
        found.display_name = next((text_of(line) for line in kept.get("NAME", ())), "")
    found.nickname = next((text_of(line) for line in kept.get("NICKNAME", ()) if line.value.strip()), "")
    found.titles = [text_of(line) for line in (*kept.get("TITLE", ()), *kept.get("ROLE", ()))]
    organisations = [units_of(line) for line in kept.get("ORG", ())]
    found.organisations = [", ".join(distinct(units)) for units in organisations]
    found.firms = [units[0] for units in organisations]


def without_place(kept: dict[str, list[Line]]) -> list[str]:
    """Return what a contact has no field for, as lines of its note: how a name is said, and the groups it is in."""
    lines = []
    if said := " ".join(distinct(text_of(line) for name in PHONETIC for line in kept.get(name, ()))):
        lines.append(_("Pronounced: %(name)s") % {"name": said})
    groups = distinct(word for line in kept.get("CATEGORIES", ()) for word in text_of(line).split(","))
    if mine := [group for group in groups if group.lower() not in EVERYBODY and not group.startswith("*")]:
        lines.append(_("In your groups: %(groups)s") % {"groups": ", ".join(mine)})
    return lines


def numbers(found: Found, lines: list[Line], labels: dict[str, str]) -> None:
    """Part the numbers that reach the person from those that several people share."""
    for line in preferred_first(lines):
        label = labels.get(line.group, "") if line.group else ""
        shared = SHARED.search(" ".join([*line.parameters.types, label]))
        (found.other_numbers if shared else found.phones).append(text_of(line))


def accounts(found: Found, lines: list[Line], labels: dict[str, str]) -> None:
    """Keep the numbers of messengers, unless they stand as a telephone too, and pages of LinkedIn."""
    reached = {last_digits(phone) for phone in found.phones}
    for line in lines:
        value = unquote(text_of(line)).strip()
        if is_linkedin_page(value):
            found.pages.append(value)
            continue
        about = " ".join([*line.parameters.types, line.name, labels.get(line.group, ""), value[:20]])
        number = number_of_account(value, about)
        if number and last_digits(number) not in reached:
            reached.add(last_digits(number))
            found.phones.append(number)


def number_of_account(value: str, about: str) -> str:
    """Return the telephone number that an account of a messenger is; "" if it is something else.

    WhatsApp's are international, and their plus may be left out.
    """
    if link := LINK_WITH_NUMBER.match(value[:LONGEST_LINK]):
        number = "".join(filter(str.isdigit, link.group(1)))
        return f"+{number}" if 7 <= len(number.lstrip("0")) <= 15 and not number.startswith("0") else ""
    if call := CALL.fullmatch(value[:LONGEST_LINK]):
        return "tel:" + call.group(1) + (call.group(2) or "")
    text = value.removesuffix("@s.whatsapp.net")
    number = BEFORE_ACCOUNT.split(text)[-1].strip() if len(text) < 200 else ""
    if not NUMBER.fullmatch(number) or not (number.startswith("+") or MESSENGER.search(about)):
        return ""
    is_international = WHATSAPP.search(about) and not number.startswith(("+", "0"))
    return f"+{number}" if is_international else number


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
    return unescaped(line.value[:LONGEST_TEXT])


def unescaped(value: str) -> str:
    if "\\" not in value:
        return value
    return str(stringToTextValues(without_odd_escapes(value), listSeparator=SEPARATES_NOTHING)[0])


def fields_of(line: Line) -> list[str]:
    """Return the parts of a structured value, such as N or ADR. Several values in one part are joined by spaces."""
    value = line.value[:LONGEST_STRUCTURE]
    if "\\" not in value and (line.old or "," not in value):
        return value.split(";")
    if line.old:  # in 2.1 a comma separates nothing
        return [unescaped(part) for part in UNESCAPED_SEMICOLON.split(value)]
    return [part if isinstance(part, str) else " ".join(part) for part in splitFields(without_odd_escapes(value))]


def units_of(line: Line) -> list[str]:
    """Return an organisation and its departments. A comma separates nothing here, in any version."""
    if "," not in line.value or line.old:
        return fields_of(line)
    return fields_of(line._replace(value=ESCAPE_OR_COMMA.sub(escaped_comma, line.value[:LONGEST_STRUCTURE])))


def escaped_comma(match: re.Match[str]) -> str:
    return "\\," if match.group() == "," else match.group()


def without_odd_escapes(value: str) -> str:
    """Make vobject read what is meant: a colon that the Mac escaped, and a last backslash, which it takes for "eof"."""
    return ESCAPE.sub(lambda escape: escape.group() if escape.group(1) not in ("", ":") else escape.group(1), value)
