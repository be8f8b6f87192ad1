"""Whatever is wrong with the graph is found, said, and put right; and it can be made again from nothing."""

import random
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from network.models import Closeness, Contact, Handshake, Member, OutboxRow, Person
from network.platform.graph import rebuild
from network.platform.graph.check import check, mend
from network.platform.graph.projector import project_members
from network.platform.graph.tasks import check_and_mend
from network.platform.outbox.record import mark
from tests.factories.people import make_contact, make_handshake, make_member
from tests.graph_fixtures import wipe
from tests.network.platform.graph import dump


@pytest.fixture
def town(graph, alice, bob, carol):
    """Three members, two handshakes, a contact each; the graph is right."""
    make_handshake(alice, bob)
    make_handshake(bob, carol)
    for member in (alice, bob, carol):
        make_contact(member, "Somebody")
    project_members([str(member.pk) for member in (alice, bob, carol)])


def said():
    return [problem.text for problem in check()]


def project_what_is_due():
    due = OutboxRow.objects.filter(consumer="graph", due_at__isnull=False)
    project_members(list(due.values_list("subject", flat=True)))
    due.delete()


BREAKAGES = {
    "a tie is missing": "MATCH (:Person {member: $alice})-[r:KNOWS]->() DELETE r",
    "a tie too many": "MATCH (a:Person {member: $alice}), (b:Person {member: $carol}) "
    "CREATE (a)-[:KNOWS {strength: 0.5}]->(b)",
    "a tie of the wrong kind": "MATCH (a:Person {member: $alice})-[r:HANDSHAKE]->(b) DELETE r "
    "CREATE (a)-[:KNOWS {strength: 0.75}]->(b)",
    "a wrong strength": "MATCH (:Person {member: $alice})-[r:HANDSHAKE]->() SET r.strength = 0.1",
    "a tie twice": "MATCH (a:Person {member: $alice})-[:HANDSHAKE]->(b) CREATE (a)-[:HANDSHAKE {strength: 0.75}]->(b)",
    "a member is missing": "MATCH (a:Person {member: $alice}) DETACH DELETE a",
    "a member is there as nobody": "MATCH (a:Person {member: $alice}) REMOVE a.member",
    "a member is somebody else": "MATCH (a:Person {member: $alice}) SET a.member = 90099",
    "somebody unknown": "CREATE (:Person {id: 90099})",
    "a member who is gone": "MATCH (a:Person {member: $alice}) "
    "CREATE (:Person {id: 90099, member: 90098})-[:KNOWS]->(a)",
    "somebody who is no member and knows somebody": (
        "MATCH (a:Person {member: $alice}) CREATE (a)-[:KNOWS {strength: 0.5}]->(:Person {id: 90099})"
        "-[:KNOWS {strength: 0.5}]->(a)"
    ),
    "a tie of a kind unknown": (
        "MATCH (a:Person {member: $alice}), (b:Person {member: $carol}) CREATE (a)-[:LOVES]->(b)"
    ),
}
FOREIGN = {
    "something that is nobody": "CREATE (:Firm {title: 'Pier Hotel'})",
    "something without a label": "CREATE ({title: 'Pier Hotel'})",
    "something that a member is tied to": "MATCH (a:Person {member: $alice}) CREATE (a)-[:WORKS_AT]->(:Firm {id: 1})",
    "somebody without a number": "MATCH (a:Person {member: $alice}) CREATE (:Person)-[:KNOWS {strength: 0.5}]->(a)",
    "a tie to somebody without a number": "MATCH (a:Person {member: $alice}) CREATE (a)-[:KNOWS]->(:Person)",
    "somebody by their name": "MATCH (a:Person {member: $alice}) CREATE (a)-[:KNOWS]->(:Person {id: 'Ada Lovelace'})",
    "a member by their name": "MATCH (a:Person {member: $alice}) SET a.member = 'Alice'",
    "a member by a list": "MATCH (a:Person {member: $alice}) SET a.member = ['Alice']",
    "a member with another label": (
        "MATCH (a:Person {member: $alice})-[:KNOWS]->(b:Person) WITH a, b, a.id AS own, b.id AS theirs "
        "DETACH DELETE a WITH b, own CREATE (:Person:Baker {id: own, member: $alice})-[:KNOWS {strength: 0.5}]->(b)"
    ),
    "a person's name": "MATCH (a:Person {member: $alice}) SET a.name = 'Alice'",
    "a contact's address": "MATCH (:Person {member: $alice})-[:KNOWS]->(b) SET b.email = 'b@town.example'",
    "a tie's note": "MATCH (:Person {member: $alice})-[r:HANDSHAKE]->() SET r.note = 'from the choir'",
}


def test_a_graph_that_is_right_has_no_differences(town):
    assert said() == []


@pytest.mark.parametrize("breakage", [*BREAKAGES, *FOREIGN])
def test_what_is_wrong_is_found_and_mended(town, alice, carol, breakage):
    before = (dump.people(), dump.ties())
    dump.run((BREAKAGES | FOREIGN)[breakage], alice=alice.pk, carol=carol.pk)
    assert said()
    mend()
    project_what_is_due()
    assert said() == []
    assert (dump.people(), dump.ties()) == before


