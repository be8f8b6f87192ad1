"""The circles of somebody who knows many, measured beside the plain list of the same people: prints one line of JSON.

Run by `python -m tests.benchmarks`. Both are whole answers of the service, middleware and templates included.
"""

import json
import random
import re
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from network.models import Acquaintance, Contact, HowKnown, Member, Person  # noqa: E402
from network.people_map.picture import picture_of  # noqa: E402
from network.people_map.queries import people_on_the_map  # noqa: E402
from network.people_map.view_state import Look  # noqa: E402
from tests.factories.people import make_handshake, make_member  # noqa: E402

TURNS = 40
GIVEN = ["Ama", "Kwame", "Bartholomew", "Jo", "Siobhán", "Mohammed", "Chioma", "Dilys", "Rowena", "Pat", "Zoë", "Wei"]
FAMILY = ["Mensah", "Okafor", "Pritchard", "Li", "Bell", "Holgate", "Featherstonehaugh", "Santos", "Wrona", "Nguyễn"]
WORK = ["baker", "bus driver", "nurse", "electrician", "receptionist", "hairdresser", "shop assistant", "", ""]
FIRMS = ["Harbour Bakery", "Pier Hotel", "Infirmary", *[""] * 12]


def make_circles(owner: Member, count: int) -> None:
    """Give the member so many contacts in all rings and sectors, a third of them known to another, some handshakes."""
    chance = random.Random(1)
    people = Person.objects.bulk_create(Person() for _ in range(count))
    made = Contact.objects.bulk_create(
        Contact(
            owner=owner,
            person=person,
            name=f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}",
            how_known=chance.choice(HowKnown.values),
            closeness=chance.choices([1, 2, 3, 4], [2, 4, 3, 1])[0],
            line_of_work=chance.choice(WORK),
            firm=chance.choice(FIRMS),
        )
        for person in people
    )
    pairs = {tuple(sorted(contact.pk for contact in chance.sample(made, 2))) for _ in range(count // 3)}
    Acquaintance.objects.bulk_create(Acquaintance(low_id=low, high_id=high) for low, high in pairs)
    for _ in range(min(12, count // 6)):
        make_handshake(owner, make_member())


def times_of(work: dict[str, Callable[[], Any]]) -> dict[str, list[float]]:
    """Do each of `work` in turn, many times over; return milliseconds."""
    taken: dict[str, list[float]] = {name: [] for name in work}
    for turn in range(TURNS + 3):
        for name, do in work.items():
            began = time.perf_counter()
            do()
            if turn >= 3:
                taken[name].append(1000 * (time.perf_counter() - began))
    return taken


def main(count: int) -> None:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    member = make_member("Bench")
    make_circles(member, count)
    client = Client()
    client.force_login(member)
    people = people_on_the_map(member, Look())
    taken = times_of(
        {
            "map": lambda: client.get("/people/map/", HTTP_HOST="localhost"),
            "list": lambda: client.get("/people/", HTTP_HOST="localhost"),
            "read": lambda: people_on_the_map(member, Look()),
            "layout": lambda: picture_of(people, Look()),
        }
    )
    began = time.process_time()
    for _ in range(TURNS):
        page = client.get("/people/map/", HTTP_HOST="localhost").content
    spent = 1000 * (time.process_time() - began) / TURNS
    figures = {f"{name}_p50_ms": statistics.median(times) for name, times in taken.items()}
    figures |= {
        "map_p95_ms": statistics.quantiles(taken["map"], n=20)[-1],
        "map_cpu_ms": spent,
        "map_ratio": figures["map_p50_ms"] / figures["list_p50_ms"],
        "elements": len(re.findall(rb"<[a-z]", page)),
        "kilobytes": len(page) / 1000,
        "drawn": len(re.findall(rb'<a class="dot ', page)),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main(int(sys.argv[1]))
