"""Personal links: making one, taking it back, opening it, answering it."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.contacts.queries import contact_page
from network.invitations import actions
from network.invitations.links import sending_of
from network.invitations.queries import Standing, invitation_by, standing_of
from network.models import Member
from network.people.access import member_of
from network.people.naming_first import name_first
from network.privacy.personal_links import personal_link

OPENED = "invitation"  # in the session: the hash of the token whose link was opened last

STATUS = {Standing.OPEN: 200, Standing.UNKNOWN: 404, Standing.USED_BY_YOU: 200, Standing.YOUR_OWN: 200}


@require_POST
@name_first(back=lambda contact_id: reverse("contact", args=[contact_id]))
def invitation_make(request: HttpRequest, contact_id: int) -> HttpResponse:
    """Show the link once, in the answer to the post itself: it is kept nowhere, so it cannot be shown again."""
    member = member_of(request)
    made = actions.make_invitation(owner=member, contact_id=contact_id)
    page = contact_page(member, contact_id)
    sending = sending_of(
        link=request.build_absolute_uri(reverse("invitation", args=[made.token])),
        sender=member.display_name,
        service=settings.SERVICE_NAME,
        emails=page.emails,
        phones=page.phones,
    )
    context = {"contact": page.contact, "sending": sending, "invitation": made.invitation}
    return render(request, "invitations/link.html", context)


@require_POST
def invitation_revoke(request: HttpRequest, contact_id: int) -> HttpResponse:
    if actions.revoke_invitation(owner=member_of(request), contact_id=contact_id):
        messages.success(request, _("The link no longer works."))
    return redirect("contact", contact_id)


@login_not_required
@personal_link
@require_safe
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Open a link. It is remembered by its hash, and everything that follows has an address without the token.

    Whoever is signed in is sent there at once. For others the page says no-referrer, and holds no form: browsers would
    send its posts without an origin, and Django rightly refuses those.
    """
    token_hash = actions.hash_of(token)
    if request.user.is_authenticated or standing_of(token_hash, None) == Standing.OPEN:
        request.session[OPENED] = token_hash  # guessed links make no sessions
    if request.user.is_authenticated:
        return redirect("invitation_answer")
    return _page(request, token_hash, None)


@require_http_methods(["GET", "HEAD", "POST"])
def invitation_answer(request: HttpRequest) -> HttpResponse:
    """Ask for a yes or no to the link that was opened last. Reading never answers."""
    member = member_of(request)
    token_hash = request.session.get(OPENED, "")
    if "no" in request.POST:
        request.session.pop(OPENED, None)
        messages.success(request, _("That is fine. Nothing has happened, and nobody is told."))
        return _onwards(member)
    if "yes" in request.POST:
        return _accept(request, member, token_hash)
    return _page(request, token_hash, member)


def _accept(request: HttpRequest, member: Member, token_hash: str) -> HttpResponse:
    try:
        handshake = actions.accept_invitation(token_hash=token_hash, member=member)
    except actions.UnusableError as refused:
        return _closed(request, refused.standing)
    request.session.pop(OPENED, None)
    name = handshake.other(member).display_name
    messages.success(request, _("You and %(name)s have shaken hands.") % {"name": name})
    return _onwards(member)


def _onwards(member: Member) -> HttpResponse:
    """Go to the front page; the first steps first for whoever has just joined."""
    return redirect("today") if member.first_steps_done_at else redirect("welcome", step=1)


def _page(request: HttpRequest, token_hash: str, member: Member | None) -> HttpResponse:
    standing = standing_of(token_hash, member)
    invitation = invitation_by(token_hash)
    if standing != Standing.OPEN or invitation is None:
        return _closed(request, standing)
    template = "invitations/answer.html" if member else "invitations/join.html"
    return render(request, template, {"by": invitation.owner})


def _closed(request: HttpRequest, standing: Standing) -> HttpResponse:
    status = STATUS.get(standing, 410)
    return render(request, "invitations/closed.html", {"standing": standing.name}, status=status)
