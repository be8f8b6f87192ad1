"""Play a script in a world, which is thrown away afterwards."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from http.cookies import SimpleCookie
from unittest.mock import patch

from django.apps import apps
from django.core import mail
from django.core.cache import cache
from django.core.management.color import no_style
from django.db import connection, transaction
from django.test import Client

from network.models import Member
from network.platform.graph import ties
from network.platform.graph.driver import GraphUnavailable
from network.platform.graph.queries import Hop, Near
from network.suggestions import retrieval
from tests.integration.two_worlds import attackers_own, attacks, others  # noqa: F401 -- they declare the acts
from tests.integration.two_worlds.attacks import look_everywhere
from tests.integration.two_worlds.browser import World
from tests.integration.two_worlds.exceptions import happening, tells
from tests.integration.two_worlds.facts import apply
from tests.integration.two_worlds.frozen import frozen
from tests.integration.two_worlds.script import Act, run_workers
from tests.integration.two_worlds.town import ATTACKERS, make_town

CROWDED = {"MAX_OWNERS": 1, "RECORDS_PER_LINE": 2, "MAX_RECORDS": 2}
"""Limits of what is looked through, so small that the town is beyond them."""
USUAL = {name: getattr(retrieval, name) for name in CROWDED}


class Stage:
    """The town, made once, in which every world is played and undone again."""

    def __init__(self) -> None:
        with frozen():
            _number_rows_alike()
            self.town = make_town()
            self.signed_in = {name: self._cookies_of(name) for name in ATTACKERS}

    def _cookies_of(self, name: str) -> SimpleCookie:
        client = Client()
        client.force_login(self.town[name])
        return client.cookies

    def play(
        self,
        script: Sequence[Act],
        facts: Collection[str] = (),
        *,
        secret: bool = False,
        graph: bool = True,
        crowded: bool = False,
        to_the_end: bool = False,
    ) -> World:
        """Return the world with all that came back to the attackers.

        It will be compared with another one, and in the one that is `secret` the `facts` are otherwise. `crowded`: so
        many people know so many that not all can be looked at. `to_the_end`: the attackers look at everything in the
        end.
        """
        with (
            frozen() as (clock, drawn),
            undone(),
            patch.object(retrieval, "frontier", frontier if graph else no_graph),
            patch.multiple(retrieval, **(CROWDED if crowded else USUAL)),
        ):
            cache.clear()
            mail.outbox = []
            town = deepcopy(self.town)
            if secret:
                apply(facts, town)
            world = World(town, clock, drawn, self.signed_in, secret)
            differing = {*facts, *happening(script)}
            for number, act in enumerate(script, 1):
                world.line = number
                if not tells(act, differing):
                    act.do(world)
                    run_workers(world)
            world.line = len(script) + 1
            if to_the_end:
                for name in ATTACKERS:
                    look_everywhere(world, world.browsers[name])
                run_workers(world)
            return world


@contextmanager
def stage() -> Iterator[Stage]:
    with transaction.atomic():
        yield Stage()
        transaction.set_rollback(True)


@contextmanager
def undone() -> Iterator[None]:
    """Undo everything afterwards."""
    with transaction.atomic():
        _number_rows_alike()
        yield
        transaction.set_rollback(True)


def _number_rows_alike() -> None:
    """Let PostgreSQL number the next rows as it did in the last world. SQLite takes its numbers back with the rows."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(apps.get_models())):
                cursor.execute(statement)


def frontier(member_id: int) -> list[Near]:
    """What the graph answers once everything is projected, read from what is projected."""
    held = ties.of_members(list(Member.objects.order_by("pk").values_list("pk", flat=True)))
    members = {own.person: pk for pk, own in held.items()}

    def hops(pk: int) -> list[Hop]:
        handshakes = sorted((person, tie) for person, tie in held[pk].ties.items() if tie.kind == ties.HANDSHAKE)
        return [Hop(person, members[person], tie.strength) for person, tie in handshakes if person in members]

    return [Near(hop, hops(hop.member)) for hop in hops(member_id)]


def no_graph(member_id: int) -> list[Near]:
    raise GraphUnavailable("down in this world")
