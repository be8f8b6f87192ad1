"""The front pages: for strangers what this is, for members what waits for them."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from network.people.access import member_of
from network.today.queries import front_page


@require_safe
@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("today")
    return render(request, "today/home.html")


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    return render(request, "today/today.html", {"front": front_page(member_of(request))})
