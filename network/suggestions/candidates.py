"""Whom to look for a path to: people whose line of work, in somebody's open record of them, fits."""

from collections.abc import Collection, Iterable
from itertools import islice

from django.db.models import F, Window
from django.db.models.functions import Mod, RowNumber

from matching.fit import LineFits
from network.models import Contact, Member
from network.models.contact import ContactQuerySet
from network.suggestions.limits import LINES_ASKED, PEOPLE_A_LINE, SUGGESTED

FOUND = tuple[int, str]
SHUFFLED = 10_007
"""A prime. Of the many in one line each member meets another few first, so that no one is always asked for."""


def among(people: Collection[int], fits: LineFits) -> dict[int, float]:
    """Return the fit, by person id, of those of `people`, a small reach, who fit by some open record of them."""
    return _best_fits(_open_records().filter(person_id__in=people).values_list("person_id", "line_of_work"), fits)


def by_line(member: Member, partners: Collection[int], fits: LineFits) -> dict[int, float]:
    """Return the fit, by person id, of people in the lines of work that fit best. For a reach that nobody can walk.

    First those whom the handshaken members `partners` know, then others, a few of each line. Two queries.
    """
    lines = fits.best_lines(SUGGESTED, LINES_ASKED)
    if not lines:
        return {}
    records = _open_records().filter(line_of_work__in=lines)
    near = records.filter(owner_id__in=list(partners)).values_list("person_id", "line_of_work")
    turn = Mod(F("pk") * 7919 + member.pk * 104_729, SHUFFLED)
    far = records.annotate(place_in_line=Window(RowNumber(), partition_by="line_of_work", order_by=[turn, F("pk")]))
    few = far.filter(place_in_line__lte=PEOPLE_A_LINE).values_list("person_id", "line_of_work")
    return _best_fits([*near, *few], fits)


def best_first(fits: dict[int, float], without: Collection[int], limit: int) -> list[int]:
    """Return up to `limit` people, best fit first, equals in an order that stays."""
    order = sorted((person for person in fits if person not in without), key=lambda person: (-fits[person], person))
    return list(islice(order, limit))


def _open_records() -> ContactQuerySet:
    shown = Contact.objects.open().exclude(line_of_work="").exclude(line_source=Contact.LineSource.HIDDEN)
    return shown.filter(owner__is_active=True).order_by()


def _best_fits(found: Iterable[FOUND], fits: LineFits) -> dict[int, float]:
    best: dict[int, float] = {}
    for person, line in found:
        fit = fits.of(line)
        if fit is not None and fit.score >= SUGGESTED:
            best[person] = max(best.get(person, 0.0), fit.score)
    return best
