"""Does the time of an answer tell who has an account? `python -m tests.benchmarks.account_timing [--requests 200]`.

Each way in is asked for addresses with and without an account, in random order, each address once and from a network of
its own, with the real password hasher, the real database file and letters apart. Wall time is what somebody outside
sees; processor time shows the same on a busy machine. The figure is the advantage of the best single threshold: the
largest difference of the two distribution functions, which is the Kolmogorov-Smirnov statistic. Even two samples of one
distribution differ by chance: "by chance" is its 95th percentile when the labels are shuffled, and "held out" chooses
the threshold on one half and counts on the other, so that chance averages to nothing.
"""

import argparse
import logging
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import cache as cache_result
from typing import Any

if __name__ == "__main__":
    os.environ["BACKR_HOME"] = tempfile.mkdtemp(prefix="backr-timing-")
    os.environ["DJANGO_SETTINGS_MODULE"] = os.environ.get("BACKR_TIMING_SETTINGS", "backr.settings.embedded")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.client import ClientHandler  # noqa: E402
from django.urls import reverse  # noqa: E402

from network.contacts.actions import add_contact  # noqa: E402
from network.models import Introduction, Member  # noqa: E402
from network.platform.privacy.tokens import hash_of_token  # noqa: E402
from tests.factories.introductions import make_introduction  # noqa: E402
from tests.factories.people import make_contact, make_member  # noqa: E402

WARM_UP = 10
Ask = Callable[[Client, str], Any]
NUMBERS = iter(range(10**9))


def a_browser() -> Client:
    number = next(NUMBERS)
    somewhere = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    client = Client(SERVER_NAME="localhost", REMOTE_ADDR=somewhere)
    client.handler = _handler()
    return client


@cache_result
def _handler() -> ClientHandler:
    """Return one handler for all browsers, as a process has: a new one reads all static files again."""
    return ClientHandler(enforce_csrf_checks=False)


def a_member(password: str = "") -> str:
    member = make_member("Somebody", email=f"member-{next(NUMBERS)}@example.com")
    if password:
        member.set_password(password)
        member.save(update_fields=["password"])
    return str(member.email)


def with_a_password() -> str:
    return a_member("of their own")


def nobody() -> str:
    return f"nobody-{next(NUMBERS)}@example.com"


def post(name: str, field: str, **more: str) -> Ask:
    address = reverse(name)
    return lambda client, email: client.post(address, {field: email, **more})


class Way:
    """A way in: what is asked and timed, and what comes before it untimed."""

    def __init__(self, words: str, ask: Ask, *, before: Ask | None = None, known: Callable[[], str] = a_member) -> None:
        self.words, self.ask, self.before, self.known = words, ask, before, known

    def seconds(self, email: str) -> tuple[float, float]:
        """Return the seconds until the answer, and those of processor time in the thread that gave it."""
        client = a_browser()
        if self.before:
            self.before(client, email)
        began, worked = time.perf_counter(), time.thread_time()
        self.ask(client, email)
        return time.perf_counter() - began, time.thread_time() - worked


def signed_in(client: Client, _email: str) -> None:
    member = Member.objects.get(email="reader@example.com")
    client.force_login(member)
    session = client.session
    session["fresh_code_at"] = [time.time(), member.pk]
    session.save()


def with_a_contact(client: Client, email: str) -> None:
    signed_in(client, email)
    owner = Member.objects.get(email="reader@example.com")
    client.contact = add_contact(owner=owner, name="Sam", addresses=[("email", email)])  # type: ignore[attr-defined]


def invite(client: Client, _email: str) -> Any:
    return client.post(reverse("invitation_make", args=[client.contact.pk]))  # type: ignore[attr-defined]


def write_down(client: Client, email: str) -> Any:
    return client.post(reverse("contact_add"), {"name": "Sam", "email": email})


def with_a_link(client: Client, _email: str) -> None:
    made = make_introduction(make_member(), make_contact(make_member(), "Dilys"), state="passed_on")
    client.token = f"token-{made.pk}"  # type: ignore[attr-defined]
    Introduction.objects.filter(pk=made.pk).update(
        token_hash=hash_of_token(client.token),  # type: ignore[attr-defined]
        token_expires_at=made.deadline,
    )


