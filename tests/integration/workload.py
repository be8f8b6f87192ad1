"""Members who write things down, over HTTP, while parts of the service are being killed."""

import http.client
import random
import string
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

MAKE_MEMBERS = """
import json
from importlib import import_module
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone
from django.db import transaction
from network.models import Member
from network.outbox.record import mark
store = import_module(settings.SESSION_ENGINE).SessionStore
made = []
for number in range({count}):
    address = f"writer{{number}}@network.example"
    member = Member.objects.create_user(address, name=f"Writer {{number}}", first_steps_done_at=timezone.now())
    EmailAddress.objects.create(user=member, email=address, verified=True, primary=True)
    session = store()
    session[SESSION_KEY] = str(member.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = member.get_session_auth_hash()
    session.save()
    made.append(session.session_key)
with transaction.atomic():
    mark("graph", Member.objects.values_list("pk", flat=True))
print(json.dumps(made))
"""
CSRF = "".join(random.Random(7).choices(string.ascii_letters + string.digits, k=32))


@dataclass
class Writer(threading.Thread):
    """Adds people without pause, as one member and another; notes what was answered and what is in flight."""

    address: str
    sessions: list[str]
    number: int
    stop: threading.Event
    answered: list[str] = field(default_factory=list)
    cut_off: list[tuple[float, str]] = field(default_factory=list)
    in_flight_since: float = 0.0

    def __post_init__(self) -> None:
        super().__init__(daemon=True)
        self.random = random.Random(1000 + self.number)

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        count = 0
        while not self.stop.is_set():
            count += 1
            name = f"Kept {self.number} {count}"
            self.in_flight_since = time.time()
            try:
                status = self.write(name)
            except (OSError, http.client.HTTPException):
                self.cut_off.append((time.time(), name))
                time.sleep(0.2)
            else:
                if status == 302:
                    self.answered.append(name)
                elif status not in (500, 502, 503):
                    raise AssertionError(f"adding {name} answered {status}")
            finally:
                self.in_flight_since = 0.0

    def write(self, name: str) -> int:
        work = self.random.choice(
            ["bakes bread", "drives a bus", "carer at Elm House", "teaches maths", "fits kitchens"]
        )
        body = urlencode(
            {
                "csrfmiddlewaretoken": CSRF,
                "name": name,
                "work": work,
                "closeness": self.random.randint(1, 4),
                "emails": f"{name.replace(' ', '.').lower()}@contacts.example",
            }
        )
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=30)
        try:
            connection.request(
                "POST",
                "/people/add/",
                body,
                {
                    "Content-Type": "application/x-www-form-urlencoded",
                    "Cookie": f"sessionid={self.random.choice(self.sessions)}; csrftoken={CSRF}",
                },
            )
            response = connection.getresponse()
            response.read()
            return response.status
        finally:
            connection.close()
