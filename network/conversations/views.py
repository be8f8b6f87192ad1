"""Where two people who have both said yes can talk. Members come by their account, a guest by a personal link."""

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
from network.privacy.personal_links import no_longer_in_use, personal_link


@require_http_methods(["GET", "HEAD", "POST"])
@can_wait
def conversation(request: HttpRequest, pk: int) -> HttpResponse:
    """Two members, or a member and a guest, talk."""
    member = member_of(request)
    found = queries.of_member(pk, member)
    if found is None:
        raise Http404
    form = taken_up(request, MessageForm(posted(request)))
    if request.method == "POST" and form.is_valid() and _say(request, found, member, form):
        return redirect("conversation", pk)
    return _page(request, found, member, form)


@csrf_exempt  # the link is the whole of the guest's right, no cookie is, and no-referrer pages post without an origin
@login_not_required
@personal_link
@require_http_methods(["GET", "HEAD", "POST"])
def conversation_guest(request: HttpRequest, token: str) -> HttpResponse:
    """The same, for somebody without an account."""
    found = behind_guest_link(token)
    if found is None:
        return no_longer_in_use(request)
    form = MessageForm(posted(request))
    if request.method == "POST" and form.is_valid() and _say(request, found, None, form):
        return redirect("conversation_guest", token)
    return _page(request, found, None, form, token=token)


@csrf_exempt
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


def _say(request: HttpRequest, found: Conversation, by: Member | None, form: MessageForm) -> bool:
    try:
        actions.say(conversation=found, by=by, text=form.cleaned_data["text"], key=form.cleaned_data["key"])
    except actions.ConversationClosedError:
        form.add_error(None, _("This conversation is closed. Your message was not sent."))
        return False
    return True


def _page(
    request: HttpRequest, found: Conversation, member: Member | None, form: MessageForm, **more: Any
) -> HttpResponse:
    status = 422 if form.errors else 200
    context = {"talk": queries.talk(found, member), "form": form, "user": member or AnonymousUser(), **more}
    return render(request, "conversations/conversation.html", context, status=status)
