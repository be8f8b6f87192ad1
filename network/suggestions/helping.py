"""How well what a member is fits what others said they would help with: the other side of a suggestion.

Only of members who agreed that it counts, and only of a record of which a handshake has shown who it is: whoever
wrote down a guessed address learns nothing from the order of a list. Nobody reads the words.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping

import numpy as np
from numpy.typing import NDArray

from matching.texts import ROWS_A_QUERY, vectors_of
from network.models import ProfileLine

MOST_OFFERS = ROWS_A_QUERY - 60
"""Texts, so that they and the member's own need one query for their vectors."""


def said_to_help(mine: Collection[str], contacts: Collection[int]) -> dict[int, float]:
    """Return, by record (a contact's id), how well the best of `mine` fits the best that its person offered.

    Cosines, 0 to 1; records of whose person nothing may be known are left out. Two queries, or one where nobody offers.
    """
    offers = _offers(contacts) if mine else {}
    texts = list(dict.fromkeys(text for said in offers.values() for text in said))[:MOST_OFFERS]
    if not texts:
        return {}
    vectors = vectors_of([*mine, *texts])
    own = [vectors[text] for text in mine if text in vectors]
    if not own:
        return {}
    best = _best(np.array(own), {text: vectors[text] for text in texts if text in vectors})
    fits = {
        contact: max((best[text] for text in said if text in best), default=None) for contact, said in offers.items()
    }
    return {contact: fit for contact, fit in fits.items() if fit is not None}


def _best(own: NDArray[np.float32], offers: Mapping[str, NDArray[np.float32]]) -> dict[str, float]:
    if not offers:
        return {}
    cosines = np.clip(np.array(list(offers.values())) @ own.T, 0, 1).max(axis=1)
    return dict(zip(offers, map(float, cosines), strict=True))


def _offers(contacts: Collection[int]) -> dict[int, list[str]]:
    lines = ProfileLine.objects.filter(
        kind=ProfileLine.Kind.OFFER,
        member__is_active=True,
        member__offers_counted=True,
        member__confirmed_contacts__in=contacts,
    )
    found: defaultdict[int, list[str]] = defaultdict(list)
    for contact, text in lines.order_by("-pk").values_list("member__confirmed_contacts", "text"):
        found[contact].append(text)
    return {contact: found[contact] for contact in contacts if contact in found}
