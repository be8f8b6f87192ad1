"""Bring the translation catalogues up to date with the code, and compile them."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from backr.settings.environment import PROJECT
from backr.translations import extract_messages, read_catalogue, updated


class Command(BaseCommand):
    help = "Bring each .po file in step with the texts in the code, keep what is translated, and compile it to .mo."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--compile-only", action="store_true", help="leave the .po files as they are")

    def handle(self, *args: Any, **options: Any) -> None:
        for folder in settings.LOCALE_PATHS:
            for path in sorted(Path(folder).glob("*/LC_MESSAGES/django.po")):
                catalogue = read_catalogue(path)
                if not options["compile_only"]:
                    catalogue = updated(catalogue, extract_messages(PROJECT))
                    catalogue.save(str(path))
                path.with_suffix(".mo").write_bytes(catalogue.to_binary())
                done = len(catalogue.translated_entries())
                self.stdout.write(f"{path.parent.parent.name}: {done} of {len(catalogue)} texts translated")
