"""People who do what you want."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from matching.vocabulary import cleaned
from network.people.access import member_of
from network.suggestions.cards import Suggestions
from network.suggestions.forms import WorkForm
from network.suggestions.others import others_for
from network.suggestions.queries import suggestions_for
from network.suggestions.wanted import is_cut, must_wait, says_something


@require_safe
def work(request: HttpRequest) -> HttpResponse:
    """For the member's own wishes, or for what is typed (`?q=`)."""
    typed = request.GET.get("q", "").strip()
    text = cleaned(typed)
    form = WorkForm(initial={"q": text})
    if text and must_wait(text):
        return render(request, "suggestions/one_moment.html", {"text": text}, status=202)
    silent = bool(typed) and not says_something(text)
    found = Suggestions((), puzzled=True) if silent else suggestions_for(member_of(request), text)
    page = "suggestions/puzzled.html" if found.puzzled else "suggestions/work.html"
    return render(request, page, {"form": form, "text": text, "found": found, "cut": is_cut(typed)})


@require_safe
def others(request: HttpRequest) -> HttpResponse:
    """Who could use what the member knows."""
    return render(request, "suggestions/others.html", {"found": others_for(member_of(request))})
