"""Whether a text names somebody on the member's list, so that they are asked before it goes to somebody else."""

import re
from functools import reduce
from operator import or_

from django.db.models import Q

from matching.redaction.people import is_name
from matching.spelling import folded
from network.identity.names import RELATIONS, parsed
from network.models import Contact, Member

CAPITALISED = re.compile(r"(?<![\w’'])[^\W\d_a-z][\w’'-]*")
ALSO_WORD_LIST = "art bill dawn don drew faith grace hope jack joy mark may pat rob rose sue will"
ALSO_WORDS = frozenset(ALSO_WORD_LIST.split())
"""Names that begin sentences as words too: "May I…", "Will you…"."""
MOST_WORDS, MOST_READ = 60, 500


def contacts_named(owner: Member, text: str, *, but: frozenset[int] = frozenset()) -> list[str]:
    """Return the names of the owner's contacts that stand in `text`, as the owner wrote them; at most three. One query.

    A contact is named by their first name, or by title and surname, with a capital. `but` are members whose contacts
    do not count: whoever reads the text may be addressed in it.
    """
    words = _names_in(text)
    if not words:
        return []
    some = reduce(or_, (Q(search_names__contains=f" {word} ") for word in words))
    found = Contact.objects.filter(some, owner=owner).exclude(confirmed_as__in=but).order_by("pk")[:MOST_READ]
    return [contact.name for contact in found if _called(contact.name) in words][:3]


def first_names_in(text: str, *, but: str = "") -> list[str]:
    """Return the first names with a capital in `text`, at most three; none that is part of the name `but`.

    For whoever has no list, or must not learn what somebody else's says: a list of first names alone decides.
    """
    allowed = set(folded(but).split())
    words = [_bare(word) for word in dict.fromkeys(CAPITALISED.findall(text))][:MOST_WORDS]
    named = [word for word in words if is_name(word) and folded(word) not in allowed | ALSO_WORDS]
    return list(dict.fromkeys(named))[:3]


def is_named(name: str, text: str) -> bool:
    """Tell whether somebody with this name is named in `text`, as a contact would be."""
    return bool(name) and _called(name) in _names_in(text)


def _names_in(text: str) -> set[str]:
    """Return the words of `text` that may be names, in plain form."""
    words = list(dict.fromkeys(CAPITALISED.findall(text)))[:MOST_WORDS]
    return {plain for word in words for plain in folded(_bare(word)).split() if plain not in ALSO_WORDS}


def _bare(word: str) -> str:
    return word[:-2] if word.endswith(("'s", "’s")) else word


def _called(name: str) -> str:
    """Return the word by which somebody with this name is known: not "my mum", by whom nobody can be found."""
    parts = parsed(name)
    words = [word for word in parts.words if word not in RELATIONS | {"my", "our", "cousin"}]
    return folded(words[0]) if words else ""
