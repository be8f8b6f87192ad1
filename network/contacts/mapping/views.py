"""The circles at /people/map/: looked at, narrowed, opened, and moved in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from network.contacts.mapping.actions import set_closeness
from network.contacts.mapping.forms import LookForm, MoveForm
from network.contacts.mapping.look import look_in, look_of
from network.contacts.mapping.picture import legend, picture_of
from network.contacts.mapping.queries import people_on_the_map
from network.contacts.mapping.words import RINGS
from network.people.access import member_of


@require_safe
def people_map(request: HttpRequest) -> HttpResponse:
    look = look_of(request.GET)
    people = people_on_the_map(member_of(request), look)
    shown = {
        "look": look,
        "people": people,
        "picture": picture_of(people, look),
        "legend": legend(people),
        "form": LookForm(look),
        "move": MoveForm(contact=people.opened.contact if people.opened else None, look=look),
        "page": people.page(look.page) if look.opened else None,
        "close": look.query(person=None),
        "back": look.query(ring=None, sector="", work="", person=None),
        "walk_url": reverse("walk"),
    }
    return render(request, "contacts/map.html", shown)


@require_POST
def people_map_move(request: HttpRequest) -> HttpResponse:
    """Put somebody into another ring, and go back to the same look with them opened."""
    form = MoveForm(request.POST)
    look = look_in(request.POST.get("look", ""))
    if not form.is_valid():
        messages.error(request, _("We could not tell which ring you meant. Nothing has changed. Choose one again."))
        return redirect(reverse("people_map") + look.query())
    person, ring = form.cleaned_data["person"], form.cleaned_data["closeness"]
    contact = set_closeness(owner=member_of(request), contact_id=person, closeness=ring)
    messages.success(request, _("%(name)s: %(ring)s. Saved.") % {"name": contact.name, "ring": RINGS[ring]})
    changes = {"ring": None, "sector": ""} if look.ring not in (None, ring) else {}
    part = f"p{person}" if form.cleaned_data["back"] == "drawing" else "person"
    return redirect(f"{reverse('people_map')}{look.query(person=person, **changes)}#{part}")
