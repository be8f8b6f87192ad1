"""The page on which two people who have both said yes can talk.

The guest's page is in `network.introductions.guest_views`, with the other pages for guests, and uses these functions.
"""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.conversations import actions, lists, queries
from network.conversations.forms import MessageForm
from network.conversations.guests import conversation_by_guest_link
from network.models import Conversation, Member
from network.platform.drafts.forms import saves_draft, with_draft
from network.platform.errors import NotFoundError
from network.platform.privacy.personal_links import personal_link
from network.platform.requests import member_of, posted


@require_safe
def conversations(request: HttpRequest) -> HttpResponse:
    """List the member's conversations."""
    return render(request, "conversations/list.html", {"talks": lists.conversations_of(member_of(request))})


@require_http_methods(["GET", "HEAD", "POST"])
@saves_draft
def conversation(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the conversation to a member, and take a message."""
    member = member_of(request)
    conversation = queries.conversation_of_member(pk, member)
    if conversation is None:
        raise NotFoundError
    form = with_draft(request, MessageForm(posted(request)))
    if send_posted(request, conversation, member, form):
        return redirect("conversation", pk)
    return conversation_page(request, conversation, member, form)


@require_POST
def conversation_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a member leave for good."""
    member = member_of(request)
    conversation = queries.conversation_of_member(pk, member)
    if conversation is None:
        raise NotFoundError
    actions.leave_as_member(conversation=conversation, by=member)
    messages.success(request, _("Done. You’ve left this conversation."))
    return redirect("conversation", pk)


@csrf_exempt  # the link is the guest's only right and needs no cookie; no-referrer pages post without an origin
@login_not_required
@personal_link
@require_POST
def conversation_leave(request: HttpRequest, token: str) -> HttpResponse:
    """Let the guest leave for good."""
    conversation = conversation_by_guest_link(token, quiet_too=True)
    if conversation is not None:
        actions.leave(conversation=conversation)
    return redirect("conversation_left")


@login_not_required
@personal_link
@require_http_methods(["GET", "HEAD"])
def conversation_left(request: HttpRequest) -> HttpResponse:
    return render(request, "conversations/left.html", {"user": AnonymousUser()})


def send_posted(request: HttpRequest, conversation: Conversation, by: Member | None, form: MessageForm) -> bool:
    """Post the message of `form`. Return whether it was posted; if not, `form` has the errors.

    `by` is None for the guest.
    """
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        actions.post_message(conversation=conversation, by=by, **form.cleaned_data)
    except actions.ConversationClosedError:
        form.add_error(None, _("This conversation is closed, so we didn’t send your message."))
        return False
    return True


def conversation_page(
    request: HttpRequest, conversation: Conversation, member: Member | None, form: MessageForm, **more: Any
) -> HttpResponse:
    """Return the page of the conversation as `member`, or the guest for None, sees it, and note that they had it."""
    status = 422 if form.errors else 200
    detail = queries.conversation_detail(conversation, member)
    actions.note_read(conversation=conversation, by=member)
    context = {"conversation": detail, "form": form, "user": member or AnonymousUser(), **more}
    return render(request, "conversations/conversation.html", context, status=status)
