"""Bringing in an address book, page by page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.contacts.work_questions import unplaced
from network.imports import actions, answers, queries
from network.imports.forms import ChooseForm, ColumnsForm, UploadForm
from network.imports.states import State
from network.imports.work import SHOW
from network.platform.requests import member_of, takes_files


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    member = member_of(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        brought = actions.bring(member=member, filename=form.filename, data=form.contents)
        return redirect("import_look", brought.pk)
    return render(request, "imports/start.html", {"form": form, "earlier": queries.earlier(member)})


@require_safe
def look(request: HttpRequest, import_id: int) -> HttpResponse:
    """One page for an import, whatever state it is in."""
    asked = request.GET.get("show", ""), request.GET.get("page", "1")
    seen = queries.look(member_of(request), import_id, *asked)
    if seen.brought.state == State.COLUMNS:
        return redirect("import_columns", import_id)
    context = {"look": seen, "brought": seen.brought, "unplaced": unplaced(member_of(request)).count}
    return render(request, seen.template, context)


@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, import_id: int) -> HttpResponse:
    """The page on which a member says what the columns of a table are."""
    member = member_of(request)
    brought = queries.import_of(member, import_id)
    if not brought.tables:
        return redirect("import_look", import_id)
    form = ColumnsForm(queries.tables_of(brought), request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.say_columns(member=member, import_id=import_id, columns=form.columns)
        return redirect("import_look", import_id)
    return render(request, "imports/columns.html", {"form": form, "brought": brought})


@require_POST
def choose(request: HttpRequest, import_id: int) -> HttpResponse:
    """Keep the ticks and the answers of a page, and do what the button says."""
    member, form = member_of(request), ChooseForm(request.POST)
    if not form.is_valid() or not queries.can_choose(member, import_id):
        return redirect("import_look", import_id)
    said, show = form.cleaned_data, form.cleaned_data["show"]
    actions.tick(member=member, import_id=import_id, shown=said["shown"], ticked=form.ticked)
    answers.decide(member=member, import_id=import_id, wanted=form.decided)
    actions.set_private(member=member, import_id=import_id, private=said["all_private"])
    if answers.say_work(member=member, import_id=import_id, said=form.said_of_work):
        messages.info(request, _("We don’t know one of those words yet. Say which line of work is closest to it."))
        return redirect(where_next(request, import_id, show, "here"))
    if form.pressed in ("all_same", "all_apart"):
        answers.answer_all(member=member, import_id=import_id, are_same=form.pressed == "all_same")
    elif form.pressed in ("all", "none"):
        actions.tick_all(member=member, import_id=import_id, plan=show, on=form.pressed == "all")
    elif form.pressed == "add" and not form.leaves_questions and (questions := queries.open_questions(import_id)):
        messages.info(request, before_adding(questions))
        return redirect(f"{reverse('import_look', args=[import_id])}?show=ask")
    elif form.pressed == "add" and not actions.add_chosen(member=member, import_id=import_id):
        messages.info(request, _("You haven’t ticked anybody, so there’s nobody to add yet."))
    return redirect(where_next(request, import_id, show, form.pressed))


def before_adding(questions: int) -> str:
    words = ngettext(
        "Nobody has been added yet. First tell us about one person we’re not sure of.",
        "Nobody has been added yet. First tell us about the %(count)s people we’re not sure of.",
        questions,
    )
    return words % {"count": f"{questions:,}"}


def where_next(request: HttpRequest, import_id: int, show: str, pressed: str) -> str:
    """Return the page to go on with: the import's, or the part of the list that was asked for; "here": the same."""
    here = reverse("import_look", args=[import_id])
    if pressed == "add":
        return here
    goto, page = request.POST.get("keep", "") if pressed != "here" else "", request.POST.get("page", "1")
    plan, _colon, number = goto.partition(":")
    if not number.isdecimal():
        return f"{here}?show={show}&page={page}"
    return f"{here}?show={plan}&page={number}{'#what-they-do' if plan == SHOW else ''}"


@require_POST
def leave(request: HttpRequest, import_id: int) -> HttpResponse:
    actions.leave(member=member_of(request), import_id=import_id)
    messages.success(request, _("Done. We haven’t added anybody, and we haven’t kept anything from the file."))
    return redirect("import_start")


@require_POST
def again(request: HttpRequest, import_id: int) -> HttpResponse:
    actions.try_again(member=member_of(request), import_id=import_id)
    return redirect("import_look", import_id)


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, import_id: int) -> HttpResponse:
    member = member_of(request)
    if request.method == "POST":
        actions.undo(member=member, import_id=import_id)
        return redirect("import_look", import_id)
    seen = queries.look(member, import_id, "", "1")
    if not seen.can_undo:
        return redirect("import_look", import_id)
    return render(request, "imports/undo.html", {"look": seen, "brought": seen.brought})
