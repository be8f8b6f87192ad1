"""What must be done before the pages open: tables, static files, graph schema, places, the demo town."""

import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connections

from network.demo.lasting import prolong
from network.models import Member, Place

Say = Callable[[str], None]

NO_GRAPH = 2  # migrate_graph's exit code
GRAPH_PATIENCE_SECONDS = 60.0  # a server that has only just come up takes long over its first queries
ASK_AGAIN_SECONDS = 3.0
MEMBERS = 300  # of the demo town


def clear_leftovers(home: Path) -> None:
    """Forget the hints and half-written files of the run before: the sweeper finds again what they were of."""
    shutil.rmtree(home / "broker", ignore_errors=True)


def database(say: Say) -> None:
    """Bring the tables up to date."""
    say("Setting up the database …")
    call_command("migrate", interactive=False, verbosity=0, stdout=sys.stderr)


def static_files() -> None:
    """Copy stylesheets, scripts and fonts to where they are served from."""
    call_command("collectstatic", interactive=False, verbosity=0, stdout=sys.stderr)


def graph(say: Say) -> None:
    """Apply the graph's schema. Raises `CommandError` when the graph has not answered for a minute."""
    until = time.monotonic() + GRAPH_PATIENCE_SECONDS
    while True:
        try:
            call_command("migrate_graph", verbosity=0, stdout=sys.stderr)
        except CommandError as error:
            if error.returncode != NO_GRAPH or time.monotonic() > until:
                raise
            say(f"{error} Asking again …")
            time.sleep(ASK_AGAIN_SECONDS)
        else:
            return


def places(say: Say) -> None:
    """Load the places of the operator's countries, once."""
    if not Place.objects.exists():
        say("Loading places …")
        call_command("load_places", verbosity=0, stdout=sys.stderr)


class DemoTown:
    """Whether the demo town stands in this folder, and whether the graph was filled with it.

    A mark is made before seeding begins, another when it is done, and a third when the graph has it: whatever a kill
    cuts short is begun again at the next start.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self.begun = home / "demo-begun"
        self.done = home / "demo-done"
        self.in_graph = home / "demo-in-graph"

    @property
    def stands(self) -> bool:
        return self.done.exists()

    def clear_if_half_made(self, say: Say) -> None:
        """Take away a town whose making was cut short. Only what this made itself: the mark says so."""
        if self.begun.exists() and not self.stands:
            say("The demo town was left half made; starting it afresh …")
            connections.close_all()
            for path in self.home.glob(f"{Path(settings.DATABASES['default']['NAME']).name}*"):
                path.unlink()
            shutil.rmtree(self.home / "graph", ignore_errors=True)
            self.begun.unlink()

    def open_again(self) -> None:
        """Let what its people had open when it was last left be open still. Before the workers start, who end it."""
        if self.stands:
            prolong()

    def make_if_missing(self, say: Say) -> None:
        """Seed the demo town once, and fill the graph. Raises `CommandError` in a folder that real people use."""
        if not self.stands:
            self._make(say)
        self.fill_graph(say)

    def _make(self, say: Say) -> None:
        if Member.objects.exists():
            raise CommandError(
                f"{self.home} holds accounts that are not the demo town's. "
                "Set BACKR_HOME to another folder for the demo, or leave --demo out."
            )
        say("Making the demo town (once; about a minute) …")
        self.begun.touch()
        call_command("seed_demo", members=MEMBERS, verbosity=0, stdout=sys.stderr)
        self.done.touch()

    def fill_graph(self, say: Say) -> None:
        """Fill the graph once, in bulk, so that whoever follows a link at once finds people to be introduced to."""
        if self.in_graph.exists():
            return
        try:
            call_command("rebuild_graph", stdout=sys.stderr)
        except CommandError as error:
            say(f"{error} The workers will fill the graph when it answers.")
        else:
            self.in_graph.touch()
