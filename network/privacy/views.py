"""Whom a member has blocked."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.models import Block, Member
from network.privacy import blocks as actions


@require_safe
def blocks(request: HttpRequest) -> HttpResponse:
    found = Block.objects.filter(owner_id=request.user.pk).select_related("other").order_by("other__name", "pk")
    return render(request, "privacy/blocks.html", {"blocks": found})


@require_http_methods(["GET", "HEAD", "POST"])
def block(request: HttpRequest, offer: str) -> HttpResponse:
    owner = _me(request)
    other = actions.read_block(offer, owner=owner)
    if other is None:
        raise Http404
    if request.method == "POST":
        actions.block(owner=owner, other=other)
        messages.success(request, _("%(name)s is blocked. They are not told.") % {"name": other.display_name})
        return redirect("blocks")
    return render(request, "privacy/block.html", {"other": other})


@require_POST
def unblock(request: HttpRequest, block_id: int) -> HttpResponse:
    found = Block.objects.filter(owner_id=request.user.pk, pk=block_id).select_related("owner", "other").first()
    if found is None:
        raise Http404
    actions.unblock(owner=found.owner, other=found.other)
    messages.success(request, _("%(name)s is no longer blocked.") % {"name": found.other.display_name})
    return redirect("blocks")


def _me(request: HttpRequest) -> Member:
    if not isinstance(request.user, Member):
        raise TypeError("nobody is signed in")
    return request.user
