"""A line of work is told of somebody only where a job title stands, and never from a word in passing."""

import pytest

from matching.vocabulary import find_line


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("she's a nurse", "nurse"),
        ("He's a part-time nurse at Leeds", "nurse"),
        ("used to be a teacher", "teacher"),
        ("works at Greggs as a baker", "baker"),
        ("worked as a dog walker, years ago", "dog walker"),
        ("our postie", "postman"),
        ("Dr Smith's receptionist", "receptionist"),
        ("student nurse", "student nurse"),
        ("Senior Software Engineer @ Google", "senior software engineer"),
        ("Managing Director - Smith Ltd", "managing director"),
        ("Teaching assistant / lunchtime supervisor", "teaching assistant"),
        ("Baker, Acme Ltd", "baker"),
        ("Plumber & gas fitter", "plumber"),
        ("cook and bottle washer", "cook"),
        ("reception at the surgery", "receptionist"),
        ("gardening, mostly", "gardener"),
        ("manager of a bakery", "bakery manager"),
    ],
)
def test_a_title_is_found_where_titles_stand(words: str, line: str) -> None:
    assert find_line(words) == line


@pytest.mark.parametrize(
    "words",
    [
        "open till ten",
        "always in his garden",
        "lives by the clock tower",
        "tower at sea",
        "mends nets by the harbour master's office",
        "Built our garden wall",
        "climbs towers and paints them",
        "the school run coach",
    ],
)
def test_a_word_in_passing_is_no_line(words: str) -> None:
    assert find_line(words) == ""


@pytest.mark.parametrize(
    "words",
    [
        "wants to be a nurse",
        "never worked as a nurse",
        "is no plumber",
        "nurse's husband",
        "knows a good plumber",
        "her dad is a plumber",
        "talks to the baker",
    ],
)
def test_what_is_said_of_somebody_else_or_is_not_so_is_no_line(words: str) -> None:
    assert find_line(words) == ""


@pytest.mark.parametrize("words", ["Baker & Sons", "Baker and Taylor", "Smith at the corner", "Judge Judy fan club"])
def test_a_name_is_no_line(words: str) -> None:
    assert find_line(words) == ""


@pytest.mark.parametrize("words", ["gardening at weekends", "law at uni", "has the nails done", "fishing with his dad"])
def test_what_people_do_besides_work_is_no_line(words: str) -> None:
    assert find_line(words) == ""
