"""Reading and writing .po files, as GNU gettext describes them (manual, "The Format of PO Files")."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from backr.catalogues.entries import Entry, Key

_WORD = re.compile(r'^(msgctxt|msgid_plural|msgid|msgstr(?:\[(\d+)\])?)\s+(".*")$')


_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


class UnreadableCatalogueError(Exception):
    """A line of the file is no line of a .po file."""


@dataclass
class Catalogue:
    """A .po file: its head (the translation of the empty text) and its entries by key."""

    head: str = ""
    entries: dict[Key, Entry] = field(default_factory=dict)


def read(text: str) -> Catalogue:
    """Return what a .po file says. What is commented out (`#~`) is left out. Raises `UnreadableCatalogueError`."""
    catalogue = Catalogue()
    for block in _blocks(text):
        entry = _entry(block)
        if entry is None:
            continue
        if entry.key == Key(""):
            catalogue.head = entry.said[0]
        else:
            catalogue.entries[entry.key] = entry
    return catalogue


def write(catalogue: Catalogue) -> str:
    """Return the catalogue as a .po file: entries by where they stand, then by their text."""
    head = Entry(Key(""), said=[catalogue.head])
    ordered = sorted(catalogue.entries.values(), key=lambda entry: (sorted(entry.where)[:1], entry.key))
    return "\n".join("\n".join(_lines(entry)) + "\n" for entry in (head, *ordered))


def _blocks(text: str) -> Iterator[list[str]]:
    block: list[str] = []
    for line in (*text.split("\n"), ""):
        if line.strip():
            block.append(line.strip())
        elif block:
            yield block
            block = []


def _entry(block: Iterable[str]) -> Entry | None:
    entry, context, english, said, last = Entry(Key("")), "", "", dict[int, str](), ""
    seen = False
    for line in block:
        if line.startswith("#~"):
            continue
        if line.startswith("#:"):
            entry.where.update(line[2:].split())
        elif line.startswith("#. "):
            entry.notes.append(line[3:])
        elif line.startswith("#"):
            continue
        else:
            seen = True
            word, number, piece, last = _piece(line, last)
            if word == "msgctxt":
                context += piece
            elif word == "msgid":
                english += piece
            elif word == "msgid_plural":
                entry.plural += piece
            else:
                said[number] = said.get(number, "") + piece
    entry.key, entry.said = Key(english, context), [said[number] for number in sorted(said)]
    return entry if seen else None


def _piece(line: str, last: str) -> tuple[str, int, str, str]:
    """Return which word a line is of, for which number, its piece of text, and the word to go on with."""
    word = last
    quoted = line
    if found := _WORD.match(line):
        word, quoted = line.split()[0], found[3]
    if not word or not (quoted.startswith('"') and quoted.endswith('"') and len(quoted) > 1):
        raise UnreadableCatalogueError(line)
    number = int(word[7:-1]) if word.startswith("msgstr[") else 0
    try:
        return word.partition("[")[0], number, str(ast.literal_eval(quoted)), word
    except (SyntaxError, ValueError) as error:
        raise UnreadableCatalogueError(line) from error


def _lines(entry: Entry) -> Iterator[str]:
    yield from (f"#. {note}" for note in entry.notes)
    yield from (f"#: {place}" for place in sorted(entry.where))
    if entry.key.context:
        yield f"msgctxt {_quoted(entry.key.context)}"
    yield f"msgid {_quoted(entry.key.text)}"
    if entry.plural:
        yield f"msgid_plural {_quoted(entry.plural)}"
        yield from (f"msgstr[{number}] {_quoted(said)}" for number, said in enumerate(entry.said or ["", ""]))
    else:
        yield f"msgstr {_quoted((entry.said or [''])[0])}"


def _quoted(text: str) -> str:
    """Return `text` as a .po file quotes it, a piece for each of its own lines."""
    pieces = text.split("\n")
    pieces = [piece + "\n" for piece in pieces[:-1]] + ([pieces[-1]] if pieces[-1] or len(pieces) == 1 else [])
    escaped = ['"' + "".join(_ESCAPES.get(letter, letter) for letter in piece) + '"' for piece in pieces]
    return escaped[0] if len(escaped) == 1 else "\n".join(('""', *escaped))
