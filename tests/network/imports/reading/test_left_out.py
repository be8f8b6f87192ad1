"""What is not read is named; what a contact has no field for is in its note."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from network.imports.reading import UnreadableFile, read

JO = b"BEGIN:VCARD\nVERSION:3.0\nFN:Jo Bell\nEMAIL:jo@example.com\n%b\nEND:VCARD\n"


def note_of(*lines: str) -> str:
    [card] = read(JO % "\n".join(lines).encode()).cards
    return card.note


def test_groups_are_kept_in_the_note_but_for_those_of_everybody() -> None:
    assert note_of("CATEGORIES:myContacts,Choir,Work\\, old") == "In your groups: Choir, Work, old"
    assert note_of("CATEGORIES:* starred", "CATEGORIES:Choir", "NOTE:tall") == "tall\nIn your groups: Choir"
    assert note_of("CATEGORIES:myContacts") == ""


def test_how_a_name_is_said_is_kept_in_the_note() -> None:
    assert note_of("X-PHONETIC-FIRST-NAME:ツバサ", "X-PHONETIC-LAST-NAME:アイカワ") == "Pronounced: アイカワ ツバサ"


def test_columns_of_groups_and_sounds_are_named_as_not_used() -> None:
    reading = read(b"Name,Phonetic First Name,Labels,E-mail\nJo Bell,Joh,Choir,jo@example.com\n")
    assert reading.unused == ("Phonetic First Name", "Labels")


def workbook_with_hidden(*, shown: bool) -> bytes:
    book, out = Workbook(), io.BytesIO()
    first = book.active
    assert first is not None
    first.title = "People"
    if shown:
        first.append(["Name", "Email"])
        first.append(["Jo Bell", "jo@example.com"])
    for title, rows in (("Old", [["Name", "Email"], ["Di", "di@example.com"]]), ("Empty", [])):
        sheet = book.create_sheet(title)
        sheet.sheet_state = "hidden"
        for row in rows:
            sheet.append(row)
    book.save(out)
    return out.getvalue()


def test_a_hidden_sheet_is_named_if_there_is_something_in_it() -> None:
    reading = read(workbook_with_hidden(shown=True))
    assert [card.name for card in reading.cards] == ["Jo Bell"]
    assert [(bad.hint, bad.reason[:21]) for bad in reading.bad_rows] == [("Old", "This sheet is hidden,")]
    with pytest.raises(UnreadableFile, match="hidden"):
        read(workbook_with_hidden(shown=False))


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name.replace("_", "."), data)
    return out.getvalue()


def test_pictures_in_a_zip_are_named_in_one_line() -> None:
    reading = read(zipped(a_vcf=JO % b"", jo_jpg=b"x", di_png=b"x"))
    assert [card.name for card in reading.cards] == ["Jo Bell"]
    [bad] = reading.bad_rows
    assert bad.reason == "They aren’t address books, so we’ve left out these 2: jo.jpg, di.png."
    assert not read(zipped(a_vcf=JO % b"")).bad_rows
