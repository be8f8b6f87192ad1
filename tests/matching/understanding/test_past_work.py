"""Whether somebody does a job or did it once is read from the owner's words, and the job that counts is found."""

import pytest

from matching.understanding.past_work import WorkSaid, work_said
from matching.vocabulary import find_line


def told(text: str) -> str:
    said = work_said(text)
    return f"was {said.line}" if said.is_past else said.line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("was a sparky", "electrician"),
        ("He was a bobby", "police officer"),
        ("used to be a nurse", "nurse"),
        ("used to drive buses", "bus driver"),
        ("used to be in the police", "police officer"),
        ("worked as a nurse", "nurse"),
        ("drove buses for 20 years", "bus driver"),
        ("taught maths at the grammar", "secondary school teacher"),
        ("once a bricklayer", "bricklayer"),
        ("no longer a nurse", "nurse"),
        ("gave up plumbing", "plumber"),
        ("nurse until last year", "nurse"),
        ("teacher before she had the kids", "teacher"),
        ("coal miner years ago", "coal miner"),
    ],
)
def test_what_is_said_of_the_past_is_past(text: str, line: str) -> None:
    assert told(text) == f"was {line}"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("retired nurse", "nurse"),
        ("Recently retired postman", "postman"),
        ("retired from the police", "police officer"),
        ("ex-copper", "police officer"),
        ("ex army", "soldier"),
        ("former head teacher", "head teacher"),
        ("electrician, retired", "electrician"),
        ("PE teacher, retired last year", "secondary school teacher"),
        ("sparky (retired)", "electrician"),
        ("electrician ret’d", "electrician"),
        ("nursed at the general, retired now", "nurse"),
        ("retired, was a plumber", "plumber"),
        ("retired - used to be a plumber", "plumber"),
        ("before she retired: dinner lady", "dinner lady"),
        ("before she retired she was a dinner lady", "dinner lady"),
    ],
)
def test_who_has_retired_did_the_work_once(text: str, line: str) -> None:
    assert told(text) == f"was {line}"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("was a sparky, now drives a taxi", "taxi driver"),
        ("was a sparky now drives a taxi", "taxi driver"),
        ("was a sparky but now drives a taxi", "taxi driver"),
        ("ex-copper, now in security", "security guard"),
        ("ex-army, drives a lorry now", "HGV driver"),
        ("ex copper, security guard", "security guard"),
        ("used to clean offices, now a carer", "carer"),
        ("used to be a nurse and works in a school kitchen", "kitchen assistant"),
        ("baker for 30 years, now a cab driver", "taxi driver"),
        ("plumber, used to be a baker", "plumber"),
    ],
)
def test_a_present_job_counts_before_a_past_one(text: str, line: str) -> None:
    assert told(text) == line


@pytest.mark.parametrize(
    "text",
    [
        "was a teacher in Syria, now works at Tesco",
        "ex-copper, now something with computers",
        "baker for 30 years, now something with computers",
    ],
)
def test_a_past_job_is_never_told_as_the_present_one_that_cannot_be_placed(text: str) -> None:
    said = work_said(text)
    assert (said.line, said.is_past) == ("", False)
    assert said.words in text
    assert len(said.words) < len(text)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("was a nurse, midwife", "nurse"),
        ("was a nurse, now retired", "nurse"),
        ("was a nurse, now at home with the kids", "nurse"),
        ("was a nurse, lives in Leeds", "nurse"),
        ("retired plumber, does a bit of gardening", "plumber"),
        ("retired teacher, volunteers at the library", "teacher"),
    ],
)
def test_what_is_no_job_of_now_leaves_the_past_one(text: str, line: str) -> None:
    assert told(text) == f"was {line}"


def test_a_past_job_that_goes_on_is_a_present_one() -> None:
    assert told("used to be a hairdresser, still does a bit") == "hairdresser"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("plumber, was at school with me", "plumber"),
        ("used to live next door, plumber", "plumber"),
        ("my ex, plumber", "plumber"),
        ("ex-husband, plumber", "plumber"),
        ("former neighbour, drives a bus", "bus driver"),
        ("nurse, was made redundant", "nurse"),
        ("nurse, now at the General", "nurse"),
        ("has been a nurse for 20 years", "nurse"),
        ("semi-retired plumber", "plumber"),
        ("does lawns and hedges for the retired lot", "gardener"),
        ("painted my house, decorator", "painter and decorator"),
    ],
)
def test_a_past_that_is_not_of_the_job_makes_nothing_past(text: str, line: str) -> None:
    assert told(text) == line


@pytest.mark.parametrize("text", ["was my neighbour, her son is a doctor", "used to live next door, wife is a nurse"])
def test_somebody_else_s_job_is_not_theirs(text: str) -> None:
    assert work_said(text) == WorkSaid(text, "")


def test_who_has_only_retired_did_something_once_that_is_not_known() -> None:
    assert work_said("retired") == WorkSaid("retired", "", is_past=True)


@pytest.mark.parametrize("text", ["", "nurse", "does hair", "works at the retirement home", "left-handed plasterer"])
def test_what_tells_of_no_past_job_comes_back_whole(text: str) -> None:
    assert work_said(text) == WorkSaid(text, find_line(text))
