"""Saying which of one's contacts know each other."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.contacts import actions
from network.contacts.acquaintance_forms import KnowsForm
from network.contacts.queries import contact_of, names_like, whom_they_know
from network.platform.requests import member_of


@require_http_methods(["GET", "HEAD", "POST"])
def contact_knows(request: HttpRequest, contact_id: int) -> HttpResponse:
    member = member_of(request)
    contact = contact_of(member, contact_id)
    form = KnowsForm(request.POST or None, contact=contact)
    if form.is_valid():
        actions.say_they_know(owner=member, contact_id=contact_id, other_id=form.cleaned_data["other"])
        messages.success(request, _("Saved."))
        return redirect("contact_knows", contact_id)
    known = whom_they_know(contact)
    return render(request, "contacts/knows.html", {"form": form, "contact": contact, "known": known})


@require_POST
def contact_knows_not(request: HttpRequest, contact_id: int, other_id: int) -> HttpResponse:
    member = member_of(request)
    contact_of(member, contact_id)
    actions.take_back(owner=member, contact_id=contact_id, other_id=other_id)
    messages.success(request, _("Removed."))
    return redirect("contact_knows", contact_id)


@require_safe
def contact_suggest(request: HttpRequest) -> JsonResponse:
    """Answer names in the member's own list that hold what is typed (`?q=`): {"suggestions": ["Ama Mensah", …]}."""
    return JsonResponse({"suggestions": names_like(member_of(request), request.GET.get("q", "")[:100])})
