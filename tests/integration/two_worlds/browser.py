"""A world while a script is played in it: the attackers' browsers, and a record of all that comes back to them."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve
from django.urls.exceptions import Resolver404

from tests.integration.two_worlds.frozen import Clock, Drawn
from tests.integration.two_worlds.town import ATTACKERS, Town

OFFER = re.compile(r'/introductions/ask/[^/"]+/')
ASIDE = re.compile(r'/work/not-for-me/[^/"?]{20,}/')
CONSENT = re.compile(r"/i/([^/\"\s]{20,})/")
INVITATION = re.compile(r"/join/([^/\"\s]{20,})/")
BLOCK = re.compile(r'/settings/block/[^/"]+/')
GUEST = re.compile(r"/conversations/guest/([^/\s]+)/")
HEADERS = ("Location", "Content-Type", "Cache-Control", "Referrer-Policy", "X-Robots-Tag", "Content-Language", "Vary")
MAILBOXES = "@attack.example"
"""The attackers read all mail to this domain."""
STRANGER = "stranger"


@dataclass
class Answer:
    """What one request, or one mail, showed: to whom, after which line of the script."""

    line: int
    what: str
    shown: str


@dataclass
class World:
    town: Town
    clock: Clock
    drawn: Drawn
    signed_in: Mapping[str, SimpleCookie]
    secret: bool = False
    """Whether it is the world in which something is otherwise."""
    line: int = 0
    answers: list[Answer] = field(default_factory=list)
    visited: set[str] = field(default_factory=set)
    consents: list[str] = field(default_factory=list)
    """Tokens of personal links that the attackers have seen."""
    invitations: list[str] = field(default_factory=list)
    guest_links: list[str] = field(default_factory=list)
    """Tokens of conversations, mailed to attackers who said yes by a personal link."""
    guests: list[str] = field(default_factory=list)
    """Tokens that others sent to people without an account."""
    _mails_read: int = 0

    def __post_init__(self) -> None:
        self.browsers = {name: Browser(self, name) for name in (*ATTACKERS, STRANGER)}

    def note(self, what: str, shown: str) -> None:
        self.answers.append(Answer(self.line, self.drawn.plain(what), self.drawn.plain(shown)))

    def read_mail(self) -> None:
        """Note the mails that reached the attackers since they looked last, in their order."""
        new, self._mails_read = mail.outbox[self._mails_read :], len(mail.outbox)
        for message in new:
            if all(address.endswith(MAILBOXES) for address in message.to):
                texts = [message.body, *(str(part[0]) for part in getattr(message, "alternatives", []))]
                headers = sorted(message.extra_headers.items())
                shown = f"{message.from_email} {headers}\n{message.subject}\n" + "\n".join(texts)
                self.note(f"mail to {message.to}", shown)
                self.guest_links += GUEST.findall(message.body)


class Browser:
    """One attacker's browser, signed in, or a stranger's."""

    def __init__(self, world: World, name: str) -> None:
        self.world, self.name = world, name
        self.client = Client(raise_request_exception=True)
        self.at = ""
        """The path of the page that was last opened."""
        self.offers: list[str] = []
        self.blocks: list[str] = []
        for morsel in world.signed_in.get(name, {}).values():
            self.client.cookies[morsel.key] = morsel.value

    def get(self, path: str, **query: str) -> str:
        return self._noted(self.client.get(path, query), f"GET {path} {query or ''}")

    def post(self, path: str, **data: Any) -> str:
        """Post, and follow where the answer leads."""
        answer = self.client.post(path, data)
        shown = self._noted(answer, f"POST {path}")
        return self.get(answer["Location"]) if 300 <= answer.status_code < 400 else shown

    def _noted(self, answer: HttpResponse, what: str) -> str:
        content = b"".join(answer) if answer.streaming else answer.content
        shown = content.decode()
        headers = "".join(f"{name}: {answer[name]}\n" for name in HEADERS if name in answer)
        cookies = "".join(f"{name} {cookie['max-age']}\n" for name, cookie in sorted(answer.cookies.items()))
        self.world.note(f"{self.name}: {what}", f"{answer.status_code}\n{headers}{cookies}\n{shown}")
        self._remember(shown, answer)
        return shown

    def _remember(self, shown: str, answer: HttpResponse) -> None:
        for held, pattern in ((self.offers, OFFER), (self.blocks, BLOCK)):
            held += [link for link in pattern.findall(shown) if link not in held]
        for tokens, pattern in ((self.world.consents, CONSENT), (self.world.invitations, INVITATION)):
            tokens += [token for token in dict.fromkeys(pattern.findall(shown)) if token not in tokens]
        self.at = answer.wsgi_request.path
        with suppress(Resolver404):
            self.world.visited.add(resolve(self.at).url_name)


def differences(one: World, other: World) -> Iterator[tuple[Answer, Answer]]:
    """Yield what came back otherwise in the other world, in order."""
    for mine, theirs in zip(one.answers, other.answers, strict=False):
        if (mine.what, mine.shown) != (theirs.what, theirs.shown):
            yield mine, theirs
    longer = max(one.answers, other.answers, key=len)
    for answer in longer[min(len(one.answers), len(other.answers)) :]:
        yield answer, Answer(answer.line, "", "")
