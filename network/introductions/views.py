"""The pages of introductions for members. Each action has a page of its own, with its form."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.introductions import actions, link_actions, offers, queries
from network.introductions.detail import introduction_detail
from network.introductions.errors import AlreadyAskingError, IntroductionError, NotOpenError, TooManyOpenError
from network.introductions.forms import AgreeForm, AskForm, DeclineForm, PassOnForm
from network.introductions.links import consent_links, link_to_send
from network.introductions.permissions import may
from network.introductions.states import Action, Role
from network.introductions.visibility import role_of
from network.models import Introduction
from network.people.name_required import name_first
from network.platform.drafts.forms import NotSubmitted, saves_draft, saves_draft_at, with_draft
from network.platform.errors import NotFoundError
from network.platform.requests import member_of, posted

READ_OR_POST = ["GET", "HEAD", "POST"]

View = Callable[..., HttpResponse]


def refusals_on_the_introduction(view: View) -> View:
    """Answer an `IntroductionError` of `view` with its words on the page of the introduction. The draft is kept."""

    @wraps(view)
    def answer(request: HttpRequest, pk: int) -> HttpResponse:
        try:
            return view(request, pk)
        except IntroductionError as error:
            messages.error(request, str(error))
            return NotSubmitted(reverse("introduction", args=[pk]))

    return answer


@require_safe
def introductions(request: HttpRequest) -> HttpResponse:
    """Show the member's introductions: to answer, asked, passed on, past."""
    lists = queries.lists_for(member_of(request), request.GET.get("page", "1"))
    return render(request, "introductions/list.html", {"lists": lists})


