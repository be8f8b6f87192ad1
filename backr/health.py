"""Pages for whoever watches over the machines. They say which parts are up, and nothing about anyone."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from backr.parts import QUICK, State

NEEDED = {"database", "migrations"}


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Asks nothing else, so that a slow database does not get it killed."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Each part's state. Without the database nothing works (503); without the others the pages do: degraded."""
    states = {name: check().state for name, check in QUICK.items()}
    if any(states[name] is State.DOWN for name in NEEDED):
        return JsonResponse({"status": "down", "parts": states}, status=503)
    well = all(state is State.WELL for state in states.values())
    return JsonResponse({"status": "ready" if well else "degraded", "parts": states})
