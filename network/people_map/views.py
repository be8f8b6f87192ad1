"""The circles at /people/map/: filtered, opened, and people moved in them."""

from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from network.people_map.actions import set_closeness
from network.people_map.picture import Picture, legend, picture_of
from network.people_map.queries import Known, People, people_on_the_map
from network.people_map.view_state import Look, LookForm, MoveForm, look_in, look_of
from network.people_map.words import RINGS
from network.platform.requests import member_of


@require_safe
def people_map(request: HttpRequest) -> HttpResponse:
    look = look_of(request.GET)
    people = people_on_the_map(member_of(request), look)
    picture = picture_of(people, look)
    shown = {
        "look": look,
        "people": people,
        "picture": picture,
        "legend": legend(people),
        "form": LookForm(look),
        "move": MoveForm(contact=people.opened.contact if people.opened else None, look=look),
        "page": _page(people, picture, look),
        "close": look.query(person=None),
        "back": look.query(ring=None, sector="", work="", person=None, left_out=False),
        "left_out_url": look.query(person=None, left_out=True),
        "whole_list_url": look.query(left_out=False),
        "walk_url": reverse("walk"),
    }
    return render(request, "people_map/map.html", shown)


def _page(people: People, picture: Picture, look: Look) -> "Page[Known] | None":
    if look.left_out:
        return people.page_of(picture.left_out, look.page)
    return people.page(look.page) if look.opened else None


@require_POST
def people_map_move(request: HttpRequest) -> HttpResponse:
    """Move somebody to another ring, and return to the same page with them open."""
    form = MoveForm(request.POST)
    look = look_in(request.POST.get("look", ""))
    if not form.is_valid():
        messages.error(request, _("We couldn’t tell which ring you meant. Nothing has changed. Choose one again."))
        return redirect(reverse("people_map") + look.query())
    person, ring = form.cleaned_data["person"], form.cleaned_data["closeness"]
    contact = set_closeness(owner=member_of(request), contact_id=person, closeness=ring)
    messages.success(request, _("%(name)s: %(ring)s. Saved.") % {"name": contact.name, "ring": RINGS[ring]})
    changes = {"ring": None, "sector": ""} if look.ring not in (None, ring) else {}
    part = f"p{person}" if form.cleaned_data["back"] == "drawing" else "person"
    return redirect(f"{reverse('people_map')}{look.query(person=person, **changes)}#{part}")
