"""The people whom a member knows: their list, one of them, and the walk through whom one might know."""

from dataclasses import dataclass
from typing import Self

from django.utils import timezone

from network.models import Acquaintance, Contact, EverydayName, Member, Person, WalkedQuestion
from tests.factories.people import make_contact
from tests.scenes import townsfolk
from tests.scenes.scene import alice, at, example
from tests.scenes.town import Town


@dataclass
class ContactsData:
    """Alice's friend Ama, Bob's Priya, and many more of either's. Alice knows Priya by nobody but Bob."""

    friend: Contact
    bobs: Contact
    unplaced: Contact
    name: EverydayName

    @classmethod
    def make(cls, town: Town) -> Self:
        friend = make_contact(town.alice, "Ama Mensah", work="bakes cakes at Harbour Lane", line_of_work="baker")
        bobs = make_contact(town.bob, "Priya Shah", work="pastry chef at the Grand", line_of_work="pastry chef")
        neighbours = _bulk_contacts(town.alice, town.rows)
        Acquaintance.objects.bulk_create(Acquaintance(low=friend, high=other) for other in neighbours[: town.rows // 2])
        _bulk_contacts(town.bob, town.rows)
        _walk(town.alice)
        unplaced = make_contact(town.alice, "Sue Bell", work="keen on braids on Saturdays")
        people = Person.objects.bulk_create([Person() for _ in range(town.rows)])
        Contact.objects.bulk_create(
            Contact(owner=town.alice, person=person, name=f"Ada {number}", work="on the tills at the Co-op")
            for number, person in enumerate(people)
        )
        names = [
            EverydayName(member=town.alice, words=f"Good at {number}", key=f"good at {number}", line_of_work="baker")
            for number in range(town.rows)
        ]
        EverydayName.objects.bulk_create(names)
        return cls(friend, bobs, unplaced, EverydayName.objects.filter(member=town.alice).latest("pk"))


DATA = ContactsData


def _bulk_contacts(owner: Member, rows: int) -> list[Contact]:
    people = Person.objects.bulk_create([Person() for _ in range(rows)])
    return Contact.objects.bulk_create(
        Contact(owner=owner, person=person, name=townsfolk.name_of(number), work=work, line_of_work=line)
        for number, person in enumerate(people)
        for work, line in [townsfolk.work_of(number)]
    )


def _walk(member: Member) -> None:
    """Everybody named at one question, and one skipped."""
    near = WalkedQuestion.objects.create(member=member, question="near", left_at=timezone.now())
    near.names.set(Contact.objects.filter(owner=member))
    WalkedQuestion.objects.create(member=member, question="family", left_at=timezone.now())


def unplaced(town: Town) -> int:
    return town[ContactsData].unplaced.pk


def friend(town: Town) -> int:
    return town[ContactsData].friend.pk


SCENES = {
    "people": [at("people"), at("people", query="?q=nobody-at-all", note="none")],
    "contact_add": [at("contact_add")],
    "contact_work": [at("contact_work"), at("contact_work", query="?page=2", note="second")],
    "own_words": [at("own_words")],
    "contact": [at("contact", friend), at("contact", unplaced, note="work-not-placed")],
    "contact_change": [at("contact_change", friend)],
    "contact_knows": [at("contact_knows", friend)],
    "contact_line": [at("contact_line", friend)],
    "contact_remove": [at("contact_remove", friend)],
    "walk": [at("walk")],
    "walk_question": [
        at("walk_question", lambda town: "near", note="named"),
        at("walk_question", lambda town: "family", note="skipped"),
        at("walk_question", lambda town: "ordinary-week", note="last"),
    ],
    "walk_end": [at("walk_end")],
}
NO_PAGE_OF_ITS_OWN = {
    "contact_suggest": "JSON",
    "contact_knows_not": "takes a post only",
    "contact_as_written": "takes a post only",
    "own_words_forget": "takes a post only",
}
OWN = example(friend, owner=alice)
EXAMPLES = {
    "contact": OWN,
    "contact_change": OWN,
    "contact_line": OWN,
    "contact_remove": OWN,
    "contact_as_written": OWN,
    "contact_knows": OWN,
    "contact_knows_not": example(friend, friend, owner=alice),
    "own_words_forget": example(lambda town: town[ContactsData].name.pk, owner=alice),
    "walk_question": example(lambda town: "near"),
}
