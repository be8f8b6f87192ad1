"""Where one is signed in, and leaving a computer that is not one's own."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.people import shared_computer, sign_ins
from network.people.access import member_of


@require_safe
def signed_in(request: HttpRequest) -> HttpResponse:
    """Where the member is signed in now."""
    places = sign_ins.places_of(member_of(request), request.session.session_key)
    return render(request, "people/signed_in.html", {"places": places})


@require_POST
def sign_in_end(request: HttpRequest, sign_in_id: int) -> HttpResponse:
    sign_ins.end(member=member_of(request), sign_in_id=sign_in_id)
    messages.success(request, _("Signed out there. Whoever has that page open can do nothing more with it."))
    return redirect("signed_in")


@require_POST
def sign_ins_end_others(request: HttpRequest) -> HttpResponse:
    ended = sign_ins.end_others(member=member_of(request), session_key=request.session.session_key)
    words = ngettext("Signed out in %(number)d other place.", "Signed out in %(number)d other places.", ended)
    messages.success(request, words % {"number": ended} if ended else _("You are signed in here only."))
    return redirect("signed_in")


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def forget_device(request: HttpRequest) -> HttpResponse:
    """Sign out, and leave nothing of the member in this browser that we can reach."""
    if request.method != "POST":
        return render(request, "people/forget_device.html")
    logout(request)
    response = render(request, "people/device_forgotten.html")
    for name in {*request.COOKIES, settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}:
        response.delete_cookie(name)
    # Not "cookies": that would empty them for every service under the same domain. Ours are named above.
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def still_here(request: HttpRequest) -> HttpResponse:
    """For the script on a shared computer: for how long nobody has tapped. A post is a tap, a look is none."""
    if not shared_computer.is_shared(request):
        return JsonResponse({}, status=401)
    return JsonResponse({"quiet": shared_computer.quiet_seconds(request)})
