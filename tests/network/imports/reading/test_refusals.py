"""Files of other kinds: each is told by what it holds, and which program saves one that we read."""

import pytest

from network.imports.reading import UnreadableFile, read
from tests.network.imports.reading.workbooks import zipped


def compound(*streams: str) -> bytes:
    """Return the beginning of a file of Office before 2007, with the names of its streams."""
    names = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + names


CHAT_OF_AN_IPHONE = "[12/03/2024, 18:22:01] Jo: hello\n[12/03/2024, 18:22:30] Di: hi\n"
CHAT_OF_AN_ANDROID = "12.03.24, 18:22 - Jo: hello\n12.03.24, 18:23 - +44 7700 900123: jo@example.com\n"

FILES: dict[str, tuple[bytes, str, str]] = {
    "locked workbook": (compound("EncryptedPackage"), "locked with a password", "Encrypt with Password"),
    "old workbook": (compound("Workbook"), r"\(.xls\)", "CSV UTF-8"),
    "older workbook": (compound("Book"), r"\(.xls\)", "CSV UTF-8"),
    "old letter": (compound("WordDocument"), "Word", "CSV UTF-8"),
    "Outlook's message": (compound("__nameid_version1.0"), "Outlook", "Export to a file"),
    "something else of Office": (compound("Quill"), "Office or Outlook file", "as CSV"),
    "binary workbook": (zipped({"[Content_Types].xml": "", "xl/workbook.bin": ""}), "xlsb", "CSV UTF-8"),
    "letter": (zipped({"[Content_Types].xml": "", "word/document.xml": ""}), "Word", "Google Sheets"),
    "LibreOffice": (zipped({"mimetype": "", "content.xml": ""}), "LibreOffice", "Text CSV"),
    "Numbers": (zipped({"Index/Document.iwa": "", "Metadata/x.plist": ""}), "Numbers", "Export to, CSV"),
    "Outlook for Mac": (zipped({"Categories.xml": "", "Accounts/a/b.xml": ""}), "Outlook for Mac", "Export contacts"),
    "Mac's archive": (zipped({"x.abbu/AddressBook-v22.abcddb": ""}), "Mac’s own archive", "Export vCard"),
    "WhatsApp's zip": (zipped({"_chat.txt": "x"}), "WhatsApp", "Contacts on your phone"),
    "chat of an iPhone": (CHAT_OF_AN_IPHONE.encode(), "WhatsApp", "Contacts on your phone"),
    "chat of an Android": (CHAT_OF_AN_ANDROID.encode(), "WhatsApp", "Contacts on your phone"),
    "Outlook's store": (b"!BDN" + b"\0" * 600, "pst", "Comma Separated Values"),
    "PDF": (b"%PDF-1.7\n", "PDF", "vCard"),
    "picture": (b"\xff\xd8\xff\xe0" + b"\0" * 50, "picture", "vCard"),
    "picture of an iPhone": (b"\0\0\0\x18ftypheic" + b"\0" * 50, "picture", "vCard"),
    "gzip": (b"\x1f\x8b\x08\0" + b"\0" * 50, "packed", "Takeout"),
    "web page": (b"<!DOCTYPE html><title>Sign in</title>", "web page", "Export"),
    "table of a web page": (b'<table border="1"><tr><td>jo@example.com</td></tr></table>', "web page", "Export"),
    "styles of a web page": (b"<STYLE>td {}</STYLE><TABLE></TABLE>", "web page", "Export"),
    "calendar": (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "calendar", "Contacts"),
    "database": (b"SQLite format 3\0" + b"\0" * 50, "database", "Thunderbird"),
    "Thunderbird's old book": (b'// <!-- <mdb:mork:z v="1.4"/> -->\n', "database", "Thunderbird"),
    "Windows address book": (b"\x9c\xcb\xcb\x8d\x13\x75\xd2\x11", "wab", "Export"),
    "Windows contact": (b'<?xml version="1.0" encoding="UTF-8"?>\r\n<c:contact c:Version="1">', "Windows", "vCards"),
    "workbook of Excel 2003": (
        b'<?xml version="1.0"?>\r\n<?mso-application progid="Excel.Sheet"?>\r\n<Workbook>', r"\(.xls\)", "CSV UTF-8",
    ),
    "cards in XML": (b'<?xml version="1.0"?><vcards><vcard/></vcards>', r"\(.xml\)", "choose Export"),
    "settings of the Mac": (b"bplist00" + b"\0" * 50, "Apple", "Export vCard"),
    "data of a program": (b'[{"name": "Jo Bell", "email": "jo@example.com"}]', "database", "choose Export"),
    "data of a program in lists": (b'["vcard", [["version", {}, "text", "4.0"]]]', "database", "choose Export"),
    "data of a program by names": (b'{\n  "friends": []}', "database", "choose Export"),
    "rich text": (b"{\\rtf1\\ansi Jo Bell}", "letter", "CSV"),
}  # fmt: skip


@pytest.mark.parametrize("kind", FILES)
def test_what_it_is_and_what_to_do(kind: str) -> None:
    data, what, what_to_do = FILES[kind]
    with pytest.raises(UnreadableFile, match=what) as refusal:
        read(data)
    assert what_to_do in str(refusal.value)
    assert len(str(refusal.value)) < 300


def test_a_date_at_the_beginning_makes_no_chat() -> None:
    reading = read(b"Name,Met on,Phone\nJo Bell,12/03/2024,07700900123\nDi Marsh,13/03/2024,07700900124\n")
    assert [card.name for card in reading.cards] == ["Jo Bell", "Di Marsh"]
