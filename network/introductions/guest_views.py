"""The pages behind a personal link, for somebody without an account. Opening a page answers nothing.

The link alone gives the right to answer, and no cookie is needed. So these views are exempt from the CSRF check, which
the `Origin: null` of a no-referrer page would fail, and they work where a phone's chat window keeps no cookies.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from network.conversations.forms import MessageForm
from network.conversations.guests import conversation_by_guest_link, guest_path
from network.conversations.views import conversation_page, send_posted
from network.introductions import guests
from network.introductions.detail import guest_timeline, recommendation
from network.introductions.errors import (
    CodeDeadError,
    CodeWrongError,
    IntroductionError,
    NotAllowedError,
    NotYourAddressError,
)
from network.introductions.forms import CodeForm, DeclineForm, GuestForm
from network.introductions.states import Role
from network.introductions.visibility import role_of
from network.models import Introduction, Member
from network.people.authentication_log import What, record
from network.platform.privacy.blocks import blocked_by
from network.platform.privacy.personal_links import no_longer_in_use, personal_link
from network.platform.privacy.rate_limits import network_of
from network.platform.requests import posted

READ_OR_POST = ["GET", "HEAD", "POST"]


@login_not_required
@personal_link
@require_safe
def consent(request: HttpRequest, token: str) -> HttpResponse:
    """Show who would like to meet the reader, with the choice of answers."""
    introduction = _introduction_for(request, token)
    if introduction is None:
        return no_longer_in_use(request)
    return _page(request, "introductions/consent.html", introduction, token)


@csrf_exempt
@login_not_required
@personal_link
@require_http_methods(READ_OR_POST)
def consent_yes(request: HttpRequest, token: str) -> HttpResponse:
    """Take a name and an e-mail address for a yes, and send a code there."""
    introduction = _introduction_for(request, token, to_answer=True)
    if introduction is None:
        return no_longer_in_use(request)
    form = GuestForm(posted(request))
    if form.is_valid():
        try:
            with _recorded(request, What.CODE_ASKED, form.cleaned_data["address"]):
                network = network_of(request.META.get("REMOTE_ADDR", ""))
                reach_code = guests.send_code(token=token, network=network, **form.cleaned_data)
            return redirect("consent_code", token, reach_code.handle)
        except NotAllowedError:
            return no_longer_in_use(request)
        except IntroductionError as error:
            form.add_error("address", str(error))
    return _page(request, "introductions/consent_yes.html", introduction, token, form=form)


@csrf_exempt
@login_not_required
@personal_link
@require_http_methods(READ_OR_POST)
def consent_code(request: HttpRequest, token: str, handle: str) -> HttpResponse:
    """Take the code. With the right code the yes counts."""
    introduction = _introduction_for(request, token, to_answer=True)
    pending = guests.pending_code(introduction_id=introduction.pk, handle=handle) if introduction else None
    if introduction is None or pending is None:
        return no_longer_in_use(request)
    form = CodeForm(posted(request))
    if form.is_valid():
        try:
            with _recorded(request, What.CODE_TYPED, pending.address):
                guests.confirm_code(token=token, handle=handle, code=form.cleaned_data["code"])
            return redirect("consent_thanked", guests.seal_yes(pending))
        except (CodeWrongError, CodeDeadError, NotYourAddressError) as error:
            form.add_error("code", str(error))
        except NotAllowedError:
            return no_longer_in_use(request)
    return _page(request, "introductions/consent_code.html", introduction, token, form=form, address=pending.address)


@csrf_exempt
@login_not_required
@personal_link
@require_http_methods(READ_OR_POST)
def consent_no(request: HttpRequest, token: str) -> HttpResponse:
    """Take a no."""
    introduction = _introduction_for(request, token, to_answer=True)
    if introduction is None:
        return no_longer_in_use(request)
    form = DeclineForm(posted(request), role=Role.TARGET, introduction=introduction)
    if form.is_valid():
        with suppress(NotAllowedError):  # the same link was answered in the meantime
            guests.decline_by_link(token=token, **form.cleaned_data)
        return redirect("consent_thanks", "no")
    return _page(request, "introductions/consent_no.html", introduction, token, form=form)


@login_not_required
@personal_link
@require_safe
def consent_thanks(request: HttpRequest, answer: str) -> HttpResponse:
    return render(request, f"introductions/thanks_{answer}.html", {"user": AnonymousUser()})


@login_not_required
@personal_link
@require_safe
def consent_thanked(request: HttpRequest, sealed: str) -> HttpResponse:
    """Thank for a yes, with a button to the conversation. The page is the same for one that opens none."""
    return render(request, "introductions/thanks_yes.html", {"sealed": sealed, "user": AnonymousUser()})


@login_not_required
@personal_link
@require_safe
def consent_conversation(request: HttpRequest, sealed: str) -> HttpResponse:
    """Lead on to the conversation that the yes has opened. That it opened none shows by the guest's mail too."""
    conversation = guests.conversation_after_yes(sealed)
    return redirect(guest_path(conversation)) if conversation else no_longer_in_use(request)


@csrf_exempt
@login_not_required
@personal_link
@require_http_methods(READ_OR_POST)
def conversation_guest(request: HttpRequest, token: str) -> HttpResponse:
    """Show the conversation to the guest, by a link of their own, with the timeline of the introduction."""
    conversation = conversation_by_guest_link(token)
    if conversation is None:
        return no_longer_in_use(request)
    form = MessageForm(posted(request))
    if send_posted(request, conversation, None, form):
        return redirect("conversation_guest", token)
    timeline = guest_timeline(conversation.introduction, timezone.now())
    return conversation_page(request, conversation, None, form, token=token, timeline=timeline)


@contextmanager
def _recorded(request: HttpRequest, what: str, address: str) -> Iterator[None]:
    """Record in the log of authentication whether what is done within succeeded."""
    try:
        yield
    except IntroductionError:
        record(request, what, how="guest", succeeded=False, address=address)
        raise
    record(request, what, how="guest", address=address)


def _introduction_for(request: HttpRequest, token: str, *, to_answer: bool = False) -> Introduction | None:
    """Return the introduction that this reader may read, or with `to_answer` may answer, by the link, or None.

    A signed-in member who has blocked the requester or the introducer reads nothing of them. Blocks
    that others made must not show.
    """
    introduction = guests.introduction_by_link(token, timezone.now())
    if introduction is None or not isinstance(request.user, Member):
        return introduction
    if role_of(introduction, request.user) is not None:
        return None if to_answer else introduction
    return (
        None if blocked_by(request.user.pk) & {introduction.requester_id, introduction.introducer_id} else introduction
    )


def _page(request: HttpRequest, template: str, introduction: Introduction, token: str, **more: Any) -> HttpResponse:
    """Show a page that looks the same to everybody, signed in or not.

    The introducer and the requester can read it, because they may want to before the link is sent. They are told that
    they cannot answer.
    """
    form = more.get("form")
    context = {
        "introduction": introduction,
        "recommendation": recommendation(introduction),
        "token": token,
        "read_only": _is_requester_or_introducer(request, introduction),
        "user": AnonymousUser(),
    }
    return render(request, template, context | more, status=422 if form is not None and form.errors else 200)


def _is_requester_or_introducer(request: HttpRequest, introduction: Introduction) -> bool:
    return isinstance(request.user, Member) and role_of(introduction, request.user) is not None
