"""Translations: finds the messages in code and templates, and keeps the catalogues (.po, .mo) up to date with them.

polib reads, writes and compiles the catalogues. Finding the messages is ours, because Django's own `makemessages` needs
GNU gettext's programs; see decisions/2026-11-25-translations.md.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polib
from django.utils.translation.template import templatize

SOURCES = ("backr", "network", "matching", "templates")
SUFFIXES = (".py", ".html", ".txt")
_LITERAL = r"u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
_LITERALS = re.compile(_LITERAL)
_CALL = re.compile(rf"(?<!\w)(_|gettext|ngettext|pgettext|npgettext)\(\s*({_LITERAL}(?:\s*,\s*{_LITERAL})*)")
_GETTEXT, _NGETTEXT = {"_", "gettext", "gettext_lazy", "gettext_noop"}, {"ngettext", "ngettext_lazy"}
_PGETTEXT, _NPGETTEXT = {"pgettext", "pgettext_lazy"}, {"npgettext", "npgettext_lazy"}
_PO_LINE = re.compile(r'((?:msgctxt|msgid|msgid_plural|msgstr|msgstr\[\d\])\s+)?"(?:[^"\\]|\\.)*"')


@dataclass(frozen=True, order=True)
class MessageId:
    """What identifies a message: its English text, and a context that tells equal texts apart."""

    text: str
    context: str = ""


@dataclass
class Message:
    """A message in the code. `plural` is its English plural, "" if it has none; `files` are where it is used."""

    plural: str = ""
    files: set[str] = field(default_factory=set)


class UnreadableCatalogue(Exception):
    """A line of a .po file is malformed. The message has its number and text."""


def extract_messages(project: Path) -> dict[MessageId, Message]:
    """Return every message in the project's own code and templates."""
    messages: dict[MessageId, Message] = {}
    for source in SOURCES:
        for path in sorted((project / source).rglob("*")):
            if path.suffix in SUFFIXES and path.is_file():
                name = path.relative_to(project).as_posix()
                text = path.read_text(encoding="utf-8")
                for message_id, plural in _in_python(text) if path.suffix == ".py" else _in_template(text, name):
                    message = messages.setdefault(message_id, Message())
                    message.plural = message.plural or plural
                    message.files.add(name)
    return messages


def read_catalogue(path: Path) -> polib.POFile:
    """Return the catalogue in a .po file. Raises `UnreadableCatalogue`, where polib would drop half a line."""
    continues = False
    for number, line in enumerate(map(str.strip, path.read_text(encoding="utf-8").split("\n")), start=1):
        match = _PO_LINE.fullmatch(line)
        if line and not line.startswith("#") and (match is None or not (match[1] or continues)):
            raise UnreadableCatalogue(f"{path.name}, line {number}: {line}")
        continues = match is not None
    return polib.pofile(str(path), wrapwidth=0)


def updated(catalogue: polib.POFile, messages: dict[MessageId, Message]) -> polib.POFile:
    """Return a catalogue of exactly `messages`, sorted by file and text, with the translations that `catalogue` has."""
    new = polib.POFile(wrapwidth=0)
    new.header, new.metadata = catalogue.header, catalogue.metadata
    old = {message_id_of(entry): entry for entry in catalogue if not entry.obsolete}
    for message_id, message in sorted(messages.items(), key=lambda item: (min(item[1].files, default=""), item[0])):
        entry = _entry(message_id, message, forms=plural_forms(catalogue))
        previous = old.get(message_id)
        if previous is not None:
            entry.comment, entry.tcomment, entry.flags = previous.comment, previous.tcomment, previous.flags
            if bool(previous.msgid_plural) == bool(message.plural):
                entry.msgstr, entry.msgstr_plural = previous.msgstr, previous.msgstr_plural
        new.append(entry)
    return new


def message_id_of(entry: polib.POEntry) -> MessageId:
    """Return what identifies the message of a catalogue's entry."""
    return MessageId(entry.msgid, entry.msgctxt or "")


def plural_forms(catalogue: polib.POFile) -> int:
    """Return how many plural forms the catalogue's language has; 2 if its header does not say."""
    match = re.search(r"nplurals=(\d+)", catalogue.metadata.get("Plural-Forms", ""))
    return int(match[1]) if match else 2


def _entry(message_id: MessageId, message: Message, *, forms: int) -> polib.POEntry:
    return polib.POEntry(
        msgid=message_id.text,
        msgctxt=message_id.context or None,
        msgid_plural=message.plural,
        msgstr_plural=dict.fromkeys(range(forms), "") if message.plural else {},
        occurrences=[(name, "") for name in sorted(message.files)],
    )


def _in_python(text: str) -> Iterator[tuple[MessageId, str]]:
    """Yield the messages of gettext calls with constant arguments; variables and f-strings cannot be translated."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
            yield from _in_call(name, texts)


def _in_template(text: str, name: str) -> Iterator[tuple[MessageId, str]]:
    """Yield the messages of a template, which Django's `templatize` turns into gettext calls."""
    for call in _CALL.finditer(templatize(text, origin=name)):
        texts = [ast.literal_eval(literal) for literal in _LITERALS.findall(call[2])]
        yield from _in_call(call[1], texts)


def _in_call(name: str, texts: list[str]) -> Iterator[tuple[MessageId, str]]:
    if name in _GETTEXT and texts:
        yield MessageId(texts[0]), ""
    elif name in _NGETTEXT and len(texts) > 1:
        yield MessageId(texts[0]), texts[1]
    elif name in _PGETTEXT and len(texts) > 1:
        yield MessageId(texts[1], texts[0]), ""
    elif name in _NPGETTEXT and len(texts) > 2:
        yield MessageId(texts[1], texts[0]), texts[2]
