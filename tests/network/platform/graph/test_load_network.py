"""A network that others published can be loaded and asked for paths, as a measurement does."""

import gzip
import json
import os
import random
from io import StringIO
from pathlib import Path

import networkx
import pytest
from django.core.management import CommandError, call_command

from network.models import Contact, Fingerprint, Handshake, Member, OutboxRow
from network.platform.graph.check import check
from tests.factories.people import make_contact

SHARED = Path(os.environ.get("BACKR_SHARED", Path(__file__).parents[5] / "shared"))
EGO_FACEBOOK = SHARED / "data" / "networks" / "ego-facebook.txt.gz"


def load(tmp_path, text, name="edges.txt"):
    file = tmp_path / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    call_command("load_network", str(file), "--members", stdout=StringIO())


def paths(one, other):
    out = StringIO()
    call_command("paths", f"{one}@network.example", f"{other}@network.example", "--json", stdout=out)
    return json.loads(out.getvalue())


def emails(*names):
    return [f"{name}@network.example" for name in names]


LINE = "# who knows whom\n1 2\n2 3  # a friend's friend\n\n3 4\n4 5\n"


def test_members_and_handshakes_are_made_and_the_graph_has_them(graph, db, tmp_path):
    load(tmp_path, LINE)
    assert sorted(Member.objects.values_list("email", flat=True)) == emails(1, 2, 3, 4, 5)
    assert Handshake.objects.count() == 4
    assert list(check()) == []
    assert not OutboxRow.objects.filter(consumer="graph", due_at__isnull=False).exists()


def test_a_path_is_printed_with_its_people_and_its_score(graph, db, tmp_path):
    load(tmp_path, LINE)
    assert paths(1, 3) == [{"steps": 2, "people": emails(1, 2, 3), "score": 0.75 * 0.75 * 0.5}]
    assert paths(1, 2) == [{"steps": 1, "people": emails(1, 2), "score": 0.75}]
    assert paths(4, 1)[0]["people"] == emails(4, 3, 2, 1)


def test_there_is_none_beyond_three_steps_nor_to_oneself(graph, db, tmp_path):
    load(tmp_path, LINE)
    assert paths(1, 5) == []
    assert paths(1, 1) == []


def test_up_to_three_paths_come_best_first_with_distinct_first_introducers(graph, db, tmp_path):
    load(tmp_path, "a b\na c\na d\na e\nb z\nc z\nd z\ne z\na z\n")
    rows = paths("a", "z")
    assert [path["people"] for path in rows] == [emails("a", "z"), emails("a", "b", "z"), emails("a", "c", "z")]


def test_gzip_doubled_edges_either_way_round_loops_and_weights_are_read(graph, db, tmp_path):
    load(tmp_path, gzip.compress(b"\xef\xbb\xbfa b 0.5\r\nb a\r\nA B\r\na a\r\n", mtime=0), "edges.dat")
    assert Handshake.objects.count() == 1
    assert Contact.objects.count() == 2
    assert paths("a", "b")[0]["steps"] == 1


def test_loading_twice_makes_nothing_twice(graph, db, tmp_path):
    load(tmp_path, LINE)
    before = [model.objects.count() for model in (Member, Handshake, Contact, Fingerprint)]
    load(tmp_path, LINE + "5 6\n")
    after = [model.objects.count() for model in (Member, Handshake, Contact, Fingerprint)]
    assert before == [5, 4, 8, 5]
    assert after == [6, 5, 10, 6]


def test_somebody_already_listed_by_the_address_of_a_loaded_member_is_that_member(graph, alice, tmp_path):
    from network.contacts.actions import add_contact

    add_contact(owner=alice, name="Two", addresses=[("email", "2@network.example")])
    make_contact(alice, "Somebody else")
    load(tmp_path, LINE)
    two = Member.objects.get(email="2@network.example")
    assert Contact.objects.get(owner=alice, name="Two").person_id == two.person_id


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("1 2\n3\n", "Line 2 holds one name"),
        ("1 2\n3 <script>\n", "Line 2: '<script>' cannot"),
        ("1 a@b.example\n", "Line 1: 'a@b.example' cannot"),
        ("1 " + "x" * 5000 + "\n", "Line 1: 'xxx"),
        (b"1 2\n\xff\xfe\x00\n", "not text in UTF-8"),
        (b"\x1f\x8b\x08\x00broken", "cannot be read"),
        (gzip.compress(b"1 2\n" * 50, mtime=0)[:-9], "cannot be read"),
    ],
)
def test_a_file_that_is_no_edge_list_is_refused_whole_with_the_reason(db, tmp_path, text, complaint):
    with pytest.raises(CommandError, match=complaint):
        load(tmp_path, text)
    assert not Member.objects.exists()


def test_a_missing_file_and_an_empty_one(graph, db, tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("load_network", str(tmp_path / "none.txt"), "--members")
    load(tmp_path, "# nobody\n")
    assert not Member.objects.exists()


def test_a_path_from_or_to_nobody_is_refused(graph, alice):
    with pytest.raises(CommandError, match="There is no member with"):
        call_command("paths", "nobody@example.com", alice.email)


def test_without_a_graph_nothing_is_written_and_the_code_is_two(db, settings, tmp_path):
    settings.GRAPH_URI = "bolt://127.0.0.1:1"
    with pytest.raises(CommandError, match="cannot be reached") as failed:
        load(tmp_path, LINE)
    assert failed.value.returncode == 2
    assert not Member.objects.exists()


@pytest.fixture
def ego_facebook():
    if not EGO_FACEBOOK.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{EGO_FACEBOOK} is missing: set BACKR_SHARED")
        pytest.skip(f"{EGO_FACEBOOK} is not here: set BACKR_SHARED to the folder of shared data")
    return EGO_FACEBOOK


@pytest.mark.slow
def test_the_shortest_paths_of_ego_facebook_are_those_of_networkx(graph, db, ego_facebook):
    call_command("load_network", str(ego_facebook), "--members", stdout=StringIO())
    with gzip.open(ego_facebook, "rt") as lines:
        reference = networkx.parse_edgelist(lines)
    rng = random.Random(3)
    lengths = []
    for one, other in [rng.sample(sorted(reference), 2) for _pair in range(150)]:
        near = networkx.single_source_shortest_path_length(reference, one, cutoff=3)
        rows = paths(one, other)
        assert min((path["steps"] for path in rows), default=None) == near.get(other), (one, other)
        for path in rows:
            people = [email.partition("@")[0] for email in path["people"]]
            assert (people[0], people[-1], len(people)) == (one, other, path["steps"] + 1)
            assert networkx.is_path(reference, people)
        lengths.append(near.get(other))
    assert {1, 2, 3, None} <= set(lengths)
