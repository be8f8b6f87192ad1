"""One plain town, measured for how a suggestion grows: prints its figures as one line of JSON.

Run by `python -m tests.benchmarks`. On the embedded graph, and then, if BACKR_TEST_NEO4J_URI, _USER and _PASSWORD are
in the environment, on that Neo4j, which is emptied; its figures' names begin with "neo4j_".
"""

import json
import os
import statistics
import sys
from functools import partial
from pathlib import Path

import django

django.setup()

import igraph  # noqa: E402
import numpy as np  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

from matching.encoder import encoder  # noqa: E402
from matching.fit import LineFits  # noqa: E402
from matching.index import line_index  # noqa: E402
from network.models import Member  # noqa: E402
from network.platform.graph import driver  # noqa: E402
from network.platform.graph.embedded import available_graph  # noqa: E402
from network.platform.graph.rebuild import rebuild  # noqa: E402
from network.suggestions.diagnostics.paths import paths_to  # noqa: E402
from network.suggestions.intent import read_texts, read_wanted  # noqa: E402
from network.suggestions.page import suggestions_for  # noqa: E402
from tests.benchmarks.plain_town import PlainTown, make_plain_town  # noqa: E402
from tests.benchmarks.town import fill_vectors, memory_figures, p95, paths_to_matches, say, timed  # noqa: E402

ASKED = 150
WARMED = 15
PEOPLE = 300
TYPED = [
    "something in a bakery, early mornings are fine",
    "anything with dogs",
    "I can drive and would like nights",
    "help in a school kitchen",
    "fixing old clocks",
    "looking after older people in their homes",
    "joinery, learnt it at college",
    "office work, part time",
]


def suggestion_figures(town: PlainTown) -> dict[str, float]:
    """Whole answers to texts that were never typed before, encoding included; and their floor on the same data."""
    chance = np.random.default_rng(7)
    members = list(Member.objects.filter(pk__in=chance.choice(list(town.members), ASKED, replace=False).tolist()))
    texts = [f"{TYPED[number % len(TYPED)]} {number}" for number in range(len(members))]
    graph = igraph.Graph(n=int(town.edges.max()) + 1, edges=town.edges, directed=True)
    matrix = np.array([line_index().vector(line) for line in line_index().titles], dtype=np.float32)
    wanted = [chance.choice(list(town.people), PEOPLE, replace=False).tolist() for _ in members]
    taken: dict[str, list[float]] = {"paths": [], "retrieval": [], "suggest": [], "encode": [], "dot": [], "search": []}
    shown = []
    for number, (member, text, people) in enumerate(zip(members, texts, wanted, strict=True)):
        query = encoder().encode([text])[0]
        times = {
            "paths": timed(partial(paths_to, member, people)),
            "retrieval": timed(partial(paths_to_matches, member, LineFits(read_wanted(read_texts([text]))))),
            "suggest": timed(partial(suggestions_for, member, text)),
            "encode": timed(partial(encoder().encode, [f"{text} again"])),
            "dot": timed(partial(best_by_dot, matrix, query)),
            "search": timed(partial(graph.distances, member.person_id, people, mode="out")),
        }
        shown.append(len(suggestions_for(member, text).cards))
        if number >= WARMED:
            for name, seconds in times.items():
                taken[name].append(1000 * seconds)
    floor = sum(sum(taken[name]) for name in ("encode", "dot", "search"))
    return {
        "paths_p50_ms": statistics.median(taken["paths"]),
        "paths_p95_ms": p95(taken["paths"]),
        "retrieval_p50_ms": statistics.median(taken["retrieval"]),
        "retrieval_p95_ms": p95(taken["retrieval"]),
        "cards": statistics.mean(shown),
        "typed_p50_ms": statistics.median(taken["suggest"]),
        "typed_p95_ms": p95(taken["suggest"]),
        "encode_p50_ms": statistics.median(taken["encode"]),
        "dot_p50_ms": statistics.median(taken["dot"]),
        "search_p50_ms": statistics.median(taken["search"]),
        "floor_ratio": sum(taken["suggest"]) / floor,
    }


def best_by_dot(matrix: "np.ndarray", query: "np.ndarray") -> "np.ndarray":
    """The bare search: a product with every distinct text's vector, and the best 200 of it."""
    scores = matrix @ query
    return np.argpartition(-scores, 200)[:200]


def use_neo4j() -> bool:
    """Have all further questions asked of the Neo4j that the environment names; say whether it names one."""
    server = {name: os.environ.get(f"BACKR_TEST_NEO4J_{name}", "") for name in ("URI", "USER", "PASSWORD")}
    if not server["URI"]:
        return False
    for name, value in server.items():
        setattr(settings, f"GRAPH_{name}", value)
    settings.GRAPH_DATABASE = "neo4j"
    driver.forget_driver()
    return True


def measured(town: PlainTown) -> dict[str, float]:
    loaded = timed(rebuild)
    say(f"suggestions (graph loaded in {loaded:.0f} s)")
    return {"rebuild_s": loaded} | suggestion_figures(town)


def main() -> None:
    size, kept = int(sys.argv[1]), Path(sys.argv[2])
    call_command("migrate", verbosity=0)
    with available_graph():
        say(f"{size:,} plain members: writing")
        town = make_plain_town(size, seed=1)
        fill_vectors(kept)
        say(f"graph of {len(town.edges):,} ties")
        figures = {"ties": float(len(town.edges))} | measured(town) | memory_figures()
    if use_neo4j():
        say("the same on Neo4j")
        figures |= {f"neo4j_{name}": figure for name, figure in measured(town).items()}
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
