"""`make bench`: what the main parts cost, for demo towns of several sizes, side by side in one run.

Each size runs in a process of its own, with a folder and an embedded graph of its own. Prints a table as Markdown;
`--keep` writes it into RESULTS.md. Ratios are the claim; milliseconds are of one machine on one day.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

SIZES = (1_000, 10_000)
HERE = Path(__file__).resolve().parent
ROWS = (
    ("contacts", "contacts in the town", "{:,.0f}"),
    ("ties", "ties in the graph", "{:,.0f}"),
    ("paths_p50_ms", "paths to 300 people, median", "{:.1f} ms"),
    ("paths_p95_ms", "the same, 95th percentile", "{:.1f} ms"),
    ("paths_floor_ratio", "the same against its two bare queries", "× {:.2f}"),
    ("suggest_cold_ms", "first suggestion of a process", "{:,.0f} ms"),
    ("suggest_p50_ms", "suggestion, warm, median", "{:.1f} ms"),
    ("suggest_p95_ms", "the same, 95th percentile", "{:.1f} ms"),
    ("typed_p50_ms", "the same for a typed text, median", "{:.1f} ms"),
    ("project_rate", "projected by the outbox, ties a second", "{:,.0f}"),
    ("raw_rate", "the same rows by bare Bolt, ties a second", "{:,.0f}"),
    ("project_ratio", "projection against bare Bolt", "× {:.2f}"),
    ("rebuild_ratio", "rebuild against bare Bolt", "× {:.2f}"),
    ("read_ratio", "reading 10,000 cards against vobject alone", "× {:.2f}"),
    ("import_rate", "whole import of 10,000 cards, cards a second", "{:,.0f}"),
    ("import_ratio", "the same against vobject's reading alone", "× {:.2f}"),
    ("web_mb", "memory of a process that suggests", "{:,.0f} MB"),
    ("graph_mb", "memory of the embedded graph", "{:,.0f} MB"),
)


def measured(members: int, vectors: Path) -> dict[str, float]:
    """Run one size in a process of its own; return its figures."""
    with tempfile.TemporaryDirectory(prefix="backr-bench-", ignore_cleanup_errors=True) as home:
        environment = {
            **os.environ,
            "BACKR_HOME": home,
            "DJANGO_SETTINGS_MODULE": "backr.settings.embedded",
            "BACKR_LOG_LEVEL": "ERROR",
        }
        words = [sys.executable, "-m", "tests.benchmarks.town", str(members), str(vectors)]
        done = subprocess.run(words, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    figures: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return figures


def table(figures: dict[int, dict[str, float]]) -> str:
    head = "| | " + " | ".join(f"{size:,} members" for size in figures) + " |"
    lines = [head, "|---|" + "---:|" * len(figures)]
    for key, words, form in ROWS:
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
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--keep", action="store_true", help="write RESULTS.md")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="backr-bench-vectors-"))
    figures: dict[int, dict[str, float]] = {}
    try:
        for size in options.sizes:
            figures[size] = measured(size, folder / "vectors.json")
            report = f"Measured on {datetime.now(UTC):%d %B %Y} by `make bench`: {machine()}.\n\n{table(figures)}\n"
            if options.keep:
                keep(report)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(report)


def keep(report: str) -> None:
    """Write RESULTS.md; after each size, so that a run that is cut short leaves what it has."""
    explained = (HERE / "EXPLAINED.md").read_text()
    (HERE / "RESULTS.md").write_text(f"# What it costs\n\n{report}\n{explained}")


if __name__ == "__main__":
    main()
