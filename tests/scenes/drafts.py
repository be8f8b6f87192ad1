"""What was begun and left."""

from dataclasses import dataclass
from typing import Self

from network.models import Draft
from network.platform.drafts.store import MOST_KEPT
from tests.scenes.scene import alice, at, example
from tests.scenes.town import Town


@dataclass
class DraftsData:
    """Something begun on the page that changes what is said of work, and more."""

    @classmethod
    def make(cls, town: Town) -> Self:
        rows = min(town.rows, MOST_KEPT)
        places = ["/settings/work/", *(f"/people/{number}/change/" for number in range(1, rows))]
        Draft.objects.bulk_create(
            Draft(
                member=town.alice,
                place=place,
                path=place,
                title="Work",
                fields={"wish": ["to bake bread"]},
                saved_at=town.now,
            )
            for place in places
        )
        return cls()


DATA = DraftsData
SCENES = {"drafts": [at("drafts")]}
NO_PAGE_OF_ITS_OWN = {"draft_drop": "takes a post only"}
EXAMPLES = {"draft_drop": example(lambda town: Draft.objects.filter(member=town.alice)[0].pk, owner=alice)}
