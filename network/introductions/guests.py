"""Answers of a target without an account, by the personal link (`links`), with the code that proves their address.

The database keeps only the hash of a link. The code is stored nowhere: it is derived from the `handle` of the
`ReachCode`, by `network.platform.privacy.codes`.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from network.conversations.guests import is_proved_address
from network.identity.allowed_comparisons import member_who_proved
from network.identity.fingerprints import fingerprint_of_email
from network.introductions import rules
from network.introductions.actions import agree_as, decline_as
from network.introductions.errors import (
    CodeDeadError,
    CodeWrongError,
    NotAllowedError,
    NotYourAddressError,
    TooManyCodesError,
)
from network.introductions.states import Role, State
from network.introductions.visibility import still_asking
from network.models import Conversation, Introduction, Notice, ReachCode
from network.platform.notices.record import notify
from network.platform.privacy import codes
from network.platform.privacy.rate_limits import RateLimit, address_key, take
from network.platform.privacy.tokens import SealBrokenError, hash_of_token, seal, unseal

CODE_LIFE = timedelta(minutes=15)
ATTEMPTS = 5
CODES_A_DAY = 6
"""With five attempts each, 30 of a million codes can be tried in a day, 420 in the life of a link: 0.04%."""

LETTERS = RateLimit("guest codes to an address, day", 20, timedelta(days=1))
"""To one address by all links: who has many links cannot fill a stranger's mailbox."""
LETTERS_FROM_A_NETWORK = RateLimit("guest codes to an address from a network, day", 10, timedelta(days=1))
"""Half of them: who asks for a stranger's codes from one network leaves the stranger some for a link of their own."""
LABEL, DIGITS = "backr reach code", 6
YES, YES_LIFE = "guest's yes", timedelta(hours=1)


def introduction_by_link(token: str, now: datetime) -> Introduction | None:
    """Return the introduction that can be read and answered by this link, or None.

    The link works until the deadline, also after a quiet no: the introducer has the link too, and may not learn it from
    there.
    """
    return (
        Introduction.objects.select_related("requester", "introducer", "contact")
        .filter(still_asking(now), token_hash=hash_of_token(token), token_expires_at__gt=now)
        .exclude(state=State.ASKED)
        .first()
    )


@transaction.atomic
def decline_by_link(*, token: str, telling: str, words: str = "") -> Introduction:
    """Say not this time, also after a quiet no. Raises `NotAllowedError`."""
    introduction = _answerable(token)
    return decline_as(introduction, Role.TARGET, by=None, telling=telling, words=words)


def send_code(*, token: str, name: str, address: str, network: str = "") -> ReachCode:
    """Send a code to `address`, for somebody in `network` with the link who wants to say yes as `name`.

    This answers and discloses nothing: whose address it is, is looked at only once the code has proved it. A code sent
    before stops working. Raises `NotAllowedError` or `TooManyCodesError`.
    """
    if _sent_today(_answerable(token)) >= CODES_A_DAY:
        raise TooManyCodesError  # and nothing is counted against the address, where no letter goes
    key = address_key(address)
    if not (take(LETTERS_FROM_A_NETWORK, key, network) and take(LETTERS, key)):
        raise TooManyCodesError
    return _send_code(token=token, name=name, address=address)


@transaction.atomic
def _send_code(*, token: str, name: str, address: str) -> ReachCode:
    introduction = _answerable(token)
    Introduction.objects.select_for_update().get(pk=introduction.pk)  # so that two at once count each other
    now = timezone.now()
    if _sent_today(introduction) >= CODES_A_DAY:
        raise TooManyCodesError
    ReachCode.objects.filter(introduction=introduction, expires_at__gt=now).update(expires_at=now)
    reach_code = ReachCode.objects.create(
        introduction=introduction,
        handle=codes.make_handle(),
        name=name,
        address=address,
        created_at=now,
        expires_at=now + CODE_LIFE,
    )
    notify(kind="reach_code", address=address, subject=introduction, details={"handle": reach_code.handle})
    return reach_code


