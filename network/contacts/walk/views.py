"""The walk: one question a page, a line for each name, and stopping whenever one likes."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from network.contacts.walk import actions, queries
from network.contacts.walk.forms import NameForm
from network.contacts.walk.questions import ENOUGH, QUESTIONS, Question, after, before, number_of, question_called
from network.models import Member
from network.people.access import member_of

ON, STOP = "on", "stop"  # what the buttons beside "Add" say in `go`


@require_safe
def walk(request: HttpRequest) -> HttpResponse:
    """Where one is on the walk, and the way in."""
    return render(request, "walk/walk.html", {"walk": queries.walk_of(member_of(request)), "first": QUESTIONS[0]})


@require_http_methods(["GET", "HEAD", "POST"])
def walk_question(request: HttpRequest, slug: str) -> HttpResponse:
    """One question. Each button adds what stands in the line; "next" and "stop" then leave the page."""
    question, member = _question_or_404(slug), member_of(request)
    if request.method != "POST":
        return _page(request, question, NameForm())
    form = NameForm(request.POST, adding=request.POST.get("go", "") not in (ON, STOP))
    if not form.is_valid():
        return _page(request, question, form)
    said = form.cleaned_data
    if said["name"] and not _written(member, question, request.POST, **said):
        return _page(request, question, form, twins=queries.twins_of(member, said["name"]), go=request.POST.get("go"))
    return _onward(request, member, question)


def _written(member: Member, question: Question, sent: Any, *, name: str, work: str) -> bool:
    """Write the name down, unless somebody of that name is there and it was not said whether they are the same."""
    chosen = str(sent.get("same", ""))
    if chosen.isdecimal() and len(chosen) < 19:
        actions.name_again(member=member, question=question, contact_id=int(chosen), work=work)
        return True
    if "another" not in sent and queries.twins_of(member, name):
        return False
    actions.name_somebody(member=member, question=question, name=name, work=work)
    return True


def _onward(request: HttpRequest, member: Member, question: Question) -> HttpResponse:
    go, following = request.POST.get("go"), after(question)
    if go == STOP:
        actions.stop_at(member=member, question=question)
        messages.success(request, _("All kept. You can go on whenever you like: the walk waits where you left it."))
        return redirect("people")
    if go != ON:
        return redirect("walk_question", question.slug)
    actions.leave(member=member, question=question)
    return redirect("walk_question", following.slug) if following else redirect("walk_end")


@require_safe
def walk_end(request: HttpRequest) -> HttpResponse:
    """After the last question: what happens now."""
    return render(request, "walk/end.html", {"walk": queries.walk_of(member_of(request))})


def _page(request: HttpRequest, question: Question, form: NameForm, **more: object) -> HttpResponse:
    named = queries.named_at(member_of(request), question)
    context = {
        "question": question,
        "number": number_of(question),
        "total": len(QUESTIONS),
        "before": before(question),
        "named": named,
        "enough": len(named) >= ENOUGH,
        "form": form,
        **more,
    }
    return render(request, "walk/question.html", context)


def _question_or_404(slug: str) -> Question:
    question = question_called(slug)
    if question is None:
        raise Http404
    return question
