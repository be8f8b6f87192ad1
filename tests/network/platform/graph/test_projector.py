"""What members do shows in the graph: their own Person, whom they know, with whom they share a handshake."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import pairwise

from network.models import Closeness, Contact, Handshake, Person
from network.platform.graph import driver
from network.platform.graph.check import check
from network.platform.graph.diff import Diff
from network.platform.graph.projector import apply_diff, project_members
from network.platform.graph.ties import KNOWS, Tie
from tests.factories.people import make_contact, make_handshake, make_member
from tests.network.platform.graph import dump


def project(*members):
    project_members([str(member.pk) for member in members])


def test_a_member_is_there_with_whom_they_know(graph, alice):
    baker = make_contact(alice, "Beth", closeness=Closeness.WELL)
    project(alice)
    assert dump.people() == {alice.person_id: alice.pk, baker.person_id: None}
    assert dump.ties() == [(alice.person_id, baker.person_id, "KNOWS", 0.75)]


def test_a_handshake_has_a_strength_each_way(graph, alice, bob):
    make_handshake(alice, bob, closeness=Closeness.VERY_WELL, back=Closeness.HARDLY)
    project(alice, bob)
    assert sorted(dump.ties()) == sorted(
        [
            (alice.person_id, bob.person_id, "HANDSHAKE", 1.0),
            (bob.person_id, alice.person_id, "HANDSHAKE", 0.25),
        ]
    )


def test_nothing_of_a_contact_but_numbers_is_there(graph, alice):
    make_contact(alice, "Beth Marlowe", work="pastry chef", line_of_work="pastry cook", note="met at the fair")
    project(alice)
    nodes = dump.run("MATCH (p) RETURN keys(p) AS keys, labels(p) AS labels")
    assert {key for row in nodes for key in row["keys"]} <= {"id", "member"}
    assert {label for row in nodes for label in row["labels"]} == {"Person"}
    edges = dump.run("MATCH ()-[r]->() RETURN keys(r) AS keys")
    assert {key for row in edges for key in row["keys"]} == {"strength"}


def test_a_private_contact_is_never_there(graph, alice):
    make_contact(alice, "Beth", private=True)
    project(alice)
    assert dump.people() == {alice.person_id: alice.pk}
    assert dump.ties() == []


def test_a_contact_made_private_goes(graph, alice):
    beth = make_contact(alice, "Beth")
    project(alice)
    Contact.objects.filter(pk=beth.pk).update(private=True)
    project(alice)
    assert dump.people() == {alice.person_id: alice.pk}


def test_a_handshake_that_one_keeps_private_goes_one_way(graph, alice, bob):
    make_handshake(alice, bob)
    Contact.objects.filter(owner=alice).update(private=True)
    project(alice, bob)
    assert dump.ties() == [(bob.person_id, alice.person_id, "HANDSHAKE", 0.75)]


def test_two_records_of_one_person_are_one_tie_the_stronger(graph, alice):
    person = Person.objects.create()
    make_contact(alice, "Beth", person=person, closeness=Closeness.HARDLY)
    make_contact(alice, "Beth (work)", person=person, closeness=Closeness.VERY_WELL)
    project(alice)
    assert dump.ties() == [(alice.person_id, person.pk, "KNOWS", 1.0)]


def test_what_is_private_on_one_record_of_a_person_is_private_on_the_other(graph, alice):
    person = Person.objects.create()
    make_contact(alice, "Beth", person=person)
    make_contact(alice, "Beth (sister)", person=person, private=True)
    project(alice)
    assert dump.ties() == []


def test_a_handshake_is_as_its_own_record_says_whatever_else_is_written_down(graph, alice, bob):
    """Else a guess at another address of Bob's would change the ways through him, and so tell that it is his."""
    make_handshake(alice, bob)
    make_contact(alice, "Bob?", person=bob.person, closeness=Closeness.VERY_WELL)
    make_contact(alice, "Bobby?", person=bob.person, private=True)
    project(alice)
    assert dump.ties() == [(alice.person_id, bob.person_id, "HANDSHAKE", 0.75)]


def test_a_member_who_lists_themselves_has_no_tie_to_themselves(graph, alice):
    make_contact(alice, "Me", person=alice.person)
    project(alice)
    assert dump.ties() == []


def test_a_person_stays_as_long_as_somebody_knows_them(graph, alice, bob):
    beth = make_contact(alice, "Beth")
    make_contact(bob, "Beth", person=beth.person)
    project(alice, bob)
    Contact.objects.filter(owner=alice).delete()
    project(alice)
    assert beth.person_id in dump.people()
    Contact.objects.filter(owner=bob).delete()
    project(bob)
    assert beth.person_id not in dump.people()


def test_a_member_whom_nobody_knows_stays(graph, alice, bob):
    make_contact(alice, "Bob", person=bob.person)
    project(alice, bob)
    Contact.objects.all().delete()
    project(alice)
    assert dump.people() == {alice.person_id: alice.pk, bob.person_id: bob.pk}


