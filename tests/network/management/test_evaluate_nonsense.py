"""How often the box asks for a little more, measured with the shipped model: the rates that docs/matching.md states."""

import re
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from matching import encoder, index
from network.management.commands.evaluate_nonsense import is_puzzling, nonsense, wishes
from network.suggestions import vectors

MUST_BE_ASKED = [
    "a job", "money", "test test", "foo bar", "asdf qwer", "hello", "anything", "work please", "???",
    "lorem ipsum dolor", "purple", "see you tomorrow",
]  # fmt: skip
MUST_NOT = [
    "dogs", "boats", "baking", "a job in a shop", "money advice", "cleaning", "plubmer", "hairdreser", "latte art",
    "IT", "bees", "anything with dogs",
]  # fmt: skip


def test_the_texts_are_of_several_kinds_and_no_wish_is_nonsense() -> None:
    kinds, wished = nonsense(), wishes()
    assert len(kinds) == 6
    assert sum(map(len, kinds.values())) > 400
    assert len(wished["the town's wishes"]) == 367
    assert not {text for texts in kinds.values() for text in texts} & {
        text for texts in wished.values() for text in texts
    }
    assert nonsense() == kinds, "the random letters are the same every time"


@pytest.mark.slow
@pytest.mark.model
@pytest.mark.django_db
def test_nonsense_is_asked_about_and_wishes_are_not(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MATCHING_ENCODER = "matching.encoder.SentenceTransformerEncoder"
    monkeypatch.setattr(vectors, "_held_for", set())
    encoder.reset()
    index.reset()
    try:
        out = StringIO()
        call_command("evaluate_nonsense", stdout=out)
        caught, lost = (float(share) for share in re.findall(r"^\S.*\((\d+\.\d)%\)$", out.getvalue(), re.MULTILINE))
        assert caught >= 88
        assert lost <= 4
        assert [text for text in MUST_BE_ASKED if not is_puzzling(text)] == []
        assert [text for text in MUST_NOT if is_puzzling(text)] == []
    finally:
        encoder.reset()
        index.reset()
