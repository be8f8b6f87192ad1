"""Text from strangers' programs, made fit to keep and to show."""

import re
import unicodedata

# Control characters, and marks that only steer the direction of writing: phones put those around numbers, and with
# them one name can be made to look like another. PostgreSQL refuses NUL in a text. Joiners stay: scripts and emoji
# need them.
UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
JOINERS = "\u200c\u200d"


def one_line(text: str, longest: int) -> str:
    """Return `text` on one line without unwanted characters or doubled spaces, at most `longest` characters."""
    if not (text.isascii() and text.isprintable()):
        text = unicodedata.normalize("NFC", UNWANTED.sub("", text)).strip(JOINERS)
    return shortened(" ".join(text.split()), longest)


def several_lines(text: str, longest: int) -> str:
    """Return `text` with its line breaks, else tidied as `one_line` does; at most one empty line in a row."""
    lines = [one_line(line, longest) for line in text.splitlines()]
    return shortened(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip(), longest)


def shortened(text: str, longest: int) -> str:
    """Return `text`, or its beginning and an ellipsis, `longest` characters together."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
