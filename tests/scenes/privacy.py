"""Blocks."""

from dataclasses import dataclass
from typing import Self

from network.models import Block
from network.platform.privacy.blocks import seal_block
from tests.factories.people import make_member
from tests.scenes import townsfolk
from tests.scenes.scene import alice, at, example
from tests.scenes.town import Town


@dataclass
class PrivacyData:
    """Those whom Alice has blocked."""

    @classmethod
    def make(cls, town: Town) -> Self:
        for number in range(max(min(town.rows, 40), 1)):
            Block.objects.create(owner=town.alice, other=make_member(townsfolk.name_of(number + 120)))
        return cls()


DATA = PrivacyData


def _block_bob(town: Town) -> str:
    return seal_block(town.alice.pk, town.bob.pk)


SCENES = {
    "blocks": [at("blocks")],
    "block": [at("block", _block_bob)],
}
NO_PAGE_OF_ITS_OWN = {"unblock": "takes a post only"}
EXAMPLES = {
    "unblock": example(lambda town: Block.objects.filter(owner=town.alice)[0].pk, owner=alice),
    "block": example(_block_bob, owner=alice),
}