@require_safe
def introduction(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one introduction as the member may see it."""
    introduction, role = _introduction_or_404(request, pk)
    detail = introduction_detail(introduction, role, timezone.now())
    return render(request, "introductions/introduction.html", {"detail": detail})


def _draft_place(request: HttpRequest, offer: str) -> str | None:
    return offers.draft_place(offer, member_of(request))


@require_http_methods(READ_OR_POST)
@name_first()
@saves_draft_at(_draft_place)
def introduction_ask(request: HttpRequest, offer: str) -> HttpResponse:
    """Ask for an introduction, by the offer of a suggestion."""
    member = member_of(request)
    asked = AskForm(posted(request), member=member, of_the_past=offers.is_of_the_past(offer, member))
    form = with_draft(request, asked, _draft_place(request, offer))
    try:
        opened = offers.open_offer(offer, member)
        if not form.is_valid():
            return _form_page(request, "introductions/ask.html", form, offer=opened)
        made = actions.ask(
            requester=member,
            introducer=opened.contact.owner,
            contact=opened.contact,
            line_of_work=opened.line_of_work,
            line_is_past=opened.line_is_past,
            **form.cleaned_data,
        )
    except AlreadyAskingError as error:
        messages.info(request, str(error))
        return redirect("introduction", error.introduction_id)
    except TooManyOpenError as error:
        return render(request, "introductions/too_many.html", {"error": error, "form": form}, status=409)
    except NotOpenError:
        return render(request, "introductions/not_open.html", status=409)
    words = {"name": opened.introducer_name, "day": date_format(localtime(made.deadline), "j F")}
    messages.success(request, _("Done. %(name)s has your request. You’ll know by %(day)s.") % words)
    return redirect("introduction", made.pk)


@require_http_methods(READ_OR_POST)
@name_first()
@saves_draft
@refusals_on_the_introduction
def introduction_pass_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Pass the request on, with a recommendation of the requester."""
    introduction, role = _introduction_or_404(request, pk)
    if role == Role.INTRODUCER and introduction.introducer_agreed_at:
        messages.info(request, _("You’ve already passed this on. We haven’t passed it on twice."))
        return redirect("introduction", pk)
    form = with_draft(request, PassOnForm(posted(request)))
    if not form.is_valid():
        return _action_page(request, introduction, role, Action.PASS_ON, form)
    passed_on = actions.pass_on(introduction=introduction, by=member_of(request), **form.cleaned_data)
    if passed_on.token:
        return redirect("introduction_send", pk)
    messages.success(
        request,
        _("Thank you. We’ve passed it on. They’ll see it on their own page, and you’ll hear if they say yes."),
    )
    return redirect("introduction", pk)


@require_http_methods(READ_OR_POST)
@saves_draft
@refusals_on_the_introduction
def introduction_decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Say not this time."""
    introduction, role = _introduction_or_404(request, pk)
    form = with_draft(
        request, DeclineForm(posted(request), role=role, introduction=introduction, member=member_of(request))
    )
    if not form.is_valid():
        return _action_page(request, introduction, role, Action.DECLINE, form)
    actions.decline(
        introduction=introduction,
        by=member_of(request),
        telling=form.cleaned_data["telling"],
        words=form.cleaned_data["words"],
    )
    told_now = form.cleaned_data["telling"] == Introduction.Telling.NOW
    words = _("Done. We’ve told %(name)s.") if told_now else _("Done. We won’t say anything.")
    messages.success(request, words % {"name": introduction.requester.display_name})
    return redirect("introduction", pk)


@require_http_methods(READ_OR_POST)
@name_first()
@refusals_on_the_introduction
def introduction_agree(request: HttpRequest, pk: int) -> HttpResponse:
    """Say yes, as a target who is a member."""
    introduction, role = _introduction_or_404(request, pk)
    form = AgreeForm(posted(request), member=member_of(request))
    if not form.is_valid():
        return _action_page(request, introduction, role, Action.AGREE, form)
    agreed = actions.agree(introduction=introduction, by=member_of(request), **form.cleaned_data)
    return redirect("conversation", agreed.conversation.pk)


@require_http_methods(READ_OR_POST)
@refusals_on_the_introduction
def introduction_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the request back."""
    introduction, role = _introduction_or_404(request, pk)
    if request.method != "POST":
        return _action_page(request, introduction, role, Action.WITHDRAW, None)
    actions.withdraw(introduction=introduction, by=member_of(request))
    messages.success(request, _("Done. You’ve taken it back."))
    return redirect("introduction", pk)


@require_POST
def introduction_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a new personal link. The old one stops working."""
    introduction, _role = _introduction_or_404(request, pk)
    try:
        link_actions.make_link_again(introduction=introduction, by=member_of(request))
    except IntroductionError as error:
        messages.error(request, str(error))
        return redirect("introduction", pk)
    return redirect("introduction_send", pk)


@require_http_methods(READ_OR_POST)
@refusals_on_the_introduction
def introduction_send(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the personal link with the ways to send it. Take that it was sent, or the answer to a reminder."""
    introduction, role = _introduction_or_404(request, pk)
    if "sent" in request.POST:
        link_actions.say_link_sent(introduction=introduction, by=member_of(request))
        messages.success(request, _("Thank you. We’ll let you know if they say yes."))
        return redirect("introduction", pk)
    if request.method == "POST":
        link_actions.note_reminded(introduction=introduction, by=member_of(request))
        return redirect("introduction_send", pk) if "show" in request.POST else redirect("today")
    token = link_to_send(introduction, role, timezone.now())
    if token is None:
        messages.info(request, _("There’s no link to send just now. Here’s how things are."))
        return redirect("introduction", pk)
    link = request.build_absolute_uri(reverse("consent", args=[token]))
    detail = introduction_detail(introduction, role, timezone.now())
    context = {"detail": detail, "sending": consent_links(introduction, link)}
    return render(request, "introductions/link.html", context)


def _introduction_or_404(request: HttpRequest, pk: int) -> tuple[Introduction, Role]:
    """Return the introduction and the member's role in it."""
    with_people = Introduction.objects.select_related("requester", "introducer", "contact")
    introduction = with_people.filter(pk=pk).first()
    role = role_of(introduction, member_of(request)) if introduction else None
    if introduction is None or role is None:
        raise NotFoundError
    return introduction, role


def _action_page(
    request: HttpRequest,
    introduction: Introduction,
    role: Role,
    action: Action,
    form: PassOnForm | DeclineForm | AgreeForm | None,
) -> HttpResponse:
    """Show the page of `action`, or the page of the introduction if `role` may not take the action."""
    now = timezone.now()
    if not may(introduction, action, role, now):
        messages.error(request, _("It’s too late for that, or it isn’t yours to do. Here’s how things are."))
        return NotSubmitted(reverse("introduction", args=[introduction.pk]))
    detail = introduction_detail(introduction, role, now)
    return _form_page(request, f"introductions/{action}.html", form, detail=detail)


def _form_page(
    request: HttpRequest, template: str, form: AskForm | PassOnForm | DeclineForm | AgreeForm | None, **more: object
) -> HttpResponse:
    status = 422 if form is not None and form.errors else 200
    return render(request, template, {"form": form, **more}, status=status)
