"""The pages behind a personal link, for somebody who needs no account. Opening a page never answers anything.

The link is the whole of the right to answer: no cookie plays a part. So these views are exempt from the CSRF check,
which the `Origin: null` of a no-referrer page would fail, and they work where a phone's chat window keeps no cookies.
"""

from contextlib import suppress
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from network.conversations.forms import MessageForm
from network.conversations.guests import behind_guest_link
from network.conversations.views import said, talking
from network.introductions import chain, codes, guests
from network.introductions.errors import CodeDeadError, CodeWrongError, IntroductionError, NotAllowedError
from network.introductions.forms import CodeForm, DeclineForm, GuestForm
from network.introductions.links import behind_link
from network.introductions.page import recommendation
from network.introductions.states import Role
from network.introductions.visibility import role_of
from network.models import Introduction, Member
from network.people.posted import posted
from network.privacy.blocks import blocked_by
from network.privacy.personal_links import no_longer_in_use, personal_link

READ_OR_POST = ["GET", "HEAD", "POST"]


@login_not_required
@personal_link
@require_safe
def consent(request: HttpRequest, token: str) -> HttpResponse:
    """Read who would like to meet you, and choose what to say."""
    found = _open_to(request, token)
    if found is None:
        return no_longer_in_use(request)
    return _page(request, "introductions/consent.html", found, token)


@csrf_exempt
@login_not_required
@personal_link
@require_http_methods(READ_OR_POST)
def consent_yes(request: HttpRequest, token: str) -> HttpResponse:
    """Yes: what to call you and where to reach you; a code goes there."""
    found = _open_to(request, token, to_answer=True)
    if found is None:
        return no_longer_in_use(request)
    form = GuestForm(posted(request))
    if form.is_valid():
        try:
            made = codes.send_code(token=token, **form.cleaned_data)
            return redirect("consent_code", token, made.handle)
        except NotAllowedError:
            return no_longer_in_use(request)
        except IntroductionError as error:
            form.add_error("address", str(error))
    return _page(request, "introductions/consent_yes.html", found, token, form=form)


@csrf_exempt
@login_not_required
@personal_link
@require_http_methods(READ_OR_POST)
def consent_code(request: HttpRequest, token: str, handle: str) -> HttpResponse:
    """Type the code; with it the yes counts."""
    found = _open_to(request, token, to_answer=True)
    waiting = codes.waiting_try(introduction_id=found.pk, handle=handle) if found else None
    if found is None or waiting is None:
        return no_longer_in_use(request)
    form = CodeForm(posted(request))
    if form.is_valid():
        try:
            codes.confirm(token=token, handle=handle, code=form.cleaned_data["code"])
            return redirect("consent_thanks", "yes")
        except (CodeWrongError, CodeDeadError) as error:
            form.add_error("code", str(error))
        except NotAllowedError:
            return no_longer_in_use(request)
    return _page(request, "introductions/consent_code.html", found, token, form=form, address=waiting.address)


@csrf_exempt
@login_not_required
@personal_link
@require_http_methods(READ_OR_POST)
def consent_no(request: HttpRequest, token: str) -> HttpResponse:
    """No thank you. It costs nothing."""
    found = _open_to(request, token, to_answer=True)
    if found is None:
        return no_longer_in_use(request)
    form = DeclineForm(posted(request), role=Role.TARGET, introduction=found)
    if form.is_valid():
        with suppress(NotAllowedError):  # somebody was quicker by the same link
            guests.decline_by_link(token=token, **form.cleaned_data)
        return redirect("consent_thanks", "no")
    return _page(request, "introductions/consent_no.html", found, token, form=form)


@login_not_required
@personal_link
@require_safe
def consent_thanks(request: HttpRequest, answer: str) -> HttpResponse:
    return render(request, f"introductions/thanks_{answer}.html", {"user": AnonymousUser()})


@csrf_exempt
@login_not_required
@personal_link
@require_http_methods(READ_OR_POST)
def conversation_guest(request: HttpRequest, token: str) -> HttpResponse:
    """What their yes has led to: the conversation, by a link of their own, and the chain that brought them there."""
    found = behind_guest_link(token)
    if found is None:
        return no_longer_in_use(request)
    form = MessageForm(posted(request))
    if said(request, found, None, form):
        return redirect("conversation_guest", token)
    happened = chain.for_guest(found.introduction, timezone.now())
    return talking(request, found, None, form, token=token, happened=happened)


def _open_to(request: HttpRequest, token: str, *, to_answer: bool = False) -> Introduction | None:
    """Return what the link opens to this reader, to be read or `to_answer`; None where it is closed to them.

    A signed-in member who has blocked one of the two who ask gets to read nothing of them: their own block may show to
    themselves. Of everybody else nothing is known, or nothing may show.
    """
    found = behind_link(token, timezone.now())
    if found is None or not isinstance(request.user, Member):
        return found
    if role_of(found, request.user) is not None:
        return None if to_answer else found
    return None if blocked_by(request.user.pk) & {found.requester_id, found.introducer_id} else found


def _page(request: HttpRequest, template: str, found: Introduction, token: str, **more: Any) -> HttpResponse:
    """Show a page that looks the same to everybody: a signed-in member who opens it is a guest like any other.

    The introducer and the requester can read it, as they will want to before they send it, and are told that the answer
    is not theirs.
    """
    form = more.get("form")
    context = {
        "introduction": found,
        "said": recommendation(found),
        "token": token,
        "only_looking": _is_somebody_else(request, found),
        "user": AnonymousUser(),
    }
    return render(request, template, context | more, status=422 if form is not None and form.errors else 200)


def _is_somebody_else(request: HttpRequest, found: Introduction) -> bool:
    return isinstance(request.user, Member) and role_of(found, request.user) is not None
