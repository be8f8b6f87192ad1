"""The same numbers make the same town, and none is made where there are people already."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from network.demo.cast import cast
from network.models import Contact, Introduction, Member, ProfileLine
from tests.factories.people import make_member

pytestmark = pytest.mark.django_db


def seed(members: int = 20) -> None:
    call_command("seed_demo", members=members, seed=1, verbosity=0)


def what_stands() -> list[tuple[Any, ...]]:
    """The town without its times and numbers."""
    contacts = Contact.objects.order_by("owner__email", "pk").values_list(
        "owner__email",
        "name",
        "work",
        "firm",
        "line_of_work",
        "how_known",
        "closeness",
        "private",
        "confirmed_as__email",
    )
    lines = ProfileLine.objects.order_by("member__email", "pk").values_list("member__email", "kind", "text")
    asked = Introduction.objects.order_by("pk").values_list("requester__email", "contact__name", "state", "words")
    return [*contacts, *lines, *asked]


def test_the_same_numbers_make_the_same_town(settings: Any, tmp_path: Path) -> None:
    settings.BACKR_HOME = tmp_path
    towns = []
    for _ in range(2):
        with transaction.atomic():
            seed()
            towns.append((what_stands(), (tmp_path / "demo-answers.json").read_text()))
            transaction.set_rollback(True)
    assert towns[0] == towns[1]


def test_no_town_is_made_among_real_people() -> None:
    make_member("Alice")
    with pytest.raises(CommandError, match="Real people have accounts here"):
        seed()
    assert Member.objects.count() == 1


@pytest.mark.parametrize("members", [-1, 0, 19])
def test_a_town_of_a_handful_is_refused(members: int) -> None:
    with pytest.raises(CommandError, match="at least 20 members"):
        seed(members)


def test_there_is_no_cast_without_a_town() -> None:
    assert cast() == []
