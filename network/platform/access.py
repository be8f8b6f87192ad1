"""Who may open what: each URL's answers to each kind of person, as its feature declares them.

The settings read these declarations, so nothing here touches models or the app registry. The views decide; a test asks
every URL as every kind of person, and fails where the answer is another than declared.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

Answer = int | str
"""An HTTP status, or the name of the URL that somebody is sent on to."""
Answers = tuple[Answer, Answer]
"""To a GET, and to a post with nothing in it."""


@dataclass(frozen=True)
class Access:
    """What a URL answers to each kind of person; a test asks each. Made by one of the four functions below."""

    stranger: Answers
    member: Answers
    """Somebody signed in whom it does not concern, or who does not hold the link."""
    others: Mapping[str, Answers] = field(default_factory=dict)
    """By what somebody is to what the URL is about: its owner, the holder of the link, a member without a name."""
    open_because: str = ""
    """Why strangers may open it; only where they may."""


SIGN_IN_FIRST: Answers = ("account_login", "account_login")


def members(answers: Answers, **others: Answers) -> Access:
    """Return the access of a page that every member has for themselves."""
    return Access(SIGN_IN_FIRST, answers, others)


def only(**others: Answers) -> Access:
    """Return the access of a page about something that concerns these alone. To other members it does not exist."""
    refused = [405 if all(answers[method] == 405 for answers in others.values()) else 404 for method in (0, 1)]
    return Access(SIGN_IN_FIRST, (refused[0], refused[1]), others)


def everybody(answers: Answers, member: Answers | None = None, *, because: str, **others: Answers) -> Access:
    """Return the access of a page that is open to strangers. `member`: what members get, if it is something else."""
    return Access(answers, member or answers, others, because)


def link_holders(answers: Answers, *, unknown: Answers, because: str, **others: Answers) -> Access:
    """Return the access of a page that a secret link opens, for strangers too; `unknown`: what a made-up link gets."""
    return Access(unknown, unknown, {"holder": answers, "member_with_link": answers, **others}, because)
