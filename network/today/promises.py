"""What is promised on the front page, and how each is kept. Whoever changes how it is kept changes the words."""

from dataclasses import dataclass

from django.utils.functional import Promise as Words
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Promise:
    key: str
    words: Words
    kept: Words


FAIR_PLAY = (
    Promise(
        "why",
        _("You can always see why something was suggested to you."),
        _(
            "Open “Why am I seeing this?” on a suggestion: it says which of your own words led to it, and through "
            "whom. Under the list stands how it is made. Names, notes, age, sex and how many people somebody knows "
            "never count."
        ),
    ),
    Promise(
        "no-score",
        _("Nobody is scored. Not you, and not the people who help you."),
        _(
            "We keep no marks, no stars and no count of who answers how fast. What is compared is words: a wish with a "
            "line of work, and with what somebody has said they could help with."
        ),
    ),
    Promise(
        "load",
        _("Everybody says how much they can take on, and is asked no more than that."),
        _(
            "Each member sets how many people a month may ask them, and can take a break. It is counted again at the "
            "very moment in which a request is sent. Whoever is full or away is not offered, and nobody is told why."
        ),
    ),
    Promise(
        "no",
        _("Saying no costs nothing, and needs no reason."),
        _(
            "Whoever asked reads “still asking” until the same day, whether somebody said no, was away or did not "
            "answer. A no is kept nowhere where it could count against anybody. Whoever says no can choose to tell it "
            "themselves, kindly."
        ),
    ),
    Promise(
        "record",
        _("Who recommended whom is written down, and cannot be changed afterwards."),
        _(
            "Each step is added to a record whose entries hold on to one another like the links of a chain. A changed "
            "or missing link shows at once when the chain is checked. If somebody wants to be forgotten, their words "
            "go, and the chain still holds."
        ),
    ),
)

PRIVACY = (
    Promise(
        "names",
        _("The names, numbers and notes in your list stay with you."),
        _(
            "They are shown on your own pages only. What is used to find a way from one person to another holds "
            "numbers in place of people: no name, no address, no note. Whom you mark as private is not in it at all."
        ),
    ),
    Promise(
        "yes-first",
        _("Nobody hears your name before you say yes."),
        _(
            "Whoever would like to meet you is told only what work you do, and which friend of theirs knows somebody "
            "who does it. The time of each yes is kept with the introduction, and the database itself refuses to call "
            "it agreed while one of them is missing."
        ),
    ),
    Promise(
        "no-writing",
        _("We never write to the people in your list. If you want to invite one, you send the link yourself."),
        _(
            "We send e-mail to members, and to addresses that their owners have typed here and confirmed by a code. "
            "Addresses in your list are never written to. A personal link leaves from your own phone or e-mail."
        ),
    ),
    Promise(
        "one-thing",
        _("Of somebody you know, others may learn one thing only: what work they do. You can change that or hide it."),
        _(
            "It is a line of work out of a fixed list, such as “baker”, and never your own words. On each person’s "
            "page you see what others may read, and can change it, hide it, or keep the whole person private."
        ),
    ),
)
