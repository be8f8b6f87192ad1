"""Whom a member is shown a way to, and through whom: the rules, one by one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from network.models import Block, Closeness, Contact, Handshake, Introduction, Member
from network.platform.graph import driver
from network.platform.graph.driver import GraphUnavailable
from network.platform.graph.projector import project_members
from network.platform.graph.queries import frontier, ties_into
from network.suggestions.diagnostics.paths import paths_to
from network.suggestions.paths import Path
from tests.factories.people import make_contact, make_handshake, make_member


def project():
    project_members([str(pk) for pk in Member.objects.values_list("pk", flat=True)])


def ways(member, person_id):
    return [path.introducers for path in paths_to(member, [person_id]).get(person_id, [])]


@pytest.fixture
def baker(alice, bob, carol, graph):
    """Alice and Bob, Bob and Carol share handshakes; Carol knows a baker. The graph is up to date."""
    make_handshake(alice, bob)
    make_handshake(bob, carol)
    contact = make_contact(carol, "Beth", closeness=Closeness.VERY_WELL)
    project()
    return contact


def test_a_path_says_who_is_on_it_how_good_it_is_and_on_which_record_it_ends(baker, alice, bob, carol):
    expected = Path((bob.pk, carol.pk), baker.pk, baker.line_of_work, 0.75 * 0.75 * 1.0 * 0.25)
    by_person = paths_to(alice, [baker.person_id])
    assert by_person == {baker.person_id: [expected]}
    assert [path.steps for path in by_person[baker.person_id]] == [3]


def test_a_direct_tie_comes_first_however_weak(baker, alice, bob):
    own = make_contact(alice, "Beth", person=baker.person, closeness=Closeness.HARDLY)
    make_contact(bob, "Beth", person=baker.person, closeness=Closeness.VERY_WELL)
    project()
    paths = paths_to(alice, [baker.person_id])[baker.person_id]
    assert [path.steps for path in paths] == [1, 2]
    assert paths[0].contact == own.pk
    assert paths[0].strength < paths[1].strength


def test_a_strong_way_round_beats_a_weak_short_one(baker, alice, carol):
    dora = make_member("Dora")
    make_handshake(alice, dora, closeness=Closeness.HARDLY)
    make_contact(dora, "Beth", person=baker.person, closeness=Closeness.HARDLY)
    project()
    assert [path.steps for path in paths_to(alice, [baker.person_id])[baker.person_id]] == [3, 2]


def test_the_strength_of_a_handshake_is_that_of_whoever_asks(graph, alice, bob):
    make_handshake(alice, bob, closeness=Closeness.HARDLY, back=Closeness.VERY_WELL)
    beth = make_contact(bob, "Beth", closeness=Closeness.VERY_WELL)
    anna = make_contact(alice, "Anna", closeness=Closeness.VERY_WELL)
    project()
    assert paths_to(alice, [beth.person_id])[beth.person_id][0].strength == 0.25 * 0.5
    assert paths_to(bob, [anna.person_id])[anna.person_id][0].strength == 1.0 * 0.5


def test_knowing_somebody_without_a_handshake_lets_nobody_ask_them(graph, alice, bob):
    make_contact(alice, "Bob", person=bob.person)
    beth = make_contact(bob, "Beth")
    project()
    assert ways(alice, beth.person_id) == []


def away_for_a_week(member):
    Member.objects.filter(pk=member.pk).update(break_until=timezone.now() + timedelta(days=7))


def asked_out(member):
    for number in range(member.requests_a_month):
        Introduction.objects.create(
            requester=make_member(f"Asker {number}"),
            introducer=member,
            target=make_contact(member).person,
            line_of_work="baker",
            purpose="chat",
            words="Hello",
            requester_agreed_at=timezone.now(),
            deadline=timezone.now() + timedelta(days=14),
        )


def left(member):
    Member.objects.filter(pk=member.pk).update(is_active=False)


@pytest.mark.parametrize("cannot", [away_for_a_week, asked_out, left])
@pytest.mark.parametrize("which", ["first", "second"])
def test_who_cannot_be_asked_now_is_on_no_path(baker, alice, bob, carol, cannot, which):
    cannot(bob if which == "first" else carol)
    assert ways(alice, baker.person_id) == []


@pytest.mark.parametrize("between", [("alice", "bob"), ("alice", "carol"), ("bob", "carol")])
@pytest.mark.parametrize("turned", [False, True])
def test_a_block_between_any_two_people_closes_the_path(baker, alice, bob, carol, between, turned):
    people = {"alice": alice, "bob": bob, "carol": carol}
    blocker, blocked = reversed(between) if turned else between
    Block.objects.create(owner=people[blocker], other=people[blocked])
    assert ways(alice, baker.person_id) == []


@pytest.mark.parametrize("blocker", ["alice", "bob", "carol", "dora"])
def test_a_member_is_not_reached_past_a_block(graph, alice, bob, carol, blocker):
    dora = make_member("Dora")
    people = {"alice": alice, "bob": bob, "carol": carol, "dora": dora}
    for member, friend in ((alice, bob), (bob, carol), (carol, dora)):
        make_handshake(member, friend)
    project()
    assert ways(alice, dora.person_id) == [(bob.pk, carol.pk)]
    other = alice if blocker == "dora" else dora
    Block.objects.create(owner=people[blocker], other=other)
    assert ways(alice, dora.person_id) == []


def test_a_record_made_private_closes_the_path_before_the_graph_knows(baker, alice):
    Contact.objects.filter(pk=baker.pk).update(private=True)
    assert ways(alice, baker.person_id) == []


def test_a_record_that_is_gone_closes_the_path_before_the_graph_knows(baker, alice):
    baker.delete()
    assert ways(alice, baker.person_id) == []


def test_a_handshake_that_ended_closes_the_path_before_the_graph_knows(baker, alice, carol):
    Handshake.objects.of(carol).delete()
    assert ways(alice, baker.person_id) == []


def test_a_way_that_the_record_refuses_gives_place_to_the_next_best(baker, alice, bob, carol):
    dora = make_member("Dora")
    make_handshake(alice, dora, closeness=Closeness.HARDLY)
    make_contact(dora, "Beth", person=baker.person, closeness=Closeness.HARDLY)
    project()
    Handshake.objects.between(bob, carol).delete()
    assert ways(alice, baker.person_id) == [(dora.pk,)]


def test_a_member_who_was_deleted_is_on_no_path_before_the_graph_knows(baker, alice, carol):
    carol.delete()
    assert ways(alice, baker.person_id) == []


def test_a_graph_that_knows_too_much_gives_no_more_than_the_record(baker, alice, bob, carol):
    """As if somebody had written into the graph by hand: a tie and a handshake that nobody made."""
    driver.write("add_handshake", ties=[[alice.person_id, carol.person_id, 1.0]])
    driver.write("add_knows", ties=[[bob.person_id, baker.person_id, 1.0]])
    assert ways(alice, baker.person_id) == [(bob.pk, carol.pk)]


def test_nobody_is_led_to_themselves_or_through_themselves(baker, alice, bob):
    make_contact(bob, "Alice", person=alice.person)
    project()
    assert paths_to(alice, [alice.person_id]) == {}
    by_person = paths_to(alice, [bob.person_id, baker.person_id])
    target = {bob.person_id: bob.pk, baker.person_id: None}
    assert set(by_person) == set(target)
    for person, paths in by_person.items():
        for path in paths:
            people = [alice.pk, *path.introducers, target[person]]
            assert len(set(people)) == len(people)


def test_there_are_three_at_most_with_distinct_first_introducers(graph, alice):
    friends = [make_member(f"Friend {number}") for number in range(5)]
    beth = make_contact(friends[0], "Beth")
    for friend in friends:
        make_handshake(alice, friend)
        if friend is not friends[0]:
            make_contact(friend, "Beth", person=beth.person)
    make_handshake(friends[0], friends[1])
    project()
    assert ways(alice, beth.person_id) == [(friend.pk,) for friend in friends[:3]]


def test_the_record_named_is_the_one_with_a_line_of_work_then_the_strongest(graph, alice, bob):
    make_handshake(alice, bob)
    strong = make_contact(bob, "Beth", closeness=Closeness.VERY_WELL)
    told = make_contact(bob, "Beth B.", person=strong.person, line_of_work="baker", closeness=Closeness.HARDLY)
    project()
    assert paths_to(alice, [strong.person_id])[strong.person_id][0].contact == told.pk


def test_whom_nobody_knows_and_nobody_at_all_are_left_out(baker, alice):
    assert paths_to(alice, []) == {}
    assert paths_to(alice, [987654321, -1]) == {}


def test_a_newcomer_whom_the_graph_has_not_met_has_no_paths(baker):
    assert paths_to(make_member("Newcomer"), [baker.person_id]) == {}


def test_without_a_graph_it_says_so(settings, alice):
    settings.GRAPH_URI = "bolt://127.0.0.1:1"
    with pytest.raises(GraphUnavailable):
        paths_to(alice, [12345])


def test_what_is_asked_of_the_record_does_not_grow_with_the_people(baker, alice, carol, django_assert_max_num_queries):
    more = [make_contact(carol, f"Person {number}").person_id for number in range(60)]
    project()
    with django_assert_max_num_queries(10):
        assert len(paths_to(alice, [baker.person_id, *more])) == 61


def test_around_somebody_who_knows_nobody_is_nobody(graph, alice):
    project()
    assert frontier(alice.pk) == []
    assert ties_into([alice.person_id]) == {}
