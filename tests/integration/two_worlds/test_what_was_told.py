"""Each way in which the service once told what it should not, as the shortest script that showed it."""

from collections.abc import Collection

import pytest
from _pytest.mark import ParameterSet

from tests.integration.two_worlds.attacks import PAGES
from tests.integration.two_worlds.play import Stage
from tests.integration.two_worlds.script import Act, act
from tests.integration.two_worlds.test_two_worlds import told
from tests.integration.two_worlds.town import GUESSES, INA, LINES, PHONE, ROSA, UNA, VIC, VICS_OTHER, WES

pytestmark = pytest.mark.django_db

MAL, MOLL, STRANGER = 0, 1, 2
INA_ANSWERS = 0
YES = 3
PASTRY_CHEF, FLORIST, CARPENTER, LIBRARIAN, POSTMAN = range(len(LINES))


def write(who: int, *addresses: str, line: int) -> Act:
    return act("write", who, sum(1 << GUESSES.index(address) for address in addresses), line, 0)


def look(who: int, page: str) -> Act:
    return act("look", who, PAGES.index(page))


def work(who: int, line: int) -> Act:
    return look(who, f"/work/?q={LINES[line]}")


def other(record: str, address: str) -> str:
    return f"{record} has another address than {address}"


def proved(name: str, address: str) -> str:
    return f"{name} has not proved {address}"


def blocked(owner: str, whom: str) -> str:
    return f"{owner} has blocked {whom}"


