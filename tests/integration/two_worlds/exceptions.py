"""What a world may tell after all: acts by which somebody tells of their own accord, each with its reason.

A script leaves such an act out where it would tell one of the facts in which the worlds differ, and nothing else.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from tests.integration.two_worlds.facts import BLOCK
from tests.integration.two_worlds.others import MIDWAY
from tests.integration.two_worlds.script import Act
from tests.integration.two_worlds.town import ROSA


@dataclass(frozen=True)
class Telling:
    """Acts that tell some facts. `which` says of an act's numbers whether it is one; `facts` of a fact's name."""

    act: str
    which: Callable[..., bool]
    facts: Callable[[str], bool]
    because: str


def blocks_of(*owners: str) -> Callable[[str], bool]:
    return lambda fact: fact.partition(" has blocked ")[0] in owners and " has blocked " in fact


QUIET, ALOUD = (0, 2), (1, 3)
"""Ways to answer: kept quiet, or told (a no at once, a yes)."""

ANSWERED_IN_SECRET = "somebody has answered in secret"

TELLINGS = (
    Telling(
        "introducer_answers",
        lambda who, how: True,
        lambda fact: fact == ANSWERED_IN_SECRET,
        "whoever has answered in one world alone answers the next request instead; an answer is their own",
    ),
    Telling(
        "target_answers",
        lambda who, how: True,
        lambda fact: fact == ANSWERED_IN_SECRET,
        "they can answer only in the world in which it was passed on; an answer is their own",
    ),
    Telling(
        "guest_answers",
        lambda which, how: True,
        lambda fact: fact == ANSWERED_IN_SECRET,
        "the same, by a link",
    ),
    Telling(
        "introducer_answers",
        lambda who, how: how % 4 in ALOUD or who % 4 == 0,
        blocks_of("ina", "vic", "rosa", "stan"),
        "whoever blocked the requester never got the request, so they have nothing to answer: an answer is their own",
    ),
    Telling(
        "target_answers",
        lambda who, how: how % 4 in ALOUD,
        lambda fact: blocks_of("vic", "una", "eve", "rosa", "ina")(fact) or fact == "eve can take nothing on",
        "they answer what reached them; a yes, or a no that is told at once, is theirs to give",
    ),
    Telling(
        "somebody_recognises",
        lambda who, yes: bool(yes),
        lambda fact: " proved " in fact or "two members" in fact or "account" in fact or blocks_of("vic")(fact),
        "they say of their own accord that they are whom the attacker wrote down",
    ),
    Telling(
        "answer_link",
        lambda who, which, how: how % 8 == 7,
        lambda fact: fact == BLOCK % ("rosa", "mal"),
        "whoever says yes by a link proves an address, and that alone decides: Rosa does not meet whom she has blocked",
    ),
    Telling(
        "rosa_asks",
        lambda which: True,
        lambda fact: fact == BLOCK % ("rosa", "mal"),
        "a request for whom its requester has blocked is as if it was never made (`cut_off` plays it)",
    ),
    Telling(
        "rosa_asks",
        lambda which: True,
        lambda fact: " proved " + ROSA in fact,
        "a record with an address that Rosa has proved is of herself: she is shown no card and asks for nobody there",
    ),
    Telling(
        "somebody_invites",
        lambda who, whom: True,
        lambda fact: "account" in fact or " has blocked " in fact,
        "a link from somebody who has blocked the attacker ends as if it was taken back",
    ),
    Telling(
        "somebody_writes",
        lambda who, whom: True,
        lambda fact: "account" in fact or " has blocked " in fact,
        "the attacker has proved the address; a block ends it as if the contact was removed",
    ),
)


def tells(act: Act, differing: Collection[str]) -> bool:
    """Tell whether `act` tells one of the facts in which worlds differ."""
    tellings = (telling for telling in TELLINGS if telling.act == act.name and telling.which(*act.numbers))
    return any(telling.facts(fact) for telling in tellings for fact in differing)


def happening(script: Collection[Act]) -> set[str]:
    """Return the facts that become otherwise in the middle of the script."""
    facts = {BLOCK % MIDWAY[act.numbers[0] % len(MIDWAY)] for act in script if act.name == "somebody_blocks"}
    facts |= {ANSWERED_IN_SECRET for act in script if act.name == "answer_in_secret"}
    return facts | {BLOCK % ("eve", "mal") for act in script if act.name == "cut_off" and act.numbers[0] % 5 == 1}
