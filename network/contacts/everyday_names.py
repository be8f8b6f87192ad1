"""What an owner calls lines of work: said once, it is placed at once from then on. For that owner alone."""

from collections.abc import Callable, Iterable, Mapping
from itertools import chain

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from matching.understanding.past_work import work_said
from matching.vocabulary import find_line, vocabulary
from network.contacts.cards import LONGEST, line
from network.models import ContactImport, EverydayName, Member
from network.models.everyday_name import key_of_words
from network.platform.chunks import in_chunks

ON_A_PAGE = 50


def lines_meant(member: Member, texts: Iterable[str]) -> dict[str, str]:
    """Return the line of work of those of `texts` that are everyday names of the member's. No query without texts."""
    keys = {text: keys_of(text) for text in set(texts) if text}
    if not keys:
        return {}
    names = member.everyday_names.filter(key__in=set(chain.from_iterable(keys.values())))
    meant = dict(names.values_list("key", "line_of_work"))
    lines = {text: next((meant[key] for key in some if key in meant), "") for text, some in keys.items()}
    return {text: line_of_work for text, line_of_work in lines.items() if line_of_work}


def line_named(member: Member, words: str) -> str:
    """Return the line of work that `words` name: a line itself, an everyday name of the member's, or as `work_said`."""
    if vocabulary().knows(words):
        return words
    return lines_meant(member, [words]).get(words) or work_said(words).line


def reader_of(member: Member) -> Callable[[str], str]:
    """Return `line_named` for the member, which then asks the database no more. One query."""
    meant = dict(names_of(member).values_list("key", "line_of_work"))

    def read(words: str) -> str:
        named = next((meant[key] for key in keys_of(words) if key in meant), "") if meant else ""
        return named or work_said(words).line

    return lambda words: words if vocabulary().knows(words) else read(words)


def remember(member: Member, lines: Mapping[str, str], *, came_with: ContactImport | None = None) -> None:
    """Keep words as everyday names of lines, those apart that name a line by themselves. What was said last counts.

    A name is of the job and not of when it was: who is "good with hems" and who "was good with hems" share one.
    With `came_with` they are taken back with that import, and leave alone what was said elsewhere.
    """
    jobs = {work_said(words).words: line_of_work for words, line_of_work in lines.items()}
    rows = {
        key_of_words(words): EverydayName(
            member=member,
            words=line(words, LONGEST["work"]),
            key=key_of_words(words),
            line_of_work=line_of_work,
            came_with=came_with,
        )
        for words, line_of_work in jobs.items()
        if words and not find_line(words)
    }
    for chunk in in_chunks(rows.values()):
        if came_with is not None:
            EverydayName.objects.bulk_create(chunk, ignore_conflicts=True)
        else:
            EverydayName.objects.bulk_create(
                chunk,
                update_conflicts=True,
                unique_fields=["member", "key"],
                update_fields=["words", "line_of_work", "came_with"],
            )


def forget_words(member: Member, words: str) -> None:
    """Forget what these words mean to the member. Who has the line of work already keeps it."""
    member.everyday_names.filter(key__in=keys_of(words)).delete()


def key_of_job(words: str) -> str:
    """Return the form in which the job that `words` say is compared, whenever it was."""
    return key_of_words(work_said(words).words)


def keys_of(words: str) -> list[str]:
    """Return the keys of the everyday names that `words` may be: of all of them, then of the job that they say."""
    return list(dict.fromkeys([key_of_words(words), key_of_job(words)]))


def forget(member: Member, pk: int) -> EverydayName | None:
    """Forget an everyday name and return what it was; None if it is not the member's. Whoever has the line keeps it."""
    name = names_of(member).filter(pk=pk).first()
    if name is not None:
        names_of(member).filter(pk=pk).delete()
    return name


def names_page(member: Member, number: str) -> "Page[EverydayName]":
    """Return a page of the member's everyday names. Two queries."""
    return Paginator(names_of(member), ON_A_PAGE).get_page(number)


def names_of(member: Member) -> QuerySet[EverydayName]:
    """Return the member's everyday names, in the order of their words."""
    return EverydayName.objects.filter(member=member)
