"""On a computer that others use too: the back button, the page left alone, and leaving nothing behind."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from network.models import Member
from tests.browser.conftest import FLAGS, PageMaker, chromium, picture, sign_in
from tests.browser.test_account_pages import barriers
from tests.browser.test_every_page import complaints_of
from tests.factories.people import make_contact

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=["kept-whole", "asked-for-again"])
def back_and_forth(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page of a browser whose back button may show a page that was kept whole; Playwright's own switches that off."""
    if request.param == "asked-for-again":
        context = browser.new_context()
        yield context.new_page()
        context.close()
        return
    own = browser.browser_type.launch(
        executable_path=chromium(), args=FLAGS, ignore_default_args=["--disable-back-forward-cache"]
    )
    yield own.new_page()
    own.close()


@pytest.mark.costly("starts a browser of its own")
def test_the_back_button_brings_nothing_back(back_and_forth: Page, address: str, alice: Member) -> None:
    page = back_and_forth
    secret = make_contact(alice, "Zephyrine Quill", work="keeps bees", note="owes me a fiver")
    sign_in(page, alice, address)
    page.goto(f"{address}/people/")
    page.goto(f"{address}/people/{secret.pk}/")
    expect(page.get_by_role("heading", name="Zephyrine Quill", exact=True)).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("You’re signed out.")).to_be_visible()
    for _step in range(2):
        page.go_back()
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        assert "Zephyrine" not in page.content()
        assert "fiver" not in page.content()


def test_a_page_that_the_browser_kept_whole_is_asked_for_again(page: Page, address: str, alice: Member) -> None:
    make_contact(alice, "Zephyrine Quill")
    sign_in(page, alice, address)
    page.goto(f"{address}/people/")
    page.context.clear_cookies()  # as after signing out in another window
    with page.expect_navigation():
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


@pytest.fixture
def soon_idle(settings: Any) -> None:
    settings.SHARED_COMPUTER_IDLE = timedelta(seconds=6)


def on_a_shared_computer(page: Page, address: str, alice: Member) -> None:
    alice.set_password("a few words in a row")
    alice.save()
    page.goto(f"{address}/account/login/")
    page.get_by_label("Your e-mail address").fill(alice.email)
    page.get_by_text("I’ve got a password").click()
    page.get_by_label("Password, if you’ve got one").fill("a few words in a row")
    page.get_by_label("Other people use this computer too").check()
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url("**/today/")


def test_a_page_left_alone_warns_and_then_goes(page: Page, address: str, alice: Member, soon_idle: None) -> None:
    make_contact(alice, "Zephyrine Quill")
    on_a_shared_computer(page, address, alice)
    page.goto(f"{address}/people/")
    warning = page.get_by_role("alert")
    expect(warning).to_contain_text("Are you still there?")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible(timeout=20_000)
    assert page.context.request.get(f"{address}/people/", max_redirects=0).status == 302
    page.go_back()
    assert "Zephyrine" not in page.content()


def test_the_warning_has_no_barrier(page: Page, address: str, alice: Member, soon_idle: None) -> None:
    on_a_shared_computer(page, address, alice)
    expect(page.get_by_role("alert")).to_be_visible(timeout=10_000)
    picture(page, "still-here")
    assert [*barriers(page), *complaints_of(page)] == []


def test_who_taps_stays(page: Page, address: str, alice: Member, soon_idle: None) -> None:
    on_a_shared_computer(page, address, alice)
    page.goto(f"{address}/people/")
    for _round in range(2):
        expect(page.get_by_role("alert")).to_be_visible(timeout=10_000)
        page.get_by_role("button", name="I’m still here").click()
        expect(page.get_by_role("alert")).to_be_hidden()
    assert page.url.endswith("/people/")
    assert page.context.request.get(f"{address}/people/", max_redirects=0).status == 200


def test_the_tick_holds_for_a_passkey_too(page: Page, address: str) -> None:
    page.goto(f"{address}/account/login/")
    with_passkey = page.locator("#mfa_login input[name=shared_computer]")
    assert with_passkey.input_value() == ""
    page.get_by_label("Other people use this computer too").check()
    assert with_passkey.input_value() == "on"
    page.get_by_label("Other people use this computer too").uncheck()
    assert with_passkey.input_value() == ""


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "plain"])
def test_this_is_not_my_device(new_page: PageMaker, address: str, alice: Member, javascript: bool) -> None:
    page = new_page(javascript=javascript)
    sign_in(page, alice, address)
    page.goto(f"{address}/settings/")
    if javascript:
        page.evaluate("localStorage.setItem('left', 'behind')")
        page.evaluate("caches.open('a-cache').then((cache) => cache.put('/kept', new Response('kept')))")
    page.get_by_role("link", name="This isn’t my device").click()
    page.get_by_role("button", name="Sign out and forget everything").click()
    expect(page.get_by_role("heading", name="this browser has forgotten you")).to_be_visible()
    picture(page, f"forgotten-{javascript}")
    assert page.context.cookies() == []
    if javascript:
        assert [*barriers(page), *complaints_of(page)] == []
        assert page.evaluate("localStorage.length") == 0
        assert page.evaluate("caches.keys()") == []
    page.goto(f"{address}/people/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
