"""Every regular expression of the code, attacked with what it itself says: none takes long on any text it is given."""

import ast
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import ModuleType
from typing import Any

import pytest

import backr
import matching
import network
from matching.vocabulary import cleaned
from network.platform.text import tidy
from tests.bounds.attacks import attacks, seconds
from tests.hypothesis_profiles import is_deep

LONGEST = 4_000
"""Characters of the longest attack."""
QUICK = 0.005
"""Seconds of processor time within which nobody looks how they grow."""
CUT_BEFORE = {"matching.": cleaned, "network.imports.reading.composing": tidy}
"""Beginnings of modules, and what their texts have been through before any expression sees them."""
QUICK_WHERE_CUT = 0.1
"""Of a text that is as long as it can be there, a few hundred characters."""
NOT_LOADED = ("backr.settings", "backr.wsgi", "backr.celery", "matching.training")
"""What needs another environment, or is run only by developers on data of their own."""
MADE_BY_DEVELOPERS = ("translations.py", "build.py", "noise.py")
"""Files with expressions that see nothing but the project's own texts."""
MAKERS = ("_starts",)
"""Functions that make an expression for their module to keep."""
USES = ("search", "sub", "split", "findall", "finditer", "match", "fullmatch")


Cut = Callable[[str], str]


def files() -> list[Path]:
    return [path for root in (backr, matching, network) for path in sorted(Path(root.__path__[0]).rglob("*.py"))]


def modules() -> Iterator[ModuleType]:
    for package in (backr, matching, network):
        for found in walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations" not in found.name and not found.name.startswith(NOT_LOADED):
                yield import_module(found.name)


def patterns_in(value: Any, depth: int = 0) -> Iterator["re.Pattern[Any]"]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 3 and isinstance(value, Mapping):
        for inner in value.values():
            yield from patterns_in(inner, depth + 1)
    elif depth < 3 and isinstance(value, (list, tuple, set, frozenset)):
        for inner in value:
            yield from patterns_in(inner, depth + 1)


def all_patterns() -> dict[tuple[str, str], "re.Pattern[Any]"]:
    """Return every expression that a module keeps, by the module and its name there."""
    kept, seen = {}, set()
    for module in modules():
        for name, value in list(vars(module).items()):
            for number, pattern in enumerate(patterns_in(value)):
                if pattern not in seen:
                    seen.add(pattern)
                    kept[module.__name__, f"{name}[{number}]" if number else name] = pattern
    return kept


def uses_of_each() -> dict[str, set[str]]:
    """Return the methods by which the code uses the expressions of each name."""
    used = re.compile(rf"\b(\w+)\.({'|'.join(USES)})\(")
    uses: dict[str, set[str]] = {}
    for path in files():
        for name, use in used.findall(path.read_text(encoding="utf-8")):
            uses.setdefault(name, set()).add(use)
    return uses


def slow_attack(
    pattern: "re.Pattern[Any]", uses: Sequence[str], *, cut: Cut = str, longest: int = LONGEST, quick: float = QUICK
) -> tuple[str, int] | None:
    """Return what is repeated, and how often, where twice as much takes far more than twice as long.

    The attack grows step by step, so that it stops long before one that doubles with each letter takes a second.
    """
    for first, again in attacks(pattern):
        for tail in ("", "\0", "!x"):
            before, times = 0.0, 6
            while len(first + again * times) <= longest:
                text = cut(first + again * times + tail)
                taken = search(pattern, uses, text)
                if taken > quick and taken > 2.5 * before:
                    taken = min(taken, *(search(pattern, uses, text) for _ in range(3)))
                    if taken > quick and taken > 2.5 * before:
                        return again, times
                before, times = taken, times + 2 if times < 24 else times * 2
    return None


def search(pattern: "re.Pattern[Any]", uses: Sequence[str], text: str) -> float:
    given: Any = text.encode("utf-8", "replace") if isinstance(pattern.pattern, bytes) else text
    arguments = {"sub": (given[:0], given)}
    return seconds(lambda: [deplete(getattr(pattern, use)(*arguments.get(use, (given,)))) for use in uses])


def deplete(matches: object) -> object:
    return list(matches) if isinstance(matches, Iterator) else matches


def test_no_regular_expression_is_slow_on_what_it_says() -> None:
    uses = uses_of_each()
    slow = {}
    for (module, name), pattern in all_patterns().items():
        cut = next((cut for beginning, cut in CUT_BEFORE.items() if module.startswith(beginning)), None)
        bounds: Any = (
            {"cut": cut, "quick": QUICK_WHERE_CUT, "longest": 400}
            if cut
            else {"longest": LONGEST * (4 if is_deep() else 1)}
        )
        if found := slow_attack(pattern, sorted(uses.get(name, {"search"})), **bounds):
            slow[module, name, pattern.pattern[:40]] = found
    assert slow == {}


@pytest.mark.parametrize(
    "words",
    [r"(?:\s*[,;]+\s*)+$", r"(a+)+b", r"(?:a|a)*b", r"^(?:\w+\s?)*$", r"(x\w*)+y", r"([^@]+)+@", r"\s+$", r"a.*b.*c"],
)
def test_an_expression_that_backtracks_is_found(words: str) -> None:
    assert slow_attack(re.compile(words), ["search"], longest=40_000)


def calls_of_re(function: ast.AST) -> list[int]:
    """Return the lines on which `function` uses an expression that no module keeps."""
    calls = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
    named = [call for call in calls if isinstance(call, ast.Attribute) and isinstance(call.value, ast.Name)]
    return [call.lineno for call in named if call.value.id == "re" and call.attr in ("compile", *USES)]


def test_expressions_are_kept_by_modules_and_made_nowhere_else() -> None:
    """One that is made within a function would not be attacked above."""
    made_inside = {
        f"{path.name}:{line}"
        for path in files()
        if path.name not in MADE_BY_DEVELOPERS
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef) and function.name not in MAKERS
        for line in calls_of_re(function)
    }
    assert made_inside == set()
