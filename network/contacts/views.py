"""The people a member knows: the list, one of them, adding, changing, removing. Only ever one's own."""

from dataclasses import replace
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from network.contacts import actions, everyday_names, queries
from network.contacts.cards import card_of
from network.contacts.forms import ContactForm, LineOfWorkForm, what_others_read
from network.contacts.names_and_work import WRITTEN, with_work_of_name, written_before
from network.contacts.walk.questions import question_called
from network.contacts.work_questions import added_contact, question_about, questions_page
from network.models import Contact
from network.platform.drafts.forms import saves_draft, with_draft
from network.platform.errors import NotFoundError
from network.platform.privacy.blocks import seal_block
from network.platform.requests import member_of


@require_safe
@vary_on_headers("X-Part")
def people(request: HttpRequest) -> HttpResponse:
    people_page = queries.people_of(member_of(request), request.GET.get("q", ""), request.GET.get("page", "1"))
    while_typing = request.headers.get("X-Part") == "found"
    template = "contacts/people_found.html" if while_typing else "contacts/people.html"
    return render(request, template, {"people": people_page})


@require_http_methods(["GET", "HEAD", "POST"])
@saves_draft
def contact_add(request: HttpRequest) -> HttpResponse:
    form = with_draft(request, ContactForm(request.POST or None))
    if form.is_valid():
        written = form.card()
        contact = actions.add_many(owner=member_of(request), cards=[with_work_of_name(written)])[0]
        _say_added(request, contact)
        if "and_look" in request.POST:
            return redirect("contact", contact.pk)
        return redirect(f"{reverse('contact_add')}{_what_follows(contact, written.name)}")
    added = added_contact(member_of(request), request.GET.get("added", ""))
    question = question_about(added) if added else None
    taken_apart = written_before(added, request.GET.get(WRITTEN, "")) if added else ""
    context = {"form": form, "question": question, "added": added, "written": taken_apart}
    return render(request, "contacts/add.html", context)


def _what_follows(contact: Contact, written: str) -> str:
    """Return the parameters of the next page: whom there is something to ask or to take back of."""
    read = {WRITTEN: written} if written_before(contact, written) else {}
    return f"?{urlencode({'added': contact.pk, **read})}" if read or question_about(contact) else ""


def _say_added(request: HttpRequest, contact: Contact) -> None:
    twins = queries.others_with_the_same_address(contact)
    messages.success(request, _("%(name)s is on your list.") % {"name": contact.name})
    if twins:
        words = _("You already have somebody with the same address: %(names)s. Perhaps you only need one of them.")
        messages.info(request, words % {"names": ", ".join(twin.name for twin in twins)})


@require_safe
def contact(request: HttpRequest, contact_id: int) -> HttpResponse:
    member = member_of(request)
    page = queries.contact_page(member, contact_id)
    known = page.contact.confirmed_as_id
    return render(
        request,
        "contacts/contact.html",
        {
            "page": page,
            "contact": page.contact,
            "question": question_about(page.contact),
            "block_offer": seal_block(member.pk, known) if known else "",
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@saves_draft
def contact_change(request: HttpRequest, contact_id: int) -> HttpResponse:
    member = member_of(request)
    contact = queries.contact_of(member, contact_id)
    form = with_draft(request, ContactForm(request.POST or None, card=card_of(contact)))
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
        messages.success(request, _("Done. %(name)s isn’t on your list any more.") % {"name": contact.name})
        return redirect("people")
    return render(request, "contacts/remove.html", {"contact": contact})


@require_http_methods(["GET", "HEAD", "POST"])
def contact_line(request: HttpRequest, contact_id: int) -> HttpResponse:
    """Change or hide the line of work that others may read."""
    member = member_of(request)
    contact = queries.contact_of(member, contact_id)
    sent = request.POST if "show" in request.POST else None
    form = LineOfWorkForm(member, sent, initial=what_others_read(contact))
    if "hide" in request.POST:
        actions.hide_line(owner=member, contact_id=contact_id)
    elif "find" in request.POST:
        actions.find_line_again(owner=member, contact_id=contact_id)
    elif form.is_valid():
        said = form.cleaned_data
        shown = {"words": said["line"], "said": said["said"], "is_past": form.is_past}
        actions.show_line(owner=member, contact_id=contact_id, **shown)
    else:
        return _ask_line(request, contact, form)
    messages.success(request, _saved(form))
    return _back_to_asking(request, contact_id)


def _ask_line(request: HttpRequest, contact: Contact, form: LineOfWorkForm) -> HttpResponse:
    """Ask for the line of work; where words of the member's own were typed, which line is closest. That is no error."""
    said = form["line"].value() if form.offered else ""
    when = form["when"].value()
    asked = LineOfWorkForm(form.member, initial={"line": said, "when": when}) if said else form
    context = {"form": asked, "contact": contact, "offered": form.offered, "said": said, "when": when}
    return render(request, "contacts/line.html", context)


def _saved(form: LineOfWorkForm) -> str:
    said = getattr(form, "cleaned_data", {}).get("said")  # there is none where it was hidden
    return (
        _("Saved. When you write “%(words)s” again, we’ll know what you mean.") % {"words": said}
        if said
        else _("Saved.")
    )


def _back_to_asking(request: HttpRequest, contact_id: int) -> HttpResponse:
    """Return to the page on which the question was asked, also after choosing on the page of the line of work."""
    then = request.POST.get("then", "") or request.GET.get("then", "")
    page = request.POST.get("page", "") or request.GET.get("page", "")
    if question_called(then):
        return redirect("walk_question", then)
    if then == "contact_work" and page:
        return redirect(f"{reverse(then)}?{urlencode({'page': page})}")
    return redirect(then) if then in ("contact_add", "contact_work") else redirect("contact", contact_id)


@require_POST
def contact_as_written(request: HttpRequest, contact_id: int) -> HttpResponse:
    """Take back that work was read in a name: keep the name as it was written, and no work."""
    member = member_of(request)
    contact = queries.contact_of(member, contact_id)
    written = written_before(contact, request.POST.get(WRITTEN, ""))
    if written:
        card = replace(card_of(contact), name=written, work="")
        actions.change_contact(owner=member, contact_id=contact_id, card=card)
        messages.success(request, _("Done. “%(name)s” is just the name.") % {"name": written})
    return _back_to_asking(request, contact_id)


@require_safe
def contact_work(request: HttpRequest) -> HttpResponse:
    """Ask about those whose work we could not place, ten on a page."""
    page, questions = questions_page(member_of(request), request.GET.get("page", "1"))
    return render(request, "contacts/work.html", {"page": page, "questions": questions})


@require_safe
def own_words(request: HttpRequest) -> HttpResponse:
    """List what the member calls lines of work in words of their own."""
    names = everyday_names.names_page(member_of(request), request.GET.get("page", "1"))
    return render(request, "contacts/own_words.html", {"names": names})


@require_POST
def own_words_forget(request: HttpRequest, name_id: int) -> HttpResponse:
    name = everyday_names.forget(member_of(request), name_id)
    if name is None:
        raise NotFoundError
    messages.success(request, _("Done. When you write “%(words)s” again, we’ll ask.") % {"words": name.words})
    return redirect("own_words")
