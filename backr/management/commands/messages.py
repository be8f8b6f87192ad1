"""Bring the catalogues of translations in step with the code, and compile them."""

import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from backr.catalogues import mo, po
from backr.catalogues.entries import Entry, Key
from backr.catalogues.extract import found_in
from backr.settings.environment import PROJECT


class Command(BaseCommand):
    help = "Bring each .po file in step with the texts in the code, keep what is translated, and compile it to .mo."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--compile-only", action="store_true", help="leave the .po files as they are")

    def handle(self, *args: Any, **options: Any) -> None:
        for folder in settings.LOCALE_PATHS:
            for path in sorted(Path(folder).glob("*/LC_MESSAGES/django.po")):
                catalogue = po.read(path.read_text(encoding="utf-8"))
                if not options["compile_only"]:
                    catalogue = in_step(catalogue, found_in(PROJECT))
                    path.write_text(po.write(catalogue), encoding="utf-8")
                path.with_suffix(".mo").write_bytes(mo.compiled(catalogue))
                done = sum(entry.is_translated for entry in catalogue.entries.values())
                self.stdout.write(f"{path.parent.parent.name}: {done} of {len(catalogue.entries)} texts translated")


def in_step(catalogue: po.Catalogue, found: dict[Key, Entry]) -> po.Catalogue:
    """Return a catalogue of the texts that were `found`, with the translations of those that were there before."""
    forms = int(match[1]) if (match := re.search(r"nplurals=(\d+)", catalogue.head)) else 2
    entries = {}
    for key, entry in found.items():
        before = catalogue.entries.get(key)
        keep = before is not None and bool(before.plural) == bool(entry.plural)
        said = before.said if before and keep else [""] * (forms if entry.plural else 1)
        entries[key] = Entry(key, entry.plural, said, entry.where, before.notes if before else [])
    return po.Catalogue(catalogue.head, entries)
