"""People made up by Hypothesis, and the files that programs would write of them."""

import base64
import csv
import io
import quopri
from dataclasses import dataclass

from hypothesis import strategies as st

from network.imports.reading.twice import mended

LETTERS = st.characters(categories=["L", "N"], max_codepoint=0x2FFF).filter(str.isprintable)
WORDS = st.text(LETTERS, min_size=1, max_size=12)
PUNCTUATED = st.lists(
    st.one_of(WORDS, st.sampled_from([",", ";", "\\", ":", "a=b", '"', "O'Neil", "n\\n", "=3D", "x;y,z", "👩‍🍳", "é"])),
    min_size=1, max_size=6,
).map(" ".join)  # fmt: skip
ASCII = "abcdefghijklmnopqrstuvwxyz0123456789"
EMAILS = st.builds(
    "{}@{}.example".format, st.text(ASCII, min_size=1, max_size=10), st.text(ASCII, min_size=1, max_size=8)
)
PHONES = st.integers(1_000_000, 10**11).map(lambda number: f"+44 {number}")


@dataclass(frozen=True)
class Somebody:
    """Who is to come back out of a file. The name has a letter, so that it is one."""

    name: str
    title: str
    organisation: str
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    town: str
    note: str


def is_plain(person: Somebody) -> bool:
    """Tell whether the file can mean nothing else: neither a firm's own card, which is of nobody who works there, nor
    texts that look as if they had been encoded twice. Both have tests of their own."""
    name, firm = (" ".join(text.split()).strip(" ,;").casefold() for text in (person.name, person.organisation))
    texts = (person.name, person.title, person.organisation, person.town, person.note)
    return name != firm and all(mended(text) == text for text in texts)


people = st.builds(
    Somebody,
    name=st.builds("{} {}".format, WORDS, PUNCTUATED),
    title=WORDS,
    organisation=PUNCTUATED,
    emails=st.lists(EMAILS, max_size=3, unique=True).map(tuple),
    phones=st.lists(PHONES, max_size=3, unique=True).map(tuple),
    town=WORDS,
    note=st.lists(PUNCTUATED, max_size=3).map("\n".join),
).filter(is_plain)
books = st.lists(people, min_size=1, max_size=4)


def escaped(text: str, *, commas: bool = True) -> str:
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace("\n", "\\n")
    return text.replace(",", "\\,") if commas else text


def folded(line: str, width: int) -> str:
    """Fold by RFC 6350, 3.2: by characters here; by bytes in `cut_anywhere`."""
    pieces = [line[at : at + width] for at in range(0, len(line), width)]
    return "\r\n ".join(pieces or [""])


def vcard_3_or_4(person: Somebody, version: str, width: int) -> str:
    new = version == "4.0"
    lines = [
        "BEGIN:VCARD",
        f"VERSION:{version}",
        f"FN:{escaped(person.name)}",
        f"ORG:{escaped(person.organisation)};",
        f"TITLE:{escaped(person.title)}",
        *(f"item{n}.EMAIL;TYPE={'work' if new else 'INTERNET,HOME'}:{email}" for n, email in enumerate(person.emails)),
        *(f"TEL;{'VALUE=uri' if new else 'type=CELL'}:{'tel:' if new else ''}{phone}" for phone in person.phones),
        f"ADR;TYPE=HOME:;;1 High St;{escaped(person.town)};;;",
        f"NOTE:{escaped(person.note)}",
        "PHOTO;ENCODING=b;TYPE=JPEG:" + base64.b64encode(person.name.encode() * 20).decode(),
        "END:VCARD",
    ]
    return "".join(folded(line, width) + "\r\n" for line in lines)


def vcard_2_1(person: Somebody, charset: str) -> str:
    def quoted(head: str, text: str) -> str:
        data = text.replace("\n", "\r\n").encode(charset)
        soft = quopri.encodestring(data.replace(b"\r\n", b"\0")).replace(b"=00", b"=0D=0A").replace(b"\n", b"\r\n")
        return f"{head};CHARSET={charset};ENCODING=QUOTED-PRINTABLE:{soft.decode('ascii')}"

    lines = [
        "BEGIN:VCARD",
        "VERSION:2.1",
        quoted("FN", escaped(person.name, commas=False)),
        quoted("ORG", escaped(person.organisation, commas=False)),
        quoted("TITLE", person.title),
        *(f"EMAIL;INTERNET:{email}" for email in person.emails),
        *(f"TEL;CELL;VOICE:{phone}" for phone in person.phones),
        quoted("ADR;HOME", f";;1 High St;{person.town};;;"),
        quoted("NOTE", escaped(person.note, commas=False)),
        "PHOTO;ENCODING=BASE64;JPEG:",
        " " + base64.b64encode(person.name.encode() * 4).decode(),
        "",
        "END:VCARD",
    ]
    return "".join(line + "\r\n" for line in lines)


def table(people: list[Somebody], delimiter: str) -> str:
    """As Google writes it since 2024."""
    out = io.StringIO(newline="")
    emails, phones = [f"E-mail {n} - Value" for n in (1, 2, 3)], [f"Phone {n} - Value" for n in (1, 2, 3)]
    words = ["Organization Name", "Organization Title", "Notes", "Address 1 - City"]
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(["First Name", "Last Name", "Labels", "File As", *words, *emails, *phones])
    for person in people:
        said = [person.organisation, person.title, person.note, person.town]
        reached = [*(*person.emails, "", "", "")[:3], *(*person.phones, "", "", "")[:3]]
        writer.writerow([person.name, "", "* myContacts", "", *said, *reached])
    return out.getvalue()
