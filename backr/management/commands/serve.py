"""Run the whole service on this machine: web server, workers and graph."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils import timezone

from backr.internal import demo_links
from backr.serving import prepare
from backr.serving.instance import (
    AlreadyRunning,
    StopRequested,
    end_processes_of,
    single_instance,
    stop_on_signals,
    write_note,
)
from backr.serving.ports import free_port, is_free, is_loopback
from backr.serving.programs import environment, programs
from backr.serving.supervisor import CannotStart, Supervisor, watch
from backr.settings.environment import PROJECT

HIGHEST_PORT = 65535
LOCAL_HOSTS = ("localhost", "127.0.0.1")


class Command(BaseCommand):
    help = "Run the web pages, the workers and the embedded graph on this machine, until Ctrl-C."
    requires_system_checks: list[str] = []  # migrate runs them

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="localhost", help="localhost or 127.0.0.1; all others are refused")
        parser.add_argument("--port", type=int, default=8000, help="or the next free one (8000); 0 for any")
        parser.add_argument("--demo", action="store_true", help="make the demo town once, and print sign-in links")

    def handle(self, *args: Any, **options: Any) -> None:
        check_host(options["host"])
        if not 0 <= options["port"] <= HIGHEST_PORT:
            raise CommandError(f"A port is a number from 0 (any free one) to {HIGHEST_PORT}, not {options['port']}.")
        os.umask(0o077)  # other accounts of this machine must not read what members wrote
        home = Path(settings.BACKR_HOME)
        lock = home / "run" / "serve.lock"
        try:
            with single_instance(lock), stop_on_signals():
                self.serve_on_free_port(home, lock, options["port"], with_demo=options["demo"])
        except AlreadyRunning as other:
            raise CommandError(f"Backr already runs from {home} ({other}). Stop that one first.") from None
        except CannotStart as error:
            raise CommandError(str(error)) from None
        except StopRequested:
            self.say("Stopped.")

    def serve_on_free_port(self, home: Path, lock: Path, wanted: int, *, with_demo: bool) -> None:
        """Serve on `wanted` or the next free port; on another if a different program takes it during the start."""
        if ended := end_processes_of(str(home)):  # they may hold the wanted port
            self.say(f"Ended {ended} processes left over from an earlier run.")
        port = free_port(wanted)
        try:
            self.serve(home, lock, port, with_demo=with_demo)
        except CannotStart:
            if is_free(port):
                raise
            self.say(f"Something else has taken port {port}; trying another …")
            self.serve(home, lock, free_port(wanted), with_demo=with_demo)

    def serve(self, home: Path, lock: Path, port: int, *, with_demo: bool) -> None:
        """Start everything in order, print the address, and watch the programs until asked to stop."""
        town = prepare.DemoTown(home)
        prepare.clear_broker(home)
        if with_demo:
            town.clear_if_interrupted(self.say)
        started = timezone.now()
        env = environment(home=home, port=port, demo=with_demo)
        supervisor = Supervisor(home, PROJECT, programs(home=home, port=port, started=started), env)
        try:
            supervisor.launch()
            supervisor.start("graph")
            prepare.database(self.say)
            prepare.static_files()
            has_graph = self.start_programs(supervisor, town if with_demo else None)
            write_note(lock, f"process of http://localhost:{port}")
            self.print_addresses(port, with_demo=with_demo)
            connections.close_all()
            once_ready = {} if has_graph else {"graph": lambda: self.set_up_late_graph(town if with_demo else None)}
            watch(supervisor, "web", self.say, once_ready)
        except StopRequested:
            self.say("\nStopping …")
            raise
        finally:
            supervisor.shut_down()

    def start_programs(self, supervisor: Supervisor, town: prepare.DemoTown | None) -> bool:
        """Start the web server and workers, set up graph, places and demo town, and wait until all are ready.

        Return whether the graph answers; everything else works without it. A demo town that has yet to be seeded is
        seeded before the web server and workers start.
        """
        names = ("web", "errands", "texts", "imports")
        if town is not None:
            town.extend_deadlines()
        seeded = town is None or town.is_seeded
        for name in names if seeded else ():
            supervisor.start(name)
        has_graph = self.wait_for_graph(supervisor)
        prepare.places(self.say)
        if town is not None:
            town.seed_if_missing(self.say)
        for name in names if not seeded else ():
            supervisor.start(name)
        if town is not None and not seeded:
            town.find_lines()
        for name in names:
            supervisor.wait_until_ready(name)
        return has_graph

    def wait_for_graph(self, supervisor: Supervisor) -> bool:
        """Wait for the graph and apply its schema. If it does not start, say why and return False."""
        try:
            supervisor.wait_until_ready("graph")
            prepare.graph(self.say)
        except (CannotStart, CommandError) as error:
            self.say(f"{error}\nThe pages open without the graph, with fewer suggestions. We keep trying to start it.")
            return False
        return True

    def set_up_late_graph(self, town: prepare.DemoTown | None) -> bool:
        """Set up the graph when it starts later than the rest. Return whether that succeeded."""
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

    def print_addresses(self, port: int, *, with_demo: bool) -> None:
        """Print the address, and in the demo a sign-in link for each of three people."""
        address = f"http://localhost:{port}"
        links = demo_links.sign_in_links() if with_demo else []
        lines = [f"Backr is at {address}", *(f"  {label}: {address}{path}" for label, path in links)]
        self.stdout.write("\n".join(lines))  # in one write: a reader that waits for the address gets the links too
        self.stdout.flush()

    def say(self, words: str) -> None:
        """Report progress on standard error; standard output has only the addresses."""
        self.stderr.write(words, self.style.NOTICE)
        self.stderr.flush()


def check_host(host: str) -> None:
    """Raise `CommandError` unless this is embedded mode on loopback: the mail page shows sign-in codes."""
    if not settings.EMBEDDED:
        raise CommandError("serve is for one machine. With these settings, run the commands of docker-compose.yml.")
    if host in LOCAL_HOSTS:
        return
    if is_loopback(host):
        raise CommandError(f"serve listens on 127.0.0.1 and on nothing else, not on {host} either. Leave --host out.")
    raise CommandError(
        f"serve listens on this machine only, not on {host}: anybody who reached it could read sign-in codes at "
        "/dev/mail/. To serve other people, see docker-compose.yml."
    )
