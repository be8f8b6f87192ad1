"""Files that other programs keep people in and we cannot read: what each is, and where its program saves one we can."""

import re
from collections.abc import Callable

from django.utils.translation import gettext as _

COMPOUND = b"\xd0\xcf\x11\xe0"  # of Office before 2007, of Outlook, and of files that Office locks with a password
LOOKED_AT = 4 * 1024 * 1024  # bytes of a compound file in which the names of its streams are looked for
CHAT = re.compile(
    rb"^(?:\xe2\x80\x8e)?\[?\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}[:.]\d\d[^\n]{0,12}?(?:\] | - )[^\n]", re.MULTILINE
)
"""A line of a WhatsApp chat: "[12/03/2024, 18:22:01] Jo: hello" or "12.03.24, 18:22 - Jo: hello"."""
JSON = re.compile(rb"(?:\xef\xbb\xbf)?(?:\{\s*\"|\[\s*(?:\{\s*\"|\[|\"[^\"\n]*\"\s*,\s*[\[{]))")
"""The beginning of what programs keep for programs: {"…, [{"…, ["vcard",[…."""
WEB_PAGE = re.compile(rb"<(?:!doctype|!--|(?:html|head|body|meta|style|div|table)\b)", re.IGNORECASE)
"""Also a table alone: programs on the web save one as ".xls"."""
CHAT_FILE = re.compile(r"(?:^|/)(?:_chat\.txt|WhatsApp[^/]*\.txt)$")


def refusal_of(data: bytes) -> str:
    """Return why a file that is no zip is none of ours and what to do, if it is clearly something else; else ""."""
    start = data[:512].lstrip()
    if start.startswith(COMPOUND):
        return compound(data[:LOOKED_AT])
    if start.startswith(b"<?xml") and b"Excel.Sheet" in start:
        return excel_old()
    for begins, words in BEGINNINGS:
        if start.startswith(begins):
            return words()
    if JSON.match(start):
        return database()
    if start[4:8] == b"ftyp":
        return picture()
    if WEB_PAGE.match(start):
        return web_page()
    if b"BEGIN:VCALENDAR" in start[:200].upper():
        return _("This is a calendar, so we couldn’t find any people in it. Open Contacts instead, and export those.")
    if len(CHAT.findall(data[:20_000])) >= 2:
        return whatsapp()
    return ""


def refusal_of_zip(names: list[str]) -> str:
    """Return the refusal of the document that a zip with these names is; "" if it may be a folder of files."""
    if any(name.startswith("xl/") for name in names):
        return excel_binary() if "xl/workbook.bin" in names else ""
    if any(name.startswith("word/") for name in names):
        return _(
            "This is a Word document. Copy the table of people into Excel or Google Sheets, choose File, “Save as” or "
            "“Download”, then CSV, and bring in that file."
        )
    if "Index/Document.iwa" in names or any(name.startswith("Index/") and name.endswith(".iwa") for name in names):
        return _("This is a Numbers file. In Numbers choose File, Export to, CSV, and bring in that file.")
    if "mimetype" in names and "content.xml" in names:
        return _(
            "This is a LibreOffice file. Open it in LibreOffice, choose File, Save as, and as the type “Text CSV” or "
            "“Excel 2007–365 (.xlsx)”."
        )
    if any(name.startswith("Accounts/") or name == "Categories.xml" for name in names):
        return _(
            "This is an archive of Outlook for Mac (.olm). Sign in at outlook.com, open People, choose Manage "
            "contacts, “Export contacts”, and bring in that CSV file."
        )
    if any("abcddb" in name or name.endswith(".abcdp") for name in names):
        return _("This is the Mac’s own archive. In Contacts choose File, Export, “Export vCard”, not “archive”.")
    if any(CHAT_FILE.search(name) for name in names):
        return whatsapp()
    return ""