@pytest.mark.parametrize("breakage", FOREIGN)
def test_what_has_no_place_is_told_without_what_it_says(town, alice, carol, breakage):
    dump.run(FOREIGN[breakage], alice=alice.pk, carol=carol.pk)
    out = StringIO()
    with pytest.raises(CommandError) as failed:
        call_command("check_graph", stdout=out)
    assert failed.value.returncode == 1
    assert "is to be" in out.getvalue() or "are to be" in out.getvalue()
    assert not any(word in out.getvalue() for word in ("Pier", "Ada", "Alice", "town.example", "choir"))


def test_made_again_from_nothing_it_holds_nothing_else(town, alice):
    for name in ("something that is nobody", "a person's name"):
        dump.run(FOREIGN[name], alice=alice.pk)
    rebuild.rebuild()
    assert said() == []
    assert dump.run("MATCH (n) WHERE NOT n:Person RETURN n") == []


def test_only_who_is_wrong_is_projected_again(town, alice):
    dump.run("MATCH (:Person {member: $alice})-[r:KNOWS]->() DELETE r", alice=alice.pk)
    mend()
    assert [row.subject for row in OutboxRow.objects.filter(due_at__isnull=False)] == [str(alice.pk)]


def test_each_difference_is_said_by_number_alone(town, alice):
    contact = Contact.objects.get(owner=alice, confirmed_as=None)
    dump.run("MATCH (:Person {member: $alice})-[r:KNOWS]->() DELETE r", alice=alice.pk)
    assert said() == [
        f"the tie from person {alice.person_id} to person {contact.person_id} is missing: it should be KNOWS 0.5",
        f"person {contact.person_id} is no member, and nobody knows them or they have ties of their own",
    ]


def test_the_command_says_that_all_is_well(town):
    out = StringIO()
    call_command("check_graph", stdout=out)
    assert "The graph and the database agree" in out.getvalue()


def test_the_command_prints_each_difference_and_fails(town, alice, bob):
    dump.run("MATCH ()-[r:KNOWS]->() SET r.strength = 1.0")
    out = StringIO()
    with pytest.raises(CommandError, match="3 differences") as failed:
        call_command("check_graph", stdout=out)
    assert failed.value.returncode == 1
    assert len(out.getvalue().splitlines()) == 3
    assert not OutboxRow.objects.exists()


def test_a_difference_that_nobody_ever_marked_is_told_from_one_that_was_lost(town, alice, bob, carol):
    with transaction.atomic():
        mark("graph", [alice.pk, bob.pk])
    dump.run("MATCH ()-[r:HANDSHAKE]->() SET r.strength = 0.1")
    with pytest.raises(CommandError, match="1 of those named were never marked"):
        call_command("check_graph", stdout=StringIO())


def test_the_nightly_look_marks_what_is_wrong(town, alice):
    dump.run("MATCH (:Person {member: $alice})-[r:KNOWS]->() DELETE r", alice=alice.pk)
    check_and_mend()
    assert OutboxRow.objects.get().subject == str(alice.pk)


def test_without_a_graph_the_command_says_so_with_a_code_of_its_own(db, settings):
    settings.GRAPH_URI = "bolt://127.0.0.1:1"
    with pytest.raises(CommandError, match="cannot be reached") as failed:
        call_command("check_graph")
    assert failed.value.returncode == 2


def test_made_again_from_nothing_it_is_the_same(graph, db):
    rng = random.Random(7)
    members = [make_member() for _ in range(30)]
    people = [Person.objects.create() for _ in range(30)] + [member.person for member in members]
    for member in members:
        for person in rng.sample(people, 6):
            make_contact(member, person=person, closeness=rng.choice(Closeness.values), private=rng.random() < 0.2)
    for _ in range(40):
        make_handshake(*rng.sample(members, 2), closeness=rng.choice(Closeness.values))
    project_members([str(member.pk) for member in members])
    projected = (dump.people(), dump.ties())
    assert len(projected[1]) > 150
    dump.run("MATCH (p:Person) SET p.member = 5")
    rebuild.rebuild()
    assert (dump.people(), dump.ties()) == projected
    assert said() == []


def test_an_empty_graph_is_filled_by_the_worker(graph, alice, bob):
    make_handshake(alice, bob)
    assert rebuild.fill_if_empty() == 2
    project_what_is_due()
    assert said() == []
    assert rebuild.fill_if_empty() == 0


def test_migrating_twice_does_no_harm(graph, alice):
    call_command("migrate_graph", stdout=StringIO())
    call_command("migrate_graph", stdout=StringIO())
    assert OutboxRow.objects.get().subject == str(alice.pk)


def test_nobody_at_all_is_no_trouble(graph, db):
    wipe()
    assert rebuild.rebuild() == (0, 0)
    assert said() == []
    assert not Member.objects.exists()
    assert not Handshake.objects.exists()
