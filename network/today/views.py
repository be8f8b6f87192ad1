"""The front pages: for strangers an explanation of the service, for members what waits for them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from network.people import actions
from network.platform.requests import member_of
from network.today.promises import FAIR_PLAY, PRIVACY
from network.today.queries import front_page


@require_safe
@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("today")
    return render(request, "today/home.html", {"fair_play": FAIR_PLAY, "privacy": PRIVACY})


@require_safe
@login_not_required
def promises(request: HttpRequest) -> HttpResponse:
    """Show each promise of the front page, and how it is kept."""
    return render(request, "today/promises.html", {"fair_play": FAIR_PLAY, "privacy": PRIVACY})


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    return render(request, "today/today.html", {"front": front_page(member_of(request))})


@require_POST
def sorted_for_now(request: HttpRequest) -> HttpResponse:
    actions.say_sorted(member=member_of(request))
    messages.success(request, _("Good for you. We won’t suggest anything until you say you’re looking again."))
    return redirect("today")


@require_POST
def looking_again(request: HttpRequest) -> HttpResponse:
    actions.look_again(member=member_of(request))
    messages.success(request, _("Done. We’re looking again for people who do what you want."))
    return redirect("work")
