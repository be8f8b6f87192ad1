"""Members who write things down and are introduced, over HTTP, while parts of the service are being killed."""

import http.client
import random
import string
import threading
import time
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

MAKE_MEMBERS = """
import json
from importlib import import_module
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone
from django.db import transaction
from network.introductions.offers import sign_offer
from network.models import Contact, Handshake, Member
from network.platform.outbox.record import mark

store = import_module(settings.SESSION_ENGINE).SessionStore

def join(address, name):
    member = Member.objects.create_user(
        address, name=name, first_steps_done_at=timezone.now(), requests_a_month=30_000
    )
    EmailAddress.objects.create(user=member, email=address, verified=True, primary=True)
    session = store()
    session[SESSION_KEY] = str(member.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = member.get_session_auth_hash()
    session.save()
    return member, session.session_key

def shake(one, other):
    low, high = sorted([one, other], key=lambda member: member.pk)
    Handshake.objects.create(low=low, high=high, origin=Handshake.Origin.INVITATION)

def trio(number):
    people = [join(f"{role}{number}@network.example", f"{role} {number}") for role in ("Asks", "Introduces", "Meets")]
    (asks, _), (introduces, _), (meets, _) = people
    shake(asks, introduces)
    shake(introduces, meets)
    contact = Contact.objects.create(
        owner=introduces, name="Cal", person=meets.person, confirmed_as=meets, line_of_work="pastry chef"
    )
    return [sign_offer(asks.pk, contact.pk, "pastry chef"), *(session for _, session in people)]

sessions = [join(f"writer{number}@network.example", f"Writer {number}")[1] for number in range(MEMBERS)]
trios = [trio(number) for number in range(TRIOS)]
with transaction.atomic():
    mark("graph", Member.objects.values_list("pk", flat=True))
print(json.dumps([sessions, trios]))
"""
CSRF = "".join(random.Random(7).choices(string.ascii_letters + string.digits, k=32))
WORKS = ("bakes bread", "drives a bus", "carer at Elm House", "teaches maths", "fits kitchens")
PASSED_ON = {"basis": "friend", "words": "Never late."}
READING_SECONDS = (0.3, 0.9)  # or the mail of it keeps the worker from all else
NOT_THIS_TIME = {"telling": "now", "words": ""}


class CutOff(NamedTuple):
    """A request that had reached the server and was never answered."""

    began: float
    ended: float


@dataclass
class Writer(threading.Thread):
    """Posts forms without pause; notes what is in flight, and what came back instead of the answer that is right."""

    address: str
    number: int
    stop: threading.Event
    cut_off: list[CutOff] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    in_flight_since: float = 0.0

    def __post_init__(self) -> None:
        super().__init__(daemon=True)
        self.random = random.Random(1000 + self.number)

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        while not self.stop.is_set():
            self.work()

    def work(self) -> None:
        """Do one thing."""
        raise NotImplementedError

    def post(self, path: str, session: str, fields: dict[str, object]) -> str:
        """Post a form; return where the answer leads, or "" if there is none (a part is down, or was killed)."""
        self.in_flight_since = began = time.time()
        try:
            status, location = self._exchange(path, session, fields)
        except ConnectionRefusedError:
            return self._pause()
        except (OSError, http.client.HTTPException):
            self.cut_off.append(CutOff(began, time.time()))
            return self._pause()
        finally:
            self.in_flight_since = 0.0
        if status in (500, 502, 503):
            return self._pause()
        if status != 302:
            self.wrong.append(f"{path} answered {status}")
        return location

    def _pause(self) -> str:
        time.sleep(0.2)
        return ""

    def _exchange(self, path: str, session: str, fields: dict[str, object]) -> tuple[int, str]:
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=30)
        try:
            connection.request(
                "POST",
                path,
                urlencode({"csrfmiddlewaretoken": CSRF, **fields}),
                {
                    "Content-Type": "application/x-www-form-urlencoded",
                    "Cookie": f"sessionid={session}; csrftoken={CSRF}",
                },
            )
            response = connection.getresponse()
            response.read()
            return response.status, response.getheader("Location", "")
        finally:
            connection.close()


@dataclass
class Adding(Writer):
    """Adds people, as one member and another."""

    sessions: list[str] = field(default_factory=list)
    count: int = 0
    answered: list[str] = field(default_factory=list)

    __hash__ = Writer.__hash__

    def work(self) -> None:
        self.count += 1
        name = f"Kept {self.number} {self.count}"
        fields: dict[str, object] = {
            "name": name,
            "work": self.random.choice(WORKS),
            "closeness": self.random.randint(1, 4),
            "emails": f"{name.replace(' ', '.').lower()}@contacts.example",
        }
        if self.post("/people/add/", self.random.choice(self.sessions), fields):
            self.answered.append(name)


@dataclass
class Introducing(Writer):
    """Takes introductions to their end: asked; declined or passed on; declined or agreed to.

    Each act is repeated until it is answered, as a person would: what was cut off may have been written or not.
    """

    trios: list[list[str]] = field(default_factory=list)  # an offer, and the sessions of the three whom it concerns
    acts: dict[str, list[str]] = field(default_factory=dict)  # of each introduction, by its number: those answered

    __hash__ = Writer.__hash__

    def work(self) -> None:
        offer, asks, introduces, meets = self.random.choice(self.trios)
        place = self.repeat(f"/introductions/ask/{offer}/", asks, {"purpose": "chat", "words": "I bake every weekend."})
        number = place.strip("/").rpartition("/")[2]
        if number in self.acts:
            self.wrong.append(f"introduction {number} was over, and asked for a second time")
        self.acts[number] = ["asked"]
        if self.random.random() < 0.25:
            self.act(number, introduces, "declined", "not-this-time", NOT_THIS_TIME)
            return
        self.act(number, introduces, "passed_on", "pass-on", PASSED_ON)
        if self.random.random() < 0.4:
            self.act(number, meets, "declined", "not-this-time", NOT_THIS_TIME)
        else:
            self.act(number, meets, "agreed", "yes", {"shares": "email"})

    def act(self, number: str, session: str, act: str, page: str, fields: dict[str, str]) -> None:
        self.repeat(f"/introductions/{number}/{page}/", session, fields)
        self.acts[number].append(act)
        self.stop.wait(self.random.uniform(*READING_SECONDS))

    def repeat(self, path: str, session: str, fields: dict[str, str]) -> str:
        until = time.monotonic() + 300
        while not (place := self.post(path, session, dict(fields))):
            assert time.monotonic() < until, f"{path} was not answered in five minutes"
        return place
