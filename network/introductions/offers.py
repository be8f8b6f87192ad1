"""What a suggestion offers, as one opaque value: whom the member could ask to be introduced through.

A page may say "somebody Amina knows is a pastry chef", but nothing by which two pages could be laid side by side
and the somebody told. So the value is encrypted and not only signed, and no two values are alike.
"""

from dataclasses import dataclass
from datetime import timedelta

from network.privacy.sealing import SealBrokenError, seal, unseal

PURPOSE = "introduction offer"
LIFE = timedelta(days=7)
"""An offer older than this has to be looked up afresh; whether it still stands is checked at every use anyway."""


class OfferUnreadableError(Exception):
    """The value was not made here, was made for somebody else, or is too old."""


@dataclass(frozen=True)
class Offer:
    """An introducer's contact, by the line of work that the requester was shown."""

    requester_id: int
    contact_id: int
    line_of_work: str


def sign_offer(requester_id: int, contact_id: int, line_of_work: str) -> str:
    """Return the value for a link (URL-safe text), of use to this requester alone."""
    return seal(PURPOSE, [requester_id, contact_id, line_of_work])


def read_offer(value: str, requester_id: int) -> Offer:
    """Return what `value` offers. Raises `OfferUnreadableError`."""
    try:
        offer = Offer(*unseal(PURPOSE, value, life=LIFE))
    except SealBrokenError as error:
        raise OfferUnreadableError from error
    if offer.requester_id != requester_id:
        raise OfferUnreadableError
    return offer
