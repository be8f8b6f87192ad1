"""The drawing's words: short names of rings, sectors and kinds of work."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.models import Closeness, HowKnown

RINGS = {closeness.value: closeness.label for closeness in reversed(Closeness)}
"""From the inside out."""

UNSAID = "unsaid"
"""`HowKnown.UNSAID` in addresses, where an empty value means everybody."""
SECTORS: dict[str, Promise] = {
    HowKnown.FAMILY.value: _("Family"),
    HowKnown.FRIEND.value: _("Friends"),
    HowKnown.NEIGHBOUR.value: _("Neighbours"),
    HowKnown.SCHOOL_GATE.value: _("School gate"),
    HowKnown.CLUB.value: _("Clubs and faith"),
    HowKnown.VOLUNTEER.value: _("Volunteering"),
    HowKnown.WORK.value: _("Work"),
    HowKnown.LEARNT.value: _("Learning"),
    HowKnown.TRADE.value: _("Trade"),
    HowKnown.OTHER.value: _("Other ways"),
    UNSAID: _("Not said yet"),
}
"""Clockwise; home on one side, work on the other."""

NO_WORK = "0"
WORK: dict[str, Promise] = {
    "1": _("Managing"),
    "2": _("Professions"),
    "3": _("Technical and arts"),
    "4": _("Office"),
    "5": _("Skilled trades"),
    "6": _("Care and leisure"),
    "7": _("Shops and sales"),
    "8": _("Driving, machines"),
    "9": _("Kitchens, cleaning"),
    NO_WORK: _("Work not known"),
}
"""The vocabulary's major groups in everyday words, by their digit."""


def sector_of(how_known: str) -> str:
    return how_known or UNSAID


def how_known_of(sector: str) -> str:
    return HowKnown.UNSAID.value if sector == UNSAID else sector
