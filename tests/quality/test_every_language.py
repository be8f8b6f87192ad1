"""Every page in every state can be had in Welsh too, though only part of it is translated yet."""

import re
from collections.abc import Callable

import pytest
from django.conf import settings as configured
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.html import strip_tags
from pytest_django.fixtures import Settings

from tests.quality.pages import Page, everything

pytestmark = pytest.mark.django_db
LEFT_OPEN = re.compile(r"%\(\w+\)|\{\{|\{%|%[sd]\b")
"""A place for a name that nobody filled in."""


def asks_for_welsh(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A middleware: each request is as from a browser that asks for Welsh."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.META["HTTP_ACCEPT_LANGUAGE"] = "cy"
        return get_response(request)

    return answer


@pytest.fixture
def pages(settings: Settings) -> list[Page]:
    settings.MIDDLEWARE = [f"{__name__}.{asks_for_welsh.__name__}", *configured.MIDDLEWARE]
    with translation.override("en-gb"):  # what the last answer spoke would stay behind for other tests
        return everything()


@pytest.mark.costly("opens every page in every state")
def test_every_page_is_answered_in_welsh_as_in_english(pages: list[Page], every_page: list[Page]) -> None:
    in_english = {(page.name, page.state): page.status for page in every_page}
    assert {(page.name, page.state): page.status for page in pages} == in_english
    spoken = {(page.name, page.state): re.findall(r'<html lang="([^"]*)"', page.html) for page in pages}
    assert {name: language for name, language in spoken.items() if language != ["cy"]} == {}
    assert [(page.name, page.state) for page in pages if LEFT_OPEN.search(strip_tags(page.html))] == []
