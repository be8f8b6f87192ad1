"""A first start of the demo town, timed from outside: `python -m tests.benchmarks.first_start`.

Starts `manage.py serve --demo` in a fresh folder, opens the Work page of each person whom the demo lets its visitors be
as soon as the address is printed, and looks again until no page matches by words alone and the workers have no more
texts to read. Times are seconds from the start; processor time is that of all processes of the service together.
"""

import argparse
import contextlib
import http.cookiejar
import re
import time
import urllib.request

import psutil

from tests.integration.running import Running, running

WORDS_ALONE = "we’re going by the words themselves"
CARD = re.compile(r'<li class="card')
LINK = re.compile(r"http://localhost:\d+/\S*enter\S*")
LEFT = """
import json
from matching.vectors import missing
from network.models import OutboxRow
print(json.dumps([missing(), OutboxRow.objects.filter(consumer="vectors", due_at__isnull=False).count()]))
"""
READ = """
import json, time
import psutil
from matching.shipped import shipped_vectors
from matching.vocabulary import vocabulary
vocabulary()
memory = psutil.Process().memory_full_info
began, before = time.process_time(), memory().uss
shipped = shipped_vectors()
opened, held = time.process_time(), memory().uss
lines = shipped.of_lines()
made = time.process_time()
print(json.dumps([1000 * (opened - began), (held - before) / 1e6, 1000 * (made - opened), lines.nbytes / 1e6]))
"""


def work_page(link: str, address: str) -> str:
    """Return the Work page as whoever follows the sign-in `link` sees it."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    browser.open(link, timeout=120).read()
    with browser.open(f"{address}/work/", timeout=120) as page:
        return str(page.read().decode())


def processor_seconds(service: Running) -> float:
    """Return what the living processes of the service have taken so far."""
    taken = 0.0
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if process.environ().get("BACKR_HOME") == str(service.home):
                taken += sum(process.cpu_times()[:2])
    return taken


def look(service: Running, began: float) -> bool:
    """Print how each person's Work page stands; return whether none is matched by words alone."""
    by_meaning = True
    for link in LINK.findall(service.output.read_text()):
        asked = time.monotonic()
        page = work_page(link, service.address)
        words = WORDS_ALONE in page
        by_meaning &= not words
        print(
            f"{asked - began:6.1f} s: {len(CARD.findall(page)):3} cards by {'words' if words else 'meaning'}, "
            f"answered in {time.monotonic() - asked:.1f} s",
            flush=True,
        )
    return by_meaning


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=float, default=10.0, help="seconds between two looks (10)")
    every = parser.parse_args().every
    began = time.monotonic()
    with running("--demo", patience=900) as service:
        print(f"{time.monotonic() - began:6.1f} s: the address is printed", flush=True)
        print(f"          {processor_seconds(service):.0f} s of processor time", flush=True)
        by_meaning = look(service, began)
        while True:
            texts, members = service.python(LEFT)
            print(
                f"{time.monotonic() - began:6.1f} s: {texts} texts without vector, {members} members to go", flush=True
            )
            if by_meaning and not texts and not members:
                break
            time.sleep(every)
            by_meaning = look(service, began)
        look(service, began)
        print(f"          {processor_seconds(service):.0f} s of processor time", flush=True)
        opening, held, lines, made = service.python(READ)
        print(f"opening the shipped vectors: {opening:.0f} ms, {held:.1f} MB of a process's own")
        print(f"making those of the lines of work: {lines:.0f} ms, {made:.0f} MB")


if __name__ == "__main__":
    main()
