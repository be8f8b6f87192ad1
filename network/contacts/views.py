"""The people a member knows: the list, one of them, adding, changing, removing. Only ever one's own."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from network.contacts import actions, queries
from network.contacts.cards import card_of
from network.contacts.forms import ContactForm, LineOfWorkForm
from network.drafts.waiting import can_wait, taken_up
from network.models import Contact
from network.people.access import member_of
from network.privacy.blocks import sign_block


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    found = queries.people_of(member_of(request), request.GET.get("q", ""), request.GET.get("page", "1"))
    return render(request, "contacts/people.html", {"people": found})


@require_http_methods(["GET", "HEAD", "POST"])
@can_wait
def contact_add(request: HttpRequest) -> HttpResponse:
    form = taken_up(request, ContactForm(request.POST or None))
    if form.is_valid():
        contact = actions.add_many(owner=member_of(request), cards=[form.card()])[0]
        _say_added(request, contact)
        return redirect("contact", contact.pk) if "and_look" in request.POST else redirect("contact_add")
    return render(request, "contacts/add.html", {"form": form})


def _say_added(request: HttpRequest, contact: Contact) -> None:
    twins = queries.others_with_the_same_address(contact)
    messages.success(request, _("%(name)s is in your list.") % {"name": contact.name})
    if twins:
        words = _("You have somebody with the same address already: %(names)s. Perhaps you need only one of them.")
        messages.info(request, words % {"names": ", ".join(twin.name for twin in twins)})


@require_safe
def contact(request: HttpRequest, contact_id: int) -> HttpResponse:
    member = member_of(request)
    page = queries.contact_page(member, contact_id)
    known = page.contact.confirmed_as_id
    return render(
        request,
        "contacts/contact.html",
        {"page": page, "contact": page.contact, "block_offer": sign_block(member.pk, known) if known else ""},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@can_wait
def contact_change(request: HttpRequest, contact_id: int) -> HttpResponse:
    member = member_of(request)
    contact = queries.contact_of(member, contact_id)
    form = taken_up(request, ContactForm(request.POST or None, card=card_of(contact)))
    if form.is_valid():
        actions.change_contact(owner=member, contact_id=contact_id, card=form.card())
        messages.success(request, _("Saved."))
        return redirect("contact", contact_id)
    return render(request, "contacts/change.html", {"form": form, "contact": contact})


@require_http_methods(["GET", "HEAD", "POST"])
def contact_remove(request: HttpRequest, contact_id: int) -> HttpResponse:
    member = member_of(request)
    contact = queries.contact_of(member, contact_id)
    if request.method == "POST":
        actions.remove_contact(owner=member, contact_id=contact_id)
        messages.success(request, _("%(name)s is no longer in your list.") % {"name": contact.name})
        return redirect("people")
    return render(request, "contacts/remove.html", {"contact": contact})


@require_http_methods(["GET", "HEAD", "POST"])
def contact_line(request: HttpRequest, contact_id: int) -> HttpResponse:
    """Change or hide the line of work that others may read."""
    member = member_of(request)
    contact = queries.contact_of(member, contact_id)
    form = LineOfWorkForm(request.POST if "show" in request.POST else None, initial={"line": contact.line_of_work})
    if "hide" in request.POST:
        actions.hide_line(owner=member, contact_id=contact_id)
    elif "find" in request.POST:
        actions.find_line_again(owner=member, contact_id=contact_id)
    elif form.is_valid():
        actions.show_line(owner=member, contact_id=contact_id, words=form.cleaned_data["line"])
    else:
        return render(request, "contacts/line.html", {"form": form, "contact": contact})
    messages.success(request, _("Saved."))
    return redirect("contact", contact_id)
