"""What people in an address book do, where we could not place it: asked in the preview, once for the same words.

An answer is kept with the import alone until it is confirmed. Then the words are an everyday name of the member's, or
those who have them are kept out; undoing the import takes both back.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Q

from matching.offers import lines_to_choose, nearest_lines
from matching.understanding.past_work import work_said
from network.contacts.cards import LONGEST, ContactCard, line
from network.contacts.everyday_names import remember
from network.contacts.work_questions import LINES_OFFERED
from network.models import Contact, ContactImport, EverydayName, ImportRow, Member, UnplacedWork
from network.models.everyday_name import key_of_words
from network.platform.chunks import in_chunks
from network.platform.text import shortened

SHOW = "work"
"""The list of these questions, beside those of the plans."""
ON_A_PAGE = 10
MOST_ASKED = 500
"""More are not asked before the import, but afterwards, as of anybody: nobody answers fifty pages."""
MOST_COUNTED = 5_000
NAMES = 2
"""Names of people that stand beside the words, so that the member knows who is meant."""
HAS_ANSWER = ~Q(line_of_work="") | Q(kept_out=True)


@dataclass
class Asked:
    words: str
    people: int
    names: list[str]


class Questions:
    """The words of an address book that name no line for sure, collected while it is planned."""

    def __init__(self, open_contacts: Collection[int]) -> None:
        """`open_contacts`: those whose line of work would be found in the words of a card that updates them."""
        self.open = open_contacts
        self.asked: dict[str, Asked] = {}

    def ask(self, row: ImportRow, work: str) -> str:
        """Count the row, whose contact's work will be `work`; return the key of its words, "" if nothing is asked."""
        own = row.card.get("work", "")
        if not own or own != work or row.card.get("line") or row.card.get("private"):
            return ""
        is_update = row.plan == ImportRow.Plan.UPDATE and row.contact_id is not None
        if is_update and row.contact_id not in self.open:
            return ""
        if not row.chosen and row.plan != ImportRow.Plan.ASK:
            return ""
        key = key_of_words(own)
        if key not in self.asked and len(self.asked) >= MOST_COUNTED:
            return ""
        asked = self.asked.setdefault(key, Asked(own, 0, []))
        asked.people += 1
        if len(asked.names) < NAMES:
            asked.names.append(row.card["name"])
        return key

    def save(self, brought: ContactImport) -> None:
        """Store the questions, those about most people first. What was said before of the same words stays."""
        before = {row.key: row for row in brought.unplaced_work.filter(HAS_ANSWER | ~Q(typed=""))}
        brought.unplaced_work.all().delete()
        most = sorted(self.asked.items(), key=lambda pair: -pair[1].people)[:MOST_ASKED]
        rows = [question(brought, number, key, asked) for number, (key, asked) in enumerate(most, start=1)]
        for row in rows:
            if said := before.get(row.key):
                row.typed, row.line_of_work, row.kept_out = said.typed, said.line_of_work, said.kept_out
        for chunk in in_chunks(rows):
            UnplacedWork.objects.bulk_create(chunk)


def question(brought: ContactImport, number: int, key: str, asked: Asked) -> UnplacedWork:
    words, names = line(asked.words, LONGEST["work"]), shortened(", ".join(asked.names), UnplacedWork.LONGEST_NAMES)
    return UnplacedWork(origin=brought, number=number, words=words, key=key, people=asked.people, names=names)


def open_contacts(member: Member) -> set[int]:
    """Return the contacts of the member whose line of work an import may still find. One query."""
    unsaid = Contact.objects.filter(owner=member, work="", line_of_work="", line_source=Contact.LineSource.FOUND)
    return set(unsaid.open().values_list("pk", flat=True))


@dataclass(frozen=True)
class Question:
    """Words to ask about, and the lines to choose from, the likeliest first; the one that was chosen among them."""

    asked: UnplacedWork
    lines: list[str]

    @property
    def is_past(self) -> bool:
        """Whether the words tell of work that is over, so that an answer says who did it once."""
        return work_said(self.asked.words).is_past

    @property
    def others(self) -> int:
        return self.asked.people - NAMES


def questions_page(brought: ContactImport, number: str) -> tuple["Page[UnplacedWork]", list[Question]]:
    """Return a page of ten, and the questions on it. Two queries."""
    page = Paginator(brought.unplaced_work.all(), ON_A_PAGE).get_page(number)
    asked = list(page.object_list)
    offered = lines_to_choose([work_said(row.typed or row.words).words for row in asked], LINES_OFFERED)
    return page, [Question(row, lines_for(row, some)) for row, some in zip(asked, offered, strict=True)]


def lines_for(row: UnplacedWork, offered: list[str]) -> list[str]:
    """Return the lines to choose from: those offered, or for what the member typed the nearest; and the chosen one."""
    lines = offered or (nearest_lines(row.typed, LINES_OFFERED) if row.typed else [])
    chosen = row.line_of_work
    return lines if not chosen or chosen in lines else [*lines[: LINES_OFFERED - 1], chosen]


def page_of(row: UnplacedWork) -> int:
    """Return the page on which the words are asked about."""
    return (row.number - 1) // ON_A_PAGE + 1


def asked_of(brought: ContactImport, rows: Iterable[ImportRow]) -> dict[str, UnplacedWork]:
    """Return by key what is asked about the rows. One query."""
    keys = {row.card["asked"] for row in rows if row.card.get("asked")}
    return {row.key: row for row in brought.unplaced_work.filter(key__in=keys)} if keys else {}


def answered(brought: ContactImport, cards: Iterable[ContactCard]) -> dict[str, UnplacedWork]:
    """Return by key what the member has said of the work of these contacts. One query."""
    keys = {key_of_words(card.work) for card in cards if card.work and not work_said(card.work).line}
    return {row.key: row for row in brought.unplaced_work.filter(HAS_ANSWER, key__in=keys)} if keys else {}


def remember_answers(brought: ContactImport, said: Mapping[str, UnplacedWork]) -> None:
    """Make the words that have a line now everyday names of the member's, to be taken back with the import."""
    lines = {words: row.line_of_work for row in said.values() for words in (row.words, row.typed) if row.line_of_work}
    remember(brought.member, lines, came_with=brought)


def keep_out(contact_ids: Collection[int], said: Mapping[str, UnplacedWork]) -> None:
    """Hide the work of those contacts whose words the member keeps out."""
    out = {key for key, row in said.items() if row.kept_out}
    if out:
        unplaced = Contact.objects.filter(pk__in=contact_ids).unplaced()
        theirs = [pk for pk, work in unplaced.values_list("pk", "work") if key_of_words(work) in out]
        Contact.objects.filter(pk__in=theirs).update(line_source=Contact.LineSource.HIDDEN)


def forget_answers(import_id: int, *, names: bool = False) -> None:
    """Forget the questions and what was said; with `names`, also what was made of it."""
    UnplacedWork.objects.filter(origin=import_id).delete()
    if names:
        EverydayName.objects.filter(came_with=import_id).delete()
