"""From bytes to letters, for files that do not say how they were written."""

import codecs

# Windows-1252 leaves five bytes undefined; files hold them all the same.
WINDOWS = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256))

# Names that Python knows as encodings and no address book means; decoding long text by the first two takes long.
NOT_FOR_LETTERS = frozenset(["idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape"])

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


def by_charset(data: bytes, charset: str) -> str:
    """Decode `data` by the `charset` that it names; where that is none or does not fit, by what does."""
    try:
        if charset and codecs.lookup(charset).name not in NOT_FOR_LETTERS:
            return data.decode(charset)
    except (LookupError, ValueError):
        pass
    try:
        return data.decode("utf-8")
    except ValueError:
        return windows_1252(data)


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
        if encoding := wide_encoding(data):
            data = data.decode(encoding, "replace").encode("utf-8", "replace")
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").replace(b"\0", b"")


def wide_encoding(data: bytes) -> str:
    """Tell UTF-16 without a mark by its NULs: in Latin script every second byte is one. "" when it is not."""
    start = data[:2000]
    pairs = len(start) // 2
    if pairs < 4:
        return ""
    low, high = start[0::2].count(0), start[1::2].count(0)
    if high > 0.4 * pairs and low < 0.05 * pairs:
        return "utf-16-le"
    if low > 0.4 * pairs and high < 0.05 * pairs:
        return "utf-16-be"
    return ""
