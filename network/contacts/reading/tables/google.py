"""Google Contacts, "Google CSV": the headings until 2024 ("E-mail 1 - Type") and since ("E-mail 1 - Label")."""

import re

from network.contacts.reading.composing import Found, distinct
from network.contacts.reading.tables.columns import Columns

SEVERAL = " ::: "  # between several values in one cell
SHARED = re.compile("fax|pager|assistant", re.IGNORECASE)


def knows(columns: Columns) -> bool:
    return (
        columns.has("e mail 1 value")
        or columns.has("phone 1 value")
        or (columns.has("labels", "file as") or columns.has("given name", "family name", "group membership"))
    )


def found_in(columns: Columns, cells: list[str]) -> Found:
    def get(*headings: str) -> str:
        return columns.get(cells, *headings)

    found = Found(
        display_name=get("name"),
        name_parts=[
            get("name prefix"),
            get("first name", "given name"),
            get("middle name", "additional name"),
            get("last name", "family name"),
            get("name suffix"),
        ],
        nickname=get("nickname") or get("file as"),
        titles=several(get("organization title", "organization 1 title")),
        organisations=several(get("organization name", "organization 1 name")),
        firms=several(get("organization name", "organization 1 name")),
        notes=[get("notes")],
        private=get("sensitivity").lower() in ("private", "confidential"),
    )
    found.emails = [email for name in columns.numbered("e mail {} value") for email in several(get(name))]
    for name in columns.numbered("phone {} value"):
        kind = get(name.replace("value", "label"), name.replace("value", "type"))
        (found.other_numbers if SHARED.search(kind) else found.phones).extend(several(get(name)))
    for name in columns.numbered("address {} city"):
        town = [get(name), get(name.replace("city", "region")), get(name.replace("city", "country"))]
        found.places.append(", ".join(distinct(town)))
    return found


def several(cell: str) -> list[str]:
    return [value for value in cell.split(SEVERAL) if value] if cell else []
