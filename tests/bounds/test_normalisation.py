"""Texts are normalised in one place, in linear time, as Unicode says."""

import ast
import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.characters import MOST_MARKS, normalized, stream_safe
from network.platform.text import room, tidy, tidy_lines
from tests.bounds.nasty import PIECES
from tests.bounds.test_regular_expressions import files

texts = st.text(max_size=60) | st.lists(
    st.sampled_from(["a", "é", "\u0301", "\u0316", "\u0f73", "क\u093c", "\u0958"])
).map("".join)
FORMS = st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"])
Form = Literal["NFC", "NFD", "NFKC", "NFKD"]


def test_nothing_else_normalises() -> None:
    """`unicodedata.normalize` takes time with the square of the marks in a row."""
    elsewhere = {
        f"{path.name}:{node.lineno}"
        for path in files()
        if path.name != "characters.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr in ("normalize", "is_normalized")
        and isinstance(node.value, ast.Name)
        and node.value.id == "unicodedata"
    }
    assert elsewhere == set()


@given(FORMS, texts)
def test_a_text_of_any_language_is_normalised_as_unicode_says(form: Form, text: str) -> None:
    assert normalized(form, text, 1000) == unicodedata.normalize(form, stream_safe(text))


@given(texts)
def test_few_marks_are_all_kept(text: str) -> None:
    decomposed = unicodedata.normalize("NFKD", text)
    longest = max(
        (len(run) for run in "".join("m" if unicodedata.combining(mark) else " " for mark in decomposed).split()),
        default=0,
    )
    assert (stream_safe(text) == text) or longest > MOST_MARKS


@given(FORMS, texts, st.integers(0, 40))
def test_it_is_cut_before_and_after(form: Form, text: str, longest: int) -> None:
    assert len(normalized(form, text, longest)) <= longest
    assert normalized(form, text + "x" * 50, longest) == normalized(form, (text + "x" * 50)[:longest], longest)


@pytest.mark.parametrize("kind", PIECES)
@pytest.mark.parametrize("longest", [1, 20, 300])
def test_a_tidied_text_is_within_its_length_and_stays_as_it_is(kind: str, longest: int) -> None:
    for cut in (tidy, tidy_lines):
        once = cut(PIECES[kind] * 5000, longest)
        assert len(once) <= longest
        assert cut(once, longest) == once
        assert cut(PIECES[kind] * 5000, longest) == cut((PIECES[kind] * 5000)[: room(longest)], longest)
