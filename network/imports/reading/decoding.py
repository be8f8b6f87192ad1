"""From bytes to letters, for files that do not say how they were written."""

import binascii
import codecs
import io
import re
from collections.abc import Iterator
from functools import cached_property

from network.imports.reading.east_asian import ALIASES, WIDE
from network.imports.reading.legacy import encoding_of
from network.imports.reading.twice import mended

# Windows-1252 leaves five bytes undefined; files hold them all the same.
WINDOWS = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256))

# Names that Python knows as encodings and no address book means; decoding long text by the first two takes long.
NOT_FOR_LETTERS = frozenset(["idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape"])

ESCAPE_JAPANESE = re.compile(rb"\x1b\$[@B]")
PLACES_OF_NULS = [
    ("utf-32-le", (2, 3), (0,)),
    ("utf-32-be", (0, 1), (3,)),
    ("utf-16-le", (1, 3), (0, 2)),
    ("utf-16-be", (0, 2), (1, 3)),
]
"""Where in four bytes they stand in ASCII's letters, and where hardly any does."""
BY_CHANCE = re.compile("[\u0700-\u08ff]")
"""Letters of two bytes that hardly any address book holds: they are two letters of one byte each."""
CELLS = re.compile(rb'[\s",;:]+')

BYTE_ORDER_MARKS = [
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
]


def windows_1252(data: bytes) -> str:
    """Decode any bytes as Windows-1252; the five that it does not define become control characters."""
    return str(codecs.charmap_decode(data, "strict", WINDOWS)[0])


class Letters:
    """How the letters of one file are to be read where a line of it is not UTF-8. Made out when first asked for.

    The whole file is asked, since one name seldom tells; each line is read by itself, so that a bad byte spoils no
    other.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data

    @cached_property
    def encoding(self) -> str:
        """The encoding of the lines that are not UTF-8 and do not name their charset."""
        return encoding_of(odd_lines(self.data))

    @cached_property
    def mostly_utf8(self) -> bool:
        """Whether more lines are UTF-8, with letters beyond ASCII, than are not."""
        odd = wide = 0
        for line in io.BytesIO(self.data):
            if not line.isascii():
                is_odd = not is_utf8(line)
                odd, wide = odd + is_odd, wide + (not is_odd)
        return wide > odd

    @cached_property
    def is_wide(self) -> bool:
        """Whether the file is in an encoding of two bytes a letter, where a line may be UTF-8 by chance alone."""
        return not is_utf8(self.data) and self.encoding in WIDE and not self.mostly_utf8

    def read(self, line: bytes) -> str:
        """Return a line, or any other piece of the file, in letters."""
        try:
            text = line.decode(self.encoding if not line.isascii() and self.is_wide else "utf-8")
            if not BY_CHANCE.search(text) or self.mostly_utf8:
                return text
        except UnicodeDecodeError:
            pass
        if self.mostly_utf8:
            rest = line.decode("utf-8", "ignore")
            lost = len(line) - len(rest.encode("utf-8"))
            if sum(not letter.isascii() for letter in rest) >= lost or ends_in_half_a_letter(line):
                return rest
        return by_table(line, self.encoding)


def is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def ends_in_half_a_letter(line: bytes) -> bool:
    """Tell whether a line is UTF-8 but for letters cut in two where a cell or the line ends."""
    for piece in CELLS.split(line):
        try:
            piece.decode("utf-8")
        except UnicodeDecodeError as error:
            half, before = piece[error.start :], piece[max(error.start - 1, 0) : error.start]
            whole_in_one_byte = len(half) == 1 and (before.isupper() or (before.isalpha() and half >= b"\xe0"))
            if error.reason != "unexpected end of data" or whole_in_one_byte:
                return False
    return True


def odd_lines(data: bytes) -> Iterator[bytes]:
    """Give the values that are not UTF-8 and whose property, if the file is of vCards, names no charset."""
    for line in io.BytesIO(data):
        if line.isascii() and b"=" not in line:
            continue
        head, colon, value = line.partition(b":")
        upper = head[:300].upper() if colon else b""
        if b"CHARSET" in upper:
            continue
        if b"QUOTED-PRINTABLE" in upper:
            line = binascii.a2b_qp(value)
        if not line.isascii() and not is_utf8(line):
            yield line


def by_table(data: bytes, encoding: str) -> str:
    """Decode by an encoding of one byte a letter; none of the bytes is refused."""
    return windows_1252(data) if encoding == "cp1252" else data.decode(encoding, "replace")


def by_charset(data: bytes, charset: str, letters: Letters) -> str:
    """Decode `data` by the `charset` that it names; where that is none or does not fit, as the rest of its file."""
    try:
        name = codecs.lookup(charset).name if charset else ""
        if name and name not in NOT_FOR_LETTERS:
            return data.decode(ALIASES.get(name, name))
    except (LookupError, ValueError):
        pass
    return letters.read(data)


def lines_read(data: bytes) -> str:
    """Decode a whole text: at once where it is UTF-8, else line by line."""
    try:
        return mended(data.decode("utf-8"))
    except UnicodeDecodeError:
        letters = Letters(data)
        out = io.StringIO(newline="\n")
        out.writelines(map(letters.read, io.BytesIO(data)))
        return mended(out.getvalue())


def as_utf8_or_bytes(data: bytes) -> bytes:
    """Return `data` with plain line ends, without byte order mark or NUL, and from UTF-16 or UTF-32 turned to UTF-8.

    What comes out is UTF-8, or an encoding of one byte a letter that is left for each card to make out alone.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            data = data[len(mark) :]
            if encoding != "utf-8":
                data = data.decode(encoding, "replace").encode("utf-8", "replace")
            break
    else:
        if encoding := encoding_by_pattern(data):
            data = data.decode(encoding, "replace").encode("utf-8", "replace")
    for _time in range(3):  # written as text twice or thrice over
        data = data.replace(b"\r\r\n", b"\r\n")
    data = data.replace(codecs.BOM_UTF8, b"")  # several files put together
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").replace(b"\0", b"")


def encoding_by_pattern(data: bytes) -> str:
    """Tell UTF-16 and UTF-32 without a mark by where their NULs are, and ISO-2022-JP by its escapes; else "".

    Headings, marks and line ends are ASCII, so that even a book of Chinese names has NULs at every second byte, or at
    three of four, and hardly any elsewhere.
    """
    start = data[:4000]
    if b"\0" not in start:
        return "iso2022_jp" if ESCAPE_JAPANESE.search(start) else ""
    places = [start[at::4].count(0) for at in range(4)]
    enough = max(len(start) // 40, 2)
    for encoding, of_nuls, of_letters in PLACES_OF_NULS:
        nuls, letters = ([places[at] for at in which] for which in (of_nuls, of_letters))
        if min(nuls) >= enough and max(letters) * 10 < min(nuls):  # U+0100 has a NUL in the other place
            return encoding
    return ""
