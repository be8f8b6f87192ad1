"""Who may open the pages that show what is nobody's business: sign-in codes, and the demo's open doors."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse

from backr.serving.ports import is_loopback

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponse]
FORWARDED = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_X_FORWARDED_HOST", "HTTP_VIA")


def this_machine_only(view: View[Rest]) -> View[Rest]:
    """Answer 404 unless the setting INTERNAL_PAGES is on and the browser runs on this machine.

    A tunnel or a proxy in front makes everybody look local, so a request that says it was forwarded is refused too.
    """

    @login_not_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        local = is_loopback(str(request.META.get("REMOTE_ADDR", "")))
        if not (settings.INTERNAL_PAGES and local) or any(name in request.META for name in FORWARDED):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded  # type: ignore[return-value]
