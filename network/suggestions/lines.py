"""Lines of work for somebody who is typing one."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from matching.vocabulary import suggest

SUGGESTED_LINES = 8


@require_safe
def vocabulary_suggest(request: HttpRequest) -> JsonResponse:
    """Answer lines of work that begin as typed (`?q=`): {"suggestions": ["pastry chef", …]}."""
    return JsonResponse({"suggestions": suggest(request.GET.get("q", "")[:100], SUGGESTED_LINES)})
