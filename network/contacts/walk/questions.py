"""The questions of the walk, in the order in which they are asked."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.models import Closeness, HowKnown


@dataclass(frozen=True)
class Question:
    """One question: its words, whom one might think of, and how the people named there are known.

    `closeness` is the default until the owner changes it; with one for all, everybody would be on one ring of the map.
    """

    slug: str
    ask: str | Promise
    short: str | Promise
    think_of: str | Promise
    how_known: HowKnown
    closeness: Closeness = Closeness.A_LITTLE


QUESTIONS: tuple[Question, ...] = (
    Question(
        "near",
        _("Who lives near you?"),
        _("People who live near you"),
        _("Next door, over the road, the flat upstairs, whoever takes your parcels in. A first name will do."),
        HowKnown.NEIGHBOUR,
    ),
    Question(
        "family",
        _("Who’s in your family?"),
        _("Your family"),
        _("A sister, an uncle, a cousin you see at weddings, the in-laws. Whatever they do for work, paid or not."),
        HowKnown.FAMILY,
        Closeness.WELL,
    ),
    Question(
        "work",
        _("Who have you worked with?"),
        _("People you worked with"),
        _("Somebody from your first job, a boss who was decent, the driver who came every Tuesday, your old shift."),
        HowKnown.WORK,
        Closeness.WELL,
    ),
    Question(
        "learnt",
        _("Who have you learnt with?"),
        _("People you learnt with"),
        _("Old schoolmates, a teacher who liked you, people from a course, a driving instructor, an evening class."),
        HowKnown.LEARNT,
    ),
    Question(
        "friends",
        _("Who are your friends?"),
        _("Friends"),
        _("Anybody you’d ring with good news. And their other half, if you know them a bit too."),
        HowKnown.FRIEND,
        Closeness.VERY_WELL,
    ),
    Question(
        "high-street",
        _("Who do you know on the high street?"),
        _("People on the high street"),
        _("The barber, the café, the corner shop, the man from the bike shop, the woman who does your nails."),
        HowKnown.TRADE,
    ),
    Question(
        "school-gate",
        _("Who do you queue with at the school gate?"),
        _("The school gate"),
        _("Other parents and grandparents, the lollipop lady, a teaching assistant, the football touchline."),
        HowKnown.SCHOOL_GATE,
    ),
    Question(
        "play",
        _("Who do you play, sing or make things with?"),
        _("Playing, singing, making"),
        _("A team, a choir, the gym, the allotment, a gaming night, knit and natter, walking the dog."),
        HowKnown.CLUB,
        Closeness.WELL,
    ),
    Question(
        "pray",
        _("Who do you pray or sit quietly with?"),
        _("Faith and quiet"),
        _("At the mosque, church, temple, gurdwara or synagogue, a yoga class. If that’s not for you, skip it."),
        HowKnown.CLUB,
        Closeness.WELL,
    ),
    Question(
        "volunteer",
        _("Who have you helped out with?"),
        _("Volunteering"),
        _("The food bank, the residents’ group, a charity shop, the school fair, litter picking, a lunch club."),
        HowKnown.VOLUNTEER,
        Closeness.WELL,
    ),
    Question(
        "ordinary-week",
        _("Who else do you talk to in an ordinary week?"),
        _("Anybody else"),
        _("The nurse, the librarian, the bus driver, somebody you only know online, an old friend of your mum’s."),
        HowKnown.OTHER,
    ),
)
ENOUGH = 3  # names for one question: then going on is offered first

_PLACES = {question.slug: place for place, question in enumerate(QUESTIONS)}


def question_called(slug: str) -> Question | None:
    """Return the question with that slug, or None."""
    place = _PLACES.get(slug)
    return None if place is None else QUESTIONS[place]


def number_of(question: Question) -> int:
    """Return the question's number, from 1."""
    return _PLACES[question.slug] + 1


def before(question: Question) -> Question | None:
    place = _PLACES[question.slug]
    return QUESTIONS[place - 1] if place else None


def after(question: Question) -> Question | None:
    place = _PLACES[question.slug] + 1
    return QUESTIONS[place] if place < len(QUESTIONS) else None
