"""Who among a member's own contacts does what they want."""

from django.utils.translation import gettext as _

from matching.calibration import closeness
from matching.explain import why
from matching.fit import Fit, Fits, LineFits, Wanted, corpus_of
from matching.meeting import Meetings
from matching.texts import vectors_of
from network.models import Contact, Member
from network.models.contact import ContactQuerySet
from network.suggestions.cards import Known
from network.suggestions.limits import KNOWN, SHOWN_KNOWN

MOST_UNREAD = 1000
"""Own contacts without a line of work that are scored by their words; the latest ones."""


def known_who(member: Member, fits: LineFits, meetings: Meetings) -> list[Known]:
    """Return the member's own contacts whose work fits, the best first, at most a dozen; private ones too.

    A contact with a line of work is scored by that, another by the owner's words; a private contact's words by
    their letters alone, since they are never encoded.
    """
    mine = Contact.objects.filter(owner=member).select_related("place")
    scored = [(fit, contact) for contact in _fitting(mine, fits) if (fit := fits.of(contact.line_of_work))]
    scored += _by_their_words(member, fits.wanted)
    scored.sort(key=lambda pair: (-pair[0].score, pair[1].name, pair[1].pk))
    return [_known(contact, fit, meetings) for fit, contact in scored[:SHOWN_KNOWN] if fit.score >= KNOWN]


def _fitting(mine: ContactQuerySet, fits: LineFits) -> list[Contact]:
    lines = set(mine.exclude(line_of_work="").order_by().values_list("line_of_work", flat=True).distinct())
    ranked = sorted(
        ((fit.score, line) for line in lines if (fit := fits.of(line)) and fit.score >= KNOWN), reverse=True
    )
    return list(mine.filter(line_of_work__in=[line for _, line in ranked[:50]])[:200]) if ranked else []


def _by_their_words(member: Member, wanted: Wanted) -> list[tuple[Fit, Contact]]:
    unread = Contact.objects.filter(owner=member, line_of_work="").exclude(work="").select_related("place")
    contacts = list(unread.order_by("-pk")[:MOST_UNREAD])
    if not contacts:
        return []
    vectors = vectors_of({contact.work for contact in contacts if not contact.private})
    corpus = corpus_of(
        [contact.work for contact in contacts],
        [None if contact.private else vectors.get(contact.work) for contact in contacts],
    )
    fits = Fits(wanted, corpus)
    return [(fits.at(place), contact) for place, contact in enumerate(contacts)]


def _known(contact: Contact, fit: Fit, meetings: Meetings) -> Known:
    work = contact.line_of_work or contact.work
    return Known(
        contact_id=contact.pk,
        name=contact.name,
        work=contact.work or contact.line_of_work,
        place=contact.place.name if contact.place else contact.place_words,
        fit=round(fit.score, 3),
        closeness=closeness(fit.score),
        why=why(meetings.of(work, fit), _("you know them yourself")),
    )
