"""The record of every attempt to get into an account or to change its ways in (ASVS 5.0, V16.3): who, what, when.

An event is a row, kept for `settings.AUTHENTICATION_LOG_LIFE`, and a line of JSON in the log "backr.authentication",
which can be collected elsewhere. Neither has an address, a code or a name: an address is a keyed hash, so whoever runs
the service can ask about one that they know (`manage.py authentication_log --address`). The work is the same whether
or not there is an account. docs/authentication-log.md describes the format.
"""

import json
import logging
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone

from network.models import AuthenticationEvent, Member
from network.people.sign_ins import read_browser
from network.platform.privacy.rate_limits import address_key, keyed_hash, network_of

log = logging.getLogger("backr.authentication")
What = AuthenticationEvent.What


def record(
    request: HttpRequest, what: str, *, how: str = "", succeeded: bool = True, member: Any = None, address: str = ""
) -> None:
    """Record one event. `member` is who it is about, if that is certain; `address` what was typed."""
    browser, system = read_browser(request.META.get("HTTP_USER_AGENT", ""))
    event = AuthenticationEvent.objects.create(
        at=timezone.now(),
        what=what,
        how=how,
        succeeded=succeeded,
        member=member if isinstance(member, Member) else None,
        address_key=address_key(address) if address else "",
        network_key=_network_key(request),
        browser=browser,
        system=system,
    )
    log.info(as_json(event))


def record_limit(request: HttpRequest) -> None:
    """Record that one of allauth's own limits has refused what a page asked for. `how` is the page."""
    page = request.resolver_match.url_name if request.resolver_match else ""
    address = request.POST.get("login") or request.POST.get("email") or ""
    how = (page or "").removeprefix("account_")[:24]
    record(request, What.LIMIT_REACHED, how=how, succeeded=False, member=request.user, address=address[:254])


def _network_key(request: HttpRequest) -> str:
    try:
        return keyed_hash("network", network_of(get_adapter(request).get_client_ip(request)))
    except PermissionDenied:
        return ""  # allauth cannot tell where the request came from: by a socket, or from no browser at all


def as_json(event: AuthenticationEvent) -> str:
    """Return the event as one line of JSON; the time is UTC, in ISO 8601."""
    return json.dumps(
        {
            "at": event.at.isoformat(timespec="milliseconds"),
            "what": str(event.what),
            "how": event.how,
            "succeeded": event.succeeded,
            "member": event.member_id,
            "address": event.address_key[:16],
            "network": event.network_key[:16],
            "browser": event.browser,
            "system": event.system,
        }
    )


def forget_old() -> None:
    """Delete the events that are older than `settings.AUTHENTICATION_LOG_LIFE`."""
    AuthenticationEvent.objects.filter(at__lt=timezone.now() - settings.AUTHENTICATION_LOG_LIFE).delete()
