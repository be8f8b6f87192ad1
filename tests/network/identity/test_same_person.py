"""The rule of who is who, against the plainest way to say it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.identity.same_person import Identity, Record, group_same_person


def plain_identities(records: Sequence[Record], members: Mapping[str, int]) -> set[tuple[tuple[int, ...], int | None]]:
    """The same rule by a graph library, one sentence after the other as the design has them."""
    records = [
        replace(
            r,
            emails=frozenset(e for e in r.emails if not answered_by_several(records, r, e)),
            phones=frozenset(p for p in r.phones if not answered_by_several(records, r, p)),
        )
        for r in records
    ]
    found: set[tuple[tuple[int, ...], int | None]] = set()
    directly: dict[int, tuple[int, ...]] = {}

    def parts(some: Sequence[Record]) -> list[list[Record]]:
        net: networkx.Graph = networkx.Graph()
        net.add_nodes_from(record.contact for record in some)
        net.add_edges_from((a.contact, b.contact) for a in some for b in some if connected(a, b, some))
        by_id = {record.contact: record for record in some}
        return [[by_id[pk] for pk in part] for part in networkx.connected_components(net)]

    for group in parts(records):
        everyone = {members[digest] for record in group for digest in record.digests if digest in members}
        everyone |= {record.confirmed_as for record in group if record.confirmed_as is not None}
        if len(everyone) < 2:
            found.add((tuple(sorted(r.contact for r in group)), everyone.pop() if everyone else None))
            continue
        rest = []
        for record in group:
            mail = sorted(members[digest] for digest in record.emails if digest in members)
            phone = sorted(members[digest] for digest in record.phones if digest in members)
            named = ([record.confirmed_as] if record.confirmed_as is not None else []) or mail or phone
            if named:
                directly.setdefault(named[0], ())
                found.add(((record.contact,), named[0]))
            else:
                rest.append(record)
        found |= {(tuple(sorted(r.contact for r in part)), None) for part in parts(rest)}
    return found


def connected(one: Record, other: Record, records: Sequence[Record]) -> bool:
    """They share an address, and have one name; or one has none, and everybody with the address has the same."""
    for digest in one.digests & other.digests:
        names = {each.name for each in records if digest in each.digests} - {""}
        if one.name == other.name or ("" in (one.name, other.name) and len(names) == 1):
            return True
    return False


def answered_by_several(records: Sequence[Record], record: Record, digest: str) -> bool:
    """Some two of the owner's own cards with this address have names that tell two people apart."""
    names = [each.name for each in records if each.owner == record.owner and digest in each.digests]
    return any({one, other} in ({"Mum", "Dad"}, {"Mum", "Dee"}, {"Dad", "Dee"}) for one in names for other in names)


digests = st.sampled_from([f"mail{n}" for n in range(6)]), st.sampled_from([f"phone{n}" for n in range(5)])
records = st.lists(
    st.tuples(
        st.frozensets(digests[0], max_size=3),
        st.frozensets(digests[1], max_size=2),
        st.none() | st.integers(1, 3),
        st.integers(1, 3),
        st.sampled_from(["Mum", "Dad", "Dee", ""]),
    ),
    max_size=12,
).map(lambda rows: [Record(pk, *row) for pk, row in enumerate(rows, start=1)])
proved = st.dictionaries(st.one_of(*digests), st.integers(1, 3), max_size=5)


@given(records, proved)
def test_identities_are_those_of_the_plain_rule(records: list[Record], members: dict[str, int]) -> None:
    found = group_same_person(records, members)
    assert {(identity.contacts, identity.member) for identity in found} == plain_identities(records, members)
    assert sorted(pk for identity in found for pk in identity.contacts) == [record.contact for record in records]


@given(records, proved, st.randoms())
def test_the_order_of_the_records_does_not_matter(
    records: list[Record], members: dict[str, int], random: object
) -> None:
    shuffled = list(records)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert group_same_person(shuffled, members) == group_same_person(records, members)


@given(records, proved)
def test_two_members_are_never_one_person(records: list[Record], members: dict[str, int]) -> None:
    for identity in group_same_person(records, members):
        confirmed = {r.confirmed_as for r in records if r.contact in identity.contacts and r.confirmed_as is not None}
        assert confirmed <= {identity.member}


def test_a_chain_of_shared_addresses_is_one_person() -> None:
    chain = [
        Record(1, emails=frozenset({"a"})),
        Record(2, emails=frozenset({"a"}), phones=frozenset({"p"})),
        Record(3, phones=frozenset({"p"})),
        Record(4),
    ]
    assert group_same_person(chain, {}) == [Identity((1, 2, 3)), Identity((4,))]
    assert group_same_person(chain, {"a": 7}) == [Identity((1, 2, 3), 7), Identity((4,))]


