"""The scripts reach every page that is about somebody."""

import pytest

from backr.urls import ACCESS
from network.models import Member
from network.platform.features import features
from network.platform.graph import queries
from network.platform.graph.projector import project_members
from network.platform.graph.queries import Near
from tests.integration.two_worlds.attacks import PAGES
from tests.integration.two_worlds.play import Stage, frontier
from tests.integration.two_worlds.script import act
from tests.integration.two_worlds.town import ATTACKERS, GUESSES

pytestmark = pytest.mark.django_db
SAME_FOR_ALL = {
    *ACCESS,
    *("home", "promises", "help", "help_topic", "language", "welcome", "walk_end", "people_map_move", "import_leave"),
    "contact_as_written",
}
"""Pages that say nothing of anybody else, and take no word about anybody."""
NAMED_EXCEPTIONS = {"consent_conversation"}
"""It tells a guest what the e-mail that does not come tells them too: docs/security.md, "Not promised"."""
OF_THE_ACCOUNT = ("account_", "mfa_", "sign_in", "forget_device", "fresh_code", "still_here")
"""Ways in, and what an account is locked with. Those that take an address are in the scripts (`use_account_forms`)."""

MAL, MOLL, STRANGER = 0, 1, 2
YES = 3
OWN_MAILBOX = GUESSES.index("rosa@home.example") + 1
WALKS = (
    # asked, passed on, answered by a link, and talked
    [("ask", MAL, 1, 0), ("introducer_answers", 0, YES), ("guest_answers", 0, YES), ("talk", MAL, 0), ("talk", MAL, 3)],
    # an attacker passes on, and answers by the link
    [
        ("write", MOLL, 4, 2, 0),
        ("rosa_asks", 0),
        ("pass_on", MOLL, 0),
        ("make_link_again", MOLL, 0),
        ("answer_link", STRANGER, 1, 0),
        ("answer_link", STRANGER, 1, OWN_MAILBOX),
        ("talk", STRANGER, 0),
        ("talk", STRANGER, 3),
    ],
    # asked and taken back, declined, put aside
    [
        ("write", MOLL, 4, 2, 0),
        ("ask", MAL, 2, 0),
        ("keep_draft", MAL, 0),
        ("say_yes", MOLL, 0),
        ("decline", MOLL, 0, 0),
        ("withdraw", MAL, 0),
        ("put_aside", MAL, 1, 0),
        *(("take_back", MAL, number) for number in range(7)),
    ],
    # one's own people
    [
        ("upload", MAL, 3, 1),
        ("take_back", MAL, 1),
        ("write", MAL, 1, 1, 0),
        ("rewrite", MAL, 0, 2),
        ("relabel", MAL, 0, 1),
        ("take_back", MAL, 7),
        ("walk", MAL, 0),
        ("say_who_knows_whom", MAL, 0, 1),
        ("take_back", MAL, 3),
        ("take_back", MAL, 6),
        ("invite", MAL, 0),
        ("take_invitation", MOLL, 0, 1),
        ("take_back", MAL, 4),
        ("remove", MAL, 0),
        ("somebody_writes", 3, MAL),
        ("recognise", MAL, 1),
        ("somebody_writes", 0, MAL),
        ("recognise", MAL, 2),
        ("somebody_writes", 1, MAL),
        ("recognise", MAL, 0),
        ("look", MAL, PAGES.index("/people/")),
        ("look", MAL, PAGES.index("/conversations/")),
        ("block", MAL, 0),
        ("block", MAL, 3),
        ("part", MAL, 0),
    ],
    # the account
    [
        *(("change_settings", MAL, number) for number in range(5)),
        *(("change_oneself", MAL, number) for number in range(6)),
        *(("use_account_forms", MAL, 0, number) for number in range(4)),
        ("type_ahead", MAL, 0),
    ],
)


@pytest.mark.slow
def test_the_scripts_reach_every_page_about_somebody(town: Stage) -> None:
    last = len(WALKS) - 1
    played = [town.play([act(*line) for line in walk], to_the_end=number == last) for number, walk in enumerate(WALKS)]
    visited = {name for world in played for name in world.visited}
    declared = {name for feature in features() for name in feature.access} - SAME_FOR_ALL - NAMED_EXCEPTIONS
    assert {name for name in declared - visited if not name.startswith(OF_THE_ACCOUNT)} == set()
    assert set(played[-1].browsers) >= set(ATTACKERS)


@pytest.mark.slow
@pytest.mark.graph
def test_what_stands_in_for_the_graph_answers_as_it_does(town: Stage, graph: object) -> None:
    members = list(Member.objects.order_by("pk").values_list("pk", flat=True))
    project_members([str(pk) for pk in members])
    for pk in members:
        assert _sorted(frontier(pk)) == _sorted(queries.frontier(pk))


def _sorted(around: list[Near]) -> list[object]:
    return sorted((near.hop, sorted(near.onward)) for near in around)
