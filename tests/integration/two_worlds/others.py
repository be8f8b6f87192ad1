"""What others do: members who are asked, guests who are sent a link, the clock and the workers."""

from contextlib import suppress

from django.db.models import Q

from network.contacts.actions import add_contact
from network.conversations import actions as conversations
from network.introductions import actions as introductions
from network.introductions import guests, visibility
from network.introductions.errors import IntroductionError
from network.introductions.states import LIVE
from network.invitations import handshakes
from network.invitations.actions import make_invitation
from network.models import Block, Contact, Conversation, Introduction, Invitation, Member, Person
from network.platform.privacy.blocks import end_what_is_under_way
from tests.integration.two_worlds.browser import World
from tests.integration.two_worlds.script import TELLINGS, declared, pick
from tests.integration.two_worlds.town import ATTACKERS

QUIETLY, YES = 0, 3
INA, EVE = 0, 1
ATTACKER = "Attacker"
"""What others call an attacker whom they have written down."""


@declared
def introducer_answers(world: World, who: int, how: int) -> None:
    """Whoever was asked passes it on, or says not this time."""
    by = world.town[("ina", "stan", "vic", "rosa")[who % 4]]
    waiting = Introduction.objects.filter(introducer=by, state=Introduction.State.ASKED).order_by("pk").first()
    if waiting is None:
        return
    with suppress(IntroductionError):
        if how % 4 == 3:
            passed = introductions.pass_on(introduction=waiting, by=by, words="Kind.", basis="friend")
            world.guests += [passed.token] if passed.token else []
        else:
            introductions.decline(introduction=waiting, by=by, telling=TELLINGS[how % 4])


@declared
def target_answers(world: World, who: int, how: int) -> None:
    """Vic, Eve or Rosa answers in the service."""
    by = world.town[("vic", "eve", "rosa")[who % 3]]
    waiting = Introduction.objects.filter(visibility.to_answer(by.pk, world.clock.now), target_member=by)
    if introduction := waiting.order_by("pk").first():
        with suppress(IntroductionError):
            if how % 4 == 3:
                introductions.agree(introduction=introduction, by=by, shares=["email"])
            else:
                introductions.decline(introduction=introduction, by=by, telling=TELLINGS[how % 4])


@declared
def guest_answers(world: World, which: int, how: int) -> None:
    """Somebody without an account answers by the link that they were sent."""
    token = pick(world.guests, which)
    if token is None:
        return
    with suppress(IntroductionError):
        if how % 4 == 3:
            code = guests.send_code(token=token, name="Wes", address="wes@answer.example")
            guests.confirm_code(token=token, handle=code.handle, code=guests.code_for(code.handle))
        else:
            guests.decline_by_link(token=token, telling=TELLINGS[how % 4])


@declared
def rosa_asks(world: World, which: int) -> None:
    """Rosa asks Moll to meet one of Moll's contacts; or takes her request back."""
    rosa, moll = world.town["rosa"], world.town["moll"]
    open_ones = Introduction.objects.filter(requester=rosa, state__in=LIVE).order_by("pk")
    with suppress(IntroductionError):
        if which % 5 == 4 and (asked := open_ones.first()):
            introductions.withdraw(introduction=asked, by=rosa)
        elif contact := pick(list(Contact.objects.filter(owner=moll).exclude(line_of_work="").order_by("-pk")), which):
            line = contact.line_of_work
            introductions.ask(
                requester=rosa, introducer=moll, contact=contact, line_of_work=line, purpose="chat", words="Hello"
            )


@declared
def somebody_recognises(world: World, who: int, yes: int) -> None:
    """A member says yes to an attacker who says that they know them, or no to anybody who does."""
    by = world.town[("vic", "una", "ina", "rosa")[who % 4]]
    attackers = {world.town[name].pk for name in ATTACKERS}
    waiting = [recognising.pk for recognising in handshakes.waiting_recognitions(by)]
    if yes and (attacker := next((pk for pk in waiting if pk in attackers), None)):
        handshakes.accept_recognition(member=by, by_id=attacker)
    elif waiting and not yes:
        handshakes.decline_recognition(member=by, by_id=waiting[0])


@declared
def somebody_invites(world: World, who: int, whom: int) -> None:
    """A member sends an attacker a link."""
    owner = world.town[("vic", "una", "stan", "dan")[who % 4]]
    contact = Contact.objects.create(owner=owner, name=ATTACKER, person=Person.objects.create())
    world.invitations.append(make_invitation(owner=owner, contact_id=contact.pk).token)


