"""Whatever is written into any field of any page, the answer comes soon and is none of our own failures."""

import time
import traceback
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.cache import cache as rate_limits
from django.core.signals import got_request_exception
from django.db import transaction
from django.test import Client

from tests.architecture.test_who_may_open_what import DECLARED, PLAIN, People, visits
from tests.bounds.nasty import PIECES, nasty
from tests.hypothesis_profiles import is_deep
from tests.quality.markup import Markup
from tests.scenes import EXAMPLES, make_town
from tests.scenes.scene import Visitor

LONGEST_ANSWER = 1.5
"""Seconds of processor time of the slowest answer. A page takes a twentieth; the longest text once took seventeen."""
ALWAYS_SENT = ("name", "q", "code", "email", "login", "words", "next", "page", "show", "credential", "keep_for_later")
"""Fields that are written to whether or not the page shows them."""
QUERY = ("q", "page", "next", "show", "ring", "sector", "work", "person", "letter", "handshake")
KINDS = ("marks", "digits", "objects", "no character", "halves of a pair", "addresses of pages")
REACHED = (200, 422)


class Failures:
    """What went wrong: on which page, with which text."""

    def __init__(self) -> None:
        self.raised: str = ""
        self.seen: dict[str, str] = {}
        got_request_exception.connect(self._note)

    def _note(self, **_more: Any) -> None:
        self.raised = traceback.format_exc(limit=-4)

    def look(self, what: str, client: Client, method: str, path: str, *, again: bool = False, **options: Any) -> str:
        """Send a request, of which nothing stays, and note if it fails or takes long; return the page."""
        self.raised, client.raise_request_exception = "", False
        rate_limits.clear()
        with transaction.atomic():
            began = time.thread_time()
            answer = client.generic(method, path, **options)
            taken = time.thread_time() - began
            page = answer.content.decode("utf-8", "replace") if not answer.streaming else ""
            transaction.set_rollback(True)
        if answer.status_code >= 500 or self.raised:
            self.seen[f"{method} {what}"] = self.raised[-900:] or f"status {answer.status_code}"
        elif taken > LONGEST_ANSWER and not again:
            return self.look(what, client, method, path, again=True, **options)  # something was loaded meanwhile
        elif taken > LONGEST_ANSWER:
            self.seen[f"{method} {what}"] = f"{taken:.1f} s"
        return page


def those_who_reach(name: str, people: People) -> list[tuple[Visitor, str]]:
    """Return who comes to the form behind the URL, and the path; in the default profile, one of them."""
    access = DECLARED[name]
    answers = {"stranger": access.stranger, "member": access.member, **access.others}
    all_visits = list(visits(name, EXAMPLES.get(name, PLAIN), people.town))
    reach = [(visitor, path) for kind, visitor, path in all_visits if set(answers[kind]) & set(REACHED)]
    every = reach or [(visitor, path) for _, visitor, path in all_visits][-1:]
    return every if is_deep() else every[-1:]


def bodies(fields: list[str], kind: str) -> Iterator[tuple[str, bytes]]:
    """Yield a body with the text in all fields; and in the deep profile, one for each field, as long as can be."""
    room = settings.FORM_MAX_BYTES - 4000
    each = len(urlencode({"": nasty(kind, 100)}, errors="surrogatepass")) / 100
    everywhere = nasty(kind, int(room / each / max(1, len(fields))) - 40)
    yield "every field", urlencode(dict.fromkeys(fields, everywhere), errors="surrogatepass").encode()[: room + 3000]
    for field in fields if is_deep() and kind in KINDS else []:
        text = nasty(kind, int(room / each) - 40)
        yield field, urlencode({field: text}, errors="surrogatepass").encode()[: room + 3000]


def kinds_for(number: int, *, is_last: bool) -> list[str]:
    """Return what is written into the form of the URL of that number: in the deep profile all, by one visitor."""
    return list(PIECES) if is_deep() and is_last else [KINDS[number % len(KINDS)]]


def fields_of(page: str) -> list[str]:
    forms = Markup(page).forms
    shown = {name for form in forms for name in (*form.values, *form.kinds, *form.button) if name}
    return sorted({*shown, *ALWAYS_SENT} - {"csrfmiddlewaretoken"})


@pytest.mark.costly("some 700 requests with long texts")
@pytest.mark.django_db
def test_no_text_in_any_field_breaks_or_holds_up_a_page() -> None:
    failures = Failures()
    with transaction.atomic():
        people = People(make_town(2))
        for number, name in enumerate(DECLARED):
            reach = those_who_reach(name, people)
            for visitor, path in reach:
                client = people.browser_of(visitor)
                page = failures.look(f"{name} plainly", client, "GET", path)
                fields = fields_of(page) if "<form" in page else list(ALWAYS_SENT)
                for kind in kinds_for(number, is_last=(visitor, path) == reach[-1]):
                    query = urlencode(dict.fromkeys(QUERY, nasty(kind, 60)), errors="surrogatepass")[:4000]
                    failures.look(f"{name} {kind}", client, "GET", f"{path}?{query}")
                    for where, body in bodies(fields, kind):
                        failures.look(f"{name} {kind} in {where}", client, "POST", path, data=body, content_type=FORM)
        transaction.set_rollback(True)
    assert failures.seen == {}


FORM = "application/x-www-form-urlencoded"


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [kind for kind in PIECES if is_deep() or kind in KINDS[::2]])
def test_no_text_in_any_header_breaks_a_page(kind: str, as_alice: Client, client: Client) -> None:
    failures = Failures()
    text = nasty(kind, 2000).encode("utf-8", "replace").decode("latin-1")
    for header in ("User-Agent", "Accept-Language", "Referer", "Origin", "X-Forwarded-For", "Cookie", "If-None-Match"):
        for who in (as_alice, client):
            for method in ("GET", "POST"):
                failures.look(f"{header} {kind}", who, method, "/people/add/", headers={header: text})
                failures.look(f"{header} {kind}", who, method, "/language/", headers={header: f"http://{text}"})
    assert failures.seen == {}
