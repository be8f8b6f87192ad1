"""Who says that they know you; and handshakes that come to an end."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.contacts.queries import contact_of
from network.invitations import handshakes
from network.people.access import member_of
from network.privacy.blocks import sign_block


@require_safe
def who_knows(request: HttpRequest) -> HttpResponse:
    member = member_of(request)
    waiting = [
        {"by": found.by, "known_as": found.known_as, "block_offer": sign_block(member.pk, found.by.pk)}
        for found in handshakes.waiting_recognitions(member)
    ]
    return render(request, "invitations/who_knows.html", {"waiting": waiting})


@require_POST
def who_knows_agree(request: HttpRequest, by_id: int) -> HttpResponse:
    member = member_of(request)
    handshake = handshakes.agree(member=member, by_id=by_id)
    name = handshake.other(member).display_name
    messages.success(request, _("You and %(name)s have shaken hands.") % {"name": name})
    return redirect("who_knows")


@require_POST
def who_knows_decline(request: HttpRequest, by_id: int) -> HttpResponse:
    handshakes.decline(member=member_of(request), by_id=by_id)
    messages.success(request, _("That is fine. They are not told."))
    return redirect("who_knows")


@require_http_methods(["GET", "HEAD", "POST"])
def handshake_end(request: HttpRequest, contact_id: int) -> HttpResponse:
    member = member_of(request)
    contact = contact_of(member, contact_id)
    if contact.confirmed_as is None:
        raise Http404
    if request.method == "POST":
        handshakes.end_handshake(member=member, contact_id=contact_id)
        messages.success(request, _("The handshake has ended."))
        return redirect("contact", contact_id)
    return render(request, "invitations/handshake_end.html", {"contact": contact})
