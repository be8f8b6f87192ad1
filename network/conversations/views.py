"""Where two people who have both said yes can talk. A guest's page stands with the rest of a guest's pages, in
`network.introductions.guest_views`, and is made of the same parts.
"""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from network.conversations import actions, queries
from network.conversations.forms import MessageForm
from network.conversations.guests import behind_guest_link
from network.drafts.waiting import can_wait, taken_up
from network.models import Conversation, Member
from network.people.access import member_of
from network.people.posted import posted
from network.privacy.personal_links import personal_link


@require_http_methods(["GET", "HEAD", "POST"])
@can_wait
def conversation(request: HttpRequest, pk: int) -> HttpResponse:
    """Two members, or a member and a guest, talk."""
    member = member_of(request)
    found = queries.of_member(pk, member)
    if found is None:
        raise Http404
    form = taken_up(request, MessageForm(posted(request)))
    if said(request, found, member, form):
        return redirect("conversation", pk)
    return talking(request, found, member, form)


@csrf_exempt  # the link is the whole of the guest's right, no cookie is, and no-referrer pages post without an origin
@login_not_required
@personal_link
@require_POST
def conversation_leave(request: HttpRequest, token: str) -> HttpResponse:
    """The guest leaves for good."""
    found = behind_guest_link(token)
    if found is not None:
        actions.leave(conversation=found)
    return redirect("conversation_left")


@login_not_required
@personal_link
@require_http_methods(["GET", "HEAD"])
def conversation_left(request: HttpRequest) -> HttpResponse:
    return render(request, "conversations/left.html", {"user": AnonymousUser()})


def said(request: HttpRequest, found: Conversation, by: Member | None, form: MessageForm) -> bool:
    """Say what was posted; `by` is None for the guest. Return whether it was said; if not, `form` has why."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        actions.say(conversation=found, by=by, text=form.cleaned_data["text"], key=form.cleaned_data["key"])
    except actions.ConversationClosedError:
        form.add_error(None, _("This conversation is closed. Your message was not sent."))
        return False
    return True


def talking(
    request: HttpRequest, found: Conversation, member: Member | None, form: MessageForm, **more: Any
) -> HttpResponse:
    """Show the conversation as `member`, or the guest for None, sees it."""
    status = 422 if form.errors else 200
    context = {"talk": queries.talk(found, member), "form": form, "user": member or AnonymousUser(), **more}
    return render(request, "conversations/conversation.html", context, status=status)
