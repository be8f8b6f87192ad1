"""Compiling a catalogue to the .mo file that Python's gettext reads (GNU gettext manual, "The Format of GNU MO Files").

The smallest form: no hash table, which Python does not use. The same catalogue always gives the same bytes.
"""

import struct

from backr.catalogues.po import Catalogue

MAGIC = 0x950412DE
HEAD = 28  # bytes: seven numbers of four


def compiled(catalogue: Catalogue) -> bytes:
    """Return the .mo file of what is translated; what is not falls back to English."""
    pairs = {b"": catalogue.head.encode()}
    for key, entry in catalogue.entries.items():
        if entry.is_translated:
            english = f"{key.text}\0{entry.plural}" if entry.plural else key.text
            found_by = f"{key.context}\x04{english}" if key.context else english
            pairs[found_by.encode()] = "\0".join(entry.said).encode()
    ordered = sorted(pairs.items())
    at = HEAD + 16 * len(ordered)
    tables: list[list[int]] = [[], []]
    texts = b""
    for column in (0, 1):
        for pair in ordered:
            tables[column] += [len(pair[column]), at + len(texts)]
            texts += pair[column] + b"\0"
    numbers = [MAGIC, 0, len(ordered), HEAD, HEAD + 8 * len(ordered), 0, 0, *tables[0], *tables[1]]
    return struct.pack(f"<{len(numbers)}I", *numbers) + texts