def _sent_today(introduction: Introduction) -> int:
    since = timezone.now() - timedelta(days=1)
    return ReachCode.objects.filter(introduction=introduction, created_at__gt=since).count()


def confirm_code(*, token: str, handle: str, code: str) -> Introduction:
    """Say yes: `code` proves the address, and the conversation opens.

    The address that is proved now decides, and nothing else. If it is of a member who has a block with the requester,
    or if the requester has left, the yes is accepted like any other and has no effect: nobody is told, and nothing is
    disclosed. Raises `CodeWrongError` (try again), `CodeDeadError` (a new code is needed), `NotYourAddressError` or
    `NotAllowedError`.
    """
    now = timezone.now()
    alive = ReachCode.objects.filter(handle=handle, attempts__lt=ATTEMPTS, expires_at__gt=now, used_at=None)
    # Counted before the code is compared, so that no number of requests at once gets more attempts.
    if not alive.update(attempts=F("attempts") + 1):
        raise CodeDeadError
    reach_code = ReachCode.objects.get(handle=handle)
    if not codes.is_code(code, LABEL, handle, DIGITS):
        raise CodeWrongError if reach_code.attempts < ATTEMPTS else CodeDeadError
    with transaction.atomic():
        if not ReachCode.objects.filter(pk=reach_code.pk, used_at=None).update(used_at=now):
            raise NotAllowedError
        introduction = _answerable(token)
        if introduction.pk != reach_code.introduction_id:
            raise NotAllowedError
        answerer = member_who_proved(fingerprint_of_email(reach_code.address))
        if answerer in (introduction.requester_id, introduction.introducer_id):
            raise NotYourAddressError
        if not rules.can_still_meet(introduction, answerer):
            ReachCode.objects.filter(pk=reach_code.pk).update(used_at=None, expires_at=now)  # no yes came of it
            return introduction
        shares = [["email", reach_code.address]]
        return agree_as(introduction, Role.TARGET, by=None, name=reach_code.name, shares=shares, reach_verified_at=now)


def seal_yes(reach_code: ReachCode) -> str:
    """Return a value for whoever has just typed this code, by which `conversation_after_yes` finds the conversation."""
    return seal(YES, [reach_code.pk])


def conversation_after_yes(sealed: str) -> Conversation | None:
    """Return the conversation that the yes with this code has opened; None if it opened none, or too long ago."""
    try:
        (reach_code_id,) = unseal(YES, sealed, life=YES_LIFE)
    except (SealBrokenError, ValueError):
        return None
    reach_code = ReachCode.objects.filter(pk=reach_code_id, used_at__isnull=False).first()
    return Conversation.objects.filter(introduction=reach_code.introduction_id).first() if reach_code else None


def pending_code(*, introduction_id: int, handle: str) -> ReachCode | None:
    """Return the code that `handle` names, or None if it does not belong to this introduction."""
    if not handle.isprintable():  # PostgreSQL refuses a NUL in a query
        return None
    return ReachCode.objects.filter(introduction=introduction_id, handle=handle).first()


def code_for(handle: str) -> str:
    """Return the six digits that belong to `handle`."""
    return codes.code_for(LABEL, handle, DIGITS)


def notice_context(notice: Notice, _introduction: Introduction) -> dict[str, str]:
    """Return what the template of the e-mail with the code needs in addition to the notice."""
    return {"code": code_for(notice.details["handle"])}


def may_still_send(notice: Notice, introduction: Introduction) -> bool:
    """Tell whether somebody typed this address and its code is still valid, or the address is proved."""
    handle = notice.details.get("handle", "")
    pending = ReachCode.objects.filter(
        handle=handle, address=notice.address, introduction=introduction, expires_at__gt=timezone.now()
    )
    return (handle != "" and pending.exists()) or is_proved_address(introduction, notice.address)


def _answerable(token: str) -> Introduction:
    """Return the introduction that can be answered by this link now. Raises `NotAllowedError`."""
    introduction = introduction_by_link(token, timezone.now())
    if introduction is None:
        raise NotAllowedError
    return introduction
