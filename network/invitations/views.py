"""The pages of invitations and handshakes: making, revoking, opening and answering a link; answering recognitions."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.contacts.queries import contact_of
from network.contacts.share_links import ShareLinks, share_links
from network.invitations import actions, handshakes
from network.invitations.forms import YesForm
from network.invitations.queries import InvitationStatus, invitation_by, invitation_status
from network.invitations.reports import report_recognition
from network.models import Invitation, Member
from network.people.name_required import name_first
from network.platform.errors import NotFoundError
from network.platform.privacy.blocks import seal_block
from network.platform.privacy.personal_links import personal_link
from network.platform.privacy.tokens import hash_of_token
from network.platform.requests import member_of

OPENED = "invitation"  # the session key of the hash of the token whose link was opened last

LONGEST_SENDER = 80  # in the subject of an e-mail

STATUS_CODES = {
    InvitationStatus.OPEN: 200,
    InvitationStatus.UNKNOWN: 404,
    InvitationStatus.USED_BY_YOU: 200,
    InvitationStatus.YOUR_OWN: 200,
}


@require_POST
@name_first(back=lambda contact_id: reverse("contact", args=[contact_id]))
def invitation_make(request: HttpRequest, contact_id: int) -> HttpResponse:
    """Show the link in the answer to the post. It is shown this once, because only its hash is stored."""
    member = member_of(request)
    made = actions.make_invitation(owner=member, contact_id=contact_id)
    link = request.build_absolute_uri(reverse("invitation", args=[made.token]))
    links = _invitation_links(link=link, sender=member.display_name, contact_id=contact_id)
    context = {"contact": made.invitation.contact, "sending": links, "invitation": made.invitation}
    return render(request, "invitations/link.html", context)


@require_POST
def invitation_revoke(request: HttpRequest, contact_id: int) -> HttpResponse:
    if actions.revoke_invitation(owner=member_of(request), contact_id=contact_id):
        messages.success(request, _("Done. The link doesn’t work any more."))
    return redirect("contact", contact_id)


@login_not_required
@personal_link
@require_safe
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Open a link. The session keeps the hash of its token, and the pages that follow have no token in their address.

    A signed-in member is redirected to the answer at once. For others the page has the no-referrer policy and no form:
    browsers would post the form without an origin, which Django refuses.
    """
    token_hash = hash_of_token(token)
    opened = invitation_by(token_hash)
    if request.user.is_authenticated or invitation_status(opened, None) == InvitationStatus.OPEN:
        request.session[OPENED] = token_hash  # guessed links make no sessions
    if request.user.is_authenticated:
        return redirect("invitation_answer")
    return _page(request, opened, None)


@require_http_methods(["GET", "HEAD", "POST"])
def invitation_answer(request: HttpRequest) -> HttpResponse:
    """Ask for a yes or no to the link that was opened last. Opening the page answers nothing."""
    member = member_of(request)
    token_hash = request.session.get(OPENED, "")
    if "no" in request.POST:
        request.session.pop(OPENED, None)
        messages.success(request, _("That’s fine. Nobody will know."))
        return _onwards(member)
    if "yes" not in request.POST:
        return _page(request, invitation_by(token_hash), member)
    try:
        handshake = actions.accept_invitation(token_hash=token_hash, member=member, contact_id=_chosen_contact(request))
    except actions.UnusableError as error:
        return _closed(request, error.status)
    request.session.pop(OPENED, None)
    name = handshake.other(member).display_name
    messages.success(request, _("You and %(name)s have shaken hands.") % {"name": name})
    return _onwards(member)


def _onwards(member: Member) -> HttpResponse:
    """Redirect to the front page, or to the first steps if the member has just joined."""
    return redirect("today") if member.first_steps_done_at else redirect("welcome", step=1)


def _page(request: HttpRequest, invitation: Invitation | None, member: Member | None) -> HttpResponse:
    status = invitation_status(invitation, member)
    if status != InvitationStatus.OPEN or invitation is None:
        return _closed(request, status)
    by = invitation.owner
    if member is None:
        return render(request, "invitations/join.html", {"by": by})
    on_list = handshakes.contacts_called(member, [by.name] if by.name else [])
    return render(request, "invitations/answer.html", {"by": by, "on_list": on_list.get(by.name, [])})


def _chosen_contact(request: HttpRequest) -> int | None:
    """Return the id of the contact that was chosen with a yes, if one was. Raises NotFoundError for what is no id."""
    form = YesForm(request.POST)
    if not form.is_valid():
        raise NotFoundError
    contact_id: int | None = form.cleaned_data["contact"]
    return contact_id


def _closed(request: HttpRequest, status: InvitationStatus) -> HttpResponse:
    code = STATUS_CODES.get(status, 410)
    return render(request, "invitations/closed.html", {"status": status.name}, status=code)


def _invitation_links(*, link: str, sender: str, contact_id: int) -> ShareLinks:
    """Return ways for `sender`, a member's name, to send an invitation to their contact. One query."""
    service = settings.SERVICE_NAME
    words = _(
        "Hello, I’m on %(service)s, where people who know each other help each other find work. Join me here: %(link)s"
    ) % {"service": service, "link": link}
    subject = _("%(sender)s has invited you to join %(service)s") % {
        "sender": sender[:LONGEST_SENDER],
        "service": service,
    }
    return share_links(link=link, words=words, subject=subject, contact_id=contact_id)


@require_safe
def who_knows(request: HttpRequest) -> HttpResponse:
    member = member_of(request)
    recognising = handshakes.waiting_recognitions(member)
    on_list = handshakes.contacts_called(member, {by.name for by in recognising} - {""})
    waiting = [
        {
            "by": by,
            "form_id": f"yes-{by.pk}",
            "on_list": on_list.get(by.name, []),
            "block_offer": seal_block(member.pk, by.pk),
        }
        for by in recognising
    ]
    return render(request, "invitations/who_knows.html", {"waiting": waiting})


@require_POST
def who_knows_agree(request: HttpRequest, by_id: int) -> HttpResponse:
    member = member_of(request)
    handshake = handshakes.accept_recognition(member=member, by_id=by_id, contact_id=_chosen_contact(request))
    name = handshake.other(member).display_name
    messages.success(request, _("You and %(name)s have shaken hands.") % {"name": name})
    return redirect("who_knows")


@require_POST
def who_knows_decline(request: HttpRequest, by_id: int) -> HttpResponse:
    handshakes.decline_recognition(member=member_of(request), by_id=by_id)
    messages.success(request, _("That’s fine. They won’t know."))
    return redirect("who_knows")


@require_POST
def who_knows_report(request: HttpRequest, by_id: int) -> HttpResponse:
    """Hide somebody who says that they know the member, and tell the operator of their name."""
    report_recognition(member=member_of(request), by_id=by_id)
    messages.success(request, _("Thank you. It’s off your page, and we’ll have a look. They won’t know."))
    return redirect("who_knows")


@require_http_methods(["GET", "HEAD", "POST"])
def handshake_end(request: HttpRequest, contact_id: int) -> HttpResponse:
    member = member_of(request)
    contact = contact_of(member, contact_id)
    if contact.confirmed_as is None:
        raise NotFoundError
    if request.method == "POST":
        handshakes.end_handshake(member=member, contact_id=contact_id)
        messages.success(request, _("The handshake has ended."))
        return redirect("contact", contact_id)
    return render(request, "invitations/handshake_end.html", {"contact": contact})
