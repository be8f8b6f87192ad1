"""Many people doing the same thing in one moment, each on a connection of their own."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connections

from network.contacts.actions import add_contact, remove_contact
from network.invitations import actions
from network.invitations.handshakes import shake_hands
from network.models import Contact, Handshake, Member, Person
from network.platform.privacy.tokens import hash_of_token
from tests.factories.people import make_member


def together(acts: Sequence[Callable[[], str]]) -> list[str]:
    """Do all the acts at once, a thread each; return what each said, or the name of what it raised."""
    gate, answers = threading.Barrier(len(acts)), []

    def do(act: Callable[[], str]) -> None:
        gate.wait()
        try:
            answers.append(act())
        except actions.UnusableError as refusal:
            answers.append(refusal.status.value)
        except Exception as error:  # noqa: BLE001 -- the test shows whatever it is
            answers.append(f"{type(error).__name__}: {error}")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=do, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


def people(name: str, many: int) -> list[Member]:
    return [make_member(f"{name} {n}", email=f"{name.lower()}{n}@network.example") for n in range(many)]


def say_yes_at_once(rounds: int = 5, many: int = 6) -> list[list[str]]:
    """Several members accept one link, again and again; returns the answers of each round."""
    [alice], joiners = people("Alice", 1), people("Joiner", many)
    rounds_of_answers = []
    for _ in range(rounds):
        contact = add_contact(owner=alice, name="Somebody")
        token_hash = hash_of_token(actions.make_invitation(owner=alice, contact_id=contact.pk).token)

        def accept(member: Member, token_hash: str = token_hash) -> str:
            actions.accept_invitation(token_hash=token_hash, member=member)
            return "yes"

        rounds_of_answers.append(together([lambda member=joiner, accept=accept: accept(member) for joiner in joiners]))  # type: ignore[misc]
    return rounds_of_answers


def is_sound() -> bool:
    """Every handshake has its two contacts, and no contact is confirmed without one."""
    confirmed = set(Contact.objects.filter(confirmed_as__isnull=False).values_list("owner", "confirmed_as"))
    pairs = set(Handshake.objects.values_list("low", "high"))
    return confirmed == pairs | {(high, low) for low, high in pairs}


def write_one_address_down_at_once(rounds: int = 6, many: int = 6) -> list[tuple[list[str], int, int]]:
    """Several members write one address down, then remove it; answers, Persons while there, Persons of nobody left."""
    owners = people("Owner", many)
    outcomes = []
    for number in range(rounds):
        addresses = [("email", f"dee{number}@example.com")]

        def add(owner: Member, addresses: list[tuple[str, str]] = addresses) -> str:
            add_contact(owner=owner, name="Dee", addresses=addresses)
            return "added"

        def remove(owner: Member) -> str:
            remove_contact(owner=owner, contact_id=Contact.objects.get(owner=owner).pk)
            return "removed"

        answers = together([lambda owner=owner, add=add: add(owner) for owner in owners])  # type: ignore[misc]
        persons = Contact.objects.filter(owner__in=owners).values("person").distinct().count()
        answers += together([lambda owner=owner, remove=remove: remove(owner) for owner in owners])  # type: ignore[misc]
        outcomes.append((answers, persons, Person.objects.filter(member=None, contacts=None).count()))
    return outcomes


def shake_hands_crosswise() -> list[str]:
    """Two members say yes to each other in the same moment, twice each."""
    one, other = people("Crossed", 2)
    for owner, known in ((one, other), (other, one)):
        add_contact(owner=owner, name="Them", addresses=[("email", known.email)])

    def shake(mine: Member, theirs: Member) -> str:
        shake_hands(member=mine, other=theirs, origin="recognition")
        return "shaken"

    return together([lambda: shake(one, other), lambda: shake(other, one)] * 2)


def everything() -> dict[str, Any]:
    """Do all of it, and return what came out."""
    return {
        "yes to one link": say_yes_at_once(),
        "handshakes are sound": is_sound(),
        "one address": write_one_address_down_at_once(),
        "crossed handshakes": shake_hands_crosswise(),
        "handshakes are sound in the end": is_sound(),
    }
