"""LinkedIn's Connections.csv, with the notes that it puts in front since 2020 or without."""

from network.contacts.reading.composing import Found
from network.contacts.reading.tables.columns import Columns


def knows(columns: Columns) -> bool:
    return columns.has("first name", "last name", "position") and (
        columns.has("connected on") or columns.has("company", "email address")
    )


def found_in(columns: Columns, cells: list[str]) -> Found:
    page = columns.get(cells, "url", "profile url")
    return Found(
        name_parts=[columns.get(cells, "first name"), columns.get(cells, "last name")],
        titles=[columns.get(cells, "position")],
        organisations=[columns.get(cells, "company")],
        firms=[columns.get(cells, "company")],
        emails=list(columns.all(cells, ["email address", "e mail address"])),
        notes=[page] if page.startswith("https://") else [],
    )
