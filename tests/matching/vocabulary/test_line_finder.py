"""Lines of work: how the vocabulary is made, found while typing, and found in somebody's own words."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.vocabulary import autocomplete, find_line, vocabulary
from matching.vocabulary.build import build, line_of
from matching.vocabulary.titles import DATA


@pytest.mark.parametrize(
    ("inverted", "line"),
    [
        ("Executive, liaison, media", "media liaison executive"),
        ("Nurse, children’s, sick, registered", "registered sick children's nurse"),
        ("Maker and repairer, shoe", "shoe maker and repairer"),
        ("Administrator, HR", "HR administrator"),
        ("DJ", "DJ"),
        ("Printer, nos", "printer"),
        ("Officer, executive, higher (D)", "higher executive officer"),
        ("Band 3B", ""),
        ("Grade 10", ""),
        ("SRA2", ""),
        ("FRCS", ""),
        ("A", ""),
    ],
)
def test_an_inverted_title_is_put_the_right_way_round_and_a_pay_grade_is_no_line(inverted: str, line: str) -> None:
    assert line_of(inverted) == line


def test_the_shipped_vocabulary_is_what_the_source_makes() -> None:
    shared = Path(os.environ.get("BACKR_SHARED", Path(__file__).parents[4] / "shared")) / "data" / "matching"
    if not shared.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{shared} is missing")
        pytest.skip(f"{shared} is not here")
    titles, groups = build(shared)
    import gzip

    assert gzip.decompress((DATA / "soc2010_titles.tsv.gz").read_bytes()).decode() == titles
    assert (DATA / "soc2010_groups.tsv").read_text(encoding="utf-8") == groups
    assert (DATA / "soc2010_titles.tsv.gz").stat().st_size < 300_000


def test_each_title_has_a_unit_group_with_a_name_and_nothing_odd_in_it() -> None:
    known = vocabulary()
    assert len(known.titles) > 20_000
    for title in known.titles:
        assert title.groups
        assert all(group in known.group_names for group in title.groups)
        assert title.text == title.text.strip()
        assert not set(title.text) & set("(),;’|")
        assert len(title.text) <= 120


@pytest.mark.parametrize(
    ("typed", "first"),
    [("past ch", "pastry chef"), ("plumb", "plumber"), ("chef pas", "pastry chef"), ("NURSE", "nurse"), ("caf", None)],
)
def test_it_suggests_while_typing(typed: str, first: str | None) -> None:
    lines = autocomplete(typed, 8)
    assert 0 < len(lines) <= 8
    if first:
        assert lines[0] == first


def test_an_accent_is_not_needed() -> None:
    assert "café owner" in autocomplete("cafe own", 8)


@pytest.mark.parametrize("typed", ["", "   ", "zzzz", "🎉", "\x00", "'", "ナース"])
def test_it_suggests_nothing_for_nothing(typed: str) -> None:
    assert autocomplete(typed, 8) == []


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("nurse at St Thomas'", "nurse"),
        ("Nurses", "nurse"),
        ("pastry chefs", "pastry chef"),
        ("dog walker and mum of two", "dog walker"),
        ("retired plumber", "plumber"),
        ("manager of a bakery", "bakery manager"),
        ("delivery driver for DPD", "delivery driver"),
        ("social worker (children)", "social worker"),
        ("solicitor - family law", "solicitor"),
        ("Manager", "manager"),
        ("Vet's receptionist", "receptionist"),
        ("sparky", "electrician"),
        ("HCA on ward 4", "healthcare assistant"),
        ("looking after kids, part time", "childminder"),
        ("👩‍⚕️ nurse", "nurse"),
        ("\x00\x01nurse\x07", "nurse"),
    ],
)
def test_it_finds_the_line_of_work_in_the_owners_words(words: str, line: str) -> None:
    assert find_line(words) == line


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Senior Engineer at Baker Hughes", "a firm's name is no trade"),
        ("my old boss", "that is a tie, not work"),
        ("CEO & Founder", "a founder in the index works iron"),
        ("works in a bank", "nobody said that they manage it"),
        ("marketing", "nobody said that they manage it"),
    ],
)
def test_it_makes_nobody_more_than_was_said(words: str, why: str) -> None:
    assert find_line(words) in {"", "engineer"}, why


@given(st.text(max_size=400))
def test_it_never_says_anything_but_a_line_of_the_vocabulary(words: str) -> None:
    line = find_line(words)
    assert line == "" or vocabulary().knows(line)
    assert all(vocabulary().knows(suggestion) for suggestion in autocomplete(words, 5))


@pytest.mark.parametrize("words", ["a" * 10_000, "nurse " * 2_000, "🎉" * 10_000, "́" * 10_000, "ﷺ" * 10_000])
def test_a_long_text_is_answered(words: str) -> None:
    assert find_line(words) in {"", "nurse"}
