"""A contact sheet: every page in every state, on a phone and on a desk, light and dark: `make screenshots`.

The pictures and an index.html to look through them stand in var/screenshots/pages. `--readme` takes the README’s own.
"""

import argparse
import html
import logging
import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
from playwright.sync_api import Browser, sync_playwright

PROJECT = Path(__file__).resolve().parent.parent.parent
SHEET = PROJECT / "var" / "screenshots" / "pages"
ROWS = 12
STYLE = """
body { font: 1rem system-ui, sans-serif; margin: 1rem; background: #888; }
section { margin-block-end: 2rem; } h2 { position: sticky; top: 0; margin: 0; padding: .5rem; background: #fff; }
div { display: flex; gap: 1rem; align-items: start; overflow-x: auto; padding-block: .5rem; }
img { max-height: 40rem; } figure { margin: 0; flex: none; } figcaption { background: #ddd; padding: .25rem .5rem; }
"""


@contextmanager
def chromium_browser() -> Iterator[Browser]:
    from tests.browser.conftest import FLAGS, chromium

    path = chromium()
    if path is None:
        sys.exit("Screenshots need Chromium (Debian: apt-get install chromium), or BACKR_CHROMIUM naming it.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def take_all(wanted: re.Pattern[str]) -> int:
    """Picture every page whose name holds `wanted`; return how many pages."""
    answers = [answer for answer in every_answer() if wanted.search(f"{answer.name}-{answer.state}")]
    shutil.rmtree(SHEET, ignore_errors=True)
    SHEET.mkdir(parents=True)
    with chromium_browser() as browser:
        for look, window, scheme in looks():
            take(browser, answers, look, window, scheme)
            print(f"{look}: {len(answers)} pictures", flush=True)
    names = [f"{answer.name}-{answer.state}" for answer in answers]
    (SHEET / "index.html").write_text(index(names, [look for look, _, _ in looks()]), encoding="utf-8")
    return len(answers)


def every_answer() -> list[Any]:
    """The pages, from a town in a database that is made for this and gone afterwards."""
    from django.db import connection
    from django.test.utils import setup_test_environment

    from tests.quality.pages import everything

    setup_test_environment()
    logging.disable()  # half of the pages are of what went wrong
    connection.creation.create_test_db(verbosity=0)
    return everything(ROWS)


def looks() -> list[tuple[str, dict[str, int], str]]:
    from tests.browser.conftest import DESK, PHONE

    windows = {"phone": PHONE, "desk": DESK}
    return [(f"{name}-{scheme}", windows[name], scheme) for name in windows for scheme in ("light", "dark")]


def take(browser: Browser, answers: list[Any], look: str, window: dict[str, int], scheme: str) -> None:
    """Picture the whole of each page in this look."""
    from tests.quality.laid_out import lay_out

    context = browser.new_context(
        viewport=window, color_scheme=scheme, service_workers="block", reduced_motion="reduce", locale="en-GB"
    )
    page = context.new_page()
    for answer in lay_out(page, answers):
        # in a window as high as the page: what is fixed to the window's edges then stands at the page's
        height = page.evaluate("scrollTo(0, 0), document.documentElement.scrollHeight")
        page.set_viewport_size({**window, "height": max(height, window["height"])})
        page.screenshot(path=SHEET / f"{answer.name}-{answer.state}-{look}.png")
        page.set_viewport_size(window)
    context.close()


def index(names: list[str], looks: list[str]) -> str:
    """One row a page: its pictures beside each other."""
    rows = []
    for name in map(html.escape, sorted(names)):
        pictures = "".join(
            f'<figure><a href="{name}-{look}.png"><img src="{name}-{look}.png" alt="{name}, {look}" loading="lazy"></a>'
            f"<figcaption>{look}</figcaption></figure>"
            for look in looks
        )
        rows.append(f'<section id="{name}"><h2>{name}</h2><div>{pictures}</div></section>')
    head = f'<meta charset="utf-8"><title>Backr: every page</title><style>{STYLE}</style>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{"".join(rows)}</body></html>\n'


def take_for_the_readme() -> None:
    from tests.quality import readme

    with chromium_browser() as browser:
        readme.take(browser)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="a regular expression that the page's name must hold")
    parser.add_argument("--readme", action="store_true", help="take those of the README instead")
    chosen = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "backr.settings.test"
    django.setup()
    if chosen.readme:
        take_for_the_readme()
    else:
        count = take_all(re.compile(chosen.only))
        print(f"{count} pages, {SHEET / 'index.html'}")


if __name__ == "__main__":
    main()
