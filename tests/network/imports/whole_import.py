"""One import from upload to undo, in a process of its own: prints what it cost as one line of JSON.

Run by `test_size.py` as `python -m tests.network.imports.whole_import SHAPE ROWS`, in a `BACKR_HOME` of its own.
"""

import json
import os
import sys
import time
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

from backr.celery import app  # noqa: E402
from network.imports.actions import add_chosen, bring, undo  # noqa: E402
from network.imports.worker import work_on  # noqa: E402
from network.models import Address, Contact, ContactImport, Person  # noqa: E402
from tests.factories.people import make_member  # noqa: E402
from tests.network.imports.shapes import SHAPES  # noqa: E402


def spent() -> float:
    """Return the processor time of this process in seconds."""
    return time.process_time()


def most_memory() -> float:
    """Return the most memory that this process held at once, in MB.

    By the process's own status (Linux): `getrusage` begins with what the process that started this one had held.
    """
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM:")).split()[1]) / 1024


def main(shape: str, rows: int) -> None:
    app.loader.import_default_modules()  # as a worker does
    call_command("migrate", verbosity=0, interactive=False)
    member = make_member("Bench")
    data = SHAPES[shape](rows)
    assert len(data) <= settings.IMPORT_MAX_BYTES, len(data)
    figures: dict[str, float] = {"bytes": len(data), "mb_before": most_memory()}
    began = spent()
    import_id = bring(member=member, filename="contacts.csv", data=data).pk
    del data  # a worker has it once
    work_on(import_id)
    brought = ContactImport.objects.defer("upload").get(pk=import_id)
    assert brought.state == ContactImport.State.PREVIEW, (brought.state, brought.reason)
    figures["read"] = spent() - began
    figures["mb_read"] = most_memory()
    began = spent()
    add_chosen(member=member, import_id=brought.pk)
    work_on(brought.pk)
    brought = ContactImport.objects.defer("upload").get(pk=import_id)
    assert brought.state == ContactImport.State.DONE, brought.state
    figures["applied"] = spent() - began
    figures["mb"] = most_memory()
    figures["contacts"] = Contact.objects.filter(owner=member).count()
    figures["addresses"] = Address.objects.filter(contact__owner=member).count()
    figures["persons"] = Person.objects.count()
    began = spent()
    undo(member=member, import_id=brought.pk)
    work_on(brought.pk)
    figures["undone"] = spent() - began
    figures["left"] = Contact.objects.filter(owner=member).count()
    figures["mb_undone"] = most_memory()
    figures["torch"] = "torch" in sys.modules
    print(json.dumps(figures))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
    sys.stdout.flush()
    os._exit(0)  # without the interpreter's tidying up of a million objects
