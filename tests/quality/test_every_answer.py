"""Every page in every state: a strict policy with it, nothing inline in it, and light enough for an old phone."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from pytest_django.fixtures import Settings

from tests.quality.markup import Element
from tests.quality.pages import Page
from tests.quality.weight import BUDGETS, too_heavy

OUR_POLICY = [f"{name} {' '.join(sources)}" for name, sources in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items()]

REFUSES_NOTHING = {
    "account_email": "asks for a fresh code first, and then refuses as in account_email-fresh",
    "import_look-preview": "boxes to tick; what is not on the page is passed over",
    "import_look-preview-new": "the same",
    "import_look-preview-bad": "the same",
    "import_look-preview-work": "the same, and lines of work to tap",
}
"""Scenes with a form that has no wrong answer."""


@pytest.fixture
def pages(every_page: list[Page]) -> list[Page]:
    return every_page


def is_inline(element: Element) -> bool:
    """Whether a strict policy would stop this element, or a part of it: it is code or style in the page itself."""
    attributes = element.attributes
    runs = element.tag == "script" and "src" not in attributes and attributes.get("type") != "application/json"
    handlers = any(name.startswith("on") for name in attributes)
    links = any(value.lstrip().lower().startswith("javascript:") for value in attributes.values())
    return runs or handlers or links or element.tag == "style" or "style" in attributes


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<style>p {}</style>",
        '<p style="color: red">',
        '<p onclick="go()">',
        '<a href=" JavaScript:go()">',
    ],
)
def test_what_is_inline_is_seen(html: str) -> None:
    page = Page("made up", "full", "/", 200, {}, html)
    assert [is_inline(element) for element in page.markup.elements] == [True]


def test_there_is_every_state(pages: list[Page]) -> None:
    assert {page.state for page in pages} == {"full", "empty", "wrong", "trouble"}
    assert [(page.name, page.state) for page in pages if not page.html] == []


def test_nothing_is_inline(pages: list[Page]) -> None:
    found = [
        f"{page.name}, {page.state}: {element}"
        for page in pages
        for element in page.markup.elements
        if is_inline(element)
    ]
    assert found == []


def test_every_form_is_met_with_a_wrong_answer(pages: list[Page]) -> None:
    """A form that has no wrong answer says so above: else its page of errors would be looked at by nobody."""
    with_forms = {page.name for page in pages if page.state == "full" and any(form.kinds for form in page.markup.forms)}
    seen_wrong = {page.name for page in pages if page.state == "wrong"}
    assert with_forms - seen_wrong == set(REFUSES_NOTHING)


def test_every_answer_carries_the_policy(pages: list[Page]) -> None:
    assert [(page.name, page.state) for page in pages if "Content-Security-Policy" not in page.headers] == []
    policies = {page.headers["Content-Security-Policy"] for page in pages}
    assert {frozenset(policy.split("; ")) for policy in policies} == {frozenset(OUR_POLICY)}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/static/nothing.css", 404),
        ("/healthz", 200),
        ("/sw.js", 200),
        ("/manifest.webmanifest", 200),
        ("/places/?q=whit", 302),
        ("/today/", 302),
        ("/today", 301),
        ("/nothing-is-here/", 404),
    ],
)
def test_what_is_no_page_carries_it_too(client: Client, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["Content-Security-Policy"].split("; ").count("default-src 'none'") == 1


def test_static_files_carry_it_too(client: Client, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "some.css").write_text("p {}")
    settings.STATIC_ROOT = tmp_path
    answer = client.get("/static/some.css")
    assert answer.status_code == 200
    assert answer.headers["Content-Security-Policy"].split("; ").count("default-src 'none'") == 1


@pytest.mark.django_db
def test_the_way_to_https_carries_it_too(client: Client, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    answer = client.get("/people/")
    assert answer.status_code == 301
    assert answer.headers["Content-Security-Policy"].split("; ").count("default-src 'none'") == 1


def test_the_policy_lets_nothing_in_but_what_is_ours() -> None:
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert {source for sources in directives.values() for source in sources} == {"'self'", "'none'", "data:"}
    assert [name for name, sources in directives.items() if "data:" in sources] == ["img-src"]
    assert directives["default-src"] == ["'none'"]


def named(page: Page) -> set[tuple[str, str]]:
    """The kinds and addresses of the page's stylesheets and scripts."""
    scripts = {
        ("script", element.attributes["src"]) for element in page.markup.named("script") if "src" in element.attributes
    }
    links = [link.attributes for link in page.markup.named("link")]
    return scripts | {("stylesheet", link["href"]) for link in links if link.get("rel") == "stylesheet"}


def test_pages_are_light(pages: list[Page]) -> None:
    """By what they name; tests/browser/test_every_page.py looks at what a browser really fetches for them."""
    assert all(any(kind == "stylesheet" for kind, _ in named(page)) for page in pages)
    assert {f"{page.name}, {page.state}": heavy for page in pages if (heavy := too_heavy(named(page)))} == {}


def test_what_is_too_heavy_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(BUDGETS, "script", 100)
    [said] = too_heavy([("stylesheet", "/static/css/backr.css"), ("script", "/static/js/backr.js")])
    assert said.endswith(" bytes of scripts")
