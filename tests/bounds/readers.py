"""Every function of the code that reads a text that somebody wrote: found by itself, so that none is forgotten.

A module that imports something to take texts apart is looked through. Each of its public functions that needs nothing
but texts (and what `EXAMPLES` has) is a reader, unless `NOT_READERS` says why it is none.
"""

import ast
import inspect
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from matching.vocabulary import cleaned
from tests.bounds.test_regular_expressions import modules

TAKES_TEXTS_APART = {
    *("re", "unicodedata", "phonenumbers", "idna", "json", "csv", "urllib.parse", "email", "difflib"),
    *("matching.characters", "matching.vocabulary", "matching.vocabulary.tokenizer", "network.platform.text"),
    *("network.identity.names", "network.identity.fingerprints", "network.platform.mail_addresses"),
}
ELSEWHERE = {
    "network.imports.reading": "tests/network/imports/reading/test_growth.py reads whole files",
    "matching.evaluation": "run by developers, on data of their own",
    "matching.training": "the same",
    "matching.adapter": "reads what is shipped",
    "matching.shipped": "the same",
    "matching.vocabulary.build": "makes what is shipped",
    "matching.redaction.build_places": "the same",
    "network.introductions.guests": "looks links up by their hash; the forms before it are in test_every_form.py",
    "network.demo": "invents its own texts",
    "backr.settings": "reads the environment",
    "backr.serving": "starts programs",
    "backr.translations": "reads the catalogues",
    "backr.internal": "for whoever works on the service, on the machine that it runs on",
    "backr.offline": "reads the project's own files",
    "backr.broker": "the same",
    "network.platform.graph": "reads what the graph says",
    "network.platform.ledger": "reads what the service wrote",
    "network.management": "run by the operator",
}
"""Beginnings of modules whose texts no visitor writes, or that another test looks at."""
NOT_READERS = {
    "network.people.account_forms.refuse_too_many_letters": "counts letters, which a form has",
    "network.identity.names.same_initial": "compares words of a name, none of them empty",
}
"""Public functions that are given no text that a visitor wrote, or none that is longer than a word."""
EXAMPLES: dict[str, Any] = {"longest": 300, "limit": 8, "kind": "email", "form": "NFKC", "region": "GB", "of": 3}
CLEANED_FIRST = ("matching.redaction.", "matching.understanding.")
"""Beginnings of modules of which nothing is called but with what `matching.vocabulary.cleaned` returned."""
TEXTS = (str, "str")


def imports_of(module: ModuleType) -> set[str]:
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    named = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return named | {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}


def functions_of(module: ModuleType) -> Iterator[tuple[str, Callable[..., object]]]:
    for name, value in vars(module).items():
        plain = inspect.unwrap(value) if callable(value) else value
        if inspect.isfunction(plain) and plain.__module__ == module.__name__ and not name.startswith("_"):
            yield name, plain


def needed(function: Callable[..., object]) -> list[inspect.Parameter]:
    parameters = inspect.signature(function).parameters.values()
    every = [parameter for parameter in parameters if parameter.default is parameter.empty]
    return [parameter for parameter in every if parameter.kind not in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)]


def is_reader(function: Callable[..., object]) -> bool:
    named = needed(function)
    texts = [parameter for parameter in named if parameter.annotation in TEXTS and parameter.name not in EXAMPLES]
    rest = [parameter for parameter in named if parameter not in texts]
    return bool(texts) and all(parameter.name in EXAMPLES for parameter in rest)


def call(function: Callable[..., object], text: str, *, first: Callable[[str], str] = str) -> object:
    text = first(text)
    given = {parameter.name: EXAMPLES.get(parameter.name, text) for parameter in needed(function)}
    result = function(**given)
    return list(result) if isinstance(result, Iterator) else result


def readers() -> dict[str, Callable[[str], object]]:
    """Return each reader by its full name, as a function of one text."""
    kept: dict[str, Callable[[str], object]] = {}
    for module in modules():
        if module.__name__.startswith(tuple(ELSEWHERE)) or imports_of(module).isdisjoint(TAKES_TEXTS_APART):
            continue
        first = cleaned if module.__name__.startswith(CLEANED_FIRST) else str
        for name, function in functions_of(module):
            if is_reader(function) and f"{module.__name__}.{name}" not in NOT_READERS:
                kept[f"{module.__name__}.{name}"] = partial(call, function, first=first)
    return kept
