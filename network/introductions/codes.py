"""A code that proves that somebody without an account can be reached at the address they typed.

The code is kept nowhere, not even as a hash that could be tried out: it follows from the try's `handle` and the
service's secret key, and is worked out when the mail is written and when it is typed.
"""

import hashlib
import hmac
import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from network.contacts.fingerprints import fingerprint_of_email
from network.introductions.errors import (
    CodeDeadError,
    CodeWrongError,
    NotAllowedError,
    NotYourAddressError,
    TooManyCodesError,
)
from network.introductions.guests import agree_by_link, answerable_by_link
from network.models import Fingerprint, Introduction, Notice, ReachCode
from network.notices.record import notify
from network.privacy.keys import keys_in_force

LIFE = timedelta(minutes=15)
ATTEMPTS = 5
CODES_A_DAY = 6
"""With five attempts each, 30 of a million codes can be tried in a day, 420 in the life of a link: 0.04%."""


def code_for(handle: str) -> str:
    """Return the six digits that belong to a try."""
    return _code_by(keys_in_force()[0], handle)


@transaction.atomic
def send_code(*, token: str, name: str, address: str) -> ReachCode:
    """Note that whoever holds the link would say yes as `name`, and send a code to `address`.

    Nothing is answered or disclosed by it. A code sent before stops working. Raises `NotAllowedError`,
    `NotYourAddressError` or `TooManyCodesError`.
    """
    introduction = answerable_by_link(token)
    Introduction.objects.select_for_update().get(pk=introduction.pk)  # two at once count each other
    now = timezone.now()
    if _is_theirs(introduction, address):
        raise NotYourAddressError
    before = ReachCode.objects.filter(introduction=introduction)
    if before.filter(created_at__gt=now - timedelta(days=1)).count() >= CODES_A_DAY:
        raise TooManyCodesError
    before.filter(expires_at__gt=now).update(expires_at=now)
    made = ReachCode.objects.create(
        introduction=introduction,
        handle=secrets.token_urlsafe(16),
        name=name,
        address=address,
        created_at=now,
        expires_at=now + LIFE,
    )
    notify(kind="reach_code", address=address, introduction=introduction, details={"handle": made.handle})
    return made


def confirm(*, token: str, handle: str, code: str) -> Introduction:
    """Say yes in earnest: the address is proved by `code`, and the conversation opens (see `agree_by_link`).

    Raises `CodeWrongError` (try again), `CodeDeadError` (have a new one sent) or `NotAllowedError`. An attempt counts
    before it is looked at, and stays counted, so that no number of requests at once gets more than five.
    """
    now = timezone.now()
    alive = ReachCode.objects.filter(handle=handle, attempts__lt=ATTEMPTS, expires_at__gt=now, used_at=None)
    if not alive.update(attempts=F("attempts") + 1):
        raise CodeDeadError
    found = ReachCode.objects.get(handle=handle)
    if not _is_code(code, handle):
        raise CodeWrongError if found.attempts < ATTEMPTS else CodeDeadError
    with transaction.atomic():
        if not ReachCode.objects.filter(pk=found.pk, used_at=None).update(used_at=now):
            raise NotAllowedError
        return agree_by_link(
            token=token, introduction_id=found.introduction_id, name=found.name, address=found.address, proved_at=now
        )


def _is_code(typed: str, handle: str) -> bool:
    """Tell whether it is the code of a try, by a key in force: the key may have changed since it was sent."""
    right = [
        hmac.compare_digest(_code_by(key, handle).encode(), typed.encode(errors="replace")) for key in keys_in_force()
    ]
    return any(right)


def _code_by(key: str, handle: str) -> str:
    digest = hmac.new(key.encode(), b"backr reach code " + handle.encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(digest[:8], 'big') % 1_000_000:06d}"


def waiting_try(*, introduction_id: int, handle: str) -> ReachCode | None:
    """Return the try that `handle` names, if it belongs to this introduction."""
    if not handle.isprintable():  # PostgreSQL cannot be asked for a NUL
        return None
    return ReachCode.objects.filter(introduction=introduction_id, handle=handle).first()


def notice_context(notice: Notice) -> dict[str, str]:
    """Return what the e-mail with the code says, worked out as it is written."""
    return {"code": code_for(notice.details["handle"])}


def _is_theirs(introduction: Introduction, address: str) -> bool:
    """Tell whether the address is the requester's or the introducer's own: neither can be the one to meet."""
    people = (introduction.requester_id, introduction.introducer_id)
    return Fingerprint.objects.filter(member_id__in=people, digest=fingerprint_of_email(address)).exists()
