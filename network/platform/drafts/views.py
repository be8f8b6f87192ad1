"""A member's drafts: a list to continue from, and deleting one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from network.models import Member
from network.platform.drafts import store
from network.platform.errors import NotFoundError


@require_safe
def drafts(request: HttpRequest) -> HttpResponse:
    return render(request, "drafts/drafts.html", {"drafts": store.drafts_of(_me(request)), "days": store.LIFE.days})


@require_POST
def draft_drop(request: HttpRequest, draft_id: int) -> HttpResponse:
    if not store.drop_one(member=_me(request), draft_id=draft_id):
        raise NotFoundError
    messages.success(request, _("Draft deleted."))
    return redirect("drafts")


def _me(request: HttpRequest) -> Member:
    if not isinstance(request.user, Member):
        raise TypeError("nobody is signed in")
    return request.user