ASK_FOR_WES = act("ask", MAL, FLORIST, 0)
SCRIPTS: dict[str, tuple[str, list[Act]]] = {
    # a guess by an accomplice
    "a card vanishes when a guess at an e-mail address is right": (
        other("ina Wes", WES),
        [write(MOLL, WES, line=FLORIST), work(MAL, FLORIST)],
    ),
    "a card vanishes when a guess at a phone number is right": (
        other("ina Wes", PHONE),
        [write(MOLL, PHONE, line=FLORIST), work(MAL, FLORIST)],
    ),
    "a card vanishes when one of many guesses is right": (
        other("ina Una", UNA),
        [write(MOLL, WES, UNA, line=LIBRARIAN), work(MAL, LIBRARIAN)],
    ),
    "an offer leads to the request that is open": (
        other("ina Wes", WES),
        [write(MOLL, WES, line=FLORIST), ASK_FOR_WES, act("ask_again", MAL, 1)],
    ),
    "a card vanishes once its person was asked for elsewhere": (
        other("ina Wes", WES),
        [ASK_FOR_WES, write(MOLL, WES, line=FLORIST), work(MAL, FLORIST)],
    ),
    "a record of another owner vanishes once its person was asked for": (
        other("stan Wes W", WES),
        [ASK_FOR_WES, work(MAL, FLORIST)],
    ),
    "two addresses are one member's": (
        "Vic's two addresses are of two members",
        [write(MOLL, VICS_OTHER, line=PASTRY_CHEF), work(MAL, PASTRY_CHEF)],
    ),
    # who has proved an address
    "the page of who knows you says whose address a guess is": (
        proved("vic", VIC),
        [write(MAL, VIC, line=FLORIST), act("somebody_writes", 0, MAL), look(MAL, "/people/who-knows-you/")],
    ),
    "a yes to a recognition confirms the guess that was right": (
        proved("vic", VIC),
        [
            write(MAL, VIC, line=FLORIST),
            act("somebody_writes", 0, MAL),
            act("recognise", MAL, 1),
            look(MAL, "/people/"),
        ],
    ),
    "a yes to an invitation confirms the guess that was right": (
        proved("vic", VIC),
        [
            write(MAL, VIC, line=FLORIST),
            act("somebody_invites", 0, MAL),
            act("take_invitation", MAL, 0, 1),
            look(MAL, "/people/"),
        ],
    ),
    "passing on goes in the service when an address is any member's": (
        f"nobody has proved {VIC}",
        [write(MOLL, VIC, line=CARPENTER), act("rosa_asks", 0), act("pass_on", MOLL, 0)],
    ),
    "passing on goes in the service when a guess is right": (
        proved("vic", VIC),
        [write(MOLL, VIC, line=CARPENTER), act("rosa_asks", 0), act("pass_on", MOLL, 0)],
    ),
    "a personal link refuses the requester's address": (
        proved("rosa", ROSA),
        [
            write(MOLL, WES, line=CARPENTER),
            act("rosa_asks", 0),
            act("pass_on", MOLL, 0),
            act("answer_link", STRANGER, 0, GUESSES.index(ROSA)),
        ],
    ),
    "a record names its own owner by an address they have proved": (
        proved("ina", INA),
        [write(MOLL, INA, line=CARPENTER), work(MAL, CARPENTER), act("ask", MAL, CARPENTER, 0)],
    ),
    # blocks
    "whoever was blocked misses a card of a member": (blocked("vic", "mal"), [work(MAL, PASTRY_CHEF)]),
    "whoever was blocked misses a card of somebody who proved its address": (
        blocked("una", "mal"),
        [work(MAL, LIBRARIAN)],
    ),
    "whoever was blocked by an introducer misses their cards": (blocked("ina", "mal"), [work(MAL, PASTRY_CHEF)]),
    "a block of the introducer by whom they know hides a card": (blocked("una", "ina"), [work(MAL, LIBRARIAN)]),
    "a block of a member by their introducer hides a card": (blocked("ina", "vic"), [work(MAL, PASTRY_CHEF)]),
    "a block between two introducers hides a card": (blocked("stan", "ina"), [work(MAL, CARPENTER)]),
    "a block by a second introducer hides a card": (blocked("stan", "mal"), [work(MAL, CARPENTER)]),
    "a block by a member who was met hides whom they know": (blocked("vic", "moll"), [work(MOLL, CARPENTER)]),
    "an ask of somebody who blocked is refused": (
        blocked("eve", "mal"),
        [act("ask", MAL, POSTMAN, 0), look(MAL, "/introductions/")],
    ),
    "a request is not asked when its requester has blocked whom a guess names": (
        blocked("rosa", "vic"),
        [write(MOLL, VIC, line=CARPENTER), act("rosa_asks", 0)],
    ),
    "a yes behind a personal link has no effect after a block": (
        blocked("una", "mal"),
        [
            act("ask", MAL, LIBRARIAN, 0),
            act("introducer_answers", INA_ANSWERS, YES),
            act("guest_answers", 0, YES),
            look(MAL, "/introductions/"),
        ],
    ),
    # what others keep private
    "a private record of another owner hides a card": ("dan keeps Wes private", [work(MAL, FLORIST)]),
    "a private record of a second introducer hides a card": ("stan keeps Vic private", [work(MAL, PASTRY_CHEF)]),
    # how far a request went
    "the number of a later mail says that a request was passed on": (
        "",
        [
            act("ask", MAL, POSTMAN, 0),
            act("answer_in_secret", 0),
            write(MAL, WES, line=FLORIST),
            act("ask", MOLL, FLORIST, 0),
        ],
    ),
    # counts
    "work further away is told of from the fifth member who knows somebody": (
        "dan knows an upholsterer no more",
        [look(MAL, "/work/?q=upholsterer")],
    ),
}

