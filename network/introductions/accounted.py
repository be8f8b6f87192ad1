"""Whether the ledger accounts for where each introduction stands."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from network.introductions.states import ACTS, TRANSITIONS
from network.ledger.record import CHAIN
from network.ledger.verify import Broken
from network.models import Introduction, LedgerEntry

LEADS_TO: defaultdict[str, set[str]] = defaultdict(set)
for (_state, action), transition in TRANSITIONS.items():
    LEADS_TO[transition.to].add(ACTS[action])


def unaccounted() -> Iterator[Broken]:
    """Yield the introductions whose state is not what the last act in their chain led to.

    An entry taken from the end of its chain, or a whole chain taken away, leaves no gap, and until the next daily head
    nothing else shows it. One query, so that an act made meanwhile is seen whole or not at all.
    """
    chain = Concat(Value(CHAIN), Cast(OuterRef("pk"), CharField()))
    entries = LedgerEntry.objects.filter(chain=chain, act__in=ACTS.values()).order_by("-number")
    introductions = Introduction.objects.annotate(
        last_act=Subquery(entries.values("act")[:1]), last_number=Subquery(entries.values("number")[:1])
    )
    found = introductions.order_by("pk").values_list("pk", "state", "last_act", "last_number")
    for pk, state, act, number in found.iterator(chunk_size=2000):
        if act not in LEADS_TO[state]:
            reason = _("it stands at “%(state)s”, which no entry accounts for") % {"state": state}
            yield Broken(f"{CHAIN}{pk}", number or 0, reason)