def test_the_end_of_a_handshake_leaves_the_knowing(graph, alice, bob):
    make_handshake(alice, bob)
    project(alice, bob)
    Handshake.objects.all().delete()
    project(alice, bob)
    assert {kind for _, _, kind, _ in dump.ties()} == {"KNOWS"}


def test_a_change_of_closeness_changes_the_strength(graph, alice):
    beth = make_contact(alice, "Beth", closeness=Closeness.HARDLY)
    project(alice)
    Contact.objects.filter(pk=beth.pk).update(closeness=Closeness.WELL)
    project(alice)
    assert dump.ties() == [(alice.person_id, beth.person_id, "KNOWS", 0.75)]


def test_a_member_who_is_gone_leaves_no_tie_and_no_person(graph, alice, bob):
    make_contact(alice, "Beth")
    make_contact(alice, "Bob", person=bob.person)
    project(alice, bob)
    gone = str(alice.pk)
    alice.delete()
    project_members([gone])
    assert dump.people() == {bob.person_id: bob.pk}
    assert dump.ties() == []


def test_a_member_who_turns_out_to_be_another_person_moves(graph, alice, bob):
    known = make_contact(bob, "Alice from the market")
    beth = make_contact(alice, "Beth")
    project(alice, bob)
    before = alice.person_id
    alice.person = known.person
    alice.save()
    project(alice)
    assert dump.people() == {known.person_id: alice.pk, bob.person_id: bob.pk, beth.person_id: None}
    assert before not in dump.people()
    assert (alice.person_id, beth.person_id, "KNOWS", 0.5) in dump.ties()


def test_projecting_again_writes_nothing(graph, alice, bob):
    make_handshake(alice, bob)
    make_contact(alice, "Beth")
    project(alice, bob)
    before = dump.run("MATCH ()-[r]->() RETURN elementId(r) AS id ORDER BY id")
    project(alice, bob)
    assert dump.run("MATCH ()-[r]->() RETURN elementId(r) AS id ORDER BY id") == before
    assert len(before) == 3


def test_a_tie_that_stands_twice_is_one_after_projecting(graph, alice):
    beth = make_contact(alice, "Beth")
    project(alice)
    driver.write("add_knows", ties=[[alice.person_id, beth.person_id, 0.5]])
    assert len(dump.ties()) == 2
    project(alice)
    assert dump.ties() == [(alice.person_id, beth.person_id, "KNOWS", 0.5)]


def test_a_subject_that_never_was_a_member_is_no_trouble(graph, db):
    project_members(["987654321"])
    assert dump.people() == {}


def test_a_thousand_contacts_are_projected_at_once(graph, alice):
    persons = Person.objects.bulk_create(Person() for _ in range(1000))
    Contact.objects.bulk_create(Contact(owner=alice, person=person, name="Somebody") for person in persons)
    project(alice)
    assert len(dump.ties()) == 1000
    assert list(check()) == []


def test_members_projected_at_the_same_moment_who_know_the_same_people_all_arrive(graph):
    """Two transactions that make one new person at once: one of them fails and has to be tried again."""
    known = range(1000, 1020)

    def bring(owner: int) -> None:
        diff = Diff(people_to_make={owner: owner}, ties_to_add=[(owner, other, Tie(KNOWS, 0.5)) for other in known])
        driver.transact(partial(_write, diff))

    def _write(diff, tx):
        apply_diff(tx, diff)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(bring, range(1, 41)))
    assert dump.ties() == sorted((owner, other, "KNOWS", 0.5) for owner in range(1, 41) for other in known)
    assert len(dump.people()) == 60


def test_a_person_let_go_by_one_and_taken_up_by_another_at_once_is_never_lost(graph):
    """Forgetting somebody whom nothing holds must not race with a new tie to them."""
    driver.write("make_members", people=[[1, 1], [2, 2]])

    def set_tie(owner: int, there: bool) -> None:
        diff = Diff(ties_to_add=[(owner, 9, Tie(KNOWS, 0.5))]) if there else Diff(ties_to_cut=[(owner, 9)])
        driver.transact(lambda tx: apply_diff(tx, diff))

    set_tie(1, there=True)
    with ThreadPoolExecutor(2) as pool:
        for _ in range(25):
            list(pool.map(lambda work: set_tie(*work), [(1, False), (2, True)]))
            assert dump.ties() == [(2, 9, "KNOWS", 0.5)]
            list(pool.map(lambda work: set_tie(*work), [(2, False), (1, True)]))
            assert dump.ties() == [(1, 9, "KNOWS", 0.5)]


def test_members_are_many_and_none_is_left_out(graph, db):
    members = [make_member() for _ in range(12)]
    for one, other in pairwise(members):
        make_handshake(one, other)
    project(*members)
    assert len(dump.ties()) == 22
    assert list(check()) == []
