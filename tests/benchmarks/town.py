"""One town, measured: prints its figures as one line of JSON. Run by `python -m tests.benchmarks`."""

import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import django

django.setup()

import neo4j  # noqa: E402
import psutil  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from matching.encoder import encoder  # noqa: E402
from matching.fit import LineFits  # noqa: E402
from matching.models import TextVector  # noqa: E402
from network.models import Contact, Member, Person, ProfileLine  # noqa: E402
from network.platform.graph import driver, queries  # noqa: E402
from network.platform.graph.embedded import available_graph  # noqa: E402
from network.platform.graph.rebuild import rebuild  # noqa: E402
from network.platform.graph.ties import all_members, of_members  # noqa: E402
from network.platform.outbox.drain import drain_all  # noqa: E402
from network.platform.outbox.record import mark  # noqa: E402
from network.suggestions.diagnostics.paths import paths_to  # noqa: E402
from network.suggestions.eligibility import exclusions_for  # noqa: E402
from network.suggestions.intent import own_words, read_texts, read_wanted  # noqa: E402
from network.suggestions.page import suggestions_for  # noqa: E402
from network.suggestions.retrieval import paths_by_graph  # noqa: E402
from network.suggestions.vectors import make_vectors  # noqa: E402
from tests.benchmarks.books import import_figures  # noqa: E402

ASKED = 60
WARMED = 5
PEOPLE = 300
ROUNDS = 3
FRESH = 3
CHANCE = random.Random(1)


