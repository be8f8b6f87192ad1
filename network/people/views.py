"""The first steps, and the pages where members change what they said about themselves."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from network.models import Member
from network.people import actions, places, queries
from network.people.forms import (
    AboutForm,
    BreakForm,
    LinesForm,
    NameAndPlaceForm,
    NameForm,
    OfferForm,
    RequestsForm,
    WorkForm,
)
from network.platform.drafts.forms import saves_draft, with_draft
from network.platform.errors import NotFoundError
from network.platform.requests import going_on, member_of, posted

FormClass = type[forms.Form]


class Step(NamedTuple):
    form: FormClass
    start: Callable[[Member], dict[str, Any]]
    template: str


STEPS: dict[int, Step] = {
    1: Step(NameAndPlaceForm, NameAndPlaceForm.start, "people/welcome_1.html"),
    2: Step(WorkForm, queries.work_of, "people/welcome_2.html"),
    3: Step(OfferForm, queries.work_of, "people/welcome_3.html"),
}


@require_http_methods(["GET", "POST"])
@saves_draft
def welcome(request: HttpRequest, step: int) -> HttpResponse:
    """One of the first three steps; the fourth is the walk. Skipping is a post too, and the third step ends them."""
    member, page = member_of(request), STEPS.get(step)
    if page is None:
        raise NotFoundError
    skipped = "skip" in request.POST
    form = with_draft(request, page.form(None if skipped else posted(request), initial=page.start(member)))
    if skipped or form.is_valid():
        if not skipped:
            _keep(member, form)
        return _next_step(member, step)
    return render(request, page.template, {"form": form, "step": step, "steps": len(STEPS) + 1})


def _keep(member: Member, form: forms.Form) -> None:
    """Save a form of the first steps or the settings."""
    if isinstance(form, NameAndPlaceForm):
        said = form.cleaned_data
        actions.change_about(member=member, name=said["name"], place=form.found, phone=said.get("phone"))
    for kind in ("wish", "done", "offer"):
        if kind in form.cleaned_data:
            actions.change_lines(member=member, kind=kind, texts=form.cleaned_data[kind])
    sharing = {field: form.cleaned_data.get(field) for field in ("wishes_seen", "offers_counted")}
    if set(sharing.values()) != {None}:
        actions.change_sharing(member=member, **sharing)


def _next_step(member: Member, step: int) -> HttpResponse:
    if step < len(STEPS):
        return redirect("welcome", step=step + 1)
    actions.finish_first_steps(member=member)
    return redirect("walk")


@require_GET
def settings(request: HttpRequest) -> HttpResponse:
    member = member_of(request)
    page = {"lines": queries.lines_of(member), "ways_in": queries.ways_in(member)}
    return render(request, "people/settings.html", {"member": member, **page})


@require_http_methods(["GET", "POST"])
@saves_draft
def settings_about(request: HttpRequest) -> HttpResponse:
    return _change(request, AboutForm, AboutForm.start(member_of(request)), "people/settings_about.html")


@require_http_methods(["GET", "POST"])
def say_name(request: HttpRequest) -> HttpResponse:
    """Ask for a name where one is needed, and continue to `next`."""
    member = member_of(request)
    form = NameForm(posted(request), initial={"name": member.name})
    if form.is_valid():
        actions.change_name(member=member, name=form.cleaned_data["name"])
        return redirect(going_on(request, otherwise=reverse("today")))
    return render(request, "people/say_name.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@saves_draft
def settings_work(request: HttpRequest) -> HttpResponse:
    return _change(request, LinesForm, queries.work_of(member_of(request)), "people/settings_work.html")


def _change(request: HttpRequest, form_class: FormClass, initial: dict[str, Any], template: str) -> HttpResponse:
    form = with_draft(request, form_class(posted(request), initial=initial))
    if form.is_valid():
        _keep(member_of(request), form)
        messages.success(request, _("Saved."))
        return redirect("settings")
    return render(request, template, {"form": form})


@require_http_methods(["GET", "POST"])
def settings_requests(request: HttpRequest) -> HttpResponse:
    member = member_of(request)
    form = RequestsForm(posted(request), initial={"requests_a_month": member.requests_a_month})
    if form.is_valid():
        actions.change_requests(member=member, requests_a_month=form.cleaned_data["requests_a_month"])
        messages.success(request, _("Saved."))
        return redirect("settings")
    return render(request, "people/settings_requests.html", {"form": form, "member": member})


@require_http_methods(["GET", "POST"])
def settings_break(request: HttpRequest) -> HttpResponse:
    member = member_of(request)
    form = BreakForm(posted(request))
    if form.is_valid():
        actions.take_break(member=member, until=form.cleaned_data["until"])
        messages.success(request, _("Enjoy your break. Nobody can ask you anything until it’s over."))
        return redirect("settings")
    return render(request, "people/settings_break.html", {"form": form, "member": member})


@require_POST
def settings_break_end(request: HttpRequest) -> HttpResponse:
    actions.end_break(member=member_of(request))
    messages.success(request, _("Welcome back. People can ask you again."))
    return redirect("settings")


@require_GET
def place_suggest(request: HttpRequest) -> JsonResponse:
    """Places that begin with `q`: {"suggestions": ["Whitby, England", …]}, at most eight."""
    matches = places.find(request.GET.get("q", ""))
    return JsonResponse({"suggestions": [places.label(place) for place in matches]})
