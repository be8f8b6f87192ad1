"""Whom in the list a name may mean."""

from network.contacts.queries import holding
from network.models import Contact, Member
from network.people.words import tidy

MOST_FITTING = 20
SUGGESTED = 8


def fitting(contact: Contact, words: str) -> list[Contact]:
    """Return who of the owner's others `words` may mean: those of exactly that name, else those that hold every word.

    At most twenty. One query.
    """
    others = Contact.objects.filter(owner=contact.owner_id).exclude(pk=contact.pk)
    found = list(holding(others, tidy(words), fields=("name",)).order_by("name", "pk")) if words else []
    exact = [other for other in found if other.name.casefold() == words.casefold()]
    return (exact or found)[:MOST_FITTING]


def names_like(member: Member, words: str) -> list[str]:
    """Return some names in the member's list that hold every word, for somebody who is typing one."""
    if not (words := tidy(words)):
        return []
    found = holding(Contact.objects.filter(owner=member), words, fields=("name",))
    return list(found.order_by("name").values_list("name", flat=True).distinct()[:SUGGESTED])