def guest_code(client: Client, email: str) -> Any:
    return client.post(reverse("consent_yes", args=[client.token]), {"name": "Dilys", "address": email})  # type: ignore[attr-defined]


def ways() -> list[Way]:
    login = post("account_login", "login")
    reset = post("account_reset_password", "email")
    return [
        Way("a code to sign in", login),
        Way("a code to sign in, from its own page", post("account_request_login_code", "email")),
        Way("a wrong code to sign in", post("account_confirm_login_code", "", code="1111-1111"), before=login),
        Way("a second code", post("account_confirm_login_code", "", action="resend"), before=login),
        Way("a code for a forgotten password", reset),
        Way("a wrong code for it", post("account_confirm_password_reset_code", "", code="1111-1111"), before=reset),
        Way("a wrong password, of who has none", post("account_login", "login", password="wrong")),
        Way(
            "a wrong password", post("account_login", "login", password="wrong"), known=lambda: a_member("of their own")
        ),
        Way("joining", post("account_signup", "email")),
        Way(
            "a wrong code to join",
            post("account_email_verification_sent", "", code="1111-1111"),
            before=post("account_signup", "email"),
        ),
        Way("adding an address", post("account_email", "email", action_add=""), before=signed_in),
        Way("inviting", invite, before=with_a_contact),
        Way("writing somebody down", write_down, before=signed_in),
        Way("a guest's code", guest_code, before=with_a_link),
    ]


Times = tuple[list[float], list[float]]
"""Seconds with and without an account."""


def measure(way: Way, requests: int) -> tuple[Times, Times]:
    """Return the times until the answer, and those of processor time; `requests` each, in random order."""
    emails = [(way.known(), True) for _ in range(requests)] + [(nobody(), False) for _ in range(requests)]
    random.shuffle(emails)
    for _ in range(WARM_UP):
        way.seconds(way.known())
        way.seconds(nobody())
    clocks: tuple[Times, Times] = ([], []), ([], [])
    for email, is_member in emails:
        cache.clear()
        for times, seconds in zip(clocks, way.seconds(email), strict=True):
            times[not is_member].append(seconds)
    return clocks


def advantage(known: list[float], unknown: list[float]) -> tuple[float, float, int]:
    """Return the largest difference of the distribution functions, the threshold, and which side members are on."""
    at = sorted({*known, *unknown})
    best = max(at, key=lambda cut: abs(share(known, cut) - share(unknown, cut)))
    difference = share(known, best) - share(unknown, best)
    return abs(difference), best, 1 if difference > 0 else -1


def share(times: list[float], cut: float) -> float:
    return sum(each <= cut for each in times) / len(times)


def held_out(known: list[float], unknown: list[float]) -> float:
    """Return the advantage on one half, of the threshold chosen on the other; mean of both ways round."""
    halves = [(known[::2], unknown[::2]), (known[1::2], unknown[1::2])]
    results = []
    for (first, second), (third, fourth) in (halves, halves[::-1]):
        _size, cut, side = advantage(first, second)
        results.append(side * (share(third, cut) - share(fourth, cut)))
    return statistics.mean(results)


def by_chance(known: list[float], unknown: list[float], rounds: int = 40) -> float:
    together, results = [*known, *unknown], []
    for _ in range(rounds):
        random.shuffle(together)
        results.append(advantage(together[: len(known)], together[len(known) :])[0])
    return sorted(results)[int(0.95 * rounds)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=200, help="with an account, and as many without")
    parser.add_argument("--only", default="", help="ways whose words hold this")
    options = parser.parse_args()
    random.seed(11)
    logging.disable(logging.INFO)
    settings.MAIL_APART = True
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    make_member("Reader", email="reader@example.com")
    print("| | clock | with, median | without | advantage | held out | by chance, 95% |")
    print("|---|---|---:|---:|---:|---:|---:|")
    for way in ways():
        if options.only not in way.words:
            continue
        for clock, (known, unknown) in zip(("wall", "processor"), measure(way, options.requests), strict=True):
            medians = [f"{1000 * statistics.median(times):.1f} ms" for times in (known, unknown)]
            figures = [advantage(known, unknown)[0], held_out(known, unknown), by_chance(known, unknown)]
            row = [way.words, clock, *medians, *(f"{figure:.2f}" for figure in figures)]
            print(f"| {' | '.join(row)} |", flush=True)


if __name__ == "__main__":
    main()