@declared
def somebody_writes(world: World, who: int, whom: int) -> None:
    """A member writes an attacker's address down; the attacker is told of it."""
    owner, attacker = world.town[("vic", "una", "ina", "dan")[who % 4]], ATTACKERS[whom % 2]
    add_contact(owner=owner, name=ATTACKER, addresses=[("email", f"{attacker}@attack.example")])


@declared
def pass_days(world: World, days: int) -> None:
    world.clock.pass_days(days)
    introductions.expire_due()


# What happens in one of the worlds alone.

MIDWAY = (
    ("vic", "mal"),
    ("vic", "moll"),
    ("ina", "mal"),
    ("eve", "mal"),
    ("stan", "ina"),
    ("rosa", "moll"),
    ("una", "ina"),
)
"""Who may block whom in the middle of a script."""


@declared
def somebody_blocks(world: World, which: int) -> None:
    """In one world somebody blocks somebody now. What a block cuts off shows, as if it was left: see `cut_off`."""
    owner, other = (world.town[name] for name in MIDWAY[which % len(MIDWAY)])
    together = Q(requester=owner, target_member=other) | Q(requester=other, target_member=owner)
    talking = Conversation.objects.filter(introduction__in=Introduction.objects.filter(together)).exists()
    invited = Invitation.objects.filter(owner=owner, accepted_at=None, revoked_at=None).exists()
    recognised = Contact.objects.filter(owner=owner, name=ATTACKER).exists()
    asking = Introduction.objects.filter(visibility.still_asking(world.clock.now), requester=owner).exists()
    if world.secret and not (talking or invited or recognised or asking):
        _block(owner, other, -2_000 - which)


@declared
def answer_in_secret(world: World, what: int) -> None:
    """In one world Ina passes on the oldest request that waits for her, or somebody says no and keeps it quiet."""
    if not world.secret:
        return
    match what % 4:
        case 0:
            introducer_answers(world, INA, YES)
        case 1:
            introducer_answers(world, INA, QUIETLY)
        case 2:
            target_answers(world, EVE, QUIETLY)
        case _:
            guest_answers(world, 0, QUIETLY)


def ask_for_whom_she_blocked(world: World) -> None:
    """In one world Rosa blocks Mal, and asks Moll for somebody who is Mal."""
    if world.secret:
        rosa, moll, mal = (world.town[name] for name in ("rosa", "moll", "mal"))
        Block.objects.create(pk=-4_000, owner=rosa, other=mal)
        contact = Contact.objects.get(owner=moll, confirmed_as=mal)
        line = contact.line_of_work
        introductions.ask(
            requester=rosa, introducer=moll, contact=contact, line_of_work=line, purpose="chat", words="Hello"
        )


def blocks_or_takes_back(world: World, whom: str) -> None:
    """In one world Rosa blocks Moll, or Mal; in the other she takes back what she asked Moll, or asked for him."""
    rosa, other = world.town["rosa"], world.town[whom]
    asked = Introduction.objects.filter(visibility.still_asking(world.clock.now), requester=rosa)
    if not world.secret:
        theirs = Q(introducer=other) if whom == "moll" else Q(contact__confirmed_as=other)
        for introduction in asked.filter(theirs):
            introductions.withdraw(introduction=introduction, by=rosa)
    else:
        _block(rosa, other, -5_000)


def _block(owner: Member, other: Member, number: int) -> None:
    """The block takes a number that no visible block gets."""
    if Block.objects.get_or_create(owner=owner, other=other, defaults={"pk": number})[1]:
        end_what_is_under_way(owner=owner, other=other)


@declared
def cut_off(world: World, what: int) -> None:
    """In one world somebody blocks an attacker; in the other they leave, take back, or never ask, what it cuts off."""
    if what % 5 == 2:
        ask_for_whom_she_blocked(world)
        return
    if what % 5 > 2:
        blocks_or_takes_back(world, "moll" if what % 5 == 3 else "mal")
        return
    mal, eve, dan = (world.town[name] for name in ("mal", "eve", "dan"))
    owner = eve if what % 5 else dan
    if world.secret:
        _block(owner, mal, -3_000 - what)
    elif owner == eve:
        for conversation in Conversation.objects.filter(introduction__requester=mal, introduction__target_member=eve):
            conversations.leave_as_member(conversation=conversation, by=eve)
    else:
        Invitation.objects.filter(owner=dan, accepted_at=None, revoked_at=None).update(revoked_at=world.clock.now)
        Contact.objects.filter(owner=dan, name=ATTACKER, fingerprints__isnull=False).delete()
