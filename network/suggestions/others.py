"""Who could use what I know: wishes of people I have shaken hands with that I could answer.

A wish is its owner's. Only members whom the owner has shaken hands with read it here, and only if the owner said so
where they wrote it. Nobody is told that it was looked at.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matching.calibration import MATCH_THRESHOLD, Closeness, closeness
from matching.fit import Fits, corpus_of
from matching.vectors import vectors_of
from network.identity.confirmed import called_by
from network.models import Contact, Handshake, Member, ProfileLine
from network.platform.privacy.blocks import blocked_by
from network.suggestions.intent import (
    ReadTexts,
    background_texts,
    holds_vectors_of,
    matched_texts,
    own_words,
    read_texts,
    wanted_from,
)

SHOWN_WISHES = 20
MAX_WISHES_READ = 100
"""Wishes that are read, the latest; more than anybody could answer."""
MAX_LINES_KNOWN = 60
"""Lines of work of the people one knows that are compared, those of the closest people first."""
WISHES_PER_PERSON = 2
"""Wishes of one person that are shown."""


@dataclass(frozen=True, slots=True)
class OwnResource:
    """Something of the member's own that could answer a wish: the words it is matched by, and what is shown of it."""

    words: str
    shown: str
    """What they wrote of themselves, or the name of somebody they know."""
    work: str = ""
    """The line of work of the person they know; "" for what they wrote of themselves."""
    is_past: bool = False
    """That person did the work once."""


@dataclass(frozen=True, slots=True)
class AnswerableWish:
    """A wish of somebody the member has shaken hands with, and what of the member's own could answer it."""

    name: str
    contact_id: int
    """The member's own record of them."""
    wish: str
    resource: OwnResource
    fit: float
    closeness: Closeness


@dataclass(frozen=True, slots=True)
class WishesOfOthers:
    """The whole page. `asking` is how many people let the member read what they would like."""

    answerable: tuple[AnswerableWish, ...] = ()
    asking: int = 0
    nothing_said: bool = False
    """The member has written nothing that could answer a wish, and nobody's line of work."""


@dataclass(frozen=True, slots=True)
class _ReadableWish:
    owner: int
    contact: int
    read: ReadTexts

    @property
    def text(self) -> str:
        return self.read.texts[0]


def others_for(member: Member) -> WishesOfOthers:
    """Return the wishes that `member` could answer, the best first. Ten queries, however many there are."""
    wishes, resources = _readable_wishes(member), _resources(member)
    asking = len({wish.owner for wish in wishes})
    if not wishes or not resources:
        return WishesOfOthers(asking=asking, nothing_said=not resources)
    names = called_by(member.pk, list(Member.objects.filter(pk__in={wish.owner for wish in wishes})))
    answerable = [
        AnswerableWish(names[wish.owner], wish.contact, wish.text, resource, round(score, 3), closeness(score))
        for wish, resource, score in _answered(wishes, resources, stored=holds_vectors_of(member))
        if score >= MATCH_THRESHOLD
    ]
    best = sorted(answerable, key=lambda answer: (-answer.fit, answer.name, answer.wish))
    return WishesOfOthers(tuple(_few_per_person(best))[:SHOWN_WISHES], asking=asking)


def _readable_wishes(member: Member) -> list[_ReadableWish]:
    """Return the wishes that `member` may read, the latest first, of people they have a record of.

    Those of members whom `member` has blocked are left out. A block by the owner leaves them in, or it would show: an
    owner closes their wishes to somebody by ending the handshake.
    """
    partners = Handshake.objects.partners_of(member) - blocked_by(member.pk)
    records = Contact.objects.filter(owner=member, confirmed_as__in=partners).order_by("pk")
    contacts = {partner: pk for partner, pk in records.values_list("confirmed_as_id", "pk") if partner is not None}
    shown = ProfileLine.objects.filter(
        member__in=contacts, member__wishes_seen=True, member__sorted_at__isnull=True, member__is_active=True
    )
    rows = shown.filter(kind=ProfileLine.Kind.WISH).order_by("-pk").values_list("member_id", "text")[:MAX_WISHES_READ]
    return [_ReadableWish(owner, contacts[owner], read_texts([text])) for owner, text in rows]


def _resources(member: Member) -> list[OwnResource]:
    """Return what `member` has done and could help with, and the work of people they know, each line of work once."""
    words = own_words(member)
    own = [
        OwnResource(part, text)
        for text in (*words.done, *words.offers)
        for part in background_texts(read_texts([text]))
    ]
    known = Contact.objects.filter(owner=member).exclude(line_of_work="").order_by("line_is_past", "-closeness", "pk")
    lines: dict[str, OwnResource] = {}
    for line, name, is_past in known.values_list("line_of_work", "name", "line_is_past"):
        lines.setdefault(line, OwnResource(line, name, line, is_past))
    return [*own, *list(lines.values())[:MAX_LINES_KNOWN]]


def _answered(
    wishes: Sequence[_ReadableWish], resources: Sequence[OwnResource], *, stored: bool
) -> Iterator[tuple[_ReadableWish, OwnResource, float]]:
    """Yield each wish with the resource that answers it best, and how well, from 0 to 1.

    `stored` says whether the vectors of the resources may be looked up (`holds_vectors_of`).
    """
    words = [resource.words for resource in resources]
    own = vectors_of(words, stored=stored)
    of_wishes = vectors_of({part for wish in wishes for part in matched_texts(wish.read)})
    corpus = corpus_of(words, [own.get(part) for part in words])
    for wish in wishes:
        wanted = wanted_from(wish.read, of_wishes)
        if wanted.wishes:
            best = Fits(wanted, corpus).best
            place = int(best.argmax())
            yield wish, resources[place], float(best[place])


def _few_per_person(answerable: Sequence[AnswerableWish]) -> Iterator[AnswerableWish]:
    seen: Counter[int] = Counter()
    for answer in answerable:
        seen[answer.contact_id] += 1
        if seen[answer.contact_id] <= WISHES_PER_PERSON:
            yield answer
