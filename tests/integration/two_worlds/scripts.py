"""Made-up scripts: a few acts, of which each is likely to lead on to the next."""

from collections.abc import Mapping

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tests.integration.two_worlds import attackers_own  # noqa: F401 -- it declares acts
from tests.integration.two_worlds.attacks import PAGES
from tests.integration.two_worlds.facts import FACTS
from tests.integration.two_worlds.others import MIDWAY
from tests.integration.two_worlds.script import ACTS, Act
from tests.integration.two_worlds.town import GUESSES, LINES

SINGLE = [1 << place for place in range(len(GUESSES))]
ALL = (1 << len(GUESSES)) - 1

who, yes, few = st.integers(0, 1), st.integers(0, 1), st.integers(0, 3)
line = st.integers(0, len(LINES) - 1)
guesses = st.sampled_from([*SINGLE, ALL, 3, 0])
how = st.integers(0, 3)

ATTACKS: Mapping[str, tuple[SearchStrategy[int], ...]] = {
    "write": (who, guesses, line, st.sampled_from([0, 0, 0, 1])),
    "rewrite": (who, few, guesses),
    "relabel": (who, few, st.integers(0, 5)),
    "remove": (who, few),
    "upload": (who, guesses, line),
    "ask": (who, line, yes),
    "ask_again": (who, st.integers(0, 9)),
    "put_aside": (who, line, few),
    "pass_on": (who, few),
    "decline": (who, few, how),
    "say_yes": (who, few),
    "withdraw": (who, few),
    "make_link_again": (who, few),
    "answer_link": (st.integers(0, 2), few, st.integers(0, 10)),
    "invite": (who, few),
    "take_invitation": (who, few, yes),
    "recognise": (who, st.integers(0, 2)),
    "block": (who, few),
    "part": (who, few),
    "change_settings": (who, st.integers(0, 9)),
    "use_account_forms": (who, st.integers(0, len(GUESSES) - 2), how),
    "talk": (st.integers(0, 2), few),
    "walk": (who, few),
    "say_who_knows_whom": (who, few, few),
    "keep_draft": (who, few),
    "take_back": (who, st.integers(0, 7)),
    "change_oneself": (who, st.integers(0, 5)),
    "type_ahead": (who, few),
    "look": (who, st.integers(0, len(PAGES) - 1)),
}
OF_OTHERS: Mapping[str, tuple[SearchStrategy[int], ...]] = {
    "introducer_answers": (few, how),
    "target_answers": (few, how),
    "guest_answers": (few, how),
    "rosa_asks": (st.integers(0, 4),),
    "somebody_recognises": (few, yes),
    "somebody_invites": (few, yes),
    "somebody_writes": (few, yes),
    "somebody_blocks": (st.integers(0, len(MIDWAY) - 1),),
    "cut_off": (st.sampled_from([0, 1, 3, 4]),),
    "answer_in_secret": (few,),
    "pass_days": (st.sampled_from([1, 8, 15]),),
}
STRATEGIES = {**ATTACKS, **OF_OTHERS}
OFTEN = ("write", "write", "ask", "ask", "ask_again", "introducer_answers", "target_answers", "pass_on", "rosa_asks")
"""Acts that lead to others; drawn more often."""
assert STRATEGIES.keys() == ACTS.keys(), "every act is in scripts"


def an_act(name: str) -> SearchStrategy[Act]:
    return st.tuples(*STRATEGIES[name]).map(lambda numbers: Act(name, numbers))


scripts = st.lists(st.sampled_from([*STRATEGIES, *OFTEN]).flatmap(an_act), min_size=3, max_size=12)

BLOCKS = sorted(fact for fact in FACTS if " has blocked " in fact)
WHOSE_ADDRESS = sorted(fact for fact in FACTS if " address" in fact or " proved " in fact)
KEPT = sorted(FACTS.keys() - {*BLOCKS, *WHOSE_ADDRESS})


def most_of(facts: list[str]) -> SearchStrategy[set[str]]:
    return st.sets(st.sampled_from(facts), min_size=2 * len(facts) // 3)


hidden_facts = st.one_of(
    most_of(WHOSE_ADDRESS),
    most_of(BLOCKS),
    most_of(KEPT),
    st.sets(st.sampled_from(sorted(FACTS)), max_size=3),
)
"""Many at once, so that one script can find any of them; of one kind, so that few acts have to be left out."""
