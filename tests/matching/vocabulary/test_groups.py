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
