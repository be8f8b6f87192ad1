"""“Not for me”: put a suggestion aside, see what was put aside, and take it back."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from matching.vocabulary import cleaned
from network.models import SetAside
from network.people.access import member_of
from network.people.posted import posted
from network.suggestions import actions
from network.suggestions.aside import CardUnreadableError, read_card
from network.suggestions.forms import AsideForm
from network.suggestions.put_aside import put_aside_by


@require_http_methods(["GET", "POST"])
def set_aside(request: HttpRequest, handle: str) -> HttpResponse:
    """Ask why a card is not for the member, and put it aside. `?q=` is what they had typed."""
    member = member_of(request)
    try:
        card = read_card(handle, member)
    except CardUnreadableError as error:
        raise Http404 from error
    form = AsideForm(posted(request), card=card)
    if form.is_valid():
        actions.set_aside(member=member, card=card, reason=form.cleaned_data["reason"])
        messages.success(request, _("Put aside. You can take it back on the page “What you put aside”."))
        return redirect(_back(request))
    return render(request, "suggestions/set_aside.html", {"form": form, "card": card, "back": _back(request)})


def _back(request: HttpRequest) -> str:
    typed = cleaned(request.GET.get("q", ""))
    return reverse("work") + (f"?{urlencode({'q': typed})}" if typed else "")


@require_safe
def set_asides(request: HttpRequest) -> HttpResponse:
    return render(request, "suggestions/set_asides.html", {"rows": put_aside_by(member_of(request))})


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    if not actions.take_back(member=member_of(request), pk=pk):
        raise Http404
    messages.success(request, _("Taken back. It may be suggested to you again."))
    return redirect("work_set_asides" if SetAside.objects.filter(member=member_of(request)).exists() else "work")
