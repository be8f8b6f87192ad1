"""Security pages: the fresh code before critical changes, and the devices that are signed in."""

from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.people import queries, shared_computer, sign_ins
from network.people.authentication_log import What, record
from network.people.forms import FreshCodeForm
from network.platform.privacy import fresh_code
from network.platform.requests import going_on, member_of


@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Send a code (a post without `code`) or check the one that was sent, and continue to `next`."""
    typing = "code" in request.POST
    form = FreshCodeForm(request.POST if typing else None)
    if request.method == "POST" and not typing:
        _send(request)
        return redirect(f"{request.path}?{request.GET.urlencode()}")
    if form.is_valid():
        right = fresh_code.check(request, form.cleaned_data["code"])
        record(request, What.CODE_TYPED, how="fresh code", succeeded=right, member=request.user)
        if right:
            return redirect(going_on(request, otherwise=reverse("settings")))
        form.add_error("code", _("That code isn’t right, or it’s run out. Check the newest e-mail from us."))
    page = {"waiting": fresh_code.is_waiting(request), "addresses": queries.verified_addresses(member_of(request))}
    return render(request, "people/fresh_code.html", {"form": form, **page})


def _send(request: HttpRequest) -> None:
    sent = fresh_code.send(request, request.POST.get("to", "")[:254].replace("\x00", ""))
    record(request, What.CODE_ASKED, how="fresh code", succeeded=sent, member=request.user)
    if not sent:
        messages.error(request, _("That was a little quick. Wait a minute, then ask for a new code."))


class AddPasskey(AddWebAuthnView):  # type: ignore[misc]
    """Returns to the list of passkeys; recovery codes belong to an authenticator app."""

    def get_success_url(self) -> str:
        return reverse("mfa_list_webauthn")


class ActivateApp(ActivateTOTPView):  # type: ignore[misc]
    """Always continues to the recovery codes, which may have been made unseen with a passkey."""

    def get_success_url(self) -> str:
        return reverse("mfa_view_recovery_codes")


@require_safe
def signed_in(request: HttpRequest) -> HttpResponse:
    """List where the member is signed in."""
    places = sign_ins.places_of(member_of(request), request.session.session_key)
    return render(request, "people/signed_in.html", {"places": places})


@require_POST
def sign_in_end(request: HttpRequest, sign_in_id: int) -> HttpResponse:
    sign_ins.end(member=member_of(request), sign_in_id=sign_in_id)
    record(request, What.SIGNED_OUT, how="elsewhere", member=request.user)
    messages.success(request, _("Done. You’re signed out there. Nobody can do anything more with that page."))
    return redirect("signed_in")


@require_POST
def sign_ins_end_others(request: HttpRequest) -> HttpResponse:
    ended = sign_ins.end_others(member=member_of(request), session_key=request.session.session_key)
    record(request, What.SIGNED_OUT, how="everywhere else", member=request.user)
    words = ngettext(
        "Done. You’re signed out in %(number)d other place.",
        "Done. You’re signed out in %(number)d other places.",
        ended,
    )
    messages.success(request, words % {"number": ended} if ended else _("You’re only signed in here."))
    return redirect("signed_in")


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def forget_device(request: HttpRequest) -> HttpResponse:
    """Sign out, and clear everything of the member in this browser that we can reach."""
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
    """For the script on a shared computer: the seconds without activity. A post counts as activity, a GET does not."""
    if not shared_computer.is_shared(request):
        return JsonResponse({}, status=401)
    return JsonResponse({"quiet": shared_computer.quiet_seconds(request)})
