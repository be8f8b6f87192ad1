"""Preparation before the pages open: tables, static files, graph schema, places, the demo town."""

import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connections

from network.demo.seed import DEMO_MEMBERS, DEMO_SEED
from network.demo.tasks import keep_open
from network.models import Member, Place
from network.platform.ledger.roles import prepare_role
from network.suggestions.vectors import find_lines

Say = Callable[[str], None]

NO_GRAPH = 2  # migrate_graph's exit code
GRAPH_TIMEOUT_SECONDS = 60.0  # a server that has only just started is slow to answer its first queries
RETRY_SECONDS = 3.0


def clear_broker(home: Path) -> None:
    """Delete the messages of the last run. They are only hints: the sweeper finds the work again."""
    shutil.rmtree(home / "broker", ignore_errors=True)


def database(say: Say) -> None:
    """Apply the migrations."""
    say("Setting up the database …")
    call_command("migrate", interactive=False, verbosity=0, stdout=sys.stderr)


def application_role(say: Say) -> None:
    """Give the database role that the application runs as what it needs and no more, if this deployment names one.

    Raises `CommandError` if that cannot be done.
    """
    if not settings.APPLICATION_ROLE:
        return
    say(f"Preparing the database role {settings.APPLICATION_ROLE} …")
    try:
        prepare_role(settings.APPLICATION_ROLE, settings.APPLICATION_PASSWORD)
    except (ValueError, DatabaseError) as error:
        raise CommandError(f"The role could not be prepared: {error}") from None


def static_files() -> None:
    """Collect stylesheets, scripts and fonts into the folder that they are served from."""
    call_command("collectstatic", interactive=False, verbosity=0, stdout=sys.stderr)


def graph(say: Say) -> None:
    """Apply the graph's schema. Raises `CommandError` when the graph has not answered for a minute."""
    deadline = time.monotonic() + GRAPH_TIMEOUT_SECONDS
    while True:
        try:
            call_command("migrate_graph", verbosity=0, stdout=sys.stderr)
        except CommandError as error:
            if error.returncode != NO_GRAPH or time.monotonic() > deadline:
                raise
            say(f"{error} Asking again …")
            time.sleep(RETRY_SECONDS)
        else:
            return


def places(say: Say) -> None:
    """Load the places of the operator's countries, unless there are places already."""
    if not Place.objects.exists():
        say("Loading places …")
        call_command("load_places", verbosity=0, stdout=sys.stderr)


class DemoTown:
    """The demo town of a folder, and how far it has been made.

    One marker file is written before seeding, one after it, and one when the graph has been filled, so that the next
    start repeats whatever a kill interrupted.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self.seeding_marker = home / "demo-begun"
        self.seeded_marker = home / "demo-done"
        self.graph_marker = home / "demo-in-graph"

    @property
    def is_seeded(self) -> bool:
        return self.seeded_marker.exists()

    def clear_if_interrupted(self, say: Say) -> None:
        """Delete a town whose seeding was interrupted. The marker shows that the database is the demo's own."""
        if self.seeding_marker.exists() and not self.is_seeded:
            say("The demo town was left half made; starting it afresh …")
            connections.close_all()
            for path in self.home.glob(f"{Path(settings.DATABASES['default']['NAME']).name}*"):
                path.unlink()
            for folder in ("graph", "ledger"):
                shutil.rmtree(self.home / folder, ignore_errors=True)
            self.seeding_marker.unlink()

    def extend_deadlines(self) -> None:
        """Extend the deadlines that ran out while the service was stopped. Call it before a worker expires them."""
        if self.is_seeded:
            keep_open()

    def seed_if_missing(self, say: Say) -> None:
        """Seed the town and fill the graph, each once. Raises `CommandError` if the folder has real accounts."""
        if not self.is_seeded:
            self._seed(say)
        self.fill_graph(say)

    def _seed(self, say: Say) -> None:
        if Member.objects.exists():
            raise CommandError(
                f"{self.home} holds accounts that are not the demo town's. "
                "Set BACKR_HOME to another folder for the demo, or leave --demo out."
            )
        say("Making the demo town (once; about a minute) …")
        self.seeding_marker.touch()
        call_command("seed_demo", members=DEMO_MEMBERS, seed=DEMO_SEED, verbosity=0, stdout=sys.stderr)
        self.seeded_marker.touch()

    def find_lines(self) -> None:
        """Find the lines of work of everybody's contacts, so that the first page shows all who fit.

        Takes some seconds: by the words, and by the vectors that ship. The workers do the same by and by.
        """
        find_lines(list(Member.objects.values_list("pk", flat=True)))

    def fill_graph(self, say: Say) -> None:
        """Fill the graph once, in bulk, so that the first visitor already finds people to be introduced to."""
        if self.graph_marker.exists():
            return
        try:
            call_command("rebuild_graph", stdout=sys.stderr)
        except CommandError as error:
            say(f"{error} The workers will fill the graph when it answers.")
        else:
            self.graph_marker.touch()
