"""Codes typed and asked for in one moment, from one browser and from many; on a database file, or on PostgreSQL."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.test import Client

from network.models import RateLimitCounter
from network.platform.privacy import codes
from network.platform.privacy.rate_limits import RateLimit, take
from tests.factories.people import make_member
from tests.network.people.code_flows import ALICE, CONFIRM_RESET, CONFIRM_SIGN_IN, RESET, SIGN_IN

ROUNDS = 3


def everything() -> dict[str, Any]:
    make_member("Alice")
    return {
        "takes of a limit of seven": [takes_of_a_limit(number) for number in range(2 * ROUNDS)],
        "wrong codes, then the right one": [wrong_codes(*way) for way in WAYS for _ in range(ROUNDS)],
        "one right code eight times": [one_right_code() for _ in range(ROUNDS)],
        "letters asked for": [letters_asked_for() for _ in range(ROUNDS)],
    }


WAYS = ((SIGN_IN, CONFIRM_SIGN_IN, "/settings/"), (RESET, CONFIRM_RESET, "/account/password/reset/complete/"))


def at_once(acts: list[Callable[[], object]]) -> Counter[str]:
    """Do all of `acts` in the same moment, a thread each; return how often each outcome came."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        start.wait()
        try:
            return str(act())
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return Counter(pool.map(run, acts))


def begin_anew() -> None:
    cache.clear()
    RateLimitCounter.objects.all().delete()


def takes_of_a_limit(number: int) -> dict[str, int]:
    limit = RateLimit("seven", 7, timedelta(hours=1))
    return dict(at_once([lambda: take(limit, number) for _ in range(16)]))


def asked(ask: str) -> Client:
    begin_anew()
    client = a_browser()
    client.post(ask, {"login": ALICE, "email": ALICE})
    return client


def a_browser(key: str = "") -> Client:
    client = Client(SERVER_NAME="localhost", raise_request_exception=False)
    if key:
        client.cookies["sessionid"] = key
    return client


def the_code(client: Client) -> str:
    """Return the code that was sent, by the handle in the session."""
    state = dict(client.session)
    process = state.get("account_password_reset_verification")
    process = process or state["account_login"]["state"]["stages"]["login_by_code"]["data"]
    return codes.code_for(codes.ACCOUNT, process["code"])


def wrong_codes(ask: str, confirm: str, opens: str) -> int:
    """Type twelve wrong codes at once, and then the right one: return the status of the page behind it."""
    client = asked(ask)
    right, key = the_code(client), client.cookies["sessionid"].value
    wrong = [f"{(int(right) + number) % 10**8:08d}" for number in range(1, 13)]
    at_once([lambda code=code: a_browser(key).post(confirm, {"code": code}).status_code for code in wrong])  # type: ignore[misc]
    last = a_browser(key)
    last.post(confirm, {"code": right})
    return last.get(opens).status_code


def one_right_code() -> int:
    """Type the right code eight times at once; return how often it was right."""
    handle = codes.make_handle()
    right = codes.code_for("test", handle)

    def typed() -> bool:
        try:
            return codes.check(right, "test", handle, handle)
        except codes.TriesUsedUpError:
            return False

    return at_once([typed] * 8)["True"]


def letters_asked_for() -> int:
    """Ask for twelve codes at once; return how many were allowed."""
    begin_anew()
    asking = [lambda: a_browser().post(SIGN_IN, {"login": ALICE}).status_code for _ in range(12)]
    return at_once(asking)["302"]
