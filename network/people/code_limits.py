"""How many codes are sent to one address, and how often each may be tried: the same with and without an account.

A stranger can ask for codes for anybody's address. What they use up is counted by their network, and for all strangers
together; a browser in which the owner has signed in before has limits of its own, and passkeys need no code. So a
stranger with one network leaves room in the owner's new browser too, and one with many can delay only a new browser.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from network.people.authentication_log import What, record
from network.people.known_browsers import known_browser
from network.platform.privacy import codes
from network.platform.privacy.rate_limits import RateLimit, address_key, network_of, take

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
FROM_A_KNOWN_BROWSER = (
    RateLimit("letters, known browser, minute", 3, MINUTE),
    RateLimit("letters, known browser, day", 20, DAY),
)
FROM_A_NETWORK = (RateLimit("letters, network, minute", 3, MINUTE), RateLimit("letters, network, day", 10, DAY))
FROM_ALL_STRANGERS = RateLimit("letters, strangers, day", 20, DAY)


def mail_allowed(request: HttpRequest, address: str) -> bool:
    """Count a letter with a code to `address`, and tell whether it may be sent. Recorded either way."""
    key, browser = address_key(address), known_browser(request, address)
    if browser:
        allowed = all(take(limit, key, browser) for limit in FROM_A_KNOWN_BROWSER)
    else:
        network = network_of(get_adapter(request).get_client_ip(request))
        allowed = all(take(limit, key, network) for limit in FROM_A_NETWORK) and take(FROM_ALL_STRANGERS, key)
    record(request, What.CODE_ASKED, how="known browser" if browser else "", succeeded=allowed, address=address)
    return allowed


@dataclass(frozen=True)
class ExpectedCode:
    """What a form needs to check a typed code: its handle, and whose tries are counted."""

    handle: str
    about: tuple[object, ...]

    def check(self, typed: str) -> bool:
        """Count a try, and tell whether it is right. Raises `TriesUsedUpError`."""
        return codes.check(typed, codes.ACCOUNT, self.handle, *self.about)


def expected_code(purpose: str, state: dict[str, Any]) -> ExpectedCode:
    """Return the code that allauth's process with this `state` waits for.

    Tries are counted for the address and the moment at which the process began, which no second code and no old session
    changes. Without an account there is no handle, and tries are counted all the same.
    """
    return ExpectedCode(state.get("code", ""), (purpose, address_key(state.get("email", "")), state["at"]))