def card(contact: int, owner: int, name: str, *phones: str, email: str = "") -> Record:
    return Record(contact, frozenset({email} - {""}), frozenset(phones), None, owner, name)


def test_a_number_that_several_people_answer_is_nobodys_for_who_has_it_so() -> None:
    mine = [card(1, 7, "Reception", "board"), card(2, 7, "Tom", "board", email="tom"), card(3, 7, "Tom", email="tom")]
    assert group_same_person(mine, {}) == [Identity((1,)), Identity((2, 3))]
    theirs = [card(4, 8, "Tom", "board"), card(5, 9, "Tom Ash", "board")]
    assert group_same_person([*mine, *theirs], {}) == [Identity((1,)), Identity((2, 3)), Identity((4, 5))]


@pytest.mark.parametrize("other", ["Dee Marsh", "dee", "Mrs. Dee", "Déé", "01632 960123", "Marsh, Dee"])
def test_two_cards_with_forms_of_one_name_are_told_by_their_number(other: str) -> None:
    assert group_same_person([card(1, 7, "Dee", "p"), card(2, 7, other, "p")], {}) == [Identity((1, 2))]


@pytest.mark.parametrize("other", ["Ann", "Marsh, Ann", "Dad", "妈妈", "Reception", "D. Marsh", "Deedee", "Dee’s mum"])
def test_other_names_tell_them_apart(other: str) -> None:
    assert group_same_person([card(1, 7, "Dee", "p"), card(2, 7, other, "p")], {}) == [Identity((1,)), Identity((2,))]
    couple = [card(1, 7, "Dee", "p", email="e"), card(2, 7, other, "p", email="e")]
    assert group_same_person(couple, {}) == [Identity((1,)), Identity((2,))]
    assert group_same_person(couple, {"e": 3}) == [Identity((1,)), Identity((2,))], "a couple's, whoever proved it"


@pytest.mark.parametrize("other", ["Ann", "Reception", "Dad", "Deedee"])
def test_other_names_tell_the_records_of_two_owners_apart_too(other: str) -> None:
    """A household's number on one's Tom and another's Mary makes no Mary of Tom."""
    two = [card(1, 7, "Dee", "p", email="e"), card(2, 8, other, "p", email="e")]
    assert group_same_person(two, {}) == [Identity((1,)), Identity((2,))]
    assert group_same_person(two, {"e": 3}) == [Identity((1,), 3), Identity((2,), 3)], "whose address it is, is proved"
    third = card(3, 9, "Dee Marsh", "p")
    assert group_same_person([*two, third], {}) == [Identity((1, 3)), Identity((2,))], "nobody parts what others wrote"


def test_a_name_that_is_a_number_goes_with_the_one_person_who_has_it() -> None:
    number = card(1, 7, "01632 960123", "p")
    assert group_same_person([number, card(2, 8, "Dee", "p")], {}) == [Identity((1, 2))]
    assert len(group_same_person([number, card(2, 8, "Dee", "p"), card(3, 9, "Ann", "p")], {})) == 3


def test_what_stands_on_very_many_of_an_owner_s_records_is_nobody_s() -> None:
    for of in (12, 13):
        records = [card(n, 7, "Jo Bell", "p") for n in range(of)]
        assert len(group_same_person(records, {})) == (1 if of == 12 else 13)


def test_under_very_many_names_nobody_goes() -> None:
    names = [" ".join(["Dee", *("abcdefghijklmnop"[:length])]) for length in range(14)]
    assert len(group_same_person([card(n, 7, name, "p") for n, name in enumerate(names)], {})) == 14


def test_a_card_that_mixes_two_members_up_joins_nobody() -> None:
    mixed = [
        Record(1, emails=frozenset({"alice"}), phones=frozenset({"home"})),
        Record(2, emails=frozenset({"bob"}), phones=frozenset({"home"})),
        Record(3, phones=frozenset({"home"})),
        Record(4, emails=frozenset({"bob"}), phones=frozenset({"phone of alice"})),
    ]
    members = {"alice": 1, "bob": 2, "phone of alice": 1}
    assert group_same_person(mixed, members) == [
        Identity((1,), 1),
        Identity((2,), 2),
        Identity((3,)),
        Identity((4,), 2),
    ]


def test_a_handshake_says_more_than_an_address() -> None:
    assert group_same_person([Record(1, emails=frozenset({"alice"}), confirmed_as=2)], {"alice": 1}) == [
        Identity((1,), 2)
    ]