def compound(data: bytes) -> str:
    """Return the refusal of an older Office file, by the names of the streams in it."""

    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return _(
            "This file is locked with a password. Open it in Excel, choose File, Info, “Protect Workbook”, “Encrypt "
            "with Password”, and clear the password. Then save it and bring it in again."
        )
    if holds("Workbook") or holds("Book"):
        return excel_old()
    if holds("WordDocument"):
        return _("This is a Word document. Copy the table of people into Excel and save it there as CSV UTF-8.")
    if holds("__nameid_version1.0") or holds("__properties_version1.0"):
        return _(
            "This is a single Outlook message or contact. In Outlook choose File, “Open & Export”, “Import/Export”, "
            "“Export to a file”, “Comma Separated Values”, then Contacts."
        )
    return _(
        "This is an Office or Outlook file of an older kind. Open it in its program, and save or export it as CSV."
    )


def outlook() -> str:
    return _(
        "This is Outlook’s own data file (.pst). In Outlook choose File, “Open & Export”, “Import/Export”, “Export to "
        "a file”, “Comma Separated Values”, then Contacts, and bring in that file."
    )


def excel_old() -> str:
    return _(
        "This is an Excel file of the older kind (.xls). In Excel choose File, Save as, and as the type “Excel "
        "Workbook (.xlsx)” or “CSV UTF-8”."
    )


def excel_binary() -> str:
    return _("This is a binary Excel file (.xlsb). In Excel choose File, Save as, and as the type “CSV UTF-8”.")


def pdf() -> str:
    return _(
        "This is a PDF, which is made for printing. Go back to where your contacts are kept, and choose Export, then "
        "vCard (.vcf) or CSV."
    )


def packed() -> str:
    return _(
        "This file is packed in a way we can’t open. Unpack it and choose the address book inside. In Google Takeout, "
        "choose “.zip” as the file type."
    )


def picture() -> str:
    return _(
        "This is a picture, a sound or a video. Go back to where your contacts are kept, and choose Export, then vCard "
        "(.vcf) or CSV."
    )


def web_page() -> str:
    return _(
        "This is a web page, not the file it leads to. Sign in where your contacts are kept, look for Export, and "
        "choose vCard or CSV."
    )


def whatsapp() -> str:
    return _(
        "This is a WhatsApp chat. WhatsApp keeps no address book of its own: it uses your phone’s. Open Contacts on "
        "your phone and export those."
    )


def database() -> str:
    return _(
        "This is a program’s own database. In Thunderbird open the Address Book, choose Tools, Export, and save it as "
        "vCard. On a phone, open Contacts and choose Export."
    )


def windows_contact() -> str:
    return _(
        "This is a single Windows contact. Open the Contacts folder in Windows, choose Export, then “vCards” or “CSV”."
    )


def rich_text() -> str:
    return _("This is a letter (.rtf). Copy the people in it into Excel or Google Sheets, and save that as CSV.")


def property_list() -> str:
    return _("This is an Apple settings file. On the Mac open Contacts, choose File, Export, “Export vCard”.")


def for_programs() -> str:
    return _(
        "This is a file for programs (.xml). Go back to where your contacts are kept, and choose Export, then vCard "
        "(.vcf) or CSV."
    )


def windows_address_book() -> str:
    return _(
        "This is a Windows address book (.wab). Double-click it on a Windows computer, then choose Export, and “CSV” "
        "or “vCards”."
    )


BEGINNINGS: list[tuple[bytes | tuple[bytes, ...], Callable[[], str]]] = [
    (b"%PDF", pdf),
    (b"!BDN", outlook),
    ((b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh9", b"\xfd7zXZ", b"MSCF"), packed),
    ((b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF", b"II*\0", b"MM\0*", b"ID3", b"OggS"), picture),
    ((b"SQLite format 3", b"// <!-- <mdb:mork", b"\0\x01\0\0Standard"), database),
    (b"\x9c\xcb\xcb\x8d", windows_address_book),
    ((b"bplist0", b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist'), property_list),
    (b"{\\rtf", rich_text),
    (b'<?xml version="1.0" encoding="UTF-8"?>\r\n<c:contact', windows_contact),
    (b"<?xml", for_programs),  # what the others above have not caught
]
