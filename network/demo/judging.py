"""What members of the invented town are shown, judged by the true answers that are kept beside it."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from network.demo.answers import answers_file
from network.introductions.offers import read_offer
from network.models import Contact, Member, ProfileLine
from network.suggestions.cards import Card, Known, Suggestions
from network.suggestions.others import Answer, Others


class NoAnswersError(Exception):
    """There is no file of answers: no town was made here."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One thing that was shown: whether it is of an occupation wished for, and whether at least of its family."""

    right: bool
    akin: bool


class Judge:
    """Knows what each text of the town is about. Two queries, and none afterwards."""

    def __init__(self) -> None:
        """Raises `NoAnswersError`."""
        if not answers_file().exists():
            raise NoAnswersError
        kept = json.loads(answers_file().read_text(encoding="utf-8"))
        self._family = {key: kind["family"] for key, kind in kept["occupations"].items()}
        self._wishes: Mapping[str, str] = kept["wishes"]
        self._done: Mapping[str, str] = kept["done"]
        self._records: dict[int, str] = {}
        by_line: dict[str, Counter[str]] = defaultdict(Counter)
        rows = Contact.objects.exclude(work="").order_by("pk").values_list("pk", "line_of_work", "work")
        for pk, line, work in rows:
            if about := kept["jobs"].get(work):
                self._records[pk] = about
                by_line[line][about] += 1
        self._of_line = {line: counted.most_common(1)[0][0] for line, counted in by_line.items() if line}
        self._wished: dict[int, set[str]] = defaultdict(set)
        for member, text in ProfileLine.objects.filter(kind=ProfileLine.Kind.WISH).values_list("member_id", "text"):
            if text in self._wishes:
                self._wished[member].add(self._wishes[text])

    def who_wishes(self) -> list[Member]:
        """Return the members with a wish whose truth is known, who are not sorted for now."""
        return list(Member.objects.filter(pk__in=self._wished, sorted_at=None).order_by("pk").select_related("place"))

    def members(self) -> list[Member]:
        return list(Member.objects.filter(sorted_at=None).order_by("pk"))

    def known(self, member: Member, shown: Sequence[Known]) -> list[Judged]:
        return self._judged(self._wished[member.pk], (self._records.get(one.contact_id) for one in shown))

    def cards(self, member: Member, shown: Sequence[Card]) -> list[Judged]:
        """A card of two steps is judged by the record behind it; one of three by most records of its line of work."""
        return self._judged(self._wished[member.pk], (self._about(member, card) for card in shown))

    def page(self, member: Member, found: Suggestions) -> list[Judged]:
        """Return what stands on the page, in its order: the member's own contacts first."""
        return [*self.known(member, found.known), *self.cards(member, found.cards)]

    def others(self, found: Others) -> list[Judged]:
        """What the member offered to help with is about no one occupation, so wishes that it answers are left out."""
        judged = [(one, self._behind(one)) for one in found.answers if one.wish in self._wishes]
        return [self._one({self._wishes[one.wish]}, about) for one, about in judged if about]

    def _about(self, member: Member, card: Card) -> str | None:
        if card.offer:
            return self._records.get(read_offer(card.offer, member.pk).contact_id)
        return self._of_line.get(card.line_of_work)

    def _behind(self, answer: Answer) -> str | None:
        if answer.mine.work:
            return self._of_line.get(answer.mine.work)
        return self._done.get(answer.mine.shown)

    def _judged(self, wished: Collection[str], shown: Iterable[str | None]) -> list[Judged]:
        """What is about no known occupation (a record of the cast's) is left out."""
        return [self._one(wished, about) for about in shown if about]

    def _one(self, wished: Collection[str], about: str) -> Judged:
        families = {self._family[one] for one in wished}
        return Judged(about in wished, self._family[about] in families)
