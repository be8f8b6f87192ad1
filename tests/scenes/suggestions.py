"""The Work page and what leads on from it."""

from dataclasses import dataclass
from typing import Self

from network.models import Member, SetAside
from network.suggestions.dismissals import ShownCard, seal_card
from tests.scenes import arrivals
from tests.scenes.scene import alice, at, example
from tests.scenes.town import Town


@dataclass
class SuggestionsData:
    """What Alice has put aside."""

    @classmethod
    def make(cls, town: Town) -> Self:
        _put_aside(town.alice, town.bob, min(town.rows, 30))
        return cls()


DATA = SuggestionsData


def _put_aside(alice: Member, bob: Member, rows: int) -> None:
    lines = ["care assistant", "warehouse operative", *(f"line of work {number}" for number in range(rows - 2))]
    reasons = SetAside.Reason.values
    SetAside.objects.bulk_create(
        SetAside(member=alice, introducer=bob, line_of_work=line, reason=reasons[number % 4], miles=10)
        for number, line in enumerate(lines)
        if reasons[number % 4] != SetAside.Reason.BY_WAY
    )


def _card(town: Town) -> str:
    return seal_card(ShownCard(town.alice.pk, "pastry chef", town.bob.pk, 10))


SCENES = {
    "work": [
        at("work"),
        at("work", note="sorted", after=arrivals.sorted_for_now),
        at("work", query="?q=bus+driver", note="typed"),
        at("work", query="?q=%F0%9F%90%95", note="puzzled"),
        at("work", query="?q=not+care+work%2C+no+nights", note="only-against"),
        at("work", query="?q=was+in+Tesco+12+years%2C+fancy+a+change", note="wants-change"),
    ],
    "work_others": [at("work_others")],
    "work_set_asides": [at("work_set_asides")],
    "work_set_aside": [at("work_set_aside", _card)],
}
NO_PAGE_OF_ITS_OWN = {
    "work_take_back": "takes a post only",
    "vocabulary_suggest": "JSON",
}
EXAMPLES = {
    "work_take_back": example(lambda town: SetAside.objects.filter(member=town.alice)[0].pk, owner=alice),
    "work_set_aside": example(_card, owner=alice),
}
