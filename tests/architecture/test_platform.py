"""The platform knows no feature: it reads no row of one, and has no word for what one is about.

That it imports none is the import contract's (`pyproject.toml`).
"""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

from backr.settings.environment import PROJECT

PLATFORM = PROJECT / "network/platform"
FILES = sorted(path for path in PLATFORM.rglob("*") if path.suffix in (".py", ".cypher"))

MODELS = {
    "Block",
    "Draft",
    "Heartbeat",
    "LedgerEntry",
    "LedgerWords",
    "Member",
    "Notice",
    "OutboxRow",
    "Person",
    "RateLimitCounter",
}
"""The platform's own, and who somebody is."""
MODELS_IN_THE_GRAPH = {"Closeness", "Contact", "Handshake"}
"""The graph holds who knows whom: it is made from contacts and handshakes."""

WORDS = {
    *("introduction", "introducer", "requester", "recommendation", "conversation", "suggestion", "dismissal"),
    *("invitation", "invite", "guest", "contact", "acquaintance", "walk", "tie", "handshake", "recognition"),
    *("fingerprint", "map", "import", "importer", "today", "demo", "town", "crisis", "topic", "profile", "wish"),
    *(
        "role",
        "employer",
        "vacancy",
        "interest",
        "door",
        "coach",
        "coaching",
        "plan",
        "handover",
        "circle",
        "gathering",
    ),
}
"""What the features are about, those to come among them, in the singular."""
EVERYDAY = {"network", "platform", "people", "identity", "help"}
"""Of the names of features' packages, the words that mean something else too."""
WORDS |= {part.removesuffix("s") for name in settings.FEATURES for part in re.findall(r"[a-z]+", name)} - EVERYDAY
ALLOWED = {
    "graph": {"contact", "handshake", "tie", "walk"},
    "contact_links.py": {"contact"},  # how anybody is reached, the operator too
    "features.py": {"demo", "town"},
    "invented_town.py": {"demo", "town"},
    "roles.py": {"role"},
}
"""By file or folder. A feature declares what it adds to the demo, as it declares its pages. Databases have roles."""

OTHER_SENSES = re.compile(
    r"^\s*(from \S+ )?import .*|\bimport_(module|string)\b|\boperator_contact\b|\bFINGERPRINT_KEY\b|\bmap\(",
    re.MULTILINE | re.IGNORECASE,
)


def words_of(text: str) -> set[str]:
    """Return the words of a text, those within names too, in lower case, as they stand and in the singular."""
    parts = re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", OTHER_SENSES.sub("", text))
    return {re.sub(ending, "", part.lower()) for part in parts for ending in ("$", "s$", "es$")}


def models_of(source: str) -> set[str]:
    """Return the models that a module imports."""
    return {
        alias.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("network.models")
        for alias in node.names
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PLATFORM)))
def test_the_platform_knows_no_feature(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    allowed = {word for part, words in ALLOWED.items() if part in path.parts for word in words}
    assert words_of(source) & (WORDS - allowed) == set()
    if path.suffix == ".py":
        assert models_of(source) <= MODELS | (MODELS_IN_THE_GRAPH if "graph" in path.parts else set())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Introduction.objects.filter(introduction_id=1)", {"introduction"}),
        ("# for a Handshake", {"handshake"}),
        ("MATCH (a)-[:HANDSHAKE]->(b)", {"handshake"}),
        ("the coaches, the roles and invited guests", {"coach", "role", "guest"}),
        ("from network.imports import plan", set()),
        ('import_string("network.imports.tasks")', {"import"}),
        ("settings.OPERATOR_CONTACT", set()),
    ],
)
def test_the_guard_sees_what_it_should(text: str, said: set[str]) -> None:
    assert words_of(text) & WORDS == said


def test_every_feature_has_a_word() -> None:
    """The name of its package, unless that is an everyday word."""
    everyday = {"network.platform", "network.people", "network.identity", "network.help"}
    assert [name for name in settings.FEATURES if name not in everyday and not words_of(name) & WORDS] == []
