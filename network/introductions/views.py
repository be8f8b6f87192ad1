"""The pages of introductions for members. Each step is a page of its own: read, choose, send."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.drafts.waiting import NotSent, can_wait, can_wait_at, sent, taken_up
from network.introductions import actions, asking, queries
from network.introductions.errors import AlreadyAskingError, IntroductionError, NotOpenError, TooManyOpenError
from network.introductions.forms import AgreeForm, AskForm, DeclineForm, PassOnForm
from network.introductions.page import shown
from network.introductions.permissions import may
from network.introductions.sending import sending_of
from network.introductions.states import Action, Role
from network.introductions.visibility import role_of
from network.models import Introduction
from network.people.access import member_of
from network.people.naming_first import name_first
from network.people.posted import posted

READ_OR_POST = ["GET", "HEAD", "POST"]


@require_safe
def introductions(request: HttpRequest) -> HttpResponse:
    """All that concerns the member: to answer, asked, passed on, past."""
    lists = queries.lists_for(member_of(request), request.GET.get("page", "1"))
    return render(request, "introductions/list.html", {"lists": lists})


@require_safe
def introduction(request: HttpRequest, pk: int) -> HttpResponse:
    """One introduction, as the member may see it."""
    found, role = _mine_or_404(request, pk)
    return render(request, "introductions/introduction.html", {"shown": shown(found, role, timezone.now())})


def _draft_place(request: HttpRequest, offer: str) -> str | None:
    return asking.draft_place(offer, member_of(request))


@require_http_methods(READ_OR_POST)
@name_first()
@can_wait_at(_draft_place)
def introduction_ask(request: HttpRequest, offer: str) -> HttpResponse:
    """Ask for an introduction, by what a suggestion offers."""
    form = taken_up(request, AskForm(posted(request), member=member_of(request)), _draft_place(request, offer))
    try:
        offered = asking.look_at(offer, member_of(request))
        if not form.is_valid():
            return _form_page(request, "introductions/ask.html", form, offered=offered)
        made = offered.ask(**form.cleaned_data)
    except AlreadyAskingError as error:
        messages.info(request, str(error))
        return redirect("introduction", error.introduction_id)
    except TooManyOpenError as error:
        return render(request, "introductions/too_many.html", {"error": error, "form": form}, status=409)
    except NotOpenError:
        return render(request, "introductions/not_open.html", status=409)
    said = {"name": offered.introducer_name, "day": date_format(localtime(made.deadline), "j F")}
    messages.success(request, _("%(name)s has your request. You will know by %(day)s.") % said)
    return redirect("introduction", made.pk)


@require_http_methods(READ_OR_POST)
@name_first()
@can_wait
def introduction_pass_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Pass it on, with what one says of who asks."""
    found, role = _mine_or_404(request, pk)
    if role == Role.INTRODUCER and found.introducer_agreed_at:
        messages.info(request, _("You have passed this on already. It was not passed on twice."))
        return redirect("introduction", pk)
    form = taken_up(request, PassOnForm(posted(request)))

    def act() -> HttpResponse:
        passed = actions.pass_on(introduction=found, by=member_of(request), **form.cleaned_data)
        if passed.token:
            sent(request)
            return _link_page(request, passed.introduction, passed.token)
        messages.success(
            request, _("Passed on. They find it on their own page, and you hear of it if they say yes. Thank you.")
        )
        return redirect("introduction", pk)

    return _step(request, found, role, Action.PASS_ON, form, act)


@require_http_methods(READ_OR_POST)
@can_wait
def introduction_decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Not this time."""
    found, role = _mine_or_404(request, pk)
    form = taken_up(request, DeclineForm(posted(request), role=role, introduction=found))

    def act() -> HttpResponse:
        actions.decline(introduction=found, by=member_of(request), **form.cleaned_data)
        words = _("Noted. They hear of it in the way that you chose. Saying no is fine.")
        messages.success(request, words)
        return redirect("introduction", pk)

    return _step(request, found, role, Action.DECLINE, form, act)


@require_http_methods(READ_OR_POST)
@name_first()
def introduction_agree(request: HttpRequest, pk: int) -> HttpResponse:
    """Yes, from a member who was asked to meet somebody."""
    found, role = _mine_or_404(request, pk)
    form = AgreeForm(posted(request), member=member_of(request))

    def act() -> HttpResponse:
        agreed = actions.agree(introduction=found, by=member_of(request), **form.cleaned_data)
        return redirect("conversation", agreed.conversation.pk)

    return _step(request, found, role, Action.AGREE, form, act)


@require_http_methods(READ_OR_POST)
def introduction_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a request back."""
    found, role = _mine_or_404(request, pk)

    def act() -> HttpResponse:
        actions.withdraw(introduction=found, by=member_of(request))
        messages.success(request, _("You have taken it back."))
        return redirect("introduction", pk)

    return _step(request, found, role, Action.WITHDRAW, None, act)


@require_POST
def introduction_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the personal link again; the one before stops working."""
    found, _role = _mine_or_404(request, pk)
    try:
        token = actions.make_link_again(introduction=found, by=member_of(request))
    except IntroductionError as error:
        messages.error(request, str(error))
        return redirect("introduction", pk)
    return _link_page(request, found, token)


def _mine_or_404(request: HttpRequest, pk: int) -> tuple[Introduction, Role]:
    people = Introduction.objects.select_related("requester", "introducer", "contact")
    found = people.filter(pk=pk).first()
    role = role_of(found, member_of(request)) if found else None
    if found is None or role is None:
        raise Http404
    return found, role


def _step(
    request: HttpRequest,
    found: Introduction,
    role: Role,
    action: Action,
    form: PassOnForm | DeclineForm | AgreeForm | None,
    act: Callable[[], HttpResponse],
) -> HttpResponse:
    """Show the page of one action, or take it. What cannot be done is said on the introduction's own page."""
    now: datetime = timezone.now()
    try:
        if request.method == "POST" and (form is None or form.is_valid()):
            return act()
    except IntroductionError as error:
        messages.error(request, str(error))
        return NotSent(reverse("introduction", args=[found.pk]))
    if not may(found, action, role, now):
        messages.error(request, _("This cannot be done any more, or is not yours to do. Here is how it stands."))
        return NotSent(reverse("introduction", args=[found.pk]))
    return _form_page(request, f"introductions/{action}.html", form, shown=shown(found, role, now))


def _form_page(
    request: HttpRequest, template: str, form: AskForm | PassOnForm | DeclineForm | AgreeForm | None, **more: object
) -> HttpResponse:
    status = 422 if form is not None and form.errors else 200
    return render(request, template, {"form": form, **more}, status=status)


def _link_page(request: HttpRequest, found: Introduction, token: str) -> HttpResponse:
    """Show the personal link, this once, in the answer to the post: so it is kept nowhere on our side."""
    link = request.build_absolute_uri(reverse("consent", args=[token]))
    context = {"shown": shown(found, Role.INTRODUCER, timezone.now()), "sending": sending_of(found, link)}
    return render(request, "introductions/link.html", context)
