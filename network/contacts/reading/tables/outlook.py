"""Outlook's CSV, from the desktop program and from outlook.com: the same headings in different orders."""

from network.contacts.reading.composing import Found, distinct
from network.contacts.reading.tables.columns import Columns

EMAILS = [f"{word}{number} address" for word in ("e mail", "email") for number in ("", " 2", " 3")]
PHONES = [
    "mobile phone", "primary phone", "home phone", "home phone 2", "business phone", "business phone 2",
    "other phone", "car phone", "radio phone", "callback",
]  # fmt: skip
SHARED = ["home fax", "business fax", "other fax", "pager", "assistant s phone", "company main phone", "telex", "isdn"]
WHERE = ("home", "other", "business")


def knows(columns: Columns) -> bool:
    named = columns.has("first name", "last name") or columns.has("name")
    return named and any(columns.has(heading) for heading in [*EMAILS, *PHONES])


def found_in(columns: Columns, cells: list[str]) -> Found:
    def get(*headings: str) -> str:
        return columns.get(cells, *headings)

    found = Found(
        name_parts=[get("first name", "given name"), get("middle name"), get("last name", "surname"), get("suffix")],
        display_name=get("name", "display name"),
        nickname=get("nickname") or get("e mail display name"),
        titles=[get("job title")],
        organisations=[", ".join(part for part in (get("company", "organization"), get("department")) if part)],
        firms=[get("company", "organization")],
        emails=list(columns.all(cells, EMAILS)),
        phones=list(columns.all(cells, PHONES)),
        other_numbers=list(columns.all(cells, SHARED)),
        notes=[get("notes")],
        private=get("sensitivity").lower() in ("private", "confidential") or get("private").lower() in ("true", "yes"),
    )
    for where in WHERE:
        town = [get(f"{where} city"), get(f"{where} state"), get(f"{where} country/region", f"{where} country")]
        found.places.append(", ".join(distinct(town)))
    return found
