"""What a feature says of itself in its `feature.py`, and the register of all features.

The settings read these declarations, so nothing here touches models or the app registry: functions, models and modules
are named by dotted path, and words are translated lazily.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Flag, auto
from functools import cache
from importlib import import_module

from celery.schedules import crontab
from django.conf import settings
from django.utils.functional import Promise

from network.platform.access import Access


@dataclass(frozen=True)
class NavigationItem:
    """A place in the main navigation, which is on every page of a member."""

    url_name: str
    text: str | Promise
    icon: str
    """The template of the icon, as `components/icons/place.svg`."""
    order: int
    also_under: tuple[str, ...] = ()
    """Further paths whose pages belong to this place, as `/place/part/`."""
    count: str = ""
    """A function of the member that says how much waits for them there. It runs on every page."""
    shown_to: str = ""
    """A function of the member that says whether they have this place; every member does by default."""


@dataclass(frozen=True)
class Urls:
    """A module of URL patterns, and the prefix they stand below."""

    module: str
    prefix: str = ""


@dataclass(frozen=True)
class Tasks:
    """A module of tasks, and the queue that they go to unless whoever sends one says otherwise."""

    module: str
    queue: str = "outbox"


@dataclass(frozen=True)
class ScheduledTask:
    """A task that the clock starts: every so many seconds, or by a crontab."""

    name: str
    task: str
    schedule: float | crontab
    expires: float | None = None
    """Seconds after which a message that no worker took is dropped."""
    demo_only: bool = False


@dataclass(frozen=True)
class Consumer:
    """A consumer of the outbox: `function` projects the subjects that it is given."""

    name: str
    function: str
    queue: str = "outbox"
    batch: int = 200
    """Subjects a lease: as many as can surely be projected before it runs out."""
    renews: bool = False
    """Whether one subject may outlast a lease: the function then gets the `Lease`, and renews it as it works.

    A worker that renews and lets its lease run out has been killed. That counts as a failed attempt, or else a subject
    that kills its worker would be taken up for ever.
    """
    attempts: int = 0
    """After so many failed attempts a subject is parked; 0: after the setting OUTBOX_MAX_ATTEMPTS."""


class Recipients(Flag):
    """To whom a kind of e-mail may go: to members, or to an address that somebody without an account gave."""

    MEMBERS = auto()
    ADDRESSES = auto()


@dataclass(frozen=True)
class NoticeKind:
    """A kind of e-mail. Its row in the database names it by `kind`.

    The functions take the notice and the row that it is about (None if it is about none).
    """

    kind: str
    template: str
    """The templates without their endings `.subject.txt`, `.txt` and `.html`, as `emails/feature/reminder`."""
    recipients: Recipients = Recipients.MEMBERS
    context: str = ""
    """A function that returns what the templates may use beside the notice and its subject."""
    may_still_send: str = ""
    """A function that tells, as the notice is posted, whether it may go to its recipient; by default it may.

    Where addresses are among the recipients it has to tell whether the owner of the address gave it themselves.
    """

    def __post_init__(self) -> None:
        """Raise `ValueError` for e-mail to addresses that nobody looks at before it is sent."""
        if Recipients.ADDRESSES in self.recipients and not self.may_still_send:
            raise ValueError(f"{self.kind!r} goes to addresses: declare `may_still_send`.")


@dataclass(frozen=True)
class Subject:
    """A kind of row that chains of the ledger and notices are about. Row 12 of it goes by the name `kind:12`.

    Its row is locked while an act is written into its chain. When it is deleted, the notices and the ledger's words
    about it are deleted too.
    """

    kind: str
    model: str
    """As `network.Member`."""
    related: tuple[str, ...] = ()
    """What its e-mails read beside the row itself, as arguments to `select_related`."""
    unaccounted: str = ""
    """A function that yields, as `Broken`, the rows that are not where the last act of their chain led."""


@dataclass(frozen=True)
class DemoPart:
    """What the demo has of the feature."""

    write: str
    """A function of an `InventedTown` (see that module) that adds it, by the real actions."""
    keep_open: str = ""
    """A function without arguments, called every hour, that keeps open what is open there."""


@dataclass(frozen=True)
class Feature:
    """All that the rest of the service must know of a feature."""

    navigation: tuple[NavigationItem, ...] = ()
    urls: tuple[Urls, ...] = ()
    access: Mapping[str, Access] = field(default_factory=dict)
    """Who may open each of the URLs, by its name."""
    tasks: tuple[Tasks, ...] = ()
    schedule: tuple[ScheduledTask, ...] = ()
    consumers: tuple[Consumer, ...] = ()
    notices: tuple[NoticeKind, ...] = ()
    subjects: tuple[Subject, ...] = ()
    demo: DemoPart | None = None
    on_block: str = ""
    """A function, called as `owner` blocks `other` and in that transaction, that ends what is going on between them."""
    startup: tuple[str, ...] = ()
    """Modules imported once the models are ready: signal receivers and system checks."""


def load(packages: Iterable[str]) -> tuple[Feature, ...]:
    """Return what each package declares as `FEATURE` in its module `feature`, in the order given."""
    return _load(tuple(packages))


@cache
def _load(packages: tuple[str, ...]) -> tuple[Feature, ...]:
    return tuple(import_module(f"{package}.feature").FEATURE for package in packages)


def features() -> tuple[Feature, ...]:
    """Return the features that the setting FEATURES names, lower layers first."""
    return load(settings.FEATURES)


def notice_kind(kind: str) -> NoticeKind:
    """Return the kind of e-mail of that name. Raises `KeyError` if no feature declares it."""
    return {notice.kind: notice for feature in features() for notice in feature.notices}[kind]


def subjects() -> dict[str, Subject]:
    """Return what the ledger and the notices may be about, by kind."""
    return {subject.kind: subject for feature in features() for subject in feature.subjects}
