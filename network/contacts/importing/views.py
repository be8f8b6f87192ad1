"""Bringing in an address book, page by page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.contacts.importing import actions, queries
from network.contacts.importing.forms import ChooseForm, UploadForm
from network.people.access import member_of


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    member = member_of(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        brought = actions.bring(member=member, filename=file.name, data=file.read())
        return redirect("import_look", brought.pk)
    return render(request, "importing/start.html", {"form": form, "earlier": queries.earlier(member)})


@require_safe
def look(request: HttpRequest, import_id: int) -> HttpResponse:
    """One page for an import, whatever state it is in."""
    asked = request.GET.get("show", ""), request.GET.get("page", "1")
    seen = queries.look(member_of(request), import_id, *asked)
    return render(request, f"importing/{seen.brought.state}.html", {"look": seen, "brought": seen.brought})


@require_POST
def choose(request: HttpRequest, import_id: int) -> HttpResponse:
    """Keep the ticks of a page, and do what the button says."""
    member, form = member_of(request), ChooseForm(request.POST)
    if not form.is_valid() or not queries.can_choose(member, import_id):
        return redirect("import_look", import_id)
    said, show = form.cleaned_data, form.cleaned_data["show"]
    actions.tick(member=member, import_id=import_id, shown=said["shown"], ticked=form.ticked)
    actions.set_private(member=member, import_id=import_id, private=said["all_private"])
    if form.pressed in ("all", "none"):
        actions.tick_all(member=member, import_id=import_id, plan=show, on=form.pressed == "all")
    elif form.pressed == "add" and not actions.add_chosen(member=member, import_id=import_id):
        messages.info(request, _("Nobody is ticked, so there is nobody to bring in yet."))
    return redirect(where_next(request, import_id, show, form.pressed))


def where_next(request: HttpRequest, import_id: int, show: str, pressed: str) -> str:
    """Return the page to go on with: that of the import, or the part of the list that was asked for."""
    here = reverse("import_look", args=[import_id])
    if pressed == "add":
        return here
    goto, page = request.POST.get("keep", ""), request.POST.get("page", "1")
    plan, _colon, number = goto.partition(":")
    return f"{here}?show={plan}&page={number}" if number.isdecimal() else f"{here}?show={show}&page={page}"


@require_POST
def leave(request: HttpRequest, import_id: int) -> HttpResponse:
    actions.leave(member=member_of(request), import_id=import_id)
    messages.success(request, _("We have left it alone, and kept nothing of the file."))
    return redirect("import_start")


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, import_id: int) -> HttpResponse:
    member = member_of(request)
    if request.method == "POST":
        actions.undo(member=member, import_id=import_id)
        return redirect("import_look", import_id)
    seen = queries.look(member, import_id, "", "1")
    if seen.undo_until is None:
        return redirect("import_look", import_id)
    return render(request, "importing/undo.html", {"look": seen, "brought": seen.brought})
