"""What to say of a file that cannot be read as a whole."""

from django.utils.translation import gettext as _

from network.contacts.reading.cards import UnreadableFile


def not_an_address_book(data: bytes) -> str:
    """Return what to say of a file that plainly is something else, by its first bytes; "" when it may be one."""
    start = data[:512].lstrip()
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")):
        return _(
            "This is a packed file (zip) or a spreadsheet. If it is a zip, open it and choose the file inside. "
            "If it is a spreadsheet, save it as CSV first."
        )
    if start.startswith(b"%PDF"):
        return _("This is a PDF, which is made for printing. Export your address book as vCard (.vcf) or CSV instead.")
    if start.startswith((b"\xd0\xcf\x11\xe0", b"!BDN")):
        return _("This is an Office or Outlook file. In Outlook, choose Export and then CSV, and bring that file.")
    if start.startswith((b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF")) or start[4:8] == b"ftyp":
        return _("This is a picture or a film. Export your address book as vCard (.vcf) or CSV instead.")
    if start[:15].lower().startswith((b"<!doctype", b"<html")):
        return _("This is a web page. Look for “export” where your contacts are kept, and choose vCard or CSV.")
    return ""


def too_many(most: int) -> UnreadableFile:
    """Return the refusal of a file with more cards than we take at once."""
    return UnreadableFile(
        _(
            "This file has more than %(most)s people in it, which is more than we can take at once. "
            "Export them in parts, one group at a time."
        )
        % {"most": f"{most:,}"}
    )
