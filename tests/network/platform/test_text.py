"""One function tidies what people type and what their address books hold."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.platform.text import UNWANTED, shortened, tidy, tidy_lines


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("  Ann   Lee ", "Ann Lee"),
        ("Ann\tLee\r\nSmith", "Ann Lee Smith"),
        ("A\x00n\x07n", "Ann"),
        ("\u202eeeD\u202c", "eeD"),
        ("An\u200bn\u00ad \u2060Lee\u061c\ufeff", "Ann Lee"),
        ("Rene\u0301", "René"),
        ("Rene\u200b\u0301", "René"),
        ("\ud83d", ""),
        ("\u200d \u200c", ""),
        ("\u0301\u00a0", ""),
        ("👩🏽\u200d🍳", "👩🏽\u200d🍳"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_a_line_keeps_its_letters_and_loses_what_cannot_be_seen(text: str, tidied: str) -> None:
    assert tidy(text) == tidied


@given(st.text(), st.one_of(st.none(), st.integers(2, 40)))
def test_tidying_twice_changes_nothing(text: str, longest: int | None) -> None:
    once = tidy(text, longest)
    assert tidy(once, longest) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not UNWANTED.search(once)
    assert len(once.splitlines()) <= 1
    assert longest is None or len(once) <= longest


def test_lines_stay_lines() -> None:
    assert tidy_lines(" a  b \r\n\r\n\n\n c\x00 ") == "a b\n\nc"


def test_what_is_cut_says_so() -> None:
    assert shortened("abcdef", 4) == "abc…"
    assert tidy("abc def", 5) == "abc…"
