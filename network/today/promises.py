"""The promises on the front page, and how each is kept. Change the words when you change how a promise is kept."""

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
        _("You can always see why we suggested something to you."),
        _(
            "Open “Why am I seeing this?” on a suggestion. It says which of your own words led to it, "
            "and who it goes through. Under the list we say how we make it. Names, notes, age, sex and "
            "how many people somebody knows never count."
        ),
    ),
    Promise(
        "no-score",
        _("Nobody is scored. Not you, and not the people who help you."),
        _(
            "We don’t give marks or stars, and we don’t count how fast anybody answers. All we compare "
            "is words: what somebody would like with a line of work, and with what somebody has said "
            "they could help with."
        ),
    ),
    Promise(
        "load",
        _("Everybody says how much they can take on, and we don’t ask for more."),
        _(
            "Every member sets how many people a month can ask them, and can take a break. We count "
            "again at the very moment a request is sent. If somebody has enough to do or is away, we "
            "don’t offer them, and we don’t tell anybody why."
        ),
    ),
    Promise(
        "no",
        _("Saying no costs nothing, and you don’t have to say why."),
        _(
            "Whoever asked sees “no answer yet” until the same day, whether somebody said no, was away "
            "or didn’t answer. We don’t keep a no anywhere that it could count against anybody. If you "
            "say no, you can choose to tell them yourself, kindly."
        ),
    ),
    Promise(
        "record",
        _("We write down every recommendation, and nobody can change it afterwards."),
        _(
            "Each step goes into a record where every entry is joined to the next, like the links of a "
            "chain. When we check the chain, a changed or missing link shows up at once. If somebody "
            "wants to be forgotten, their words go, and the chain still holds."
        ),
    ),
)

PRIVACY = (
    Promise(
        "names",
        _("The names, numbers and notes on your list stay with you."),
        _(
            "We only show them on your own pages. To find a way from one person to another, we use "
            "numbers in place of people: no names, no addresses, no notes. Anybody you mark as private "
            "isn’t in there at all."
        ),
    ),
    Promise(
        "yes-first",
        _("Nobody hears your name before you say yes."),
        _(
            "We only tell somebody who’d like to meet you what work you do, and which friend of theirs "
            "knows somebody who does it. We keep the time of each yes with the introduction, and the "
            "database itself won’t call it agreed while one is missing."
        ),
    ),
    Promise(
        "no-writing",
        _("We never write to the people on your list. If you want to invite somebody, you send the link yourself."),
        _(
            "We send e-mail to members, and to people who’ve typed their own address here and "
            "confirmed it with a code. We never write to the addresses on your list. You send a "
            "personal link from your own phone or e-mail."
        ),
    ),
    Promise(
        "one-thing",
        _(
            "Others can only find out one thing about somebody you know: what work they do. You can "
            "change that or hide it."
        ),
        _(
            "It’s a line of work from a fixed list, such as “baker”, and never your own words. Each "
            "person’s page shows you what others can read. You can change it, hide it, or keep the "
            "whole person private."
        ),
    ),
)
