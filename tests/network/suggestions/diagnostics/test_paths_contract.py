"""The same paths on every engine as the plain reference finds, on networks that Hypothesis makes and on hubs."""

import random
from collections.abc import Iterable
from itertools import combinations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from network.models import Closeness
from network.platform.graph.projector import project_members
from network.suggestions.diagnostics.paths import paths_to
from tests.factories.networks import LaidOut, Network, lay_out
from tests.graph_fixtures import wipe
from tests.hypothesis_profiles import examples
from tests.network.suggestions.diagnostics import reference

Found = dict[int, list[tuple[tuple[int, ...], float]]]
CLOSENESS = st.sampled_from(Closeness.values)


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Up to nine members and five others; strengths that differ each way, private records, breaks and blocks."""
    network = Network(members=draw(st.integers(2, 9)), others=draw(st.integers(0, 5)))
    pairs = list(combinations(range(network.members), 2))
    network.handshakes = draw(st.sets(st.sampled_from(pairs), max_size=24))
    everybody = st.integers(0, network.members + network.others - 1)
    known = draw(st.sets(st.tuples(st.integers(0, network.members - 1), everybody), max_size=16))
    shaken = {pair for low, high in network.handshakes for pair in ((low, high), (high, low))}
    rarely = st.sampled_from([False] * 9 + [True])
    for pair in sorted(known | shaken):
        if pair[0] != pair[1]:
            network.knows[pair] = (draw(CLOSENESS), draw(rarely))
    network.away = {number for number in range(network.members) if draw(rarely)}
    network.blocks = {pair for pair in pairs if draw(st.sampled_from([False] * 19 + [True]))}
    return network


def paths_found(laid: LaidOut, start: int, targets: Iterable[int]) -> Found:
    number = laid.number
    member = {each.pk: place for place, each in enumerate(laid.members)}
    by_person = paths_to(laid.members[start], [laid.persons[target].pk for target in targets])
    return {
        number[target]: [
            ((start, *(member[introducer] for introducer in path.introducers), number[target]), path.strength)
            for path in paths
        ]
        for target, paths in by_person.items()
    }


def paths_expected(network: Network, start: int, targets: Iterable[int]) -> Found:
    every = {target: reference.paths(network, start, target) for target in targets}
    return {target: paths for target, paths in every.items() if paths}


def project(laid: LaidOut) -> None:
    project_members([str(member.pk) for member in laid.members])


@settings(max_examples=examples(40), deadline=None, suppress_health_check=list(HealthCheck))
@given(network=networks())
def test_paths_are_those_of_the_reference(graph, db, network):
    with transaction.atomic():
        wipe()
        laid = lay_out(network)
        project(laid)
        everybody = range(network.members + network.others)
        for start in range(min(network.members, 4)):
            assert paths_found(laid, start, everybody) == paths_expected(network, start, everybody)
        transaction.set_rollback(True)


@settings(max_examples=examples(25), deadline=None, suppress_health_check=list(HealthCheck))
@given(before=networks(), after=networks())
def test_a_graph_that_is_out_of_date_gives_no_path_that_the_record_refuses(graph, db, before, after):
    """The graph says what was; what comes back has to be true of what is, and be among the ways that there are."""
    after.members, after.others = before.members, before.others
    inside = range(before.members + before.others)
    after.knows = {
        (owner, person): known
        for (owner, person), known in after.knows.items()
        if owner < before.members and person in inside
    }
    after.handshakes = {pair for pair in after.handshakes if max(pair) < before.members}
    after.blocks = {pair for pair in after.blocks if max(pair) < before.members}
    with transaction.atomic():
        wipe()
        laid = lay_out(before)
        project(laid)
        rearrange(laid, after)
        for start in range(min(after.members, 4)):
            for target, paths in paths_found(laid, start, inside).items():
                allowed = set(reference.every_path(after, start, target))
                assert {way for way, _ in paths} <= allowed
        transaction.set_rollback(True)


def rearrange(laid: LaidOut, network: Network) -> None:
    """Make the record that of another network of the same people, and leave the graph as it is."""
    from network.models import Block, Contact, Handshake, Member

    Contact.objects.all().delete()
    Handshake.objects.all().delete()
    Block.objects.all().delete()
    Member.objects.update(requests_a_month=3)
    Member.objects.filter(pk__in=[laid.members[n].pk for n in network.away if n < len(laid.members)]).update(
        requests_a_month=0
    )
    for (owner, person), (closeness, private) in network.knows.items():
        Contact.objects.create(
            owner=laid.members[owner],
            person=laid.persons[person],
            name="Somebody",
            closeness=closeness,
            private=private,
            confirmed_as=laid.members[person] if tuple(sorted((owner, person))) in network.handshakes else None,
        )
    for low, high in network.handshakes:
        Handshake.objects.create(low=laid.members[low], high=laid.members[high], origin="loaded")
    for owner, other in network.blocks:
        Block.objects.create(owner=laid.members[owner], other=laid.members[other])


@pytest.mark.costly("a network of 1,500 members, in a real graph")
def test_hubs_of_a_thousand_are_no_trouble(graph, db):
    """Two members who share a handshake with a thousand each, many of them in common, and each other."""
    rng = random.Random(20)
    network = Network(members=1500, others=60)
    hubs = (0, 1)
    for hub in hubs:
        network.handshakes |= {(hub, other) for other in rng.sample(range(2, 1500), 1000)}
    network.handshakes.add(hubs)
    network.handshakes |= {tuple(sorted(rng.sample(range(2, 1500), 2))) for _ in range(1500)}
    for low, high in network.handshakes:
        network.knows[low, high] = (rng.choice(Closeness.values), rng.random() < 0.05)
        network.knows[high, low] = (rng.choice(Closeness.values), rng.random() < 0.05)
    for person in range(1500, 1560):
        for owner in rng.sample(range(1500), 20):
            network.knows[owner, person] = (rng.choice(Closeness.values), rng.random() < 0.1)
    network.away = set(rng.sample(range(2, 1500), 150))
    network.blocks = {tuple(sorted(rng.sample(range(1500), 2))) for _ in range(200)}
    laid = lay_out(network)
    project(laid)
    targets = [1, *range(2, 1500, 100), *range(1500, 1560)]
    for start in (0, 7):
        paths = paths_found(laid, start, targets)
        assert paths == paths_expected(network, start, targets)
        assert len(paths) > 60
