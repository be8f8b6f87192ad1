"""Where a member is signed in: noted in the plainest words, shown to them alone, ended at once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone

from network.models import Member, SignIn
from network.people import browsers, shared_computer
from network.people.access import member_of

_NOTED = "sign_in_noted"
_STEP = {True: timedelta(minutes=5), False: timedelta(hours=1)}  # how often: on a shared computer, on one's own
MOST_SHOWN = 50


@dataclass(frozen=True)
class Place:
    """One browser in which the member is signed in."""

    pk: int
    words: str
    began_at: datetime
    seen_at: datetime
    shared: bool
    this_one: bool


def note(request: HttpRequest) -> None:
    """Note that this browser is in use, once an hour. Whoever has been signed out meanwhile is not noted."""
    shared, now = shared_computer.is_shared(request), timezone.now()
    noted = request.session.get(_NOTED) or {}
    same = noted.get("key") == request.session.session_key and noted.get("shared") == shared
    if same and 0 <= now.timestamp() - noted["at"] < _STEP[shared].total_seconds():
        return
    mark = {"began_at": now.isoformat(), **noted}
    mark |= {"key": request.session.session_key, "shared": shared, "at": now.timestamp()}
    if _write(request, shared=shared, seen_at=now, began_at=datetime.fromisoformat(mark["began_at"])):
        request.session[_NOTED] = mark


def _write(request: HttpRequest, *, shared: bool, seen_at: datetime, began_at: datetime) -> bool:
    browser, system = browsers.read(request.META.get("HTTP_USER_AGENT", ""))
    exactly = seen_at if shared else seen_at.replace(minute=0, second=0, microsecond=0)
    said = {"browser": browser, "system": system, "shared": shared, "seen_at": exactly, "began_at": began_at}
    try:
        with transaction.atomic():
            SignIn.objects.update_or_create(
                session_id=request.session.session_key, defaults={"member": member_of(request), **said}
            )
    except IntegrityError:
        return False  # the session was ended elsewhere while this page was being made
    return True


def places_of(member: Member, session_key: str | None) -> list[Place]:
    """Return where the member is signed in, `session_key`'s place first, then those used last."""
    found = _live(member)[:MOST_SHOWN]
    places = [
        Place(
            pk=each.pk,
            words=browsers.in_words(each.browser, each.system),
            began_at=each.began_at,
            seen_at=each.seen_at,
            shared=each.shared,
            this_one=each.session_id == session_key,
        )
        for each in found
    ]
    return sorted(places, key=lambda place: not place.this_one)


def _live(member: Member) -> QuerySet[SignIn]:
    """Those that still let anybody in: on a shared computer the sign-in is over after a while without a tap."""
    now = timezone.now()
    awake = now - timedelta(seconds=shared_computer.idle_seconds()) - _STEP[True]
    return SignIn.objects.filter(Q(shared=False) | Q(seen_at__gt=awake), member=member, session__expire_date__gt=now)


@transaction.atomic
def end(*, member: Member, sign_in_id: int) -> None:
    """Sign the member out in one browser, at once. Raises Http404 if it is not theirs."""
    session_key = SignIn.objects.filter(member=member, pk=sign_in_id).values_list("session_id", flat=True).first()
    if session_key is None:
        raise Http404
    Session.objects.filter(pk=session_key).delete()


@transaction.atomic
def end_others(*, member: Member, session_key: str | None) -> int:
    """Sign the member out everywhere but in the browser of `session_key`; return in how many."""
    others = SignIn.objects.filter(member=member).exclude(session_id=session_key)
    keys = list(others.values_list("session_id", flat=True))
    Session.objects.filter(pk__in=keys).delete()
    return len(keys)


def forget_old() -> None:
    """Delete the sessions that let nobody in any more, and with them what was noted of their browsers."""
    now = timezone.now()
    asleep = now - timedelta(seconds=shared_computer.idle_seconds()) - 2 * _STEP[True]
    over = SignIn.objects.filter(shared=True, seen_at__lt=asleep).values("session_id")
    Session.objects.filter(Q(expire_date__lt=now) | Q(pk__in=over)).delete()
