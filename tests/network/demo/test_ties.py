"""Who knows whom in Haverby."""

from collections import Counter

import pytest

from network.demo.ties import Tie, acquainted, firms_of, make_ties
from network.demo.town import Town, make_town

MEMBERS, CONTACTS = 300, 12_000


@pytest.fixture(scope="module")
def town() -> Town:
    return make_town(MEMBERS, seed=1)


@pytest.fixture(scope="module")
def ties(town: Town) -> list[Tie]:
    return make_ties(town, seed=1, contacts=CONTACTS)


def sizes(town: Town, ties: list[Tie]) -> list[int]:
    listed = Counter(tie.owner.number for tie in ties)
    return sorted((listed[member.number] for member in town.members), reverse=True)


def test_there_are_as_many_ties_as_were_asked_for(town: Town, ties: list[Tie]) -> None:
    assert len(town.members) == MEMBERS
    assert len(ties) == CONTACTS


def test_a_few_know_hundreds_and_some_almost_nobody(town: Town, ties: list[Tie]) -> None:
    of_each = sizes(town, ties)
    assert of_each[0] > 200
    assert sum(of_each[: MEMBERS // 10]) > 0.3 * CONTACTS
    assert of_each[MEMBERS // 2] < CONTACTS / MEMBERS, "the middle knows fewer than the mean"
    assert 0.04 < sum(size <= 3 for size in of_each) / MEMBERS < 0.14


def test_nobody_lists_themselves_or_anybody_twice(ties: list[Tie]) -> None:
    pairs = Counter((tie.owner.number, tie.known.number) for tie in ties)
    assert max(pairs.values()) == 1
    assert all(owner != known for owner, known in pairs)


def test_a_handshake_is_of_two_members_who_list_each_other(ties: list[Tie]) -> None:
    hands = {(tie.owner.number, tie.known.number) for tie in ties if tie.handshake}
    assert hands
    assert all((known, owner) in hands for owner, known in hands)
    assert all(tie.owner.member and (tie.known.member or not tie.handshake) for tie in ties)


def test_the_same_seed_makes_the_same_town_and_another_another() -> None:
    def made(seed: int) -> list[tuple[str, str, str, int, bool]]:
        ties = make_ties(make_town(40, seed), seed, contacts=1600)
        return [(tie.owner.email, tie.known.email, tie.how, tie.closeness, tie.handshake) for tie in ties]

    assert made(3) == made(3)
    assert made(3) != made(4)


def test_families_live_together_and_colleagues_share_a_firm(town: Town) -> None:
    for (how, name), people in town.circles.items():
        if name.startswith("household"):
            assert len({person.household for person in people}) == 1
        if how != "family":
            assert len(people) <= 30


def test_addresses_reach_nobody_and_are_each_one_persons(town: Town) -> None:
    emails = Counter(person.email for person in town.people)
    phones = Counter(person.phone for person in town.people if person.phone)
    assert max(emails.values()) == max(phones.values()) == 1
    assert all(email.endswith(".example") and email.isascii() for email in emails)
    assert all(phone.startswith(("07700 900", "01632 960")) and len(phone) == 12 for phone in phones)


SMALL_TOWN = make_town(30, 1)
SMALL_TIES = make_ties(SMALL_TOWN, 1, contacts=1200)


def test_a_firm_is_the_persons_own_or_not_known() -> None:
    firms = firms_of(SMALL_TIES, 1)
    assert all(firm in ("", tie.known.firm) for tie, firm in zip(SMALL_TIES, firms, strict=True))
    assert 0.1 < sum(map(bool, firms)) / len(firms) < 0.6


def test_two_who_know_each_other_are_of_one_owner_and_share_a_circle() -> None:
    pairs = acquainted(SMALL_TIES, 1)
    assert 50 < len(pairs) == len(set(pairs))
    for first, second in pairs:
        assert first < second
        assert SMALL_TIES[first].owner is SMALL_TIES[second].owner
        assert set(SMALL_TIES[first].known.circles) & set(SMALL_TIES[second].known.circles)


def test_firms_and_acquaintances_are_the_same_every_time() -> None:
    assert acquainted(SMALL_TIES, 1) == acquainted(SMALL_TIES, 1)
    assert firms_of(SMALL_TIES, 1) == firms_of(SMALL_TIES, 1)
