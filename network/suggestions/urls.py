from importlib import import_module

from django.http import HttpRequest, HttpResponse
from django.urls import path

from network.suggestions.lines import vocabulary_suggest


def work(request: HttpRequest) -> HttpResponse:
    return import_module("network.suggestions.views").work(request)


urlpatterns = [
    path("", work, name="work"),
    path("lines/", vocabulary_suggest, name="vocabulary_suggest"),
]
