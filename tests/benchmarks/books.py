"""Bringing in an address book of 10,000 cards, against vobject's reading of the same bytes."""

import time

import vobject

from network.imports.actions import add_chosen, bring
from network.imports.reading import read
from network.imports.worker import work_on
from network.models import Contact, ContactImport
from tests.factories.people import make_member

CARDS = 10_000


def book(cards: int) -> bytes:
    """An address book as a phone exports it."""
    card = (
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Sharma;Number {0};;;\r\nFN:Number {0} Sharma\r\n"
        "TITLE:plumber\r\nORG:Harbour Heating\r\nEMAIL;TYPE=HOME:number{0}@book.example\r\n"
        "TEL;TYPE=CELL:07700 9{0:05}\r\nADR;TYPE=HOME:;;1 High Street;Whitby;;YO21 1AA;\r\n"
        "NOTE:met at the harbour\r\nEND:VCARD\r\n"
    )
    return "".join(card.format(number) for number in range(cards)).encode()


def import_figures() -> dict[str, float]:
    data = book(CARDS)
    began = time.perf_counter()
    alone = sum(1 for _ in vobject.readComponents(data.decode()))
    by_vobject = time.perf_counter() - began
    began = time.perf_counter()
    ours = len(read(data).cards)
    by_us = time.perf_counter() - began
    assert alone == ours == CARDS
    member = make_member("Bench")
    began = time.perf_counter()
    brought = bring(member=member, filename="contacts.vcf", data=data)
    work_on(brought.pk)
    add_chosen(member=member, import_id=brought.pk)
    work_on(brought.pk)
    whole = time.perf_counter() - began
    brought.refresh_from_db()
    assert brought.state == ContactImport.State.DONE, brought.state
    assert Contact.objects.filter(owner=member).count() == CARDS
    return {"read_ratio": by_us / by_vobject, "import_rate": CARDS / whole, "import_ratio": whole / by_vobject}
