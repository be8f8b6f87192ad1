"""What waits for the demo's visitors: an open request for Amina, and for Grace a baker who has said yes."""

import secrets
from datetime import timedelta

from django.utils import timezone

from network.conversations.actions import say
from network.demo.past import at
from network.introductions import actions, codes
from network.models import Contact, Introduction, Member, Recommendation

DAY = timedelta(days=1)


def write_acts(people: dict[str, Member]) -> None:
    """Let the cast's introductions come to where the visitors find them; `people` by their keys in `cast.toml`."""
    _callum_asks_amina(people["callum"], people["amina"])
    _ben_brings_grace_to_a_baker(people["grace"], people["ben"])


def _callum_asks_amina(callum: Member, amina: Member) -> None:
    with at(timezone.now() - 2 * DAY):
        actions.ask(
            requester=callum,
            introducer=amina,
            contact=Contact.objects.get(owner=amina, name="Kwame Mensah"),
            line_of_work="electrician",
            purpose=Introduction.Purpose.VISIT,
            words=(
                "I've got my Level 1 and nobody round here takes apprentices on from an advert. I'd like to spend a "
                "day seeing how a small firm does a rewire, sweeping up if need be."
            ),
            shares=["email"],
        )


def _ben_brings_grace_to_a_baker(grace: Member, ben: Member) -> None:
    start = timezone.now() - 6 * DAY
    with at(start):
        asked = actions.ask(
            requester=grace,
            introducer=ben,
            contact=Contact.objects.get(owner=ben, name="Costas Ioannou"),
            line_of_work="baker",
            purpose=Introduction.Purpose.CHAT,
            words=(
                "I've baked for half of Rope Walk for years and never for wages. I'd love to hear what the nights "
                "are like and whether somebody of my age could start."
            ),
            shares=["email", "phone"],
        )
    with at(start + DAY):
        passed = actions.pass_on(
            introduction=asked,
            by=ben,
            words="Grace made my mum's eightieth cake and it was the best I've carried in this van. She is never late.",
            basis=Recommendation.Basis.FRIEND,
        )
    with at(start + 3 * DAY):
        code = codes.send_code(token=passed.token, name="Costas", address="costas@quaystreetbakery.example")
        agreed = codes.confirm(token=passed.token, handle=code.handle, code=codes.code_for(code.handle))
    with at(start + 5 * DAY):
        words = "Come to the side door on Tuesday at five in the morning and wear old shoes. Bring a cake."
        say(conversation=agreed.conversation, by=None, text=words, key=secrets.token_hex(8))
