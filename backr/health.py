"""Pages for whoever watches over the machines. They say which parts are up, and nothing about anyone."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from backr import parts
from backr.asking import Patience
from backr.parts import QUICK, State

NEEDED = {"database", "migrations", "disk"}
WAITS_SECONDS = 1.0

# What has no deadline of its own, or one that a page cannot wait for, and what others would notice being asked often:
# a mail server is not to be rung up at every look.
SELDOM: dict[str, Patience] = {
    "cache": Patience(parts.cache, keeps=2, waits=WAITS_SECONDS),
    "e-mail": Patience(parts.email, keeps=60, waits=WAITS_SECONDS),
    "disk": Patience(parts.disk, keeps=10, waits=WAITS_SECONDS),
}


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Asks nothing else, so that a slow database does not get it killed."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Each part's state, by the checks of `doctor`, in one word: no address, path or error.

    Down, and not ready (503): the database does not answer or lacks tables; the disk is full or its folder gone, so
    that what people write would be lost.
    Degraded (200), because pages still open and what is written waits: the graph (fewer suggestions), the outbox or the
    workers (projections and notices come late), the cache (nobody new can sign in, whoever is signed in goes on),
    e-mail (notices wait), a disk that grows tight.
    Not asked here: the model, which takes seconds to load, and the operator's name, which no machine can mend.
    """
    states = {name: check().state for name, check in QUICK.items()}
    states |= {name: asked.state() for name, asked in SELDOM.items()}
    if any(states[name] is State.DOWN for name in NEEDED):
        return JsonResponse({"status": "down", "parts": states}, status=503)
    well = all(state is State.WELL for state in states.values())
    return JsonResponse({"status": "ready" if well else "degraded", "parts": states})
