"""The invented town's introductions, in every state, made by the real actions at past times.

Two are for the demo's visitors: an open request for Amina, and for Grace a baker who has said yes. `prolong` keeps the
open ones open.
"""

import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.conf import settings
from django.db import transaction
from django.db.models import Case, When
from django.utils import timezone

from network.conversations.actions import post_message
from network.introductions import actions, guests, notices
from network.introductions.errors import AlreadyAskingError, NotAllowedError, NotOpenError, TooManyOpenError
from network.introductions.states import LIVE, NOTICE_AT_DEADLINE, Action, State
from network.models import Contact, Handshake, Introduction, Member, Notice, Recommendation
from network.platform.invented_town import InventedTown, at, chance_for
from network.platform.subjects import subject_name

Telling = Introduction.Telling
DAY = timedelta(days=1)
MOST_INTRODUCTIONS = 300


@dataclass
class StagedIntroduction:
    """An introduction, with what is needed to take it to a stage."""

    introduction: Introduction
    chance: Random
    asked: datetime
    town: InventedTown
    token: str = ""

    def on_day(self, days: float) -> datetime:
        return self.asked + days * DAY

    def words(self, kind: str) -> str:
        return self.chance.choice(self.town.words[kind])


def pass_on(staged: StagedIntroduction, days: float = 2) -> None:
    """Let the introducer pass the request on."""
    with at(staged.on_day(days)):
        passed = actions.pass_on(
            introduction=staged.introduction,
            by=staged.introduction.introducer,
            words=staged.words("passes"),
            basis=staged.chance.choice(Recommendation.Basis.values),
        )
    staged.introduction, staged.token = passed


def decline(telling: str) -> Callable[[StagedIntroduction], None]:
    """Let the introducer say not this time."""

    def act(staged: StagedIntroduction) -> None:
        with at(staged.on_day(1)):
            actions.decline(
                introduction=staged.introduction,
                by=staged.introduction.introducer,
                telling=telling,
                words=staged.words("kindno") if telling == Telling.NOW else "",
            )

    return act


def agree(staged: StagedIntroduction) -> None:
    """Let the target say yes, as a member or by the link and a code, and let the two write to each other."""
    pass_on(staged)
    target = staged.introduction.target_member
    with at(staged.on_day(3)):
        if target is not None:
            agreed = actions.agree(introduction=staged.introduction, by=target, shares=["email"])
        else:
            agreed = _agree_by_code(staged)
    conversation = agreed.conversation
    for hours, author, kind in ((2, staged.introduction.requester, "firsts"), (9, target, "replies")):
        with at(staged.on_day(3 + hours / 24)):
            post_message(conversation=conversation, by=author, text=staged.words(kind), key=secrets.token_hex(8))


def _agree_by_code(staged: StagedIntroduction) -> Introduction:
    contact = staged.introduction.contact
    name = contact.name if contact else ""
    reach = f"{name.split()[0].lower() if name.isascii() else 'guest'}{staged.introduction.pk}@post.haverby.example"
    code = guests.send_code(token=staged.token, name=name, address=reach)
    return guests.confirm_code(token=staged.token, handle=code.handle, code=guests.code_for(code.handle))


def decline_as_target(telling: str) -> Callable[[StagedIntroduction], None]:
    """Let the target say not this time."""

    def act(staged: StagedIntroduction) -> None:
        pass_on(staged)
        with at(staged.on_day(4)):
            if staged.introduction.target_member is not None:
                by = staged.introduction.target_member
                actions.decline(introduction=staged.introduction, by=by, telling=telling)
            else:
                guests.decline_by_link(token=staged.token, telling=telling)

    return act


def withdraw(staged: StagedIntroduction) -> None:
    with at(staged.on_day(2)):
        actions.withdraw(introduction=staged.introduction, by=staged.introduction.requester)


def withdraw_late(staged: StagedIntroduction) -> None:
    pass_on(staged, 1)
    withdraw(staged)


def expire(staged: StagedIntroduction) -> None:
    with at(staged.on_day(14.01)):
        actions.expire(introduction=staged.introduction)


def expire_late(staged: StagedIntroduction) -> None:
    pass_on(staged)
    expire(staged)


def wait(staged: StagedIntroduction) -> None:
    """Leave the request with the introducer."""


