"""The address books that phones and programs really export, against a table written by reading them."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from network.imports.reading import Card, Format, read

HERE = Path(__file__).parent
SHARED = Path(os.environ.get("BACKR_SHARED", Path(__file__).resolve().parents[5] / "shared"))
FOLDER = SHARED / "data" / "address-books"
EXPECTED = sorted((HERE / "expected").glob("*.json"))


@pytest.fixture(autouse=True)
def shared_files() -> None:
    if not FOLDER.is_dir():
        message = f"The shared address books are not at {FOLDER}."
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)


def test_the_table_has_every_file() -> None:
    assert {path.stem for path in EXPECTED} == {path.stem for path in FOLDER.glob("*.vcf")}


@pytest.mark.parametrize("table", EXPECTED, ids=lambda path: path.stem)
def test_each_file_yields_the_people_addresses_and_numbers_of_the_table(table: Path) -> None:
    people: list[dict[str, Any]] = json.loads(table.read_text())["people"]
    reading = read((FOLDER / f"{table.stem}.vcf").read_bytes())
    assert reading.format is Format.VCARD
    assert reading.bad_rows == []
    assert [told(card) for card in reading.cards] == [asked(person) for person in people]
    for card, person in zip(reading.cards, people, strict=True):
        assert card.note.startswith(person.get("note", ""))
        assert bool(card.note) == bool(person.get("note"))


def told(card: Card) -> dict[str, Any]:
    return {name: value for name, value in card.as_mapping().items() if name not in ("note", "number", "uid")}


def asked(person: dict[str, Any]) -> dict[str, Any]:
    several = {name: tuple(person.get(name, ())) for name in ("emails", "phones", "other_numbers")}
    words = {name: person.get(name, "") for name in ("name", "work", "firm", "place_words", "named_after")}
    return {
        **words,
        **several,
        "private": False,
        "is_no_person": person.get("is_no_person", False),
        "note_is_cut": False,
        "shorter": (),
    }
