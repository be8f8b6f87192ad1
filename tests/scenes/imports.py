"""Address books that are brought in."""

from dataclasses import dataclass
from typing import Self

from django.utils import timezone

from network.imports.reading import TableColumns
from network.models import ContactImport, ImportRow, Member, UnplacedWork
from tests.scenes import townsfolk
from tests.scenes.scene import alice, at, example
from tests.scenes.town import Town


@dataclass
class ImportsData:
    """An import of Alice's to be looked at before it is done, and one that is."""

    preview: ContactImport
    done: ContactImport

    @classmethod
    def make(cls, town: Town) -> Self:
        states = ContactImport.State
        return cls(*(_import(town.alice, town.rows, state) for state in (states.PREVIEW, states.DONE)))


DATA = ImportsData
REASONS = (
    "",
    "The same person as %(name)s, with nothing new.",
    "It has no name, no organisation, no e-mail address and no phone number.",
    "You already have %(name)s on your list (Baker, someone@example.com). Is this the same person?",
)


def _import(member: Member, rows: int, state: str) -> ContactImport:
    brought = ContactImport.objects.create(
        member=member, filename="contacts.vcf", format="vcard", state=state, finished_at=timezone.now()
    )
    plans = [ImportRow.Plan.ADD, ImportRow.Plan.SKIP, ImportRow.Plan.BAD, ImportRow.Plan.ASK]
    card = {"name": "Somebody New", "work": "plumber", "emails": ["new@example.com"], "phones": [], "note": ""}
    ImportRow.objects.bulk_create(
        ImportRow(
            origin=brought,
            number=number + 1,
            plan=plans[number % 4],
            reason=REASONS[number % 4] % {"name": townsfolk.name_of(number + 80)},
            chosen=number % 4 == 0,
            card=card
            | {"asked": f"keen on braids {number}"}
            | {"name": townsfolk.name_of(number + 80), "number": number + 1, "place_words": ""}
            | {"work": townsfolk.work_of(number + 80)[0]}
            | ({"instead": {"plan": "update"}, "apart": {"plan": "add"}} if number % 4 == 3 else {}),
            applied_at=timezone.now() if state == "done" and number % 4 == 0 else None,
        )
        for number in range(rows)
    )
    UnplacedWork.objects.bulk_create(
        UnplacedWork(
            origin=brought,
            number=number + 1,
            words=f"keen on braids {number}",
            key=f"keen on braids {number}",
            people=3 if number == 0 else 1,
            names=f"{townsfolk.name_of(number + 80)}, {townsfolk.name_of(number + 81)}",
            line_of_work="hairdresser" if number == 1 else "",
            kept_out=number == 2,
            typed="good with small people" if number == 3 else "",
        )
        for number in range(rows)
    )
    return brought


def import_in(town: Town, state: str) -> ContactImport:
    """Alice's import in a state in which she meets it now and then."""
    return ContactImport.objects.get_or_create(
        member=town.alice,
        state=state,
        defaults={
            "filename": "contacts.vcf",
            "format": "vcard",
            "reason": "This file is empty.",
            "tables": [TABLE.as_mapping()] if state == "columns" else [],
        },
    )[0]


TABLE = TableColumns(
    ("Nimi", "Puhelin", "Kaupunki"),
    ("", "phone", ""),
    (("Jo Bell", "Di Marsh"), ("07700 900123", "01632 960123"), ("Haverby",)),
    understood=False,
)


def preview(town: Town) -> int:
    return town[ImportsData].preview.pk


def done(town: Town) -> int:
    return town[ImportsData].done.pk


SCENES = {
    "import_start": [at("import_start")],
    "import_look": [
        at("import_look", preview, note="preview"),
        at("import_look", preview, query="?show=add", note="preview-new"),
        at("import_look", preview, query="?show=bad", note="preview-bad"),
        at("import_look", preview, query="?show=work", note="preview-work"),
        at("import_look", done, note="done"),
        *(
            at("import_look", lambda town, state=state: import_in(town, state).pk, note=state)
            for state in ("reading", "applying", "undoing", "undone", "unreadable", "cancelled")
        ),
    ],
    "import_columns": [at("import_columns", lambda town: import_in(town, "columns").pk)],
    "import_undo": [at("import_undo", done)],
}
NO_PAGE_OF_ITS_OWN = {
    "import_choose": "takes a post only",
    "import_leave": "takes a post only",
    "import_again": "takes a post only",
}
EXAMPLES = {
    "import_look": example(preview, owner=alice),
    "import_columns": example(lambda town: import_in(town, "columns").pk, owner=alice),
    "import_choose": example(preview, owner=alice),
    "import_leave": example(preview, owner=alice),
    "import_again": example(preview, owner=alice),
    "import_undo": example(done, owner=alice),
}
