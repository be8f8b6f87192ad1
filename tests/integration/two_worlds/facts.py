"""What no attacker may be told: each of these makes the town otherwise in one hidden thing."""

from collections.abc import Callable, Collection
from dataclasses import replace

from allauth.account.models import EmailAddress

from network.contacts.actions import change_contact
from network.contacts.cards import card_of
from network.identity.resolve import refresh_member
from network.models import Block, Contact, Member, ProfileLine
from tests.integration.two_worlds.town import CARPENTER, INA, PHONE, ROSA, UNA, VIC, VICS_OTHER, WES, Town

Fact = Callable[[Town], None]
FACTS: dict[str, Fact] = {}
BLOCK = "%s has blocked %s"


def hidden(name: str) -> Callable[[Fact], Fact]:
    def add(fact: Fact) -> Fact:
        FACTS[name] = fact
        return fact

    return add


def apply(facts: Collection[str], town: Town) -> None:
    for name in FACTS:
        if name in facts:
            FACTS[name](town)


# Whose address it is.


def rewritten(record: str, address: str, other: str) -> Fact:
    """One record bears another address."""

    def change(town: Town) -> None:
        contact = Contact.objects.get(pk=town.records[record].pk)
        card = card_of(contact)
        pairs = tuple((kind, other if value == address else value) for kind, value in card.addresses)
        change_contact(owner=contact.owner, contact_id=contact.pk, card=replace(card, addresses=pairs))

    return change


for record, address, other in (
    ("ina Vic", VIC, "vic@other.example"),
    ("ina Wes", WES, "wes@other.example"),
    ("ina Wes", PHONE, "07700 900999"),
    ("ina Una", UNA, "una@other.example"),
    ("stan Wes W", WES, "w@other.example"),
    ("stan Vic", VIC, "v@other.example"),
    ("dan Vic", VIC, "vv@other.example"),
    ("dan Wes", WES, "ww@other.example"),
):
    FACTS[f"{record} has another address than {address}"] = rewritten(record, address, other)


# That somebody is a member, and which addresses are one member's.


def proved_by(address: str, member: str) -> Fact:
    """Somebody else than the attackers think has proved the address."""

    def change(town: Town) -> None:
        held = EmailAddress.objects.get(email=address)
        before = held.user
        EmailAddress.objects.filter(pk=held.pk).update(user=town[member])
        refresh_member(before)
        refresh_member(town[member])

    return change


def proved_by_nobody(address: str) -> Fact:
    """Nobody who has an account can be reached there."""

    def change(town: Town) -> None:
        held = EmailAddress.objects.get(email=address)
        EmailAddress.objects.filter(pk=held.pk).update(verified=False)
        refresh_member(held.user)

    return change


FACTS["Vic's two addresses are of two members"] = proved_by(VICS_OTHER, "dan")
for name, address in (("vic", VIC), ("una", UNA), ("ina", INA), ("rosa", ROSA)):
    FACTS[f"{name} has not proved {address}"] = proved_by(address, "dan")
    FACTS[f"nobody has proved {address}"] = proved_by_nobody(address)


# Blocks among others, and of attackers.


def blocked(owner: str, other: str) -> Fact:
    """The block takes a number that no visible block gets."""

    def change(town: Town) -> None:
        number = HIDDEN_BLOCKS - Block.objects.count()
        Block.objects.create(pk=number, owner=town[owner], other=town[other])

    return change


HIDDEN_BLOCKS = -1_000
for owner, other in (
    ("vic", "mal"),
    ("vic", "moll"),
    ("vic", "ina"),
    ("ina", "mal"),
    ("ina", "vic"),
    ("stan", "ina"),
    ("stan", "mal"),
    ("una", "mal"),
    ("una", "ina"),
    ("eve", "mal"),
    ("eve", "ina"),
    ("rosa", "vic"),
    ("rosa", "mal"),
    ("dan", "mal"),
):
    FACTS[BLOCK % (owner, other)] = blocked(owner, other)


# What others keep to themselves.


@hidden("dan keeps Wes private")
def dan_keeps_wes_private(town: Town) -> None:
    _set(town.records["dan Wes"], private=True)


@hidden("stan keeps Vic private")
def stan_keeps_vic_private(town: Town) -> None:
    _set(town.records["stan Vic"], private=True)


@hidden("dan knows an upholsterer no more")
def one_upholsterer_fewer(town: Town) -> None:
    _set(town.records["dan Uri"], line_of_work="baker")


@hidden("una knows a carpenter")
def one_carpenter_more(town: Town) -> None:
    _set(town.records["una Ted"], line_of_work=CARPENTER)


@hidden("stan has written twice of somebody whom he keeps private")
def private_twice(town: Town) -> None:
    _set(town.records["stan P"], line_of_work=CARPENTER)


@hidden("ina calls her people otherwise, and notes other things")
def other_names_and_notes(town: Town) -> None:
    _set(town.records["ina Wes"], name="Wesley Wood", note="", firm="Wood & Son", how_known="family")
    _set(town.records["ina Una"], name="Ursula Umber", note="sings")


@hidden("vic wishes for something else, and shows it to nobody")
def another_wish(town: Town) -> None:
    ProfileLine.objects.filter(member=town["vic"]).update(text="to drive a lorry")


@hidden("eve can take nothing on")
def eve_is_full(town: Town) -> None:
    Member.objects.filter(pk=town["eve"].pk).update(requests_a_month=0)


@hidden("dan is on a break, and speaks Welsh")
def dan_is_away(town: Town) -> None:
    Member.objects.filter(pk=town["dan"].pk).update(requests_a_month=0, language="cy", phone="01632 960000")


@hidden("una has no account")
def una_has_no_account(town: Town) -> None:
    Member.objects.filter(pk=town["una"].pk).delete()


def _set(contact: Contact, **fields: object) -> None:
    Contact.objects.filter(pk=contact.pk).update(**fields)
