"""The few large groups that lines of work fall into."""

import pytest

from matching.vocabulary import MAJOR_GROUPS, major_group, vocabulary


@pytest.mark.parametrize(
    ("line", "group"),
    [
        ("office manager", "4"),
        ("finance director", "1"),
        ("nurse", "2"),
        ("police officer", "3"),
        ("receptionist", "4"),
        ("electrician", "5"),
        ("hairdresser", "6"),
        ("shop assistant", "7"),
        ("bus driver", "8"),
        ("kitchen porter", "9"),
        ("Bus Driver", "8"),
        ("dragon tamer", ""),
        ("", ""),
        ("\x00", ""),
    ],
)
def test_a_line_of_work_has_its_major_group(line: str, group: str) -> None:
    assert major_group(line) == group


def test_every_line_of_the_vocabulary_has_one_and_each_group_has_lines() -> None:
    assert {major_group(title.text) for title in vocabulary().titles} == set(MAJOR_GROUPS)


@pytest.mark.parametrize(
    ("line", "group"),
    [
        ("waiter", "Waiters and waitresses"),
        ("teaching assistant", "Teaching assistants"),
        ("care worker", "Care workers and home carers"),
        ("pharmacy assistant", "Pharmacy and other dispensing assistants"),
    ],
)
def test_of_equally_common_groups_the_one_that_is_called_so_comes_first(line: str, group: str) -> None:
    title = vocabulary().title_of(line)
    assert title is not None
    assert vocabulary().group_names[title.groups[0]] == group
