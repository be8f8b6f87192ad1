"""Everybody's model is loaded, and the graph can be made to say what the record does."""

from collections.abc import Callable
from typing import Any

import pytest

from matching.encoder import encoder
from network.models import Contact, Member, ProfileLine
from network.platform.graph import driver
from network.platform.graph.driver import GraphUnavailable
from network.platform.graph.projector import project_members
from network.suggestions.page import suggestions_for
from tests.factories.people import make_contact


@pytest.fixture(autouse=True)
def _model_loaded() -> None:
    encoder()


@pytest.fixture
def no_graph(monkeypatch: pytest.MonkeyPatch) -> None:
    """The graph is down: nothing answers."""

    def away(*args: Any, **kwargs: Any) -> Any:
        raise GraphUnavailable("down for the test")

    monkeypatch.setattr(driver, "read", away)


@pytest.fixture
def projected(graph: Any) -> Callable[[], None]:
    """Call it to bring the graph up to date with the record."""

    def project() -> None:
        project_members([str(pk) for pk in Member.objects.get_queryset().values_list("pk", flat=True)])

    return project


def know(owner: Member, line: str, name: str = "Quentin Zebedee", **fields: Any) -> Contact:
    """`owner` knows somebody of that line of work."""
    return make_contact(owner, name, line_of_work=line, work=fields.pop("work", line), **fields)


def want(member: Member, text: str) -> ProfileLine:
    return ProfileLine.objects.create(member=member, kind=ProfileLine.Kind.WISH, text=text)


def lines_of(member: Member, text: str = "") -> list[str]:
    """The lines of work on the cards that `member` is shown."""
    return [card.line_of_work for card in suggestions_for(member, text).cards]
