"""People who do what you want: the whole answer, for a member's own wishes or for a text."""

import logging
from dataclasses import dataclass, field
from urllib.parse import quote

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from matching.calibration import MATCH_THRESHOLD, Closeness, closeness
from matching.evidence import EvidenceCollector
from matching.explain import why
from matching.fit import Fit, Fits, LineFits, Wanted, corpus_of
from matching.index import line_index
from matching.vectors import vectors_of
from network.models import Address, Contact, Member
from network.models.contact import ContactQuerySet
from network.platform.contact_links import link_to_ring, link_to_text
from network.platform.graph.driver import GraphUnavailable
from network.suggestions.arrangement import (
    FEW_INTRODUCERS,
    SHOWN_INTRODUCERS,
    FurtherLine,
    Introducer,
    further_lines_of,
    introducers_of,
)
from network.suggestions.cards import SuggestionCard, assemble_cards
from network.suggestions.dismissals import Dismissals, dismissals_of
from network.suggestions.eligibility import exclusions_for
from network.suggestions.intent import (
    IntentSummary,
    OwnWords,
    ReadTexts,
    holds_vectors_of,
    own_words,
    read_texts,
    read_wanted,
    summarised,
    with_dismissed_lines,
)
from network.suggestions.ranking import offer_fits, rank_paths
from network.suggestions.retrieval import paths_by_graph, paths_by_record