# (days since the request, stage to take it to); the first six have every state, so that a small town has them too
STAGES: tuple[tuple[float, Callable[[StagedIntroduction], None]], ...] = (
    (1.5, wait),
    (4, pass_on),
    (9, agree),
    (11, decline(Telling.QUIETLY)),
    (16, withdraw),
    (25, expire),
    (6, wait),
    (20, agree),
    (12, decline(Telling.NOW)),
    (8, pass_on),
    (7, decline(Telling.MYSELF)),
    (10, decline_as_target(Telling.QUIETLY)),
    (13, decline_as_target(Telling.NOW)),
    (18, withdraw_late),
    (28, agree),
    (22, expire_late),
)


def write(town: InventedTown) -> None:
    """Make the introductions of the cast, and one for every five members, with the stages in turn."""
    _callum_asks_amina(town.cast["callum"], town.cast["amina"])
    _ben_brings_grace_to_a_baker(town.cast["grace"], town.cast["ben"])
    chance = chance_for("introductions", town.seed)
    made, wanted = 0, min(town.members // 5, MOST_INTRODUCTIONS)
    for requester, contact in _possible(chance):
        if made == wanted:
            break
        days, act = STAGES[made % len(STAGES)]
        staged = _ask(town, requester, contact, days, chance)
        if staged is not None:
            with suppress(NotAllowedError):  # held back, because the target is at capacity: it stays passed on
                act(staged)
            made += 1


def _ask(
    town: InventedTown, requester: Member, contact: Contact, days: float, chance: Random
) -> StagedIntroduction | None:
    asked = timezone.now() - days * DAY
    try:
        with at(asked):
            introduction = actions.ask(
                requester=requester,
                introducer=contact.owner,
                contact=contact,
                line_of_work=contact.line_of_work,
                line_is_past=contact.line_is_past,
                purpose=chance.choice(Introduction.Purpose.values),
                words=chance.choice(town.words["asks"]),
                shares=["email"],
            )
    except (NotOpenError, AlreadyAskingError, TooManyOpenError):
        return None
    return StagedIntroduction(introduction, chance, asked, town)


def _possible(chance: Random) -> Iterator[tuple[Member, Contact]]:
    """Yield requesters and contacts in random order. Every other contact is a member too."""
    contacts = Contact.objects.filter(private=False, owner__invented=True).exclude(line_of_work="").order_by("pk")
    members = list(contacts.filter(confirmed_as__isnull=False).values_list("pk", flat=True))
    others = list(contacts.filter(confirmed_as=None).values_list("pk", flat=True))
    chance.shuffle(members)
    chance.shuffle(others)
    for pair in zip(members + others, others + members, strict=True):
        for pk in pair:
            contact = Contact.objects.select_related("owner").get(pk=pk)
            handshakes = Handshake.objects.of(contact.owner).order_by("pk").select_related("low", "high")
            requesters = [handshake.other(contact.owner) for handshake in handshakes]
            if requesters:
                yield chance.choice(requesters), contact


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
        code = guests.send_code(token=passed.token, name="Costas", address="costas@quaystreetbakery.example")
        agreed = guests.confirm_code(token=passed.token, handle=code.handle, code=guests.code_for(code.handle))
    with at(start + 5 * DAY):
        words = "Come to the side door on Tuesday at five in the morning and wear old shoes. Bring a cake."
        post_message(conversation=agreed.conversation, by=None, text=words, key=secrets.token_hex(8))


@transaction.atomic
def prolong() -> int:
    """Move the deadline of the invented members' open introductions, so that visitors find them open later too.

    A deadline is moved when less than half of the time is left, to a full time from now. Returns the number of
    introductions moved. Closed ones stay as they are, and so do those in which a real person was asked. The ledger
    holds no deadlines. The e-mails due at the old deadline become due at the new one.
    """
    now = timezone.now()
    deadline = now + settings.INTRODUCTION_LIFE
    ending_soon = Introduction.objects.filter(
        state__in=LIVE,
        requester__invented=True,
        introducer__invented=True,
        deadline__lt=now + settings.INTRODUCTION_LIFE / 2,
    ).exclude(target_member__invented=False)
    link = Case(When(token_expires_at__isnull=False, then=deadline))
    moved = ending_soon.update(deadline=deadline, token_expires_at=link)
    for introduction in Introduction.objects.filter(deadline=deadline).select_related("requester", "introducer"):
        _renew_deadline_notices(introduction)
    return moved


def _renew_deadline_notices(introduction: Introduction) -> None:
    Notice.objects.filter(subject=subject_name(introduction), kind=NOTICE_AT_DEADLINE, sent_at=None).delete()
    notices.notify_at_deadline(introduction, Action.ASK)
    if introduction.state == State.PASSED_ON:
        notices.notify_at_deadline(introduction, Action.PASS_ON)
