"""The cast: the few people as whom visitors of the demo sign in, with their contacts. Made by the real actions."""

import tomllib
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from network.contacts.actions import add_contact, say_they_know, show_line
from network.demo.bulk_write import NO_PASSWORD, haverby, prove_addresses
from network.demo.data import FOLDER
from network.invitations.handshakes import shake_hands
from network.models import Handshake, Member, ProfileLine
from network.platform.outbox.record import mark

LOADED = Handshake.Origin.LOADED


@lru_cache(maxsize=1)
def script() -> tuple[dict[str, Any], ...]:
    """Return the entry of each of them in `cast.toml`."""
    return tuple(tomllib.loads((FOLDER / "cast.toml").read_text(encoding="utf-8"))["member"])


def cast() -> list[tuple[str, Member]]:
    """Return the people as whom a visitor may sign in, each with a label; [] if there is no demo town."""
    labels = {
        "grace": _("Grace, who’s looking for work"),
        "amina": _("Amina, who’s been asked to introduce somebody"),
        "oksana": _("Oksana, who’s new in town and hardly knows anybody"),
    }
    emails = {part["key"]: part["email"] for part in script()}
    members = {member.email: member for member in Member.objects.filter(email__in=emails.values(), invented=True)}
    return [(label, members[emails[key]]) for key, label in labels.items() if emails[key] in members]


def contacts_added(townspeople: int) -> int:
    """Return how many contacts the cast adds to a town with `townspeople` other members."""
    return sum(len(part["contacts"]) + len(part["shakes"]) + 2 * min(part["in_town"], townspeople) for part in script())


def write_cast(neighbours: Sequence[Member]) -> dict[str, Member]:
    """Make the cast, their contacts and handshakes. `neighbours` are other members, the best connected first."""
    people = {part["key"]: _write_member(part) for part in script()}
    prove_addresses(list(people.values()))
    for part in script():
        _write_contacts(people[part["key"]], part["contacts"], part.get("knows", []))
    for key, other in _pairs():
        shake_hands(member=people[key], other=people[other], origin=LOADED)
    for turn, part in enumerate(script()):
        for number in range(min(part["in_town"], len(neighbours))):
            neighbour = neighbours[(turn * 3 + number) % len(neighbours)]
            shake_hands(member=people[part["key"]], other=neighbour, origin=LOADED)
    everybody = [member.pk for member in people.values()]
    mark("graph", everybody)
    mark("vectors", everybody)
    return people


def _pairs() -> list[tuple[str, str]]:
    both = {(part["key"], other) for part in script() for other in part["shakes"]}
    return sorted(pair for pair in both if pair[0] < pair[1])


def _write_member(part: dict[str, Any]) -> Member:
    member: Member = Member.objects.create(
        email=part["email"],
        password=NO_PASSWORD,
        name=part["name"],
        phone=part.get("phone", ""),
        place=haverby(),
        requests_a_month=6,
        first_steps_done_at=timezone.now(),
        invented=True,
    )
    ProfileLine.objects.bulk_create(
        ProfileLine(member=member, kind=kind, text=text)
        for kind in ProfileLine.Kind.values
        for text in part.get(kind, [])
    )
    return member


def _write_contacts(owner: Member, contacts: Sequence[dict[str, Any]], knows: Sequence[tuple[str, str]]) -> None:
    written: dict[str, int] = {}
    for known in contacts:
        contact = add_contact(
            owner=owner,
            name=known["name"],
            work=known.get("work", ""),
            firm=known.get("firm", ""),
            addresses=[("email", known["email"])] if "email" in known else [],
            how_known=known["how"],
            closeness=known["close"],
            private=known.get("private", False),
        )
        written[contact.name] = contact.pk
        if "line" in known:
            show_line(owner=owner, contact_id=contact.pk, words=known["line"])
    for name, other in knows:
        say_they_know(owner=owner, contact_id=written[name], other_id=written[other])
