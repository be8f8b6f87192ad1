"""`make bench`: what the main parts cost, for demo towns of several sizes, and how a suggestion grows with the town.

Each size runs in a process of its own, with a folder and an embedded graph of its own. Prints tables as Markdown;
`--keep` writes them into RESULTS.md. Ratios are the claim; milliseconds are of one machine on one day.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from backr.serving.web import ONE_THREAD

SIZES = (1_000, 10_000)
GROWTH = (1_000, 10_000, 100_000)
CIRCLES = (20, 200, 2_000)
HERE = Path(__file__).resolve().parent
ROWS = (
    ("contacts", "contacts in the town", "{:,.0f}"),
    ("ties", "ties in the graph", "{:,.0f}"),
    ("retrieval_p50_ms", "paths to the records that fit, as the page finds them, median", "{:.1f} ms"),
    ("retrieval_p95_ms", "the same, 95th percentile", "{:.1f} ms"),
    ("retrieval_floor_ratio", "the same against its one bare query of the graph", "× {:.2f}"),
    ("suggest_fresh_ms", "suggestion, cold: the first of a process, the model's loading included", "{:,.0f} ms"),
    ("suggest_cold_ms", "the first with the model loaded, the index of lines of work not yet", "{:,.0f} ms"),
    ("suggest_p50_ms", "suggestion, warm, median", "{:.1f} ms"),
    ("suggest_p95_ms", "the same, 95th percentile", "{:.1f} ms"),
    ("typed_p50_ms", "the same for a typed text, median", "{:.1f} ms"),
    ("paths_p50_ms", "diagnostics: paths to 300 people chosen by chance, median", "{:.1f} ms"),
    ("paths_p95_ms", "the same, 95th percentile", "{:.1f} ms"),
    ("paths_floor_ratio", "the same against its two bare queries", "× {:.2f}"),
    ("project_rate", "projected by the outbox, ties a second", "{:,.0f}"),
    ("raw_rate", "the same rows by bare Bolt, ties a second", "{:,.0f}"),
    ("project_ratio", "projection's time against bare Bolt's, median of three", "× {:.2f}"),
    ("project_ratio_low", "the same, lowest", "× {:.2f}"),
    ("project_ratio_high", "the same, highest", "× {:.2f}"),
    ("rebuild_ratio", "rebuild's time against bare Bolt's", "× {:.2f}"),
    ("read_ratio", "reading 10,000 cards against vobject alone", "× {:.2f}"),
    ("import_rate", "whole import of 10,000 cards, cards a second", "{:,.0f}"),
    ("import_ratio", "the same against vobject's reading alone", "× {:.2f}"),
    ("web_mb", "memory of a process that suggests", "{:,.0f} MB"),
    ("graph_mb", "memory of the embedded graph", "{:,.0f} MB"),
)
HEADINGS = {
    "town": "The demo town",
    "growth": "How a suggestion grows",
    "circles": "The circles of somebody who knows many",
}
CIRCLES_ROWS = (
    ("map_p50_ms", "the page with the circles, median", "{:.0f} ms"),
    ("map_p95_ms", "the same, 95th percentile", "{:.0f} ms"),
    ("map_cpu_ms", "the same, processor time alone, mean", "{:.0f} ms"),
    ("list_p50_ms", "the plain list of 50 of them, median", "{:.0f} ms"),
    ("map_ratio", "circles against list", "× {:.2f}"),
    ("read_p50_ms", "of the circles: reading the record", "{:.0f} ms"),
    ("layout_p50_ms", "of the circles: who stands where", "{:.0f} ms"),
    ("drawn", "people drawn one by one; the others counted", "{:,.0f}"),
    ("elements", "elements of the page", "{:,.0f}"),
    ("kilobytes", "size of the page before compression", "{:,.0f} kB"),
)
GROWTH_ROWS = (
    ("ties", "ties in the graph", "{:,.0f}"),
    ("rebuild_s", "the graph made anew from the record", "{:,.0f} s"),
    ("retrieval_p50_ms", "paths to the records that fit, as the page finds them, median", "{:.1f} ms"),
    ("retrieval_p95_ms", "the same, 95th percentile", "{:.1f} ms"),
    ("paths_p50_ms", "diagnostics: paths to 300 people, median", "{:.1f} ms"),
    ("paths_p95_ms", "the same, 95th percentile", "{:.1f} ms"),
    ("typed_p50_ms", "suggestion for a text just typed, median", "{:.1f} ms"),
    ("typed_p95_ms", "the same, 95th percentile", "{:.1f} ms"),
    ("cards", "people shown for a text, mean", "{:.1f}"),
    ("encode_p50_ms", "of that, encoding the text, median", "{:.1f} ms"),
    ("dot_p50_ms", "floor: numpy product with all vectors, median", "{:.2f} ms"),
    ("search_p50_ms", "floor: igraph's search for 300 people, median", "{:.1f} ms"),
    ("floor_ratio", "suggestion against encoding, product and search", "× {:.2f}"),
    ("neo4j_rebuild_s", "on Neo4j: the graph made anew", "{:,.0f} s"),
    ("neo4j_retrieval_p50_ms", "on Neo4j: paths to the records that fit, median", "{:.1f} ms"),
    ("neo4j_retrieval_p95_ms", "the same, 95th percentile", "{:.1f} ms"),
    ("neo4j_paths_p50_ms", "on Neo4j, diagnostics: paths to 300 people, median", "{:.1f} ms"),
    ("neo4j_paths_p95_ms", "the same, 95th percentile", "{:.1f} ms"),
    ("neo4j_typed_p50_ms", "on Neo4j: suggestion for a text just typed, median", "{:.1f} ms"),
    ("neo4j_typed_p95_ms", "the same, 95th percentile", "{:.1f} ms"),
    ("neo4j_floor_ratio", "the same against encoding, product and search", "× {:.2f}"),
    ("web_mb", "memory of the process (town and floor's graph included)", "{:,.0f} MB"),
    ("graph_mb", "memory of the embedded graph", "{:,.0f} MB"),
)


def measured(kind: str, members: int, vectors: Path) -> dict[str, float]:
    """Run one size of `kind` ("town", "growth" or "circles") in a process of its own; return its figures."""
    with tempfile.TemporaryDirectory(prefix="backr-bench-", ignore_cleanup_errors=True) as home:
        environment = {
            **os.environ,
            **ONE_THREAD,  # as in the process that answers pages
            "BACKR_HOME": home,
            "DJANGO_SETTINGS_MODULE": "backr.settings.embedded",
            "BACKR_LOG_LEVEL": "ERROR",
            "BACKR_GRAPH_HEAP": "2g",
        }
        words = [sys.executable, "-m", f"tests.benchmarks.{kind}", str(members), str(vectors)]
        done = subprocess.run(words, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    figures: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return figures


def table(rows: Sequence[tuple[str, str, str]], figures: dict[int, dict[str, float]], unit: str = "members") -> str:
    head = "| | " + " | ".join(f"{size:,} {unit}" for size in figures) + " |"
    lines = [head, "|---|" + "---:|" * len(figures)]
    known = [row for row in rows if all(row[0] in each for each in figures.values())]
    for key, words, form in known:
        lines.append(f"| {words} | " + " | ".join(form.format(each[key]) for each in figures.values()) + " |")
    return "\n".join(lines)


def machine() -> str:
    model = next(
        (
            line.split(":", 1)[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        platform.processor(),
    )
    return f"{model}, {os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=list(SIZES), help="of demo towns")
    parser.add_argument("--growth", type=int, nargs="*", default=list(GROWTH), help="of plain towns")
    parser.add_argument("--circles", type=int, nargs="*", default=list(CIRCLES), help="contacts of one member")
    parser.add_argument("--keep", action="store_true", help="write RESULTS.md")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="backr-bench-vectors-"))
    report = ""
    figures: dict[str, dict[int, dict[str, float]]] = {"circles": {}, "town": {}, "growth": {}}
    wanted = [("circles", size) for size in options.circles]
    wanted += [("town", size) for size in options.sizes] + [("growth", size) for size in options.growth]
    try:
        for kind, size in wanted:
            figures[kind][size] = measured(kind, size, folder / "vectors.json")
            report = written(figures)
            if options.keep:
                keep(report)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(report)


def written(figures: dict[str, dict[int, dict[str, float]]]) -> str:
    """Return the report in Markdown."""
    parts = [f"Measured on {datetime.now(UTC):%d %B %Y} by `make bench`: {machine()}."]
    for kind, rows in (("town", ROWS), ("growth", GROWTH_ROWS), ("circles", CIRCLES_ROWS)):
        if figures[kind]:
            unit = "contacts" if kind == "circles" else "members"
            parts += [f"## {HEADINGS[kind]}", table(rows, figures[kind], unit)]
    return "\n\n".join(parts) + "\n"


def keep(report: str) -> None:
    """Write RESULTS.md; after each size, so that a run that is cut short leaves what it has."""
    explained = (HERE / "EXPLAINED.md").read_text()
    (HERE / "RESULTS.md").write_text(f"# What it costs\n\n{report}\n## What was measured\n\n{explained}")


if __name__ == "__main__":
    main()
