"""The walk: one question a page, a line for each name, and stopping whenever one likes."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from network.contacts.cards import ContactCard
from network.contacts.names_and_work import WRITTEN, read_apart, with_work_of_name, written_before
from network.contacts.walk import progress
from network.contacts.walk.forms import NameForm
from network.contacts.walk.questions import ENOUGH, QUESTIONS, Question, after, before, number_of, question_called
from network.contacts.work_questions import question_about, unplaced
from network.models import Member
from network.platform.errors import NotFoundError
from network.platform.requests import member_of

ON, STOP = "on", "stop"  # what the buttons beside "Add" say in `go`


@require_safe
def walk(request: HttpRequest) -> HttpResponse:
    """Show how far the member is, and where to start or continue."""
    return render(request, "walk/walk.html", {"walk": progress.walk_of(member_of(request)), "first": QUESTIONS[0]})


@require_http_methods(["GET", "HEAD", "POST"])
def walk_question(request: HttpRequest, slug: str) -> HttpResponse:
    """One question. Every button adds what is in the line; "next" and "stop" then leave the page."""
    question, member = _question_or_404(slug), member_of(request)
    if request.method != "POST":
        return _page(request, question, NameForm())
    form = NameForm(request.POST, adding=request.POST.get("go", "") not in (ON, STOP))
    if not form.is_valid():
        return _page(request, question, form)
    card = with_work_of_name(ContactCard(**form.cleaned_data))
    said = {"name": card.name, "work": card.work}
    if said["name"] and not _written(member, question, request.POST, **said):
        return _page(request, question, form, twins=progress.twins_of(member, said["name"]), go=request.POST.get("go"))
    return _onward(request, member, question, written=form.cleaned_data["name"] if card.work else "")


def _written(member: Member, question: Question, sent: Any, *, name: str, work: str) -> bool:
    """Add the name, unless there is a contact of that name and the member has not said whether it is the same
    person."""
    chosen = str(sent.get("same", ""))
    if chosen.isdecimal() and len(chosen) < 19:
        progress.name_again(member=member, question=question, contact_id=int(chosen), work=work)
        return True
    if "another" not in sent and progress.twins_of(member, name):
        return False
    progress.name_somebody(member=member, question=question, name=name, work=work)
    return True


def _onward(request: HttpRequest, member: Member, question: Question, *, written: str) -> HttpResponse:
    go, following = request.POST.get("go"), after(question)
    if go == STOP:
        progress.stop_at(member=member, question=question)
        messages.success(request, _("It’s all saved. Carry on whenever you like, from where you left off."))
        return redirect("people")
    if go != ON:
        read = f"?{urlencode({WRITTEN: written})}" if written and read_apart(written).work else ""
        return redirect(f"{reverse('walk_question', args=[question.slug])}{read}")
    progress.leave(member=member, question=question)
    return redirect("walk_question", following.slug) if following else redirect("walk_end")


@require_safe
def walk_end(request: HttpRequest) -> HttpResponse:
    """After the last question: what happens now."""
    member = member_of(request)
    context = {"walk": progress.walk_of(member), "unplaced": unplaced(member).count()}
    return render(request, "walk/end.html", context)


def _page(request: HttpRequest, question: Question, form: NameForm, **more: object) -> HttpResponse:
    named = progress.named_at(member_of(request), question)
    context = {
        "question": question,
        "number": number_of(question),
        "total": len(QUESTIONS),
        "before": before(question),
        "named": named,
        "enough": len(named) >= ENOUGH,
        "form": form,
        "written": written_before(named[-1], request.GET.get(WRITTEN, "")) if named else "",
        "work_question": question_about(named[-1]) if named else None,
        **more,
    }
    return render(request, "walk/question.html", context)


def _question_or_404(slug: str) -> Question:
    question = question_called(slug)
    if question is None:
        raise NotFoundError
    return question
