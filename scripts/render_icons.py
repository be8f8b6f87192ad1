"""Render the app icons from SVG to PNG, which phones need: `python scripts/render_icons.py`, with Chromium.

The PNG files are committed. Run this when an SVG has changed.
"""

import os
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

ICONS = Path(__file__).resolve().parent.parent / "backr" / "static" / "icons"
WANTED = {
    "app-192.png": ("backr.svg", 192),
    "app-512.png": ("backr.svg", 512),
    "app-maskable-192.png": ("maskable.svg", 192),
    "app-maskable-512.png": ("maskable.svg", 512),
    "apple-touch-icon.png": ("maskable.svg", 180),
    "favicon-32.png": ("backr.svg", 32),
}


def render() -> None:
    chromium = os.environ.get("BACKR_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, (source, size) in WANTED.items():
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content((ICONS / source).read_text(encoding="utf-8"))
            page.add_style_tag(content="body { margin: 0 } svg { display: block; width: 100vw; height: 100vh }")
            page.screenshot(path=ICONS / name, omit_background=True)
            print(f"{name}: {size} px")
        browser.close()


if __name__ == "__main__":
    render()
