"""Who could use what I know: wishes of people I have shaken hands with that I could answer.

A wish is its owner's. It is read here only by those whom they have shaken hands with, and only if they said, where they
write it, that these may. Nobody is told that it was looked at.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matching.calibration import Closeness, closeness
from matching.fit import Fits, corpus_of
from matching.texts import vectors_of
from network.contacts.calling import called_by
from network.models import Contact, Handshake, Member, ProfileLine
from network.privacy.blocks import blocked_with
from network.suggestions.limits import SHOWN_OTHERS, SUGGESTED
from network.suggestions.wanted import matched_texts, said_by, told_texts, wanted_from

MOST_READ = 100
"""Wishes that are read, the latest; more than anybody could answer."""
MOST_KNOWN = 60
"""Lines of work of the people one knows that are looked at, those of the closest first."""
A_PERSON = 2
"""Wishes of one person that are shown."""


@dataclass(frozen=True, slots=True)
class Mine:
    """Something of the member's own that could answer a wish: the words it is matched by, and what to show of it."""

    words: str
    shown: str
    """What they said of themselves, or the name of somebody they know."""
    work: str = ""
    """The line of work of whom they know; "" when it is something of their own."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A wish of somebody the member has shaken hands with, and what of the member's own could answer it."""

    name: str
    contact_id: int
    """The member's own record of them."""
    wish: str
    mine: Mine
    fit: float
    closeness: Closeness


@dataclass(frozen=True, slots=True)
class Others:
    """The whole page. `asking` is how many people let the member read what they would like."""

    answers: tuple[Answer, ...] = ()
    asking: int = 0
    nothing_said: bool = False
    """The member has said nothing that could answer anything, and has written down nobody's work."""


@dataclass(frozen=True, slots=True)
class _Wish:
    owner: int
    contact: int
    text: str


def others_for(member: Member) -> Others:
    """Return whose wishes `member` could answer, the best first. Nine queries, however many there are."""
    wishes, mine = _wishes(member), _mine(member)
    asking = len({wish.owner for wish in wishes})
    if not wishes or not mine:
        return Others(asking=asking, nothing_said=not mine)
    names = called_by(member.pk, list(Member.objects.filter(pk__in={wish.owner for wish in wishes})))
    found = [
        Answer(names[wish.owner], wish.contact, wish.text, one, round(score, 3), closeness(score))
        for wish, one, score in _answered(wishes, mine)
        if score >= SUGGESTED
    ]
    best = sorted(found, key=lambda one: (-one.fit, one.name, one.wish))
    return Others(tuple(_few_a_person(best))[:SHOWN_OTHERS], asking=asking)


def _wishes(member: Member) -> list[_Wish]:
    """Return the wishes that `member` may read, the latest first, of people they have a record of."""
    partners = Handshake.objects.partners_of(member) - blocked_with(member.pk)
    records = Contact.objects.filter(owner=member, confirmed_as__in=partners).order_by("pk")
    contacts = {partner: pk for partner, pk in records.values_list("confirmed_as_id", "pk") if partner is not None}
    shown = ProfileLine.objects.filter(
        member__in=contacts, member__wishes_seen=True, member__sorted_at__isnull=True, member__is_active=True
    )
    rows = shown.filter(kind=ProfileLine.Kind.WISH).order_by("-pk").values_list("member_id", "text")[:MOST_READ]
    return [_Wish(owner, contacts[owner], text) for owner, text in rows]


def _mine(member: Member) -> list[Mine]:
    """Return what `member` has done and could help with, and the work of people they know, once each line of work."""
    said = said_by(member)
    own = [Mine(words, text) for text in (*said.done, *said.offers) for words in told_texts(text)]
    known = Contact.objects.filter(owner=member).exclude(line_of_work="").order_by("-closeness", "pk")
    lines: dict[str, str] = {}
    for line, name in known.values_list("line_of_work", "name"):
        lines.setdefault(line, name)
    return [*own, *(Mine(line, name, line) for line, name in list(lines.items())[:MOST_KNOWN])]


def _answered(wishes: Sequence[_Wish], mine: Sequence[Mine]) -> Iterator[tuple[_Wish, Mine, float]]:
    """Yield for each wish what answers it best, and how well, from 0 to 1."""
    words = [one.words for one in mine]
    vectors = vectors_of({*words, *(part for wish in wishes for part in matched_texts(wish.text))})
    corpus = corpus_of(words, [vectors.get(one) for one in words])
    for wish in wishes:
        wanted = wanted_from([wish.text], vectors)
        if wanted.wishes:
            best = Fits(wanted, corpus).best
            place = int(best.argmax())
            yield wish, mine[place], float(best[place])


def _few_a_person(answers: Sequence[Answer]) -> Iterator[Answer]:
    seen: Counter[int] = Counter()
    for answer in answers:
        seen[answer.contact_id] += 1
        if seen[answer.contact_id] <= A_PERSON:
            yield answer