SHOWN_OWN_CONTACTS = 12
MAX_UNCLASSIFIED = 1000
"""Own contacts without a line of work that are scored by their words; the latest ones."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OwnContact:
    """Somebody the member knows themselves; everything here is the member's own."""

    contact_id: int
    name: str
    work: str
    place: str
    fit: float
    closeness: Closeness
    why: str
    is_past: bool = False
    """They did the work once."""
    ring: str = ""
    """Links by which the member can reach them, if what they wrote down has a number or an address for it."""
    text: str = ""
    email: str = ""

    @property
    def url(self) -> str:
        return reverse("contact", args=[self.contact_id])


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The whole answer to "people who do what you want"."""

    texts: tuple[str, ...]
    """What the answer goes by, as it was written."""
    intent: IntentSummary = field(default_factory=IntentSummary)
    own_contacts: tuple[OwnContact, ...] = ()
    cards: tuple[SuggestionCard, ...] = ()
    dismissed: int = 0
    """How many suggestions the member has put aside."""
    resting: bool = False
    """The member is sorted for now: nothing was looked for."""
    graph_down: bool = False
    """Only own contacts and those of handshaken members were looked at."""
    words_only: bool = False
    """There was no vector for some wish yet, so it was matched by its words alone."""
    puzzled: bool = False
    """The words name no work that we know, or only what is not wanted: nothing was looked for."""

    @property
    def nothing(self) -> bool:
        return not (self.own_contacts or self.cards)

    @property
    def introducers(self) -> list[Introducer]:
        """Those who can be asked now."""
        return introducers_of(self.cards)

    @property
    def first_introducers(self) -> list[Introducer]:
        return self.introducers[:SHOWN_INTRODUCERS]

    @property
    def more_introducers(self) -> list[Introducer]:
        """Those who can be asked and are folded away."""
        return self.introducers[SHOWN_INTRODUCERS:]

    @property
    def further(self) -> list[FurtherLine]:
        """The lines of work of which nobody can be asked for yet."""
        return further_lines_of(self.cards)

    @property
    def few(self) -> bool:
        """Whether there is hardly anybody to ask, so that the page says what could bring more."""
        return len(self.introducers) < FEW_INTRODUCERS


def suggestions_for(member: Member, text: str = "", *, both_ways: bool = True) -> Suggestions:
    """Return who does what `text` says, or else what `member` said they would like."""
    return suggestions_from(member, read_texts([text] if text.strip() else []), both_ways=both_ways)


def suggestions_from(member: Member, typed: ReadTexts, *, both_ways: bool = True) -> Suggestions:
    """Return who does what `member` wants: what they typed, or else what they said they would like.

    The answer has no texts when there is nothing to go by, and for a member who is sorted for now and has typed
    nothing. It does not wait for the model: a text without a vector is matched by its words. `both_ways` is turned off
    only to measure what offers of others are good for.
    """
    if member.sorted_for_now and not typed.texts:
        return Suggestions((), resting=True)
    own, dismissals = own_words(member), dismissals_of(member)
    read = typed if typed.texts else read_texts(own.wishes)
    texts, intent = read.texts, summarised(read)
    held = holds_vectors_of(member)
    wanted = with_dismissed_lines(read_wanted(read, stored=held and not typed.texts), dismissals.lines)
    if not wanted.wishes:
        return Suggestions(texts, intent, puzzled=bool(texts))
    fits = LineFits(wanted)
    words_only = any(wish.vector is None for wish in wanted.wishes) or not line_index().progress().complete
    if not words_only and not fits.understood:
        return Suggestions(texts, intent, puzzled=True)
    evidence = EvidenceCollector(fits)
    own_contacts = own_contacts_that_fit(member, fits, evidence, stored=held)
    cards, graph_down = _people_to_meet(member, own if both_ways and held else None, fits, evidence, dismissals)
    return Suggestions(
        texts,
        intent,
        own_contacts=tuple(own_contacts),
        cards=tuple(cards),
        dismissed=len(dismissals.cards),
        graph_down=graph_down,
        words_only=words_only,
    )


def _people_to_meet(
    member: Member, own: OwnWords | None, fits: LineFits, evidence: EvidenceCollector, dismissals: Dismissals
) -> tuple[list[SuggestionCard], bool]:
    """Return the cards, and whether the graph was down."""
    exclusions = exclusions_for(member)
    try:
        paths, graph_down = paths_by_graph(member, fits, exclusions), False
    except GraphUnavailable:
        log.warning("suggesting without the graph")
        paths, graph_down = paths_by_record(member, fits, exclusions), True
    offers = offer_fits(own.all, {path.contact for path in paths}) if own else {}
    ranked = rank_paths(paths, fits, offers, dismissals)
    return assemble_cards(member, ranked, evidence, exclusions, dismissals), graph_down


def own_contacts_that_fit(
    member: Member, fits: LineFits, evidence: EvidenceCollector, *, stored: bool
) -> list[OwnContact]:
    """Return the member's own contacts whose work fits, the best first, at most a dozen; private ones too.
    Those who did the work once come last.

    A contact with a line of work is scored by that line, another by the owner's words. The words about a private
    contact are scored by character n-grams alone, since they are never encoded; without `stored` all are that have no
    shipped vector.
    """
    mine = Contact.objects.filter(owner=member).select_related("place")
    scored = [(fit, contact) for contact in _with_fitting_line(mine, fits) if (fit := fits.of(contact.line_of_work))]
    scored += _scored_by_words(member, fits.wanted, stored=stored)
    scored.sort(key=lambda pair: (pair[1].line_is_past, -pair[0].score, pair[1].name, pair[1].pk))
    best = [pair for pair in scored[:SHOWN_OWN_CONTACTS] if pair[0].score >= MATCH_THRESHOLD]
    prefetch_related_objects([contact for _fit, contact in best], "addresses")
    return [_own_contact(contact, fit, evidence) for fit, contact in best]


def _with_fitting_line(mine: ContactQuerySet, fits: LineFits) -> list[Contact]:
    lines = set(mine.exclude(line_of_work="").order_by().values_list("line_of_work", flat=True).distinct())
    scored = sorted(
        ((fit.score, line) for line in lines if (fit := fits.of(line)) and fit.score >= MATCH_THRESHOLD), reverse=True
    )
    return list(mine.filter(line_of_work__in=[line for _, line in scored[:50]])[:200]) if scored else []


def _scored_by_words(member: Member, wanted: Wanted, *, stored: bool) -> list[tuple[Fit, Contact]]:
    unclassified = Contact.objects.filter(owner=member, line_of_work="").exclude(work="").select_related("place")
    contacts = list(unclassified.order_by("-pk")[:MAX_UNCLASSIFIED])
    if not contacts:
        return []
    vectors = vectors_of({contact.work for contact in contacts if not contact.private}, stored=stored)
    corpus = corpus_of(
        [contact.work for contact in contacts],
        [None if contact.private else vectors.get(contact.work) for contact in contacts],
    )
    fits = Fits(wanted, corpus)
    return [(fits.at(place), contact) for place, contact in enumerate(contacts)]


def _own_contact(contact: Contact, fit: Fit, evidence: EvidenceCollector) -> OwnContact:
    work = contact.line_of_work or contact.work
    addresses = list(contact.addresses.all())
    phones = [address.value for address in addresses if address.kind == Address.Kind.PHONE]
    emails = [address.value for address in addresses if address.kind == Address.Kind.EMAIL]
    return OwnContact(
        contact_id=contact.pk,
        name=contact.name,
        work=contact.work or contact.line_of_work,
        is_past=contact.line_is_past,
        place=contact.place.name if contact.place else contact.place_words,
        fit=round(fit.score, 3),
        closeness=closeness(fit.score),
        why=why(evidence.of(work, fit), _("you know them yourself")),
        ring=next(filter(None, map(link_to_ring, phones)), ""),
        text=next(filter(None, map(link_to_text, phones)), ""),
        email=f"mailto:{quote(emails[0], safe='@+')}" if emails else "",
    )
