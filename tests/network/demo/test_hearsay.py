"""What the people of the invented town say of others besides: where they work, and whom they know."""

from network.demo.hearsay import acquainted, firms_of
from network.demo.knowing import make_ties
from network.demo.town import make_town

TOWN = make_town(30, 1)
TIES = make_ties(TOWN, 1, contacts=1200)


def test_a_firm_is_the_persons_own_or_not_known() -> None:
    firms = firms_of(TIES, 1)
    assert all(firm in ("", tie.known.firm) for tie, firm in zip(TIES, firms, strict=True))
    assert 0.1 < sum(map(bool, firms)) / len(firms) < 0.6


def test_two_who_know_each_other_are_of_one_owner_and_share_a_circle() -> None:
    pairs = acquainted(TIES, 1)
    assert 50 < len(pairs) == len(set(pairs))
    for one, other in pairs:
        assert one < other
        assert TIES[one].owner is TIES[other].owner
        assert set(TIES[one].known.circles) & set(TIES[other].known.circles)


def test_it_is_the_same_every_time() -> None:
    assert acquainted(TIES, 1) == acquainted(TIES, 1)
    assert firms_of(TIES, 1) == firms_of(TIES, 1)
