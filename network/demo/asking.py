"""Introductions at every stage, made by the real actions at times gone by."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.db.models import F
from django.utils import timezone

from network.conversations.actions import say
from network.demo.chance import chance_for
from network.demo.data import words
from network.demo.past import at
from network.introductions import actions, codes, guests
from network.introductions.errors import AlreadyAskingError, NotAllowedError, NotOpenError, TooManyOpenError
from network.models import Contact, Handshake, Introduction, Member, Notice, Recommendation

Telling = Introduction.Telling
DAY = timedelta(days=1)


@dataclass
class Ask:
    """An introduction under way, with what the stages need of it."""

    introduction: Introduction
    chance: Random
    asked: datetime
    token: str = ""

    def on_day(self, days: float) -> datetime:
        return self.asked + days * DAY

    def words(self, kind: str) -> str:
        return self.chance.choice(words()[kind])


def pass_on(ask: Ask, days: float = 2) -> None:
    """Let the introducer pass it on."""
    with at(ask.on_day(days)):
        passed = actions.pass_on(
            introduction=ask.introduction,
            by=ask.introduction.introducer,
            words=ask.words("passes"),
            basis=ask.chance.choice(Recommendation.Basis.values),
        )
    ask.introduction, ask.token = passed


def decline(telling: str) -> Callable[[Ask], None]:
    """Let the introducer say not this time."""

    def act(ask: Ask) -> None:
        with at(ask.on_day(1)):
            actions.decline(
                introduction=ask.introduction,
                by=ask.introduction.introducer,
                telling=telling,
                words=ask.words("kindno") if telling == Telling.NOW else "",
            )

    return act


def agree(ask: Ask) -> None:
    """Let it be passed on and the one to meet say yes, by their account or by the link and a code; then they talk."""
    pass_on(ask)
    met = ask.introduction.target_member
    with at(ask.on_day(3)):
        if met is not None:
            agreed = actions.agree(introduction=ask.introduction, by=met, shares=["email"])
        else:
            agreed = _agree_by_code(ask)
    conversation = agreed.conversation
    for hours, author, kind in ((2, ask.introduction.requester, "firsts"), (9, met, "replies")):
        with at(ask.on_day(3 + hours / 24)):
            say(conversation=conversation, by=author, text=ask.words(kind), key=secrets.token_hex(8))


def _agree_by_code(ask: Ask) -> Introduction:
    contact = ask.introduction.contact
    name = contact.name if contact else ""
    reach = f"{name.split()[0].lower() if name.isascii() else 'guest'}{ask.introduction.pk}@post.haverby.example"
    code = codes.send_code(token=ask.token, name=name, address=reach)
    return codes.confirm(token=ask.token, handle=code.handle, code=codes.code_for(code.handle))


def decline_as_target(telling: str) -> Callable[[Ask], None]:
    """Let it be passed on and the one to meet say not this time."""

    def act(ask: Ask) -> None:
        pass_on(ask)
        with at(ask.on_day(4)):
            if ask.introduction.target_member is not None:
                by = ask.introduction.target_member
                actions.decline(introduction=ask.introduction, by=by, telling=telling)
            else:
                guests.decline_by_link(token=ask.token, telling=telling)

    return act


def withdraw(ask: Ask) -> None:
    with at(ask.on_day(2)):
        actions.withdraw(introduction=ask.introduction, by=ask.introduction.requester)


def withdraw_late(ask: Ask) -> None:
    pass_on(ask, 1)
    withdraw(ask)


def expire(ask: Ask) -> None:
    with at(ask.on_day(14.01)):
        actions.expire(introduction=ask.introduction)


def expire_late(ask: Ask) -> None:
    pass_on(ask)
    expire(ask)


def wait(ask: Ask) -> None:
    """Leave it with the introducer."""


# (how long ago it was asked, in days; what became of it); every state among the first six, so in a small town too
STAGES: tuple[tuple[float, Callable[[Ask], None]], ...] = (
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


def write_introductions(count: int, seed: int) -> int:
    """Let `count` introductions be asked for and come to every stage in turn; return how many found their people."""
    chance = chance_for("introductions", seed)
    made = 0
    for requester, contact in _possible(chance):
        if made == count:
            break
        days, act = STAGES[made % len(STAGES)]
        ask = _ask(requester, contact, days, chance)
        if ask is not None:
            with suppress(NotAllowedError):  # held back, because the one to meet has enough to do: it stays passed on
                act(ask)
            made += 1
    return made


def _ask(requester: Member, contact: Contact, days: float, chance: Random) -> Ask | None:
    asked = timezone.now() - days * DAY
    try:
        with at(asked):
            introduction = actions.ask(
                requester=requester,
                introducer=contact.owner,
                contact=contact,
                line_of_work=contact.line_of_work,
                purpose=chance.choice(Introduction.Purpose.values),
                words=chance.choice(words()["asks"]),
                shares=["email"],
            )
    except (NotOpenError, AlreadyAskingError, TooManyOpenError):
        return None
    return Ask(introduction, chance, asked)


def _possible(chance: Random) -> Iterator[tuple[Member, Contact]]:
    """Yield who may ask for whom, in an order without a pattern; every other time somebody who is a member too."""
    known = Contact.objects.filter(private=False, owner__invented=True).exclude(line_of_work="").order_by("pk")
    members = list(known.filter(confirmed_as__isnull=False).values_list("pk", flat=True))
    others = list(known.filter(confirmed_as=None).values_list("pk", flat=True))
    chance.shuffle(members)
    chance.shuffle(others)
    for pair in zip(members + others, others + members, strict=True):
        for pk in pair:
            contact = Contact.objects.select_related("owner").get(pk=pk)
            hands = Handshake.objects.of(contact.owner).order_by("pk").select_related("low", "high")
            friends = [hand.other(contact.owner) for hand in hands]
            if friends:
                yield chance.choice(friends), contact


def count_as_posted() -> None:
    """Let everything that was due be sent already: nobody's mail from weeks ago is to go out today."""
    Notice.objects.filter(due_at__lte=timezone.now(), sent_at=None).update(sent_at=F("due_at"))
