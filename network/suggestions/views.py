"""The pages of work: who does what you want, who could use what you know, and what you put aside."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from matching.offers import completions
from matching.vocabulary import cleaned
from network.introductions.queries import asked_by
from network.models import SetAside
from network.platform.errors import NotFoundError
from network.platform.requests import member_of, posted
from network.suggestions import dismissals
from network.suggestions.dismissals import CardUnreadableError, read_card
from network.suggestions.forms import DismissalForm, WorkForm
from network.suggestions.intent import is_cut, must_wait, read_texts
from network.suggestions.others import others_for
from network.suggestions.page import Suggestions, suggestions_from

COMPLETIONS = 8


@require_safe
def work(request: HttpRequest) -> HttpResponse:
    """People who do what the member wants: their own wishes, or what is typed (`?q=`)."""
    typed = request.GET.get("q", "").strip()
    text = cleaned(typed)
    form = WorkForm(initial={"q": text})
    read = read_texts([text] if text else [])
    if must_wait(read):
        return render(request, "suggestions/one_moment.html", {"text": text}, status=202)
    silent = bool(typed) and not read.understood
    suggestions = Suggestions((), puzzled=True) if silent else suggestions_from(member_of(request), read)
    page = "suggestions/puzzled.html" if suggestions.puzzled else "suggestions/work.html"
    context = {"form": form, "text": text, "suggestions": suggestions, "cut": is_cut(typed)}
    return render(request, page, {**context, "asked": asked_by(member_of(request))})


@require_safe
def others(request: HttpRequest) -> HttpResponse:
    """Wishes of other members that could do with what the member knows."""
    return render(request, "suggestions/others.html", {"wishes": others_for(member_of(request))})


@require_http_methods(["GET", "POST"])
def dismiss(request: HttpRequest, handle: str) -> HttpResponse:
    """Ask why a card is not for the member, and put it aside. `?q=` is what they had typed before."""
    member = member_of(request)
    try:
        card = read_card(handle, member)
    except CardUnreadableError as error:
        raise NotFoundError from error
    form = DismissalForm(posted(request), card=card)
    if form.is_valid():
        dismissals.dismiss(member=member, card=card, reason=form.cleaned_data["reason"])
        messages.success(request, _("Done. You can bring it back on the page “What you’ve put aside”."))
        return redirect(_back(request))
    return render(request, "suggestions/set_aside.html", {"form": form, "card": card, "back": _back(request)})


def _back(request: HttpRequest) -> str:
    typed = cleaned(request.GET.get("q", ""))
    return reverse("work") + (f"?{urlencode({'q': typed})}" if typed else "")


@require_safe
def dismissed(request: HttpRequest) -> HttpResponse:
    """What the member put aside, each with what that changes."""
    return render(request, "suggestions/set_asides.html", {"rows": dismissals.dismissed_by(member_of(request))})


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Have something suggested again that was put aside."""
    if not dismissals.take_back(member=member_of(request), pk=pk):
        raise NotFoundError
    messages.success(request, _("Done. We may suggest it to you again."))
    return redirect("work_set_asides" if SetAside.objects.filter(member=member_of(request)).exists() else "work")


@require_safe
def vocabulary_suggest(request: HttpRequest) -> JsonResponse:
    """Answer lines of work that begin as typed (`?q=`): {"suggestions": ["pastry chef", …]}."""
    return JsonResponse({"suggestions": completions(request.GET.get("q", "")[:100], COMPLETIONS)})
