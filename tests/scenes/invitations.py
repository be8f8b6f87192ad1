"""Invitations, and what members say of knowing one another."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from django.test import Client
from django.urls import reverse

from network.models import Contact, Fingerprint, Invitation, Member
from network.platform.privacy.tokens import hash_of_token
from tests.factories.people import make_contact, make_member
from tests.scenes import townsfolk
from tests.scenes.contacts import ContactsData, friend
from tests.scenes.scene import alice, at, carol, example, guest
from tests.scenes.town import TOKEN, Town


@dataclass
class InvitationsData:
    """Bob's invitation to Priya; and many who say that they know Alice."""

    @classmethod
    def make(cls, town: Town) -> Self:
        Invitation.objects.create(
            owner=town.bob,
            contact=town[ContactsData].bobs,
            token_hash=hash_of_token(TOKEN),
            expires_at=town.now + timedelta(days=9),
        )
        _recognitions(town.alice, min(town.rows, 30))
        return cls()


DATA = InvitationsData


def _recognitions(alice: Member, rows: int) -> None:
    digest = Fingerprint.objects.get(member=alice).digest
    for number in range(rows):
        other = make_member(townsfolk.name_of(number + 40))
        contact = make_contact(other, "Alice from next door", person=alice.person)
        Fingerprint.objects.create(contact=contact, kind="email", digest=digest)
        if number == 0:  # whom Alice has on her list already
            make_contact(alice, other.name, work="school cook")


def _alices_bob(town: Town) -> int:
    return Contact.objects.get(owner=town.alice, confirmed_as=town.bob).pk


def _who_knows_alice(town: Town) -> int:
    return Contact.objects.filter(person=town.alice.person, confirmed_as=None).exclude(owner=town.bob)[0].owner_id


def with_opened_link(town: Town) -> Client:
    """Carol, who has opened the link."""
    client = carol(town)
    client.get(reverse("invitation", args=[TOKEN]))
    return client


SCENES = {
    "invitation": [at("invitation", lambda town: TOKEN, stranger=True)],
    "invitation_answer": [at("invitation_answer")],
    "handshake_end": [at("handshake_end", _alices_bob)],
    "who_knows": [at("who_knows")],
}
NO_PAGE_OF_ITS_OWN = {
    "who_knows_agree": "takes a post only",
    "who_knows_decline": "takes a post only",
    "who_knows_report": "takes a post only",
    "invitation_make": "takes a post only; its answer is in the journey",
    "invitation_revoke": "takes a post only",
}
EXAMPLES = {
    "invitation": example(lambda town: TOKEN, unknown=("made-up",), holder=guest, member_with_link=alice),
    "invitation_answer": example(member_with_link=with_opened_link),
    "invitation_make": example(friend, owner=alice),
    "invitation_revoke": example(friend, owner=alice),
    "handshake_end": example(_alices_bob, owner=alice),
    "who_knows_agree": example(_who_knows_alice, who_is_known=alice),
    "who_knows_decline": example(_who_knows_alice, who_is_known=alice),
    "who_knows_report": example(_who_knows_alice, who_is_known=alice),
}
