"""Lighthouse over the pages that people meet first, as `manage.py serve` gives them: `make lighthouse`.

On a phone and a slow line, as Lighthouse simulates them. Prints the scores; whole reports stand in var/lighthouse. Exit
code 1 if one is below what is wanted.

What is taken: accessibility, best practices and SEO come out the same each time, so one run gives them. Performance is
reckoned from how long the processor of this machine took, times four: whatever else it does makes the score lower, and
nothing makes it higher. So a page is measured until it has been as good as wanted twice, five times at most, and its
score is the second best: the best that was reached more than once. All runs are printed. A page that is too slow by
itself stays below in all five.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.error import HTTPError

from tests.integration.running import PROJECT, Running, running

WANTED = 95
RUNS = 5
TAKEN = 2  # the second best
CATEGORIES = ("performance", "accessibility", "best-practices")
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-component-update"
TOOL = Path(__file__).parent / "node_modules" / "lighthouse" / "cli" / "index.js"
REPORTS = PROJECT / "var" / "lighthouse"


@dataclass(frozen=True)
class Look:
    """A page to be measured, by a member or a stranger."""

    name: str
    path: str
    member: bool = True
    categories: tuple[str, ...] = CATEGORIES


LOOKS = [
    Look("home", "/", member=False, categories=(*CATEGORIES, "seo")),  # the others are not for search engines
    Look("sign-in", "/account/login/", member=False),
    Look("today", "/today/"),
    Look("people", "/people/"),
    Look("work", "/work/"),
]


class KeepsStill(urllib.request.HTTPRedirectHandler):
    """Takes a redirect for an answer."""

    def redirect_request(self, *args: object) -> None:
        return None


def session_of(service: Running) -> str:
    """The session cookie of the first of the demo's people, got by their sign-in link."""
    link = next(line.split(": ", 1)[1] for line in service.output.read_text().splitlines() if "/demo/enter/" in line)
    try:
        urllib.request.build_opener(KeepsStill).open(link)
    except HTTPError as answer:
        for given in answer.headers.get_all("Set-Cookie", []):
            if session := SimpleCookie(given).get("sessionid"):
                return f"sessionid={session.value}"
    raise AssertionError("the demo's link let nobody in")


class NoVerdict(Exception):
    """Lighthouse did not come to an end: a browser that was too slow to start, a trace that was cut short."""


def measure(address: str, look: Look, cookie: str, number: int, categories: Iterable[str]) -> dict[str, float]:
    """One run: the score of each category, from 0 to 100. A run without a verdict is made again, twice at most."""
    report = REPORTS / f"{look.name}-{number}"
    for _ in range(2):
        with suppress(NoVerdict, subprocess.TimeoutExpired):
            return run(address, look, cookie, report, categories)
    return run(address, look, cookie, report, categories)


def run(address: str, look: Look, cookie: str, report: Path, categories: Iterable[str]) -> dict[str, float]:
    """Start a browser, and Lighthouse on it. Raises `NoVerdict` where that comes to no end."""
    command = ["node", str(TOOL), address + look.path, "--quiet", f"--chrome-flags={FLAGS}"]
    command += [f"--only-categories={','.join(categories)}", "--output=json", "--output=html"]
    command += [f"--output-path={report}"]
    if look.member:
        headers = REPORTS / "headers.json"
        headers.write_text(json.dumps({"Cookie": cookie}))
        command.append(f"--extra-headers={headers}")
    chromium = os.environ.get("BACKR_CHROMIUM") or shutil.which("chromium") or ""
    done = subprocess.run(
        command, env={**os.environ, "CHROME_PATH": chromium}, capture_output=True, text=True, check=False, timeout=300
    )
    if done.returncode:
        raise NoVerdict(f"{look.name}: {done.stderr[-2000:]}")
    found = json.loads(report.with_name(f"{report.name}.report.json").read_text())
    return {name: found["categories"][name]["score"] * 100 for name in categories}


@dataclass(frozen=True)
class Found:
    """What Lighthouse says of a page: the score of each category, and of speed that of each run."""

    scores: dict[str, float]
    speeds: list[float]

    def __str__(self) -> str:
        each = "  ".join(f"{name} {score:.0f}" for name, score in self.scores.items())
        return f"{each}  (speed of each run: {', '.join(f'{speed:.0f}' for speed in self.speeds)})"


def found_of(address: str, look: Look, cookie: str) -> Found:
    """Measure the page as often as its speed needs; the head of this file says what is taken."""
    first = measure(address, look, cookie, 1, look.categories)
    speeds = [first["performance"]]
    while len(speeds) < RUNS and sum(speed >= WANTED for speed in speeds) < TAKEN:
        speeds.append(measure(address, look, cookie, len(speeds) + 1, ("performance",))["performance"])
    return Found(first | {"performance": second_best(speeds)}, speeds)


def second_best(speeds: list[float]) -> float:
    return sorted(speeds, reverse=True)[TAKEN - 1]


def warm_up(address: str, cookie: str) -> None:
    """Open the page until it has no more to prepare: one that will load itself again cannot be measured."""
    for _ in range(60):
        page = urllib.request.urlopen(urllib.request.Request(address, headers={"Cookie": cookie})).read()
        if b"data-refresh" not in page:
            return
        time.sleep(1)
    raise AssertionError(f"{address} is never ready")


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the service is stopped too
    REPORTS.mkdir(parents=True, exist_ok=True)
    low = []
    with running("--demo", patience=900) as service:
        cookie = session_of(service)
        for look in LOOKS:
            warm_up(service.address + look.path, cookie if look.member else "")
            found = found_of(service.address, look, cookie)
            print(f"{look.name:10}{found}", flush=True)
            low += [f"{look.name}: {name}" for name, score in found.scores.items() if score < WANTED]
    if low:
        print(f"Below {WANTED}: {', '.join(low)}. Why stands in {REPORTS}.")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
