"""Run the whole service on this machine: web pages, workers and graph under one roof."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils import timezone

from backr.internal import demo
from backr.serving import prepare
from backr.serving.house import CannotStart, House
from backr.serving.keeper import AskedToStop, keep, stopping_on_signals
from backr.serving.lock import AlreadyServing, note, only_one
from backr.serving.ports import free_port, is_free, is_loopback
from backr.serving.predecessors import end_survivors
from backr.serving.programs import environment, programs
from backr.settings.environment import PROJECT

HIGHEST_PORT = 65535
HERE = ("localhost", "127.0.0.1")


class Command(BaseCommand):
    help = "Run the web pages, the workers and the embedded graph on this machine, until Ctrl-C."
    requires_system_checks: list[str] = []  # migrate runs them

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="localhost", help="localhost or 127.0.0.1; all others are refused")
        parser.add_argument("--port", type=int, default=8000, help="or the next free one (8000); 0 for any")
        parser.add_argument("--demo", action="store_true", help="make the demo town once, and print sign-in links")

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_what_is_not_safe(options["host"])
        if not 0 <= options["port"] <= HIGHEST_PORT:
            raise CommandError(f"A port is a number from 0 (any free one) to {HIGHEST_PORT}, not {options['port']}.")
        os.umask(0o077)  # what people trust us with is nobody else's on this machine, wherever the folder lies
        home = Path(settings.BACKR_HOME)
        lock = home / "run" / "serve.lock"
        try:
            with only_one(lock), stopping_on_signals():
                self.on_a_free_port(home, lock, options["port"], with_demo=options["demo"])
        except AlreadyServing as other:
            raise CommandError(f"Backr already runs from {home} ({other}). Stop that one first.") from None
        except CannotStart as error:
            raise CommandError(str(error)) from None
        except AskedToStop:
            self.say("Stopped.")

    def on_a_free_port(self, home: Path, lock: Path, wanted: int, *, with_demo: bool) -> None:
        """Serve on `wanted` or the next free port; on another one if somebody else takes that while we start."""
        if ended := end_survivors(str(home)):  # which may hold the very port that is wanted
            self.say(f"Ended {ended} processes that an earlier run had left.")
        port = free_port(wanted)
        try:
            self.serve(home, lock, port, with_demo=with_demo)
        except CannotStart:
            if is_free(port):
                raise
            self.say(f"Somebody else has taken port {port} meanwhile; trying another …")
            self.serve(home, lock, free_port(wanted), with_demo=with_demo)

    def serve(self, home: Path, lock: Path, port: int, *, with_demo: bool) -> None:
        """Start everything in order, print the address, and watch until asked to stop."""
        town = prepare.DemoTown(home)
        prepare.clear_leftovers(home)
        if with_demo:
            town.clear_if_half_made(self.say)
        started = timezone.now()
        env = environment(home=home, port=port, demo=with_demo)
        house = House(home, PROJECT, programs(home=home, port=port, started=started), env)
        try:
            house.open()
            house.start("graph")
            prepare.database(self.say)
            prepare.static_files()
            has_graph = self.fill(house, town if with_demo else None)
            note(lock, f"process of http://localhost:{port}")
            self.greet(port, with_demo=with_demo)
            connections.close_all()
            when_up = {} if has_graph else {"graph": lambda: self.graph_at_last(town if with_demo else None)}
            keep(house, "web", self.say, when_up)
        except AskedToStop:
            self.say("\nStopping …")
            raise
        finally:
            house.close()

    def fill(self, house: House, town: prepare.DemoTown | None) -> bool:
        """Start the rest, with the graph's schema, the places and the demo town in their turn; wait for all.

        Return whether the graph is there: everything else can do without, and waits for itself.
        """
        rest = ("web", "errands", "texts")
        if town is not None:
            town.open_again()
        at_once = town is None or town.stands
        for name in rest if at_once else ():
            house.start(name)
        has_graph = self.wait_for_graph(house)
        prepare.places(self.say)
        if town is not None:
            town.make_if_missing(self.say)
        for name in rest if not at_once else ():
            house.start(name)
        for name in rest:
            house.wait(name)
        return has_graph

    def wait_for_graph(self, house: House) -> bool:
        """Have the graph up, with its schema; or say why it is not, and that the pages open all the same."""
        try:
            house.wait("graph")
            prepare.graph(self.say)
        except (CannotStart, CommandError) as error:
            self.say(f"{error}\nThe pages open without the graph, with fewer suggestions. It is tried again and again.")
            return False
        return True

    def graph_at_last(self, town: prepare.DemoTown | None) -> bool:
        """Do what is left to do when the graph comes up late; say whether it could be done."""
        try:
            prepare.graph(self.say)
        except CommandError as error:
            self.say(str(error))
            return False
        if town is not None:
            town.fill_graph(self.say)
        connections.close_all()
        self.say("The graph is up.")
        return True

    def greet(self, port: int, *, with_demo: bool) -> None:
        """Print the address, and in the demo a sign-in link for each of three people."""
        address = f"http://localhost:{port}"
        links = demo.sign_in_links() if with_demo else []
        lines = [f"Backr is at {address}", *(f"  {label}: {address}{path}" for label, path in links)]
        self.stdout.write("\n".join(lines))  # all at once: whoever waits for the address finds the links too
        self.stdout.flush()

    def say(self, words: str) -> None:
        """Tell how it goes, apart from the lines that others may read by machine."""
        self.stderr.write(words, self.style.NOTICE)
        self.stderr.flush()


def refuse_what_is_not_safe(host: str) -> None:
    """Raise `CommandError` unless this is the embedded mode, on loopback: its mail page shows sign-in codes."""
    if not settings.EMBEDDED:
        raise CommandError("serve is for one machine. With these settings, run the commands of docker-compose.yml.")
    if host in HERE:
        return
    if is_loopback(host):
        raise CommandError(f"serve listens on 127.0.0.1 and on nothing else, not on {host} either. Leave --host out.")
    raise CommandError(
        f"serve listens on this machine only, not on {host}: anybody who reached it could read sign-in codes at "
        "/dev/mail/. To serve other people, see docker-compose.yml."
    )
