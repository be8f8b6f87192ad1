"""The members whom a member has blocked: list, block, unblock."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.models import Block, Member
from network.platform.errors import NotFoundError
from network.platform.privacy import blocks as actions


@require_safe
def blocks(request: HttpRequest) -> HttpResponse:
    blocked = Block.objects.filter(owner_id=request.user.pk).select_related("other").order_by("other__name", "pk")
    return render(request, "privacy/blocks.html", {"blocks": blocked})


@require_http_methods(["GET", "HEAD", "POST"])
def block(request: HttpRequest, offer: str) -> HttpResponse:
    owner = _me(request)
    other = actions.opened_block(offer, owner=owner)
    if other is None:
        raise NotFoundError
    if request.method == "POST":
        actions.block(owner=owner, other=other)
        messages.success(
            request, _("Done. You’ve blocked %(name)s. We won’t tell them.") % {"name": other.display_name}
        )
        return redirect("blocks")
    return render(request, "privacy/block.html", {"other": other})


@require_POST
def unblock(request: HttpRequest, block_id: int) -> HttpResponse:
    made = Block.objects.filter(owner_id=request.user.pk, pk=block_id).select_related("owner", "other").first()
    if made is None:
        raise NotFoundError
    actions.unblock(owner=made.owner, other=made.other)
    messages.success(request, _("Done. %(name)s isn’t blocked any more.") % {"name": made.other.display_name})
    return redirect("blocks")


def _me(request: HttpRequest) -> Member:
    if not isinstance(request.user, Member):
        raise TypeError("nobody is signed in")
    return request.user
