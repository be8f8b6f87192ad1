"""Finding every text that can be translated, in templates and in Python."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

from backr.catalogues.entries import Entry, Key

PLACES = ("backr", "network", "matching", "templates")
KINDS = (".py", ".html", ".txt")
_LITERAL = r"u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
_CALL = re.compile(rf"(?<!\w)(_|gettext|ngettext|pgettext|npgettext)\(\s*({_LITERAL}(?:\s*,\s*{_LITERAL})*)")
_ONE = re.compile(_LITERAL)
_SINGLE, _PLURAL = {"_", "gettext", "gettext_lazy", "gettext_noop"}, {"ngettext", "ngettext_lazy"}
_SINGLE_IN, _PLURAL_IN = {"pgettext", "pgettext_lazy"}, {"npgettext", "npgettext_lazy"}


def found_in(project: Path) -> dict[Key, Entry]:
    """Return every text in the project's own code and templates."""
    found: dict[Key, Entry] = {}
    for place in PLACES:
        for path in sorted((project / place).rglob("*")):
            if path.suffix in KINDS and path.is_file():
                _take(found, path, path.relative_to(project).as_posix())
    return found


def _take(found: dict[Key, Entry], path: Path, name: str) -> None:
    text = path.read_text(encoding="utf-8")
    for key, plural in _in_python(text) if path.suffix == ".py" else _in_template(text, name):
        entry = found.setdefault(key, Entry(key))
        entry.plural = entry.plural or plural
        entry.where.add(name)


def _in_python(text: str) -> Iterator[tuple[Key, str]]:
    """The texts of calls with nothing but constants; `f"…"` and names cannot be translated."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
            yield from _of_call(name, texts)


def _in_template(text: str, name: str) -> Iterator[tuple[Key, str]]:
    for call in _CALL.finditer(templatize(text, origin=name)):
        texts = [ast.literal_eval(literal) for literal in _ONE.findall(call[2])]
        yield from _of_call(call[1], texts)


def _of_call(name: str, texts: list[str]) -> Iterator[tuple[Key, str]]:
    if name in _SINGLE and texts:
        yield Key(texts[0]), ""
    elif name in _PLURAL and len(texts) > 1:
        yield Key(texts[0]), texts[1]
    elif name in _SINGLE_IN and len(texts) > 1:
        yield Key(texts[1], texts[0]), ""
    elif name in _PLURAL_IN and len(texts) > 2:
        yield Key(texts[1], texts[0]), texts[2]