def timed(work: Callable[[], Any]) -> float:
    """Seconds that `work` takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def p95(values: Iterable[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def fill_vectors(kept: Path) -> None:
    """Make every vector that does not ship once, and lend them to the next size."""
    if kept.exists():
        rows = json.loads(kept.read_text())
        TextVector.objects.bulk_create(
            [
                TextVector(model=m, content_hash=h, text=t, vector=bytes.fromhex(v), made_at=at)
                for m, h, t, v, at in rows
            ],
            ignore_conflicts=True,
        )
    drain_all("vectors")
    while make_vectors(seconds=60):
        pass
    drain_all("vectors")
    if not kept.exists():
        made = TextVector.objects.filter(made_at__isnull=False).iterator()
        rows = [
            (row.model, row.content_hash, row.text, bytes(row.vector or b"").hex(), str(row.made_at)) for row in made
        ]
        kept.write_text(json.dumps(rows))


def projection_figures() -> dict[str, float]:
    """Into an empty graph: by the outbox and, the same rows, by bare Bolt, in turn; and once by a rebuild.

    Who comes second finds a server that is warmed up and a disk that is busy, so each is first and second in turn.
    """
    wanted = [own for chunk in all_members() for own in of_members(chunk).values()]
    people = sorted({own.person for own in wanted} | {other for own in wanted for other in own.ties})
    rows = [[own.person, other, tie.strength, tie.kind] for own in wanted for other, tie in own.ties.items()]
    ways = [("outbox", project_all), ("bolt", partial(load_bare, people, rows))]
    taken: dict[str, list[float]] = {name: [] for name, _ in ways}
    for number in range(ROUNDS):
        for name, way in ways if number % 2 == 0 else reversed(ways):
            empty()
            taken[name].append(timed(way))
    empty()
    by_outbox, by_bolt, by_rebuild = (*map(statistics.median, taken.values()), timed(rebuild))
    ratios = [one / other for one, other in zip(*taken.values(), strict=True)]
    say(", ".join(f"{name}: {' '.join(f'{each:.1f}' for each in seconds)} s" for name, seconds in taken.items()))
    return {
        "ties": len(rows),
        "project_rate": len(rows) / by_outbox,
        "raw_rate": len(rows) / by_bolt,
        "project_ratio": statistics.median(ratios),
        "project_ratio_low": min(ratios),
        "project_ratio_high": max(ratios),
        "rebuild_ratio": by_rebuild / by_bolt,
    }


def project_all() -> None:
    with transaction.atomic():
        mark("graph", Member.objects.values_list("pk", flat=True))
    drain_all("graph")


def empty() -> None:
    while driver.write("delete_people", limit=20_000)[0]["deleted"]:
        pass


def load_bare(people: list[int], rows: list[list[Any]]) -> None:
    """The same people and ties, with the driver and nothing else, 20,000 rows at a time."""
    signed = (settings.GRAPH_USER, settings.GRAPH_PASSWORD)
    with neo4j.GraphDatabase.driver(driver.address(), auth=signed) as bolt:
        run(bolt, "UNWIND $rows AS id CREATE (:Person {id: id})", people)
        for kind in ("KNOWS", "HANDSHAKE"):
            create = f"CREATE (a)-[:{kind} {{strength: row[2]}}]->(b)"
            match = "MATCH (a:Person {id: row[0]}) MATCH (b:Person {id: row[1]})"
            run(bolt, f"UNWIND $rows AS row {match} {create}", [row for row in rows if row[3] == kind])


def run(bolt: neo4j.Driver, query: str, rows: list[Any]) -> None:
    for start in range(0, len(rows), 20_000):
        bolt.execute_query(query, rows=rows[start : start + 20_000], database_=settings.GRAPH_DATABASE)  # type: ignore[arg-type]


def members_who_wish() -> list[Member]:
    wishing = ProfileLine.objects.filter(kind="wish").values_list("member_id", flat=True).distinct()
    return list(Member.objects.filter(pk__in=CHANCE.sample(list(wishing), ASKED)))


def retrieval_figures() -> dict[str, float]:
    """The part of a suggestion that walks the graph: paths to the records that fit, as the page finds them."""
    ours, floor = [], []
    for number, member in enumerate(members_who_wish()):
        fits = LineFits(read_wanted(read_texts(own_words(member).wishes)))
        taken = 1000 * timed(partial(paths_to_matches, member, fits))
        bare = 1000 * timed(partial(queries.frontier, member.pk))
        if number >= WARMED:
            ours.append(taken)
            floor.append(bare)
    return {
        "retrieval_p50_ms": statistics.median(ours),
        "retrieval_p95_ms": p95(ours),
        "retrieval_floor_ratio": sum(ours) / sum(floor),
    }


def paths_to_matches(member: Member, fits: LineFits) -> None:
    paths_by_graph(member, fits, exclusions_for(member))


def path_figures() -> dict[str, float]:
    """Diagnostics: paths to people who were chosen by chance, which no page looks for."""
    members = CHANCE.sample(list(Member.objects.filter(invented=True)), ASKED)
    people = list(Person.objects.values_list("pk", flat=True))
    asked = [(member, CHANCE.sample(people, PEOPLE)) for member in members]
    for member, targets in asked[:5]:
        paths_to(member, targets)
    ours, floor = [], []
    for member, targets in asked:
        ours.append(1000 * timed(partial(paths_to, member, targets)))
        floor.append(1000 * timed(partial(bare_queries, member, targets)))
    return {
        "paths_p50_ms": statistics.median(ours),
        "paths_p95_ms": p95(ours),
        "paths_floor_ratio": sum(ours) / sum(floor),
    }


def bare_queries(member: Member, targets: list[int]) -> None:
    queries.frontier(member.pk)
    queries.ties_into(targets)


def first_of_a_process(member: Member) -> float:
    """Milliseconds of the first suggestion that a fresh process makes; the median of a few."""
    words = [sys.executable, "-m", "tests.benchmarks.first", str(member.pk), "anything with dogs"]
    asked = [subprocess.run(words, stdout=subprocess.PIPE, text=True, check=True).stdout for _time in range(FRESH)]
    return statistics.median(float(each.splitlines()[-1]) for each in asked)


def suggestion_figures() -> dict[str, float]:
    encoder().encode(["warm"])
    members = members_who_wish()
    cold = 1000 * timed(lambda: suggestions_for(members[0]))
    warm = [1000 * timed(partial(suggestions_for, member)) for member in members]
    texts = [
        "anything with dogs",
        "somewhere warm, with people",
        "I can drive and would like nights",
        "fixing old clocks",
    ]
    typed = [
        1000 * timed(partial(suggestions_for, member, f"{texts[number % 4]} {number}"))
        for number, member in enumerate(members)
    ]
    return {
        "suggest_fresh_ms": first_of_a_process(members[0]),
        "suggest_cold_ms": cold,
        "suggest_p50_ms": statistics.median(warm),
        "suggest_p95_ms": p95(warm),
        "typed_p50_ms": statistics.median(typed),
    }


def memory_figures() -> dict[str, float]:
    java = [each for each in psutil.Process().children(recursive=True) if "java" in each.name()]
    return {
        "web_mb": psutil.Process().memory_info().rss / 2**20,
        "graph_mb": sum(each.memory_info().rss for each in java) / 2**20,
    }


def main() -> None:
    members, kept = int(sys.argv[1]), Path(sys.argv[2])
    call_command("migrate", verbosity=0)
    with available_graph():
        say(f"{members:,} members: seeding")
        call_command("load_places", verbosity=0)
        call_command("seed_demo", members=members, seed=1, verbosity=0)
        say("projection")
        figures: dict[str, float] = {"contacts": Contact.objects.count()} | projection_figures()
        say("vectors")
        fill_vectors(kept)
        say("paths")
        figures |= path_figures()
        say("suggestions")
        figures |= suggestion_figures() | retrieval_figures() | memory_figures()
        say("import")
        figures |= import_figures()
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
