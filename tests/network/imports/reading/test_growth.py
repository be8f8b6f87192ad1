"""Reading takes time in proportion to the file, whatever stands in it."""

import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from network.imports.reading import UnreadableFile, read
from tests.network.imports.reading.workbooks import workbook, zipped

CARD = b"BEGIN:VCARD\nVERSION:2.1\nFN:Jo Bell\n%b\nEND:VCARD\n"
SOFT = b"FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:" + b"=D0=92=D0=\n =BB" * 20
FILES: dict[str, Callable[[int], bytes]] = {
    "cards": lambda size: CARD % b"EMAIL:jo@example.com" * (size // 60),
    "cards without an end": lambda size: b"BEGIN:VCARD\nFN:Jo\n" * (size // 18),
    "cards with an indent": lambda size: b"  BEGIN:VCARD\n  FN:Jo\n  END:VCARD\n" * (size // 36),
    "indents without an end": lambda size: b" BEGIN:VCARD\n" * (size // 13),
    "cards in one line": lambda size: b"BEGIN:VCARD\nFN:Jo\nEND:VCARD" * (size // 28),
    "soft breaks": lambda size: CARD % SOFT * (size // 350),
    "letters of one byte": lambda size: CARD % "NOTE:żółć Łódź\nADR:;;;Łódź".encode("cp1250") * (size // 70),
    "one bad byte in each card": lambda size: CARD % ("NOTE:Zoë ".encode() + b"\xc3") * (size // 60),
    "line ends of returns": lambda size: CARD % b"" + b"\r" * size + b"\n",
    "words that go on": lambda size: CARD % (b"NOTE:x\n" + b"and on\n" * (size // 7)),
    "a long address": lambda size: CARD % (b"EMAIL:" + b"a" * size),
    "many long addresses": lambda size: CARD % (b"EMAIL:" + b"a" * 900 + b"@") * (size // 950),
    "signs of addresses": lambda size: CARD % (b"EMAIL:" + b"a@" * 450) * (size // 950),
    "a name of signs": lambda size: CARD % (b"N:" + b"@a." * 300) * (size // 950),
    "numbers in one cell": lambda size: CARD % (b"TEL:" + b"1;" * 450) * (size // 950),
    "rows": lambda size: b"Name,Email\n" + b"Jo Bell,jo@example.com\n" * (size // 23),
    "rows of many columns": lambda size: b"Name,Email" + b",x" * 200 + (b"\nJo" + b"," * 201) * (size // 204),
    "headings again": lambda size: b"Name,Email\nJo,j@a.example\nEmail,Name\nj@a.example,Jo\n" * (size // 53),
    "a heading of a line": lambda size: b"Name,Email" + b",x" * (size // 2) + b"\nJo,j@example.com\n",
    "single quotes": lambda size: b"'Name','Email'\n" + b"'Jo','j@example.com'\n" * (size // 21),
    "a list": lambda size: b"Jo Bell <jo@example.com>\n" * (size // 25),
    "a list in one line": lambda size: b"Jo Bell <jo@example.com>, " * (size // 26),
    "a list of long words": lambda size: b"jo@example.com\n" * (size // 30) + (b"a" * 900 + b"@\n") * (size // 1900),
    "letters encoded twice": lambda size: b"Name,Email,Notes\n" + "Jo,j@a.example,Ã¼ Ã©\n".encode() * (size // 27),
    "letters of two bytes": lambda size: b"Name,Email\n" + "田中太郎,jo@example.com\n".encode("cp932") * (size // 24),
    "wide letters": lambda size: ("Name,Email\n" + "Jo,j@a.example\n" * (size // 30)).encode("utf-16-le"),
    "a table nobody knows": lambda size: b"Nimi,Ammatti\n" + b"Jo Bell,Baker\n" * (size // 14),
    "a heading beyond all others": lambda size: b"Name,Email" + b",x" * (size // 2),
    "a workbook": lambda size: workbook([["Name", "Phone"], *[["Jo Bell", "07700900123"]] * (size // 150)]),
    "a zip": lambda size: zipped({f"{n}.csv": b"Name,Email\n" + b"Jo,j@a.cc\n" * (size // 110) for n in range(10)}),
    "open quotation marks": lambda size: b"Name,Email\n" + b'"Jo,j@example.com\n' * (size // 18),
}  # fmt: skip


def taken(data: bytes) -> float:
    """Return the processor time of reading, in seconds."""
    began = time.process_time()
    with suppress(UnreadableFile):
        read(data, most_cards=10**6)
    return time.process_time() - began


@pytest.mark.parametrize("kind", FILES)
def test_a_file_four_times_as_long_takes_about_four_times_as_long(kind: str) -> None:
    """One quiet moment in eight tries is enough: what grows with the square takes sixteen times as long in each."""
    short, long = FILES[kind](40_000), FILES[kind](160_000)
    assert any(taken(long) <= 6.25 * taken(short) + 0.03 for _try in range(8))
