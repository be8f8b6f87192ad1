"""A town with attackers in it. All that they guess at is right in it, and nobody has blocked anybody."""

from dataclasses import dataclass, field
from typing import Any

from allauth.account.models import EmailAddress

from network.contacts.actions import add_contact
from network.identity.resolve import refresh_member
from network.models import Contact, Member, ProfileLine
from tests.factories.people import make_contact, make_handshake, make_member

VIC, VICS_OTHER, WES, UNA, INA, ROSA = (
    "vic@home.example",
    "vic@work.example",
    "wes@home.example",
    "una@home.example",
    "ina@home.example",
    "rosa@home.example",
)
PHONE = "07700 900111"
GUESSES = (VIC, VICS_OTHER, WES, UNA, INA, ROSA, PHONE)
"""What the attackers guess at. Each is somebody's."""
PASTRY_CHEF, FLORIST, CARPENTER, LIBRARIAN, POSTMAN = LINES = (
    "pastry chef",
    "florist",
    "carpenter",
    "librarian",
    "postman",
)
FURTHER = "upholsterer"
"""A line of work to which nobody leads."""

ATTACKERS = ("mal", "moll")
OTHERS = ("ina", "stan", "vic", "una", "eve", "rosa", "dan")
FAR = ("far1", "far2", "far3", "far4")
"""Members to whom nobody's handshakes lead; with Dan they are five."""
HANDSHAKES = (
    ("mal", "ina"),
    ("mal", "moll"),
    ("moll", "vic"),
    ("moll", "rosa"),
    ("ina", "stan"),
    ("ina", "eve"),
    ("ina", "vic"),
)


@dataclass
class Town:
    """The members by name, and what the hidden facts are about."""

    members: dict[str, Member] = field(default_factory=dict)
    records: dict[str, Contact] = field(default_factory=dict)
    """Contacts of others, by owner and name."""

    def __getitem__(self, name: str) -> Member:
        return self.members[name]

    def know(self, owner: str, name: str, line: str, *addresses: str, **fields: Any) -> Contact:
        pairs = [("email" if "@" in address else "phone", address) for address in addresses]
        contact = add_contact(owner=self[owner], name=name, addresses=pairs, **fields)
        Contact.objects.filter(pk=contact.pk).update(line_of_work=line, work=line)
        self.records[f"{owner} {name}"] = contact
        return contact

    def prove(self, name: str, address: str) -> None:
        EmailAddress.objects.create(user=self[name], email=address, verified=True)
        refresh_member(self[name])


def make_town() -> Town:
    town = Town()
    for name in (*ATTACKERS, *OTHERS, *FAR):
        domain = "attack" if name in ATTACKERS else "mail"
        email = f"{name}@{domain}.example"
        town.members[name] = make_member(name.capitalize(), email=email, requests_a_month=30)
    for name, address in (("vic", VIC), ("vic", VICS_OTHER), ("una", UNA), ("ina", INA), ("rosa", ROSA)):
        town.prove(name, address)
    vic = town.know("ina", "Vic", PASTRY_CHEF, VIC)
    Contact.objects.filter(pk=vic.pk).update(confirmed_as=town["vic"])
    for one, other in HANDSHAKES:
        make_handshake(town[one], town[other])
    _who_knows_whom(town)
    for name, wish in (("vic", "to be a florist"), ("mal", "to be a pastry chef")):
        ProfileLine.objects.create(member=town[name], kind=ProfileLine.Kind.WISH, text=wish)
    Member.objects.filter(pk=town["vic"].pk).update(wishes_seen=False)
    return town


def _who_knows_whom(town: Town) -> None:
    eve = Contact.objects.filter(owner=town["ina"], confirmed_as=town["eve"])
    eve.update(line_of_work=POSTMAN, work=POSTMAN)
    town.know("ina", "Wes", FLORIST, WES, PHONE, note="Owes me a cake")
    town.know("ina", "Una", LIBRARIAN, UNA)
    town.know("stan", "Wes W", FLORIST, WES)
    town.know("stan", "Pat", "", "pat@home.example", private=True)
    town.know("stan", "P", "", "pat@home.example")
    town.know("stan", "Olga", CARPENTER, "olga@home.example")
    town.know("stan", "Vic", "", VIC)
    town.know("vic", "Zoe", CARPENTER, "zoe@home.example")
    town.know("una", "Ted", "baker", "ted@home.example")
    town.know("dan", "Vic", PASTRY_CHEF, VIC)
    town.know("dan", "Wes", FLORIST, WES, PHONE)
    for owner in (*FAR, "dan"):
        town.records[f"{owner} Uri"] = make_contact(town[owner], "Uri", line_of_work=FURTHER)
