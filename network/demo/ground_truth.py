"""The ground truth of the invented town: the occupation that each text is about, and judging suggestions by it.

It is written to a file beside the database when the town is made, and only evaluation reads it.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from network.demo.bulk_write import WrittenTown
from network.demo.data import occupations
from network.demo.texts import LabelledText
from network.introductions.offers import read_offer
from network.models import Contact, Member, ProfileLine
from network.suggestions.cards import SuggestionCard
from network.suggestions.others import AnswerableWish, WishesOfOthers
from network.suggestions.page import OwnContact, Suggestions


class NoGroundTruthError(Exception):
    """The file is missing: no town was made here."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether something shown is of an occupation that the member wishes for, and whether it is of the same family."""

    right: bool
    akin: bool


class GroundTruth:
    """What each text of the town is about. Two queries when it is made, none later."""

    def __init__(self) -> None:
        """Read the file and the database. Raises `NoGroundTruthError`."""
        if not ground_truth_file().exists():
            raise NoGroundTruthError
        truth = json.loads(ground_truth_file().read_text(encoding="utf-8"))
        self._family = {key: kind["family"] for key, kind in truth["occupations"].items()}
        self.seed: int = truth["seed"]
        self.answered = set[int](truth["answered"])
        self.true_lines = {text: truth["occupations"][about]["line"] for text, about in truth["jobs"].items()}
        self._wishes: Mapping[str, str] = truth["wishes"]
        self._done: Mapping[str, str] = truth["done"]
        self._records: dict[int, str] = {}
        by_line: dict[str, Counter[str]] = defaultdict(Counter)
        rows = Contact.objects.exclude(work="").order_by("pk").values_list("pk", "line_of_work", "work")
        for pk, line, work in rows:
            if about := truth["jobs"].get(work):
                self._records[pk] = about
                by_line[line][about] += 1
        self._of_line = {line: counted.most_common(1)[0][0] for line, counted in by_line.items() if line}
        self._wished: dict[int, set[str]] = defaultdict(set)
        for member, text in ProfileLine.objects.filter(kind=ProfileLine.Kind.WISH).values_list("member_id", "text"):
            if text in self._wishes:
                self._wished[member].add(self._wishes[text])

    def members_with_wishes(self) -> list[Member]:
        """Return the members with a wish in the ground truth who are looking (not sorted for now)."""
        return list(Member.objects.filter(pk__in=self._wished, sorted_at=None).order_by("pk").select_related("place"))

    def members(self) -> list[Member]:
        return list(Member.objects.filter(sorted_at=None).order_by("pk"))

    def judge_contacts(self, member: Member, shown: Sequence[OwnContact]) -> list[Judgement]:
        return self._judged(self._wished[member.pk], (self._records.get(contact.contact_id) for contact in shown))

    def judge_cards(self, member: Member, shown: Sequence[SuggestionCard]) -> list[Judgement]:
        """Judge a card of two steps by the contact behind it, and one of three by most contacts of its line of work."""
        return self._judged(self._wished[member.pk], (self._about(member, card) for card in shown))

    def judge_page(self, member: Member, suggestions: Suggestions) -> list[Judgement]:
        """Judge the page in its order: the member's own contacts come first."""
        own = self.judge_contacts(member, suggestions.own_contacts)
        return [*own, *self.judge_cards(member, suggestions.cards)]

    def judge_others(self, others: WishesOfOthers) -> list[Judgement]:
        """Judge whose wishes the member can answer.

        An offer of the member is not about a single occupation, so the wishes that an offer answers are left out.
        """
        answers = [(answer, self._behind(answer)) for answer in others.answerable if answer.wish in self._wishes]
        return [self._judgement({self._wishes[answer.wish]}, about) for answer, about in answers if about]

    def _about(self, member: Member, card: SuggestionCard) -> str | None:
        if card.offer:
            return self._records.get(read_offer(card.offer, member.pk).contact_id)
        return self._of_line.get(card.line_of_work)

    def _behind(self, answer: AnswerableWish) -> str | None:
        if answer.resource.work:
            return self._of_line.get(answer.resource.work)
        return self._done.get(answer.resource.shown)

    def _judged(self, wished: Collection[str], shown: Iterable[str | None]) -> list[Judgement]:
        """Leave out what is about no known occupation, such as a contact of the cast."""
        return [self._judgement(wished, about) for about in shown if about]

    def _judgement(self, wished: Collection[str], about: str) -> Judgement:
        families = {self._family[occupation] for occupation in wished}
        return Judgement(about in wished, self._family[about] in families)


ABOUT = (
    "Texts of the invented town of Haverby with the occupation that each is about. A contact answers a wish in full if "
    "both are about one occupation, and in part if their occupations are of one family. Nothing here is taken from the "
    "matcher's vocabulary."
)


def ground_truth_file() -> Path:
    """Return the path of the ground truth."""
    return Path(settings.BACKR_HOME) / "demo-answers.json"


def write_ground_truth(written: WrittenTown, answered: Collection[int], *, members: int, seed: int) -> Path:
    """Write the ground truth of the texts of the town, and the ids of the contacts whose owners answered.

    Returns its path.
    """
    path = ground_truth_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    truth = {
        "about": ABOUT,
        "members": members,
        "seed": seed,
        "occupations": {
            kind.key: {"soc2010": kind.group, "line": kind.line, "family": kind.family}
            for kind in occupations().values()
        },
        "wishes": _by_text(written.wishes),
        "done": _by_text(written.done),
        "jobs": _by_text(written.jobs),
        "answered": sorted(answered),
    }
    path.write_text(json.dumps(truth, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")
    return path


def _by_text(texts: Iterable[LabelledText]) -> dict[str, str]:
    return {text.text: text.about for text in texts if text.about}
