"""Where a member is signed in: recorded in plain words, shown to them alone, and ended at once."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.models import Member, SignIn
from network.people import shared_computer
from network.platform.errors import NotFoundError
from network.platform.requests import member_of

_NOTED = "sign_in_noted"
_STEP = {
    True: timedelta(minutes=5),
    False: timedelta(hours=1),
}  # how often to record: on a shared computer, on a private one
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
    """Record once an hour that this browser is in use, unless it has been signed out meanwhile."""
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
    browser, system = read_browser(request.META.get("HTTP_USER_AGENT", ""))
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
    """Return where the member is signed in: the browser of `session_key` first, then the most recently used."""
    live = _live(member)[:MOST_SHOWN]
    places = [
        Place(
            pk=each.pk,
            words=browser_in_words(each.browser, each.system),
            began_at=each.began_at,
            seen_at=each.seen_at,
            shared=each.shared,
            this_one=each.session_id == session_key,
        )
        for each in live
    ]
    return sorted(places, key=lambda place: not place.this_one)


def _live(member: Member) -> QuerySet[SignIn]:
    """Sign-ins that are still valid; on a shared computer they end after a time without activity."""
    now = timezone.now()
    awake = now - timedelta(seconds=shared_computer.idle_seconds()) - _STEP[True]
    return SignIn.objects.filter(Q(shared=False) | Q(seen_at__gt=awake), member=member, session__expire_date__gt=now)


@transaction.atomic
def end(*, member: Member, sign_in_id: int) -> None:
    """Sign the member out in one browser, at once. Raises NotFoundError if it is not theirs."""
    session_key = SignIn.objects.filter(member=member, pk=sign_in_id).values_list("session_id", flat=True).first()
    if session_key is None:
        raise NotFoundError
    Session.objects.filter(pk=session_key).delete()


@transaction.atomic
def end_others(*, member: Member, session_key: str | None) -> int:
    """Sign the member out everywhere but in the browser of `session_key`; return in how many."""
    others = SignIn.objects.filter(member=member).exclude(session_id=session_key)
    keys = list(others.values_list("session_id", flat=True))
    Session.objects.filter(pk__in=keys).delete()
    return len(keys)


def forget_old() -> None:
    """Delete the sessions that are no longer valid, and with them the record of their browsers."""
    now = timezone.now()
    asleep = now - timedelta(seconds=shared_computer.idle_seconds()) - 2 * _STEP[True]
    over = SignIn.objects.filter(shared=True, seen_at__lt=asleep).values("session_id")
    Session.objects.filter(Q(expire_date__lt=now) | Q(pk__in=over)).delete()


# The first match counts, because most browsers also send the names of those listed later.
_BROWSERS = (
    ("edge", re.compile(r"\bEdg(?:e|A|iOS)?/")),
    ("opera", re.compile(r"\bOPR/|\bOpera\b")),
    ("samsung", re.compile(r"\bSamsungBrowser/")),
    ("firefox", re.compile(r"\bFirefox/|\bFxiOS/")),
    ("chrome", re.compile(r"\bCriOS/|\bChrom(?:e|ium)/")),
    ("safari", re.compile(r"\bSafari/")),
)
_SYSTEMS = (
    ("iphone", re.compile(r"\biPhone\b")),
    ("ipad", re.compile(r"\biPad\b")),
    ("android_phone", re.compile(r"\bAndroid\b.*\bMobile\b")),
    ("android_tablet", re.compile(r"\bAndroid\b")),
    ("chromebook", re.compile(r"\bCrOS\b")),
    ("windows", re.compile(r"\bWindows\b")),
    ("mac", re.compile(r"\bMacintosh\b")),
    ("linux", re.compile(r"\bLinux\b")),
)
BROWSER_NAMES = {
    "edge": "Edge",
    "opera": "Opera",
    "samsung": "Samsung Internet",
    "firefox": "Firefox",
    "chrome": "Chrome",
    "safari": "Safari",
}
SYSTEM_WORDS = {
    "iphone": gettext_lazy("an iPhone"),
    "ipad": gettext_lazy("an iPad"),
    "android_phone": gettext_lazy("an Android phone"),
    "android_tablet": gettext_lazy("an Android tablet"),
    "chromebook": gettext_lazy("a Chromebook"),
    "windows": gettext_lazy("a Windows computer"),
    "mac": gettext_lazy("a Mac, or an iPad that says it’s one"),
    "linux": gettext_lazy("a Linux computer"),
}
LONGEST_READ = 500  # characters of the User-Agent header; real ones have under 300


def read_browser(user_agent: str) -> tuple[str, str]:
    """Return the names of browser and system in a User-Agent header, each empty if not known."""
    text = user_agent[:LONGEST_READ]
    browser = next((name for name, pattern in _BROWSERS if pattern.search(text)), "")
    system = next((name for name, pattern in _SYSTEMS if pattern.search(text)), "")
    return browser, system


def browser_in_words(browser: str, system: str) -> str:
    """Return the two in words: "Firefox on a Windows computer"."""
    return _("%(browser)s on %(system)s") % {
        "browser": BROWSER_NAMES.get(browser) or _("A browser we don’t know"),
        "system": SYSTEM_WORDS.get(system) or _("a device we don’t know"),
    }
