"""What one has begun: to go on with, or to forget."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from network.drafts import actions, queries
from network.models import Member


@require_safe
def drafts(request: HttpRequest) -> HttpResponse:
    found = queries.drafts_of(_me(request))
    return render(request, "drafts/drafts.html", {"drafts": found, "days": actions.LIFE.days})


@require_POST
def draft_drop(request: HttpRequest, draft_id: int) -> HttpResponse:
    if not actions.drop_one(member=_me(request), draft_id=draft_id):
        raise Http404
    messages.success(request, _("Forgotten."))
    return redirect("drafts")


def _me(request: HttpRequest) -> Member:
    if not isinstance(request.user, Member):
        raise TypeError("nobody is signed in")
    return request.user