DAN_INVITES, DAN_WRITES, EVE_ANSWERS = 3, 3, 1
THE_BLOCK_OF_DAN, THE_BLOCK_OF_EVE, ROSA_ASKS_FOR_WHOM_SHE_BLOCKED, ROSA_BLOCKS_MOLL, ROSA_BLOCKS_MAL = (
    act("cut_off", what) for what in range(5)
)
ROSA_ASKS = act("rosa_asks", 0)
MAL_AS_MOLL_KNOWS_HIM = 2
CUT_OFF: dict[str, list[Act]] = {
    "a recognition": [
        act("somebody_writes", DAN_WRITES, MAL),
        THE_BLOCK_OF_DAN,
        look(MAL, "/people/who-knows-you/"),
        look(MAL, "/today/"),
    ],
    "an invitation": [
        act("somebody_invites", DAN_INVITES, MAL),
        THE_BLOCK_OF_DAN,
        act("take_invitation", MAL, 0, 1),
    ],
    "a request for whom its requester has blocked": [
        act("relabel", MOLL, MAL_AS_MOLL_KNOWS_HIM, CARPENTER),
        ROSA_ASKS_FOR_WHOM_SHE_BLOCKED,
        act("pass_on", MOLL, 0),
        look(MOLL, "/introductions/"),
        look(MAL, "/introductions/"),
    ],
    "a request that waits for its introducer": [
        write(MOLL, WES, line=CARPENTER),
        ROSA_ASKS,
        ROSA_BLOCKS_MOLL,
        act("pass_on", MOLL, 0),
        look(MOLL, "/introductions/"),
        look(MOLL, "/today/"),
    ],
    "a request that was delivered, for whom its requester blocks afterwards": [
        act("relabel", MOLL, MAL_AS_MOLL_KNOWS_HIM, CARPENTER),
        ROSA_ASKS,
        ROSA_BLOCKS_MAL,
        act("pass_on", MOLL, 0),
        look(MOLL, "/introductions/"),
        look(MAL, "/introductions/"),
    ],
    "a request that was passed on to whom its requester blocks afterwards": [
        act("relabel", MOLL, MAL_AS_MOLL_KNOWS_HIM, CARPENTER),
        ROSA_ASKS,
        act("pass_on", MOLL, 0),
        ROSA_BLOCKS_MAL,
        act("say_yes", MAL, 0),
        look(MOLL, "/introductions/"),
        look(MAL, "/introductions/"),
        act("pass_days", 15),
        look(MOLL, "/introductions/"),
        look(MAL, "/introductions/"),
    ],
    "a conversation": [
        act("ask", MAL, POSTMAN, 0),
        act("introducer_answers", INA_ANSWERS, YES),
        act("target_answers", EVE_ANSWERS, YES),
        act("talk", MAL, 0),
        THE_BLOCK_OF_EVE,
        act("talk", MAL, 0),
        look(MAL, "/introductions/"),
        look(MAL, "/today/"),
    ],
}


ONE_OF_EACH_KIND = (
    "a card vanishes when a guess at an e-mail address is right",
    "an offer leads to the request that is open",
    "a yes to a recognition confirms the guess that was right",
    "passing on goes in the service when an address is any member's",
    "a personal link refuses the requester's address",
    "whoever was blocked by an introducer misses their cards",
    "a block between two introducers hides a card",
    "an ask of somebody who blocked is refused",
    "a recognition",
)
"""Scripts that are always played; the longer run plays all."""


def in_turn(scripts: Collection[str]) -> list[ParameterSet]:
    return [pytest.param(name, marks=() if name in ONE_OF_EACH_KIND else pytest.mark.slow) for name in scripts]


@pytest.mark.parametrize("what", in_turn(CUT_OFF))
def test_what_a_block_cuts_off_is_as_if_it_was_left_or_taken_back_or_never_was(town: Stage, what: str) -> None:
    assert told(town, CUT_OFF[what], set()) == ""


@pytest.mark.parametrize("name", in_turn(SCRIPTS))
def test_it_is_told_no_more(town: Stage, name: str) -> None:
    fact, script = SCRIPTS[name]
    assert told(town, script, {fact} - {""}) == ""


@pytest.mark.parametrize(
    "fact",
    ["una knows a carpenter", "stan has written twice of somebody whom he keeps private", "dan keeps Wes private"],
)
@pytest.mark.parametrize("who", [MAL, MOLL])
def test_where_not_all_can_be_looked_at_what_is_hidden_takes_no_room(town: Stage, who: int, fact: str) -> None:
    assert told(town, [work(who, CARPENTER), work(who, FLORIST)], {fact}, crowded=True) == ""
