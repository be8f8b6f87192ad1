"""Lists of addresses without headings: an address a line, or pasted from a letter, with names or without."""

import re
from collections.abc import Iterator
from itertools import islice

from network.imports.reading.composing import Found, digits
from network.imports.reading.naming import emails_amid, without_list_mark

LONGEST_LINE = 20_000
BETWEEN_THE_TWO = " \t:-–—"
LINES = re.compile(r"[^\n]+")
SAMPLE = 50  # lines
ENOUGH = 0.6  # of the lines hold an address; fewer in letters, programs and web pages
BETWEEN = re.compile(r"[,;\t|]")
NUMBER = re.compile(r"['=\"]*\+?[\d\s().\-/]{6,30}\"?")
WORD = re.compile(r"\s*\"?[^\W\d_][\w.'’\-]*\"?\s*")
PHONE = re.compile(r"['=\"]*(?:\+|0)[\d\s().\-/]{8,25}\"?")
NUMBER_BEHIND = re.compile(r"([^\d@,;\t|+(]{2,80})((?:\+|\(?0)[\d\s().\-/]{8,25})")
NUMBER_BEFORE = re.compile(r"((?:\+|\(?0)[\d\s().\-/]{8,25})([^\d@,;\t|+(]{2,80})")
"""A name and a number with nothing but blanks, a dash or a colon between them."""
NAME_ALONE = re.compile(r"[^\W\d_][\w.'’\-]*(?: [^\W\d_][\w.'’\-]*){0,4}")
LABELS = re.compile(r"^\s*(?:to|cc|bcc|an|kopie|à|para|do|at)\s*:", re.IGNORECASE)


def read_list(text: str) -> Iterator[Found]:
    """Give whom a list of addresses or numbers names; nobody if the text is no such list."""
    sample = list(islice(lines_in(text), SAMPLE))
    if not sample or sum(map(names_somebody, sample)) < ENOUGH * len(sample):
        return
    for line in lines_in(text):
        if names_somebody(line) or not line.rstrip().endswith(":"):  # as "Friends:" above a list
            yield from people_in(LABELS.sub("", item(line)))


def item(line: str) -> str:
    """Return a line without its mark as an item of a list, and with a comma between a name and a number."""
    text = without_list_mark(without_list_mark(line[:LONGEST_LINE].strip()))  # "- 1. Jo Bell"
    if pair := NUMBER_BEHIND.fullmatch(text):
        text = f"{pair.group(1).rstrip(BETWEEN_THE_TWO)}, {pair.group(2)}"
    elif pair := NUMBER_BEFORE.fullmatch(text):
        text = f"{pair.group(2).lstrip(BETWEEN_THE_TWO)}, {pair.group(1).rstrip(BETWEEN_THE_TWO)}"
    return text + line.strip()[LONGEST_LINE:]


def is_item_with_a_name(line: str) -> bool:
    """Tell whether a line is an item of a list, and nothing but what may be a name: "- Jo Bell"."""
    text = line[:LONGEST_LINE].strip()
    bare = without_list_mark(text)
    return (
        bare != text and NAME_ALONE.fullmatch(bare) is not None and all(word[:1].isupper() for word in bare.split()[:1])
    )


def lines_in(text: str) -> Iterator[str]:
    """Give each line that is not blank, without a list of all of them."""
    return (line.group() for line in LINES.finditer(text) if line.group().strip())


def names_somebody(line: str) -> bool:
    """Tell whether a line holds an e-mail address, or nothing but words and a telephone number."""
    if is_item_with_a_name(line):
        return True
    line = item(line)[:LONGEST_LINE]
    if any(emails_amid(line)):
        return True
    pieces = [piece.strip() for piece in BETWEEN.split(line)]
    numbers = [piece for piece in pieces if any(letter.isdecimal() for letter in piece)]
    has_words = any(any(letter.isalpha() for letter in piece) for piece in pieces)
    return has_words and len(numbers) == 1 and PHONE.fullmatch(numbers[0]) is not None


def people_in(line: str) -> Iterator[Found]:
    """Give the people of one line: one for each address, or one if it has none."""
    while line:
        piece = line if len(line) <= LONGEST_LINE else line[: beginning_of(line)]
        line = line[len(piece) :]
        spans = list(emails_amid(piece))
        if len(spans) < 2:
            yield person(piece, spans[0] if spans else (0, 0))
            continue
        last = 0
        for start, end in spans:
            yield person(piece[last:end], (start - last, end - last))
            last = end


def beginning_of(line: str) -> int:
    """Return where a line that is too long to be looked through at once can be parted: after a comma or the like."""
    return max(line.rfind(mark, 0, LONGEST_LINE) for mark in ",;\t|>") + 1 or LONGEST_LINE


def person(line: str, address: tuple[int, int]) -> Found:
    """Return who is named in a line: the address, numbers, the first words as the name, and others as a note."""
    start, end = address
    found = Found(emails=[line[start:end]] if end else [])
    before, after = line[:start].strip(), line[end:].strip(" <>,;\t\"'")
    words = [before.rstrip("<( ")] if before.endswith(("<", "(")) else BETWEEN.split(before.rstrip(",;\t|"))
    if len(words) == 2 and all(WORD.fullmatch(word) for word in words):
        words = [" ".join(words)]  # given and family name in columns of their own
    for piece in [*words, *BETWEEN.split(after)]:
        piece = piece.strip(" \t\"'<>()[]:;,")
        if NUMBER.fullmatch(piece) and len(digits(piece)) > 5:
            found.phones.append(piece)
        elif piece and not found.display_name and any(letter.isalpha() for letter in piece):
            found.display_name = piece
        elif piece:
            found.notes.append(piece)
    return found
