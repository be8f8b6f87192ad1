"""Rate limits that no number of requests at once, no old session and no full cache gets round: rows, counted in SQL.

Each use is one conditional update, so it is counted exactly on every database, and the work is the same whether or not
there is an account. Call `take` outside of a transaction: what is rolled back is not counted.
"""

import ipaddress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from network.models import RateLimitCounter
from network.platform.mail_addresses import readable_address

IPV4_NETWORK, IPV6_NETWORK = 24, 48  # bits of an address that one provider's customer keeps


@dataclass(frozen=True)
class RateLimit:
    """At most `most` uses in a `window`, which begins with its first use."""

    name: str
    most: int
    window: timedelta


LONG_OVER = datetime.fromtimestamp(0, UTC)


def take(limit: RateLimit, *about: object) -> bool:
    """Count one more use of `limit` by `about`; tell whether it was within the limit. A refused use is not counted."""
    rows, now = RateLimitCounter.objects.filter(key=_key(limit, about)), timezone.now()
    live = rows.filter(ends_at__gt=now, used__lt=limit.most)
    if live.update(used=F("used") + 1):
        return True
    # A new row's window is long over, so that nobody counts in it before somebody has begun a window.
    RateLimitCounter.objects.bulk_create(
        [RateLimitCounter(key=_key(limit, about), ends_at=LONG_OVER)], ignore_conflicts=True
    )
    if rows.filter(ends_at__lte=now).update(used=1, ends_at=now + limit.window):
        return True
    return bool(live.update(used=F("used") + 1))  # another request began the window in the meantime


def forget_over() -> None:
    """Delete the counters whose window has ended."""
    RateLimitCounter.objects.filter(ends_at__lt=timezone.now()).delete()


def address_key(address: str) -> str:
    """Return what an e-mail address is counted by: a keyed hash, the same for all spellings of one mailbox.

    Without the key, which is not in the database, nobody can find the address by trying likely ones.
    """
    try:
        spelling = readable_address(address.strip())
    except ValueError:
        spelling = address.strip().lower()
    return keyed_hash("address", spelling)


def keyed_hash(purpose: str, text: str) -> str:
    """Return HMAC-SHA-256 of `text` under `FINGERPRINT_KEY`, which stays when the secret key is changed; hex."""
    return salted_hmac(f"backr {purpose}", text, settings.FINGERPRINT_KEY, algorithm="sha256").hexdigest()


def network_of(ip_address: str) -> str:
    """Return the network that an IP address is in, so that one customer of a provider counts as one."""
    try:
        address = ipaddress.ip_address(ip_address)
    except ValueError:
        return ip_address
    bits = IPV4_NETWORK if address.version == 4 else IPV6_NETWORK
    return str(ipaddress.ip_network(f"{address}/{bits}", strict=False))


def _key(limit: RateLimit, about: tuple[object, ...]) -> str:
    what = "\n".join([limit.name, *map(str, about)])
    return keyed_hash("rate limit", what)
